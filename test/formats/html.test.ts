// Pages of all kinds: what counts as the article, what each element becomes, what a broken page does.
import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { readHtml } from "../../src/formats/html/html.ts";
import { share } from "../hostile/share.ts";

/** A tree as nested words: `heading2#id(text)`. */
function outline(node: Nodes): string {
  const depth = node.type === "heading" ? String(node.depth) : "";
  const id = node.type === "heading" && node.data?.id !== undefined ? `#${node.data.id}` : "";
  if ("children" in node) return `${node.type}${depth}${id}(${node.children.map(outline).join(" ")})`;
  return "value" in node ? `${node.type === "text" ? "" : node.type + ":"}${node.value}` : node.type;
}

function read(html: string): { readonly is: readonly string[]; readonly rules: readonly (string | undefined)[] } {
  const { document, findings } = readHtml(html, { file: "page.html" });
  return { is: document?.tree.children.map(outline) ?? [], rules: findings.map(({ ruleId }) => ruleId) };
}

const title = "<h1>T</h1>";
const heading = "heading1(T)";

describe("an element becomes", () => {
  const cases: readonly (readonly [string, { readonly given: string; readonly want: readonly string[] }])[] = [
    ["headings of all depths keep them", { given: "<h1>A</h1><h6>B</h6>", want: ["heading1(A)", "heading6(B)"] }],
    ["upper-case tags are the same tags", { given: "<H2 ID=x>A</H2><P>b", want: ["heading2#x(A)", "paragraph(b)"] }],
    ["a heading in a div is a heading", { given: "<div><div><h2>A</h2></div></div>", want: ["heading2(A)"] }],
    ["an anchor inside names the heading", { given: `<h2><a id="a"></a>A</h2>`, want: ["heading2#a(A)"] }],
    ["a name of old names the heading", { given: `<h2><a name="a">A</a></h2>`, want: ["heading2#a(A)"] }],
    [
      "a permalink names the heading and is no text",
      { given: `<h2>A<a href="#a">#</a></h2>`, want: ["heading2#a(A)"] },
    ],
    [
      "the section that a heading opens names it",
      { given: `<section id=a><h2>A</h2>b</section>`, want: ["heading2#a(A)", "paragraph(b)"] },
    ],
    [
      "text in bare divs is a paragraph each",
      { given: `${title}<div>a</div><div>b</div>c`, want: [heading, "paragraph(a)", "paragraph(b)", "paragraph(c)"] },
    ],
    [
      "a paragraph in a paragraph ends the first",
      { given: `${title}<p>a<p>b</p></p>`, want: [heading, "paragraph(a)", "paragraph(b)"] },
    ],
    ["stray end tags are nothing", { given: `${title}</div></b><p>a</i></p>`, want: [heading, "paragraph(a)"] }],
    [
      "white space folds",
      { given: `${title}<p>  a \n <b> b</b>  c </p>`, want: [heading, "paragraph(a  strong(b)  c)"] },
    ],
    ["a line break is a break", { given: `${title}<p>a<br>b<br></p>`, want: [heading, "paragraph(a break b)"] }],
    [
      "marks nest",
      {
        given: `${title}<p><b>a <i>b</i></b> <s>c</s></p>`,
        want: [heading, "paragraph(strong(a  emphasis(b))   delete(c))"],
      },
    ],
    [
      "a link keeps its code span",
      { given: `${title}<p><a href=x><code>a</code></a></p>`, want: [heading, "paragraph(link(inlineCode:a))"] },
    ],
    [
      "a link in a code span stays a link",
      { given: `${title}<p><code><a href=x>a</a></code></p>`, want: [heading, "paragraph(link(inlineCode:a))"] },
    ],
    [
      "a link around blocks links each",
      {
        given: `${title}<a href=x><div>a</div><div>b</div></a>`,
        want: [heading, "paragraph(link(a))", "paragraph(link(b))"],
      },
    ],
    [
      "a list",
      {
        given: `${title}<ul><li>a<li><p>b<ol><li>c</ol></ul>`,
        want: [heading, "list(listItem(paragraph(a)) listItem(paragraph(b) list(listItem(paragraph(c)))))"],
      },
    ],
    [
      "definitions are items of term and meaning",
      {
        given: `${title}<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d<dd>e</dl>`,
        want: [heading, "list(listItem(paragraph(a) paragraph(b) paragraph(c)) listItem(paragraph(d) paragraph(e)))"],
      },
    ],
    [
      "details are open",
      { given: `${title}<details><summary>a</summary>b</details>`, want: [heading, "heading6(a)", "paragraph(b)"] },
    ],
    [
      "a quote, a rule and an image",
      {
        given: `${title}<blockquote>a</blockquote><hr><img src=x alt=y>`,
        want: [heading, "blockquote(paragraph(a))", "thematicBreak", "paragraph(image)"],
      },
    ],
    [
      "an aside in the article is a note",
      { given: `<main>${title}<aside>a note</aside></main>`, want: [heading, "paragraph(a note)"] },
    ],
    [
      "a table of bare rows gets an empty header",
      {
        given: `${title}<table><tr><td>a<td>b</table>`,
        want: [heading, "table(tableRow(tableCell() tableCell()) tableRow(tableCell(a) tableCell(b)))"],
      },
    ],
    [
      "a row of th is the header",
      {
        given: `${title}<table><tr><th>a<th>b<tr><td>c<td>d</table>`,
        want: [heading, "table(tableRow(tableCell(a) tableCell(b)) tableRow(tableCell(c) tableCell(d)))"],
      },
    ],
    [
      "row headings are no header",
      {
        given: `${title}<table><tr><th>a<td>b</table>`,
        want: [heading, "table(tableRow(tableCell() tableCell()) tableRow(tableCell(a) tableCell(b)))"],
      },
    ],
    [
      "a first row that is bold alone is the header",
      {
        given: `${title}<table><tr><td><p><strong>a</strong></p><td><b>b</b><tr><td><b>c</b><td>d</table>`,
        want: [
          heading,
          "table(tableRow(tableCell(strong(a)) tableCell(strong(b))) tableRow(tableCell(strong(c)) tableCell(d)))",
        ],
      },
    ],
    [
      "a row of words above a column of nothing but code is the header",
      {
        given: `${title}<table><tr><td>a<td>b<tr><td><code>c</code><td>d<tr><td><code>e</code><td>f</table>`,
        want: [
          heading,
          "table(tableRow(tableCell(a) tableCell(b)) tableRow(tableCell(inlineCode:c) tableCell(d)) tableRow(tableCell(inlineCode:e) tableCell(f)))",
        ],
      },
    ],
    [
      "a row that is bold as all rows are is no header",
      {
        given: `${title}<table><tr><td><b>a</b><td><b>b</b><tr><td><b>c</b><td><b>d</b></table>`,
        want: [
          heading,
          "table(tableRow(tableCell() tableCell()) tableRow(tableCell(strong(a)) tableCell(strong(b))) " +
            "tableRow(tableCell(strong(c)) tableCell(strong(d))))",
        ],
      },
    ],
    [
      "groups of rows by their roles are no part of a table",
      {
        given:
          `${title}<div role=table><div role=rowgroup><div role=row><div role=columnheader>a</div></div></div>` +
          `<div role=rowgroup><div role=row><div role=cell>b</div></div></div></div>`,
        want: [heading, "table(tableRow(tableCell(a)) tableRow(tableCell(b)))"],
      },
    ],
    [
      "lines of nothing but code are code, and the numbers beside them are not",
      {
        given:
          `${title}<table><tr><td class=gutter><div class=line>1</div><div class=line>2</div><td><div>` +
          `<div class=line><code>{&nbsp;</code><code>"a":&nbsp;1</code></div><div class=line><code>}</code></div></div></table>`,
        want: [heading, 'code:{ "a": 1\n}'],
      },
    ],
    [
      "a tall cell keeps columns in line",
      {
        given: `${title}<table><thead><tr><th>a<th>b<tbody><tr><td rowspan=2>c<td>d<tr><td>e</table>`,
        want: [
          heading,
          "table(tableRow(tableCell(a) tableCell(b)) tableRow(tableCell(c) tableCell(d)) tableRow(tableCell() tableCell(e)))",
        ],
      },
    ],
    [
      "blocks in a cell are set apart",
      {
        given: `${title}<table><thead><tr><th>a<tbody><tr><td><p>b</p><ul><li>c<li>d</ul></table>`,
        want: [heading, "table(tableRow(tableCell(a)) tableRow(tableCell(b\nc\nd)))"],
      },
    ],
    [
      "a caption stands before its table",
      {
        given: `${title}<table><caption>x</caption><tr><th>a</table>`,
        want: [heading, "paragraph(x)", "table(tableRow(tableCell(a)))"],
      },
    ],
    [
      "a table that only arranges blocks is none",
      {
        given: `<main><table><tr><td>a<td>${title}<table><tr><th>b</table></table></main>`,
        want: ["paragraph(a)", heading, "table(tableRow(tableCell(b)))"],
      },
    ],
    [
      "a note that spans rows is said of each, a name is not",
      {
        given: `${title}<table><tr><th>a<th>b<tr><td>c<td rowspan=2>d<tr><td>e<tr><td rowspan=2>f<td>g<tr><td>h</table>`,
        want: [
          heading,
          "table(tableRow(tableCell(a) tableCell(b)) tableRow(tableCell(c) tableCell(d)) tableRow(tableCell(e) tableCell(d)) " +
            "tableRow(tableCell(f) tableCell(g)) tableRow(tableCell() tableCell(h)))",
        ],
      },
    ],
    [
      "a field that shows a sample is code",
      { given: `${title}<textarea readonly>{ "a": 1 }</textarea>`, want: [heading, 'code:{ "a": 1 }'] },
    ],
    [
      "a box between a heading and a sample is text",
      { given: `${title}<aside>a</aside><pre>{}</pre>`, want: [heading, "paragraph(a)", "code:{}"] },
    ],
    [
      "the name of a sample's language is no text",
      { given: `${title}<div><span class=lang>json</span><pre>{}</pre></div>`, want: [heading, "code:{}"] },
    ],
    [
      "code beside its line numbers is code",
      {
        given: `${title}<table><tr><td class=gutter><pre>1\n2</pre><td><pre>{\n}</pre></table>`,
        want: [heading, "code:{\n}"],
      },
    ],
    [
      "a copy button is no content",
      { given: `${title}<div><span>Sample</span> <div>Copied!</div></div>`, want: [heading, "paragraph(Sample)"] },
    ],
  ];
  test.each(cases)("%s", { timeout: 180_000 }, (_, { given, want }) => {
    expect(read(given).is).toEqual(want);
  });
});

