// The site in a browser: for everybody, at every width, by keyboard, and with texts that are out for harm.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { reportHtml } from "../../src/diff/html/report-page.ts";
import { sampleReport } from "../diff/html/fixtures.ts";
import { describeBrowser, type Opened } from "../diff/html/browser.ts";
import { everything } from "../emit/fixtures.ts";
import { large, pageOf, siteOf, small, withTexts } from "./fixtures.ts";
import { isModel } from "../../src/pipeline/load-model.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env["HOOKSMITH_SCREENSHOTS"] ?? join(inject("far"), "screenshots");

interface Violation {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** What axe finds wrong, every detail open; in the dark by the rules that colours decide, since nothing else differs. */
const violations = (colorScheme: "light" | "dark"): string => `(async () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const { violations, passes } = await axe.run(document, ${colorScheme === "light" ? "{}" : '{ runOnly: ["color-contrast", "link-in-text-block"] }'});
  return { violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) })), passed: passes.length };
})()`;

const pages = [
  ["overview", pageOf(large, "index.html"), ""],
  ["report", pageOf(large, "v9.0...v9.1-preview.html"), ""],
  ["version", pageOf(large, "v9.1-preview.html"), "webhook=incoming_chat"],
  ["report with every part", reportHtml(sampleReport(), { overview: "./index.html" }), ""],
  ["small version", pageOf(small, "v2.0.html"), "webhook=parcel_sent"],
] as const;

describeBrowser("the site", (open) => {
  test.each(pages)("can be used by everybody at three widths, light and dark: %s", async (name, text, hash) => {
    mkdirSync(pictures, { recursive: true });
    const { page, requests, complaints } = await open(text, { hash });
    for (const width of [390, 768, 1400]) {
      await page.setViewportSize({ width, height: 1000 });
      const path = join(pictures, `${name.replaceAll(" ", "-")}-${String(width)}.png`);
      expect((await page.screenshot({ path })).length, path).toBeGreaterThan(5_000);
    }
    await page.evaluate(axe);
    for (const width of [390, 768, 1400]) {
      await page.setViewportSize({ width, height: 1000 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const checked = await page.evaluate<{ violations: readonly Violation[]; passed: number }>(
          violations(colorScheme),
        );
        expect(checked.violations, `${String(width)} ${colorScheme}`).toEqual([]);
        expect(checked.passed).toBeGreaterThan(colorScheme === "light" ? 20 : 0);
      }
      expect(
        await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
        String(width),
      ).toBeLessThanOrEqual(0);
    }
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test("names are whole lines on a phone, with each step of theirs below", async () => {
    const { page } = await open(pageOf(small, "index.html"), { viewport: { width: 390, height: 800 } });
    const heights = await page.evaluate<number[]>(
      '[...document.querySelectorAll("tr.webhook th code")].map((node) => node.getBoundingClientRect().height)',
    );
    expect(heights).toHaveLength(3);
    expect(Math.max(...heights)).toBeLessThan(24);
    const row = await page.getByRole("row", { name: "parcel_sent" }).boundingBox();
    expect(row?.width).toBeGreaterThan(350);
    expect(await page.locator("td.moved").allInnerTexts()).toEqual([
      expect.stringMatching(/changed/),
      expect.stringMatching(/removed/),
      expect.stringMatching(/added/),
    ]);
  });

  test("is searched and walked through by keyboard", async () => {
    const { page } = await open(pageOf(small, "v2.0.html"));
    const shown = (): Promise<readonly string[]> => page.locator("article.entry:visible h3 code").allTextContents();
    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement.closest("article")?.id ?? document.activeElement.id');
    await page.keyboard.press("/");
    await page.keyboard.type("grams");
    expect(await shown()).toEqual(["parcel_sent"]);
    expect(await page.locator(".hits:visible").allTextContents()).toEqual(["weight, kind"]);
    expect(await page.locator("#count").textContent()).toBe("1 of 3 sections");
    expect(page.url()).toMatch(/#text=grams$/);
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("webhook=parcel_sent");
    await page.keyboard.press("Enter");
    expect(await page.locator("tr.hit:visible").count()).toBe(2);
    await page.keyboard.press("Escape");
    expect(await shown()).toEqual(["parcel_sent", "depot_closed", "Parcel"]);
    expect(await page.locator("tr.hit").count()).toBe(0);
    await page.keyboard.press("j");
    expect(await focused()).toBe("webhook=depot_closed");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("structure=Parcel");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("k");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("webhook=parcel_sent");
    await page.keyboard.press("/");
    await page.keyboard.type("made up");
    expect(await shown(), "why a field is believed is not searched").toEqual([]);
    expect(await page.locator("#none").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await shown()).toHaveLength(3);
  });

  test("a link to a webhook opens it, one in a table the structure that it names", async () => {
    const { page } = await open(pageOf(small, "v2.0.html"), { hash: "webhook=parcel_sent" });
    const opened = (): Promise<readonly string[]> =>
      page.evaluate('[...document.querySelectorAll("article > details[open]")].map((node) => node.parentElement.id)');
    await expect.poll(opened).toEqual(["webhook=parcel_sent"]);
    await page.getByRole("table", { name: "Fields of parcel_sent" }).getByRole("link", { name: "Parcel" }).click();
    await expect.poll(opened).toEqual(["webhook=parcel_sent", "structure=Parcel"]);
  });

  test("can be read without scripts", async () => {
    const { page } = await open(pageOf(small, "v2.0.html"), { javaScriptEnabled: false });
    expect(await page.locator("article.entry:visible").count()).toBe(3);
    expect(await page.locator("button:visible, input:visible").count()).toBe(0);
  });

  const hostile = [
    "</script><script>window.reached = true</script>",
    "</style></title></pre></code><img src=x onerror=window.reached=true>",
    `" onmouseover="window.reached = true" x='`,
    "\u202eevil\u202c \u2066x\u2069 \u200f\u0000 half \ud800",
    "javascript:window.reached=true",
    "&lt;b&gt;&#60;img&#62;",
  ];
  const shape = `(() => {
    const counts = {};
    for (const node of document.querySelectorAll("*")) {
      const key = node.localName + " " + node.getAttributeNames().sort().join(" ");
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return { counts, reached: window.reached ?? null };
  })()`;
  const withText = (text: string): Model => {
    const made = withTexts(everything, text);
    if (!isModel(made)) throw new Error("no model is left");
    return made;
  };

  test.each(["v9.1-preview.html", "index.html"])("hostile texts make no markup: %s", async (path) => {
    const { leaveFor, ...harmless } = await open(pageOf(siteOf(withText("harmless")), path));
    const twin = await harmless.page.evaluate(shape);
    for (const text of hostile) {
      const { page, requests, complaints }: Opened = await leaveFor(pageOf(siteOf(withText(text)), path));
      expect(await page.evaluate(shape), text).toEqual(twin);
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    }
  });
});
