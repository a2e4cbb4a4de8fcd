// The small parts under the pages: markup, JSON lines and the words that two texts share.
import { describe, expect, test } from "vitest";
import { jsonLines, diffWords } from "../../../src/diff/reports/words.ts";
import { markup, textOf, visible } from "../../../src/diff/html/page.ts";
import { overviewHtml } from "../../../src/diff/html/overview-page.ts";
import { reportHtml } from "../../../src/diff/html/report-page.ts";
import { compareModels } from "../../../src/diff/compare-models.ts";
import { readdirSync, readFileSync } from "node:fs";
import { describeBrowser, shown } from "./browser.ts";

describe("markup", () => {
  test("takes strings for text and only what it made itself for markup", () => {
    const forged: string = JSON.parse('{"made":"<b>","markup":"<b>"}');
    expect(
      textOf(markup`<i title="${`"'&`}">${"<b>"}${markup`<u>${1}</u>`}${[markup`x`, markup`y`]}${undefined}</i>`),
    ).toBe('<i title="&quot;&#39;&amp;">&lt;b&gt;<u>1</u>xy</i>');
    expect(() => textOf(markup`${forged}`)).toThrow(TypeError);
  });

  const cases: readonly (readonly [string, { given: string; want: string }])[] = [
    ["direction overrides", { given: "\u202ex", want: "⟨U+202E⟩x" }],
    ["separators of lines", { given: "\u2028\u2029\u0085", want: "⟨U+2028⟩⟨U+2029⟩⟨U+0085⟩" }],
    ["line ends of two characters, which become one", { given: "a\r\nb\rc", want: "a\nb⟨U+000D⟩c" }],
    ["half characters and none of a whole one", { given: "\ud800 😀", want: "⟨U+D800⟩ 😀" }],
    ["fillers and tags", { given: "\u3164\u{e0041}\u00ad", want: "⟨U+3164⟩⟨U+E0041⟩⟨U+00AD⟩" }],
    ["not tabs, line feeds or the look of an emoji", { given: "\t\n⚠\ufe0f", want: "\t\n⚠\ufe0f" }],
  ];
  test.each(cases)("shows %s", (_, { given, want }) => {
    expect(visible(given)).toBe(want);
  });
});

describe("JSON lines", () => {
  test("know the pointer of each member", () => {
    expect(jsonLines({ a: [1, { "b/c~": null }], e: [], f: {} })).toEqual([
      { text: "{", pointer: "" },
      { text: '  "a": [', pointer: "/a" },
      { text: "    1,", pointer: "/a/0" },
      { text: "    {", pointer: "/a/1" },
      { text: '      "b/c~": null', pointer: "/a/1/b~1c~0" },
      { text: "    }" },
      { text: "  ]," },
      { text: '  "e": [],', pointer: "/e" },
      { text: '  "f": {}', pointer: "/f" },
      { text: "}" },
    ]);
  });

  test("are what JSON.stringify prints", () => {
    const value = { text: 'a"b\u2028', list: [[], [true, -1.5e30], { x: { y: "" } }] };
    expect(
      jsonLines(value)
        .map(({ text }) => text)
        .join("\n"),
    ).toBe(JSON.stringify(value, null, 2));
  });

  test("reach any depth", () => {
    let deep: unknown = 1;
    for (let at = 0; at < 100_000; at += 1) deep = [deep];
    expect(jsonLines(deep)).toHaveLength(200_001);
  });
});

describe("the words that differ", () => {
  const marked = (before: string, after: string): readonly string[] => {
    const { old, new: now } = diffWords(before, after);
    return [old, now].map((pieces) => pieces.map(({ text, same }) => (same ? text : `[${text}]`)).join(""));
  };
  const cases: readonly (readonly [string, { given: readonly [string, string]; want: readonly string[] }])[] = [
    ["a value more", { given: ['"a" | "b"', '"a" | "b" | "c"'], want: ['"a" | "b"', '"a" | "b"[ | "c"]'] }],
    [
      "another word inside",
      { given: ["array of User", "array of Agent"], want: ["array of [User]", "array of [Agent]"] },
    ],
    ["nothing in common: no marks", { given: ["string", "integer"], want: ["string", "integer"] }],
    ["the same", { given: ["x y", "x y"], want: ["x y", "x y"] }],
  ];
  test.each(cases)("%s", (_, { given: [before, after], want }) => {
    expect(marked(before, after)).toEqual(want);
  });

  test("are not marked in texts that differ in too many", () => {
    const words = (letter: string): string =>
      `start ${Array.from({ length: 900 }, (_, at) => `${letter}${String(at)}`).join(" ")}`;
    expect(marked(words("a").slice(0, 3900), words("b").slice(0, 3900))[0]).toMatch(/^start a0 /);
    expect(marked(`start ${"a ".repeat(4000)}`, "start")).toEqual([`start ${"a ".repeat(4000)}`, "start"]);
  });
});

describeBrowser("the reports of the committed models", (open) => {
  const folder = new URL("../../../generated/", import.meta.url);
  const versions = readdirSync(folder)
    .filter((name) => name.startsWith("v"))
    .sort((one, other) => (`${one}~` < `${other}~` ? -1 : 1));
  const models = versions.map((name) => JSON.parse(readFileSync(new URL(`${name}/model.json`, folder), "utf8")));
  const reports = models.slice(1).map((now, at) => compareModels(models[at], now));

  test.each(reports.map((made) => [made.old.version, made.new.version, made] as const))(
    "%s to %s",
    async (_, __, made) => {
      const { page, requests, complaints } = await open(reportHtml(made));
      const values = made.changes.filter(({ severity }) => severity !== "docs");
      expect(await shown(page)).toEqual(values.map(({ fingerprint }) => fingerprint));
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    },
  );

  test("the overview's links lead to changes of their webhook", async () => {
    const { page } = await open(overviewHtml({ versions: models, reports }));
    const links = await page.evaluate<string[]>(
      '[...document.querySelectorAll("td a")].map((node) => node.getAttribute("href"))',
    );
    expect(links.length).toBeGreaterThan(0);
    for (const made of reports) {
      const start = `./v${made.old.version}...v${made.new.version}.html#`;
      const hashes = links.filter((link) => link.startsWith(start)).map((link) => link.slice(start.length));
      const report = await open(reportHtml(made), { hash: hashes.at(-1) ?? "" });
      const name = hashes.at(-1)?.slice("webhook=".length);
      const want = name === undefined ? made.changes : made.changes.filter(({ webhooks }) => webhooks.includes(name));
      expect(await shown(report.page)).toEqual(want.map(({ fingerprint }) => fingerprint));
    }
  });
});