describe("the article is", () => {
  const sample = "<h2>A</h2><table><tr><th>x</table>";
  const rest = ["heading2(A)", "table(tableRow(tableCell(x)))"];
  const cases: readonly (readonly [string, { readonly given: string; readonly want: readonly string[] }])[] = [
    ["main", { given: `<p>menu</p><main>${sample}</main><div><h3>More</h3></div>`, want: rest }],
    ["article", { given: `<p>menu</p><div><article>${sample}</article></div>`, want: rest }],
    ["an element with the role main", { given: `<p>menu</p><div role=main>${sample}</div>`, want: rest }],
    [
      "the inner article where it holds all headings",
      { given: `<main><p>You are here</p><article>${sample}</article></main>`, want: rest },
    ],
    [
      "main where articles part its sections",
      { given: `<main><article>${sample}</article><article>${sample}</article></main>`, want: [...rest, ...rest] },
    ],
    [
      "the element around all headings with tables, without a landmark",
      {
        given: `<div>menu</div><div><div>${sample}</div><div>${sample}</div></div><div><h3>More</h3></div>`,
        want: [...rest, ...rest],
      },
    ],
    [
      "not the navigation, however many headings it has",
      { given: `<nav><h2>N</h2><pre>x</pre></nav><div>${sample}</div>`, want: rest },
    ],
    [
      "wide enough for the title above the sections",
      { given: `<div><h1>T</h1><div>${sample}</div></div>`, want: [heading, ...rest] },
    ],
    [
      "whole with a header of its own",
      { given: `<article><header>${title}</header>${sample}</article>`, want: [heading, ...rest] },
    ],
  ];
  test.each(cases)("%s", (_, { given, want }) => {
    expect(read(`<body>${given}</body>`).is).toEqual(want);
  });

  test("recorded with what is left out around it, a piece each", () => {
    const { document } = readHtml(`<div>menu <i>one</i></div><main>${sample}</main><footer>foot</footer>`, {
      file: "p",
    });
    expect(document?.ignored.map(({ rule, quote }) => [rule, quote])).toEqual([
      ["outside-article", "menu one"],
      ["page-footer", "foot"],
    ]);
  });

  test("never narrowed in silence: a table left out is a finding", () => {
    expect(read(`<main>${sample}</main><footer><table><tr><td>x</table></footer>`).rules).toEqual([
      "document/left-out",
    ]);
  });
});

