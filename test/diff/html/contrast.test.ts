// Every text of the pages stands out from its ground by 4.5 to 1 or more, light and dark, and nothing leaves the window.
import { expect, test } from "vitest";
import { overviewHtml } from "../../../src/diff/html/overview-page.ts";
import { reportHtml } from "../../../src/diff/html/report-page.ts";
import { describeBrowser } from "./browser.ts";
import { sampleOverview, sampleReport } from "./fixtures.ts";

/** Texts with less contrast than 4.5, and how many were measured. Grounds lie over one another from the root up. */
const measure = `(() => {
  const numbers = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (top, under) => top.rgb.map((part, at) => part * top.alpha + under[at] * (1 - top.alpha));
  const ground = (node) => {
    const chain = [];
    for (let here = node; here; here = here.parentElement) chain.unshift(numbers(getComputedStyle(here).backgroundColor));
    return chain.reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const light = (rgb) =>
    rgb
      .map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (one, two) => {
    const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  for (const details of document.querySelectorAll("details")) details.open = true;
  document.getElementById("help").show();
  const poor = [];
  let measured = 0;
  const check = (node, words, style) => {
    measured += 1;
    const back = ground(node);
    const found = ratio(over(numbers(style.color), back), back);
    if (found < 4.5) poor.push(words.trim().slice(0, 40) + " " + found.toFixed(2));
  };
  for (const node of document.body.querySelectorAll("*")) {
    if (!node.checkVisibility() || node.closest(".unseen, script")) continue;
    const words = [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join(" ");
    if (words.trim() !== "") check(node, words, getComputedStyle(node));
    if (node.placeholder) check(node, node.placeholder, getComputedStyle(node, "::placeholder"));
  }
  return { poor, measured, wide: document.documentElement.scrollWidth - innerWidth };
})()`;

const pages = [
  ["report", reportHtml(sampleReport())],
  ["report with a change in the light of its link", reportHtml(sampleReport()), "a00000000002"],
  ["overview", overviewHtml(sampleOverview())],
] as const;
const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1280, 380].flatMap((width) =>
    pages.map(([name, text, hash = ""]) => [name, colorScheme, width, text, hash] as const),
  ),
);

interface Measured {
  readonly poor: readonly string[];
  readonly measured: number;
  readonly wide: number;
}

describeBrowser("contrast", (open) => {
  test.each(looks)("%s, %s, %i wide", async (_, colorScheme, width, text, hash) => {
    const { page } = await open(text, { colorScheme, viewport: { width, height: 800 }, hash });
    const { poor, measured, wide } = await page.evaluate<Measured>(measure);
    expect(poor).toEqual([]);
    expect(measured).toBeGreaterThan(50);
    expect(wide).toBeLessThanOrEqual(0);
  });

  test("a text too near to its ground is found", async () => {
    const { page } = await open(reportHtml(sampleReport()));
    await page.evaluate('document.querySelector("h1").style.color = "rgb(190, 190, 190)"');
    expect((await page.evaluate<Measured>(measure)).poor[0]).toMatch(/^v3\.4/);
  });
});
