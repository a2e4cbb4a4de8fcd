// Text of a page stays text, wherever it stands in a report or an overview.
import { expect, test } from "vitest";
import { overviewHtml } from "../../../src/diff/html/overview-page.ts";
import { reportHtml } from "../../../src/diff/html/report-page.ts";
import { describeBrowser, type Opened } from "./browser.ts";
import { overviewOfText, reportOfText } from "./fixtures.ts";

const hostile: readonly (readonly [string, string])[] = [
  ["ends a script", "</script><script>window.reached = true</script>"],
  ["ends a style", "</style><style>*{display:none}</style>"],
  ["brings an image", '<img src="https://example.invalid/x.png" onerror="window.reached = true">'],
  ["leaves an attribute", `" onmouseover="window.reached = true" x='`],
  ["leaves an attribute of one quote", "' autofocus onfocus=window.reached=true '"],
  ["opens a comment", "<!-- --!> <![CDATA["],
  ["ends the title", "</title></head><body onload=window.reached=true>"],
  ["hides in entities", "&lt;b&gt;&#60;img&#62;&colon;&amp"],
  ["leads into script", "javascript:window.reached=true"],
  ["ends lines", "one\u2028two\u2029three\u0085four\rfive\ffive"],
  ["turns the direction", "\u202eevil\u202c \u2066x\u2069 \u200f"],
  ["cannot be seen", "a\u0000b\u200bc\ufeffd\u00ade\u{e0041}f\u3164g\u001b[31m"],
  ["is half a character", "half \ud800 and \udc00 of one"],
  ["asks templates", "{{x}} ${x} <%= x %> \\u003cimg\\u003e"],
  ["is a name of the language", "__proto__"],
  ["is a name of the page", "filters"],
  ["walks up", "../../../etc/passwd#x?y"],
  ["is very long", "long<br>".repeat(400)],
];
const harmless = "harmless words";

/** Elements with the names of their attributes, counted: what markup there is, whatever the text. */
const shape = `(() => {
  const counts = {};
  for (const node of document.querySelectorAll("*")) {
    const key = node.localName + " " + node.getAttributeNames().sort().join(" ");
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
})()`;

async function look({ page, requests, complaints }: Omit<Opened, "leaveFor">): Promise<unknown> {
  await page.evaluate('for (const node of document.querySelectorAll("details")) node.open = true');
  return {
    shape: await page.evaluate(shape),
    reached: await page.evaluate("window.reached ?? null"),
    requests,
    complaints,
  };
}

const pages = [
  ["report", (text: string) => reportHtml(reportOfText(text))],
  ["overview", (text: string) => overviewHtml(overviewOfText(text))],
] as const;

describeBrowser("hostile text", (open) => {
  test.each(pages)("makes no markup: %s", async (_, page) => {
    const { leaveFor, ...first } = await open(page(harmless));
    const twin = await look(first);
    for (const [name, text] of hostile) {
      expect(await look(await leaveFor(page(text))), `text that ${name}`).toEqual(twin);
    }
  });

  test("is shown as it is", async () => {
    const text = `<b>"it's" & so on</b>`;
    const { page } = await open(reportHtml(reportOfText(text)));
    expect(await page.locator("article.change h3").first().textContent()).toBe(text);
    expect(await page.locator("article.change .path").first().textContent()).toBe(text);
    expect(await page.locator("article.change .quote").first().textContent()).toBe(text);
    expect(await page.locator("article.change .place code").first().textContent()).toBe(`${text}:1:1`);
  });

  test("can be filtered by like any other", async () => {
    const text = `<b>"it's" & so + on\u202e %41`;
    const { page } = await open(reportHtml(reportOfText(text)));
    await page.getByRole("navigation").getByRole("link").last().click();
    await expect.poll(() => page.locator("#webhook").inputValue()).toBe(`<b>"it's" & so + on⟨U+202E⟩ %41 2`);
    expect(await page.locator("#clear").isVisible()).toBe(true);
  });
});