test("line numbers left out beside a sample lose nothing", () => {
  const numbers = `<td class=linenos><pre>1\n2</pre></td>`;
  expect(read(`${title}<table><tr>${numbers}<td><pre>{\n}</pre></table>`)).toEqual({
    is: [heading, "code:{\n}"],
    rules: [],
  });
});

describe("content taken in by what was never closed is a finding", () => {
  const rest = "<h2>B</h2><pre>{}</pre>";
  const cases: readonly (readonly [string, string])[] = [
    ["a comment", `<article>${title}<!-- ${rest}</article>`],
    ["a script", `<article>${title}<script>${rest}</article>`],
    ["a style", `<article>${title}<style>${rest}</article>`],
    ["a template", `<article>${title}<template>${rest}</template></article>`],
    ["a control", `<article>${title}<textarea>${rest}</article>`],
    ["a sample in a field to type in", `<article>${title}<textarea>{ "a": 1 }</textarea></article>`],
  ];
  test.each(cases)("%s", (_, given) => {
    expect(read(given).rules).toEqual(["document/left-out"]);
  });
});

describe("a page that can't be read is an error and no crash", () => {
  const cases: readonly (readonly [string, { readonly given: string; readonly want: string }])[] = [
    ["an empty file", { given: "", want: "document/no-article" }],
    ["plain text", { given: "hello { } < >", want: "document/no-article" }],
    ["a page without headings", { given: "<html><body><p>x</p></body></html>", want: "document/no-article" }],
    ["headings in the navigation only", { given: "<nav><h1>x</h1></nav><p>y", want: "document/no-article" }],
    ["unending nesting", { given: `${title}${"<div>".repeat(100_000)}`, want: "document/too-deep" }],
    ["unending marks", { given: `${title}${"<b>".repeat(100_000)}`, want: "document/too-deep" }],
  ];
  test.each(cases)("%s", (_, { given, want }) => {
    const { document, findings } = readHtml(given, { file: "page.html" });
    expect(document).toBeUndefined();
    expect(findings.map(({ ruleId, fatal }) => [ruleId, fatal])).toEqual([[want, true]]);
  });
});

