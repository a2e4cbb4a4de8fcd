// The tables of the HTML reader: every row reads its own example, and no two rows claim one.
import { parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { attribute, type HtmlElement, isElement, nodesBelow } from "../../src/formats/html/elements.ts";
import { metadataRules, readMetadata } from "../../src/formats/html/metadata.ts";
import { noiseOf, noiseRules } from "../../src/formats/html/noise.ts";

function marked(html: string): HtmlElement {
  for (const node of nodesBelow(parseFragment(html, { sourceCodeLocationInfo: true })))
    if (isElement(node) && attribute(node, "data-it") !== undefined) return node;
  throw new Error(`no element is marked in ${html}`);
}

describe("noise", () => {
  test.each(noiseRules)("$id claims its example", ({ id, example }) => {
    expect(noiseOf(marked(example))?.id).toBe(id);
  });

  test("no two rules claim one example", () => {
    for (const { id, example } of noiseRules)
      expect(noiseRules.filter(({ matches }) => matches(marked(example))).map((rule) => rule.id)).toEqual([id]);
  });

  const content: readonly (readonly [string, string])[] = [
    ["a heading about copying", "<h2 data-it>Copy</h2>"],
    ["a sentence about copying", "<div data-it>Copy the secret key first.</div>"],
    ["a hidden tab with a sample", "<div data-it hidden><pre>{}</pre></div>"],
    ["a hidden tab panel", "<div data-it hidden role=tabpanel>text</div>"],
    ["the header of an article", "<article><header data-it>Title</header></article>"],
    ["a note in an article", "<article><aside data-it>Mind the <a href=x>limits</a>.</aside></article>"],
    ["a note between a heading and its sample", "<div><h3>A</h3><aside data-it>Mind this.</aside><pre>{}</pre></div>"],
    ["a sample that nobody can type over", `<textarea data-it readonly>{ "a": 1 }</textarea>`],
    ["a word of a class called lang beside no code", `<p><span data-it class="lang">English</span></p>`],
    ["a link to another part", `<a data-it href="#x">chat</a>`],
  ];
  test.each(content)("%s is none", (_, html) => {
    expect(noiseOf(marked(html))).toBeUndefined();
  });
});

describe("metadata", () => {
  test.each(metadataRules)("$id reads its example", ({ key, example, value }) => {
    expect(readMetadata(parseFragment(example))).toEqual({ [key]: value });
  });

  test("a list of versions shows the chosen one", () => {
    const menu = "<select><option>Version 1.0</option><option selected>Version 1.1</option></select>";
    expect(readMetadata(parseFragment(menu))).toEqual({ versionMenu: "Version 1.1" });
  });

  test("the first value of a key counts, and an empty one doesn't", () => {
    expect(readMetadata(parseFragment("<title> </title><title>a</title><title>b</title>"))).toEqual({ title: "a" });
  });

  test("a button that names no version is no menu", () => {
    expect(readMetadata(parseFragment("<button>Upgrade to 2.0</button>"))).toEqual({});
  });
});
