// Samples in `<pre>`: every character kept, each with its place, and comments that end where they ended.
import fc from "fast-check";
import type { Code } from "mdast";
import { parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { type SourceRun, locate } from "../../src/source/line-index.ts";
import { runsOf, commentRules, lineRules } from "../../src/formats/html/code.ts";
import { readHtml } from "../../src/formats/html/html.ts";

function read(pre: string): { readonly code: Code | undefined; readonly rules: readonly (string | undefined)[] } {
  const { document, findings } = readHtml(`<h1>T</h1>${pre}`, { file: "page.html" });
  const code = document?.tree.children.find((node) => node.type === "code");
  return { code, rules: findings.map(({ ruleId }) => ruleId) };
}

describe("the text of a sample", () => {
  const cases: readonly (readonly [string, { readonly given: string; readonly want: string }])[] = [
    [
      "a token comment ends its line",
      { given: `<pre>{ <span class="token comment">// a</span> } </pre>`, want: "{ // a\n }" },
    ],
    [
      "two comments are two lines",
      {
        given: `<pre>[ <i class="hljs-comment">//a</i> <i class="hljs-comment">// b</i> ]</pre>`,
        want: "[ //a\n // b\n ]",
      },
    ],
    [
      "a line break behind a comment is not doubled",
      { given: `<pre>{ <span class="token comment">// a</span> \n}</pre>`, want: "{ // a \n}" },
    ],
    [
      "a comment that ends the sample adds nothing",
      { given: `<pre>{} <span class="token comment">// a</span></pre>`, want: "{} // a" },
    ],
    [
      "a block comment needs no line end",
      { given: `<pre>{ <span class="token comment">/* a */</span> }</pre>`, want: "{ /* a */ }" },
    ],
    [
      "a comment of nested spans ends its line",
      { given: `<pre>{ <span class="token comment"><span>//</span><span> a</span></span> }</pre>`, want: "{ // a\n }" },
    ],
    ["br is a line break", { given: "<pre>{<br>}</pre>", want: "{\n}" }],
    [
      "a line span is a line",
      { given: `<pre><code><span class="line">{</span><span class="line">}</span></code></pre>`, want: "{\n}" },
    ],
    [
      "line spans with breaks between are not doubled",
      { given: `<pre><code><span class="line">{</span>\n<span class="line">}</span></code></pre>`, want: "{\n}" },
    ],
    [
      "lines that end with br are not doubled",
      { given: `<pre><div class="token-line">{<br></div><div class="token-line">}<br></div></pre>`, want: "{\n}" },
    ],
    [
      "a comment that ends a line span is one break",
      {
        given: `<pre><span class="line"><b class="hljs-comment">// a</b></span><span class="line">}</span></pre>`,
        want: "// a\n}",
      },
    ],
    [
      "entities are the characters they stand for",
      { given: "<pre>&quot;a&quot;: &#x27;&lt;&amp;amp;&#39;</pre>", want: `"a": '<&amp;'` },
    ],
    ["indentation stays", { given: "<pre>\n  {\n    1\n  }\n</pre>", want: "  {\n    1\n  }" }],
    ["line ends of any kind are one kind", { given: "<pre>{\r\n}\r\n</pre>", want: "{\n}" }],
    [
      "copy buttons and line numbers are no text",
      { given: `<pre><span class="line-number">1</span>{}<button>Copy</button></pre>`, want: "{}" },
    ],
    [
      "blanks of an editor indent",
      { given: "<pre>{<br>&nbsp; 1,<br>&nbsp;&nbsp;2 3\u00a04</pre>", want: "{\n  1,\n  2 3\u00a04" },
    ],
    ["links inside are text", { given: `<pre>{ <a href=x>"User"</a> }</pre>`, want: `{ "User" }` }],
  ];
  test.each(cases)("%s", (_, { given, want }) => {
    const { code, rules } = read(given);
    expect(code?.value).toBe(want);
    expect(rules).toEqual([]);
  });
});

describe("a sample on one line", () => {
  test("whose comment nothing ends is a finding at the comment", () => {
    const { findings } = readHtml(`<h1>T</h1>\n<pre>{ "a": "http://b", // optional &quot;c&quot;: 1 }</pre>`, {
      file: "page.html",
    });
    expect(findings.map(({ ruleId, line, column, fatal }) => [ruleId, line, column, fatal])).toEqual([
      ["document/lost-line-ends", 2, 25, false],
    ]);
  });

  const silent: readonly (readonly [string, string])[] = [
    ["with an address in a string", `<pre>{ "a": "https://b" }</pre>`],
    ["whose comment stands last", `<pre>{ "a": 1 } // that is all</pre>`],
    ["whose comments are tokens", `<pre>{ <span class="token comment">// a</span> "b": 1 }</pre>`],
    ["of several lines after all", `<pre>{ // a\n "b": 1 }</pre>`],
  ];
  test.each(silent)("%s is none", (_, given) => {
    expect(read(given).rules).toEqual([]);
  });
});

describe("a sample's language", () => {
  const cases: readonly (readonly [string, { readonly given: string; readonly want: string | null }])[] = [
    ["a class of code", { given: `<pre><code class="hljs language-json">1</code></pre>`, want: "json" }],
    ["a class of pre", { given: `<pre class="lang-js">1</pre>`, want: "js" }],
    ["a class around", { given: `<div class="highlight-source-json"><pre>1</pre></div>`, want: "json" }],
    [
      "the box around its wrapper",
      { given: `<div class="highlight-json"><div class="highlight"><pre>1</pre></div></div>`, want: "json" },
    ],
    [
      "what is around a table with its numbers",
      {
        given: `<div class="language-json"><table class="highlighttable"><tr><td class="linenos"><pre>1</pre><td><pre>{}</pre></table></div>`,
        want: "json",
      },
    ],
    ["settings of a highlighter", { given: `<pre data-params="brush: js; gutter: false">1</pre>`, want: "js" }],
    ["an attribute of that name", { given: `<pre language="json">1</pre>`, want: "json" }],
    ["an attribute", { given: `<pre data-language="json">1</pre>`, want: "json" }],
    ["nothing", { given: `<pre>1</pre>`, want: null }],
    [
      "nothing where words are around it",
      { given: `<div class="lang-json"><div><p>a</p><pre>1</pre></div></div>`, want: null },
    ],
  ];
  test.each(cases)("is read from %s", (_, { given, want }) => {
    expect(read(given).code?.lang).toBe(want);
  });
});

describe("places in a sample", () => {
  test("an inserted line break stands where the comment ends", () => {
    const { code } = read(`<pre>{ <b class="hljs-comment">// &quot;a&quot;</b> }</pre>`);
    const source = code?.data?.source;
    const at = source === undefined ? undefined : locate(source, code?.value.indexOf("\n") ?? 0).offset;
    expect(source?.text.slice(at, (at ?? 0) + 4)).toBe("</b>");
  });

  test("a character behind a reference is never sought inside it", () => {
    const html = "&quot;uo&amp;amp&lt;t\r\nx";
    const offsets = [...`"uo&amp<t\nx`].map((_, at) => sourceOf(runsOf(`"uo&amp<t\nx`, html, 0, html.length), at));
    expect(offsets).toEqual([0, 6, 7, 8, 13, 14, 15, 16, 20, 21, 23]);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      "&quot;",
      "&#x27;",
      "&amp;",
      "&amp",
      "&lt;",
      "&nbsp;",
      "&#128161;",
      "&NotEqualTilde;",
      "&bogus;",
      "&",
      "a<b",
      "\r\n",
      "\n",
      " ",
      "</x>",
      "<!-- c -->",
    ),
    fc.constantFrom(`<span class="token string">&quot;a&quot;</span>`, `<b class="hljs-comment">// c &gt;</b>`, "<br>"),
    fc.string({ maxLength: 4 }).map((text) => text.replace(/[<>&\0\r]/g, "")),
  );

  test("each character that was not inserted stands where its place says", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { code } = read(`<pre>x${pieces.join("")}</pre>`);
        const source = code?.data?.source;
        if (code === undefined || source === undefined) throw new Error("no code");
        for (let at = 0; at < code.value.length; at++) {
          const char = code.value.charAt(at);
          const { offset } = locate(source, at);
          const there = source.text.slice(offset, offset + 40);
          if (char === "\n") expect(there).toMatch(/^(?:\r?\n|<br>|<\/b>)/);
          else if (!there.startsWith(char)) {
            const shown = decoded(there);
            const read = shown.startsWith("\u00a0") && char === " " ? "\u00a0" : char;
            expect(shown, `${JSON.stringify(char)} at ${there}`).toContain(read);
          } else if (char === "&") expect(decoded(there).startsWith("&")).toBe(true);
        }
      }),
      { numRuns: 400, seed: 7 },
    );
  });
});

function sourceOf(runs: readonly SourceRun[], at: number): number {
  const run = runs.findLast(({ value }) => value <= at);
  return run === undefined ? -1 : run.source + at - run.value;
}

/** The text of the first character reference. */
function decoded(there: string): string {
  const node = parseFragment(/^&#?\w*;?/.exec(there)?.[0] ?? there.charAt(0)).childNodes[0];
  return node !== undefined && "value" in node ? node.value : "";
}

describe("highlighters", () => {
  test.each(commentRules)("$id marks its comment", ({ example }) => {
    expect(read(`<pre>{ ${example} }</pre>`).code?.value).toBe("{ // a\n }");
  });
  test.each(lineRules)("$id parts lines", ({ example }) => {
    expect(read(`<pre>${example}${example}</pre>`).code?.value).toBe("{\n{");
  });
});

test("what is struck out of a sample is left out, and a finding at its place", () => {
  const { code, rules } = read('<pre>{\n<s>"a": 1,</s>\n<ins>"b": 2</ins>\n}</pre>');
  expect(code?.value).toBe('{\n\n"b": 2\n}');
  expect(rules).toEqual(["document/deleted-text"]);
});