test("marks left open before many paragraphs, which would repeat them all, are refused at their place", () => {
  const marks = Array.from({ length: 400 }, (_, index) => `<b class="a${index}">`).join("");
  const { document, findings } = readHtml(`${title}<p>${marks}${"<p>a".repeat(20_000)}`, { file: "a.html" });
  expect(document).toBeUndefined();
  expect(findings).toMatchObject([{ ruleId: "document/too-many", fatal: true }]);
});

test("cells that reach down into all rows fill no row without end", () => {
  const row = '<tr><td rowspan="0" colspan="24">a</td></tr>';
  const { document } = readHtml(`${title}<table>${row.repeat(1000)}</table>`, { file: "a.html" });
  const table = document?.tree.children.find((node) => node.type === "table");
  const widest = Math.max(...(table?.children.map(({ children }) => children.length) ?? []));
  expect(widest).toBeGreaterThan(24);
  expect(widest).toBeLessThan(100);
});

describe("a big page takes seconds", () => {
  const cases: readonly (readonly [string, { readonly given: string; readonly want: number }])[] = [
    ["many rows", { given: `${title}<table>${"<tr><td>a<td><code>b</code>".repeat(share(100_000))}</table>`, want: 2 }],
    ["a line of megabytes", { given: `${title}<p>${"word &amp; ".repeat(share(500_000))}`, want: 2 }],
    [
      "a sample of megabytes",
      { given: `${title}<pre>${"{&quot;a&quot;: 1}, // b\n".repeat(share(80_000))}</pre>`, want: 2 },
    ],
    [
      "paragraphs that stray into a table",
      { given: `${title}<table>${"<p>x</p>".repeat(share(50_000))}</table>`, want: share(50_000) + 1 },
    ],
    [
      "spans wider than any table",
      {
        given: `${title}<table>${"<tr><td colspan=999999999 rowspan=999999999>a".repeat(share(2_000))}</table>`,
        want: 2,
      },
    ],
  ];
  test.each(cases)("%s", (_, { given, want }) => {
    expect(readHtml(given, { file: "page.html" }).document?.tree.children).toHaveLength(want);
  });
});

describe("text around the page", () => {
  test("is a finding a line, with its place, and never content", () => {
    const html = `one\n\ntwo <3\n<!DOCTYPE html><html><head><title>T</title></head><body>${title}</body></html>\nthree\n`;
    const { document, findings } = readHtml(html, { file: "page.html" });
    expect(findings.map(({ ruleId, line, column, actual }) => [ruleId, line, column, actual])).toEqual([
      ["document/scraper-line", 1, 1, "one"],
      ["document/scraper-line", 3, 1, "two <3"],
      ["document/scraper-line", 5, 1, "three"],
    ]);
    expect(document?.tree.children.map(outline)).toEqual([heading]);
    expect(document?.metadata).toEqual({ title: "T" });
    expect(document?.tree.children[0]?.position?.start).toEqual({ line: 4, column: 57, offset: 68 });
  });

  test("the comment a browser writes into a saved page is none", () => {
    expect(read(`<!-- saved from url=(0020)https://vendor.example -->\n<html>${title}</html>`).rules).toEqual([]);
  });

  test("content behind a stray end of the page is content", () => {
    expect(read(`<html><body>${title}</html><p>more</p>`).is).toEqual([heading, "paragraph(more)"]);
  });
});
