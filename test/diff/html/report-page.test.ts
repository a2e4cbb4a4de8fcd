// The report in a real browser: filters, deep links, keys, print, and what is left without its script.
import { expect, test } from "vitest";
import { reportHtml } from "../../../src/diff/html/report-page.ts";
import { describeBrowser, focused, shown } from "./browser.ts";
import { report, sampleReport } from "./fixtures.ts";

const given = sampleReport();
const text = reportHtml(given);
const all = given.changes.map(({ fingerprint }) => fingerprint);
/** Docs are off until somebody asks for them. */
const first = all.filter((fingerprint) => !fingerprint.startsWith("d"));
const of = (letter: string): readonly string[] => all.filter((fingerprint) => fingerprint.startsWith(letter));
const isOpen = (fingerprint: string): string =>
  `document.getElementById("${fingerprint}").querySelector("details").open`;

describeBrowser("the report", (open) => {
  test("shows every change but docs, asks for nothing beside itself and complains of nothing", async () => {
    const { page, requests, complaints } = await open(text);
    expect(await shown(page)).toEqual(first);
    expect(await page.locator("#count").textContent()).toBe("8 of 10 changes");
    expect(await page.locator("#clear").isVisible()).toBe(false);
    for (const key of ["e", "j", "t", "?", "Escape"]) await page.keyboard.press(key);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  const filters: readonly (readonly [string, { given: string; want: readonly string[]; count: string }])[] = [
    ["severity", { given: "severity=breaking", want: of("a"), count: "4 of 10 changes" }],
    [
      "several severities",
      { given: "severity=dangerous,docs", want: [...of("b"), ...of("d")], count: "4 of 10 changes" },
    ],
    ["webhook", { given: "webhook=agent_created", want: ["a00000000003", "c00000000002"], count: "2 of 10 changes" }],
    [
      "group, with what its webhooks share with others",
      { given: "group=Events", want: ["a00000000004", "c00000000002"], count: "2 of 10 changes" },
    ],
    [
      "words in any order",
      {
        given: "text=FIELD+promised",
        want: ["a00000000002", "a00000000004"],
        count: "2 of 10 changes",
      },
    ],
    ["words of the evidence", { given: "text=europe/warsaw", want: ["a00000000003"], count: "1 of 10 changes" }],
    [
      "what is accepted",
      { given: "hide=accepted&severity=breaking", want: of("a").slice(0, 3), count: "3 of 10 changes" },
    ],
    [
      "what looks like the docs put right",
      { given: "hide=docs-fix&severity=dangerous", want: ["b00000000002"], count: "1 of 10 changes" },
    ],
    ["nothing that is known", { given: "webhook=never_heard_of&group=__proto__", want: all, count: "10 changes" }],
  ];
  test.each(filters)("a link filters by %s", async (_, { given: hash, want, count }) => {
    const { page } = await open(text, { hash });
    expect({ shown: await shown(page), count: await page.locator("#count").textContent() }).toEqual({
      shown: want,
      count,
    });
  });

  test("filters are written to the address, so that the same link shows the same changes", async () => {
    const { page } = await open(text);
    await page.getByRole("checkbox", { name: "Docs only" }).uncheck();
    await page.getByLabel("Group").selectOption("Chats");
    await page.getByRole("searchbox").fill("source");
    await expect
      .poll(() => new URL(page.url()).hash)
      .toBe("#severity=breaking%2Cdangerous%2Ccompatible&group=Chats&text=source");
    const want = await shown(page);
    expect(want).toEqual(["b00000000002"]);
    const again = await open(text, { hash: new URL(page.url()).hash.slice(1) });
    expect(await shown(again.page)).toEqual(want);
    await again.page.getByRole("button", { name: "Clear" }).click();
    expect(await shown(again.page)).toEqual(first);
    expect(new URL(again.page.url()).hash).toBe("");
  });

  test("the count is announced, and says so when nothing is left", async () => {
    const { page } = await open(text);
    expect(await page.locator("#count").getAttribute("aria-live")).toBe("polite");
    await page.getByRole("searchbox").fill("no such words anywhere");
    await expect.poll(() => page.locator("#count").textContent()).toBe("0 of 10 changes");
    expect(await page.getByText("No change is left by these filters.").isVisible()).toBe(true);
  });

  test("a deep link opens its change and puts the focus there", async () => {
    const { page } = await open(text, { hash: "c00000000002" });
    await expect.poll(() => focused(page)).toBe("c00000000002");
    expect(await page.evaluate(isOpen("c00000000002"))).toBe(true);
    expect(await page.locator("#c00000000002").getByRole("heading").first().isVisible()).toBe(true);
    await expect
      .poll(() => page.evaluate<number>('document.getElementById("c00000000002").getBoundingClientRect().top'))
      .toBeLessThan(900);
  });

  test("a deep link inside the page leads to a change that the filters hide, and from a change to its rename", async () => {
    const { page } = await open(text, { hash: "severity=docs" });
    await page.evaluate('location.hash = "#a00000000001"');
    await expect.poll(() => focused(page)).toBe("a00000000001");
    expect(await shown(page)).toEqual(all);
    await page.locator("#a00000000001").getByRole("link", { name: "auto_accesses_updated" }).click();
    await expect.poll(() => focused(page)).toBe("rename-0123456789ab");
  });

  test("keys: / to search, Enter to the first found, j and k to walk, Enter to open, Esc to clear, ? for help", async () => {
    const { page } = await open(text);
    await page.keyboard.press("/");
    await page.keyboard.type("chat jk");
    expect(await page.getByRole("searchbox").inputValue()).toBe("chat jk");
    await page.getByRole("searchbox").fill("chat_deactivated");
    await page.keyboard.press("Enter");
    expect(await shown(page)).toEqual(["b00000000002", "c00000000002"]);
    expect(await focused(page)).toBe("b00000000002");
    await page.keyboard.press("j");
    expect(await focused(page)).toBe("c00000000002");
    await page.keyboard.press("j");
    expect(await focused(page)).toBe("c00000000002");
    await page.keyboard.press("k");
    expect(await focused(page)).toBe("b00000000002");
    expect(await page.evaluate(isOpen("b00000000002"))).toBe(false);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(isOpen("b00000000002"))).toBe(true);
    await page.keyboard.press("Escape");
    expect(await shown(page)).toEqual(first);
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
    await page.keyboard.press("j");
    expect(await focused(page)).not.toBe("c00000000002");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("keys with a modifier belong to the browser, and single keys can be switched off", async () => {
    const { page } = await open(text);
    await page.keyboard.press("Control+j");
    expect(await focused(page)).toBe("");
    await page.keyboard.press("?");
    await page.getByLabel("Single keys do something").uncheck();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.evaluate("document.activeElement.blur()");
    await page.keyboard.press("j");
    expect(await focused(page)).toBe("");
  });

  test("Tab reaches everything in the order of the page, each with a visible focus", async () => {
    const { page } = await open(text);
    const stops: string[] = [];
    for (let at = 0; at < 120; at += 1) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate<{ name: string; seen: boolean; index: number } | null>(`(() => {
        const node = document.activeElement;
        if (node === document.body) return null;
        const style = getComputedStyle(node);
        return {
          name: node.id || node.name || node.textContent.trim().slice(0, 30),
          seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && node.getClientRects().length > 0,
          index: [...document.querySelectorAll("*")].indexOf(node),
        };
      })()`);
      if (stop === null) break;
      expect(stop, stop.name).toMatchObject({ seen: true });
      stops.push(`${String(stop.index).padStart(6, "0")} ${stop.name}`);
    }
    expect(stops).toEqual([...stops].sort());
    const names = stops.map((stop) => stop.slice(7));
    expect(names[0]).toBe("Skip to the changes");
    for (const name of ["help-open", "search", "severity", "hide", "group", "webhook", "open-all"])
      expect(names).toContain(name);
    expect(names.filter((name) => name === "#")).toHaveLength(first.length);
  });

  test("the page has its landmarks, one heading of the first level, and a name for every control", async () => {
    const { page } = await open(text);
    for (const role of ["banner", "main", "contentinfo", "search"] as const)
      expect(await page.getByRole(role).count(), role).toBe(1);
    expect(await page.getByRole("navigation", { name: "Webhooks with changes" }).count()).toBe(1);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("v3.5");
    expect(
      await page.evaluate(
        '[...document.querySelectorAll("input, select")].filter((node) => node.labels.length === 0).map((node) => node.id)',
      ),
    ).toEqual([]);
    expect(
      await page.evaluate(
        'Object.entries(Object.groupBy([...document.querySelectorAll("[id]")], (node) => node.id)).filter(([, list]) => list.length > 1).map(([id]) => id)',
      ),
    ).toEqual([]);
  });

  test.each([true, false])(
    "print opens every detail and leaves the controls out (scripts: %s)",
    async (javaScriptEnabled) => {
      const { page } = await open(text, { javaScriptEnabled, hash: "severity=breaking,dangerous,compatible,docs" });
      const hidden =
        '[...document.querySelectorAll(".inside, .fold > div, .fold > ul")].filter((node) => !node.checkVisibility()).length';
      expect(await page.evaluate(hidden)).toBeGreaterThan(0);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await page.evaluate(hidden)).toBe(0);
      expect(await page.locator("#filters").isVisible()).toBe(false);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
      expect((await page.pdf()).length).toBeGreaterThan(10_000);
    },
  );

  test("without scripts every change can be read and no dead control is shown", async () => {
    const { page } = await open(text, { javaScriptEnabled: false });
    expect(await shown(page)).toEqual(all);
    expect(await page.locator("button:visible, input:visible, select:visible").count()).toBe(0);
    await page.locator("#c00000000002 summary").first().click();
    expect(await page.locator("#c00000000002").getByText("Affects 9 webhooks").isVisible()).toBe(true);
  });

  test("docs are shown where there is nothing else, and where somebody asks for them", async () => {
    const docs = report(given.changes.filter(({ severity }) => severity === "docs"));
    expect(await shown((await open(reportHtml(docs))).page)).toEqual(of("d"));
    const { page } = await open(text);
    await page.getByRole("checkbox", { name: "Docs only" }).check();
    await expect.poll(() => shown(page)).toEqual(all);
    const again = await open(text, { hash: new URL(page.url()).hash.slice(1) });
    expect(await shown(again.page)).toEqual(all);
  });

  test("equal inputs: says that nothing changed", async () => {
    const { page, complaints } = await open(reportHtml(report([])));
    expect(await page.getByText("No changes: both sides say the same.").isVisible()).toBe(true);
    expect(await page.locator("#count").textContent()).toBe("0 changes");
    expect(complaints).toEqual([]);
  });
});

test("the same report makes the same page", () => {
  expect(reportHtml(sampleReport())).toBe(text);
});
