// Rebuilds the text of a `<pre>`: all its text, its line breaks however the page draws them, and runs back to the page.
import type { Code } from "mdast";
import { DecodingMode, HtmlEntityDecoder } from "entities/decode";
import { type Finding, findingIn } from "../../source/finding.ts";
import { extentAt, locate, type SourceRun, type SourceText } from "../../source/line-index.ts";
import { codeNode } from "../document.ts";
import {
  attribute,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isText,
  rangeOf,
  wordsOf,
  classesOf,
  parentOf,
} from "./elements.ts";
import { noiseOf } from "./noise.ts";

/** Spans that hold exactly one comment. */
export const commentRules: readonly HighlighterRule[] = [
  { id: "prism", matches: hasAll("token", "comment"), example: `<span class="token comment">// a</span>` },
  { id: "highlight-js", matches: hasAll("hljs-comment"), example: `<span class="hljs-comment">// a</span>` },
  { id: "codemirror", matches: hasAll("cm-comment"), example: `<span class="cm-comment">// a</span>` },
  {
    id: "pygments",
    matches: (names) => names.includes("c1") || names.includes("cm"),
    example: `<span class="c1">// a</span>`,
  },
  { id: "github", matches: hasAll("pl-c"), example: `<span class="pl-c">// a</span>` },
];

function hasAll(...wanted: readonly string[]): HighlighterRule["matches"] {
  return (names) => wanted.every((name) => names.includes(name));
}

/** Elements that hold one line each. */
export const lineRules: readonly HighlighterRule[] = [
  {
    id: "line-class",
    matches: (names) => names.some((name) => /^(?:line|token-line|code-line|view-line|cl|hljs-ln-line)$/i.test(name)),
    example: `<span class="line">{</span>`,
  },
  {
    id: "line-attribute",
    matches: (_, element) => attribute(element, "data-line") !== undefined,
    example: `<span data-line="">{</span>`,
  },
  { id: "block", matches: (_, element) => /^(?:div|p|li|tr)$/.test(element.tagName), example: `<div>{</div>` },
];

const languageClass = /^(?:(?:language|lang|highlight-source|brush:)-?|highlight-(?!default$))([\w+#.-]{1,40})$/i;

export interface ReadCode {
  readonly code: Code;
  readonly findings: readonly Finding[];
  /** Elements inside that are no part of the sample. */
  readonly noise: readonly HtmlElement[];
}

const deletions: ReadonlySet<string> = new Set(["del", "s", "strike"]);

interface Draft {
  readonly parts: string[];
  readonly runs: SourceRun[];
  readonly noise: HtmlElement[];
  readonly deleted: HtmlElement[];
  length: number;
  last: string;
  /** Where a `//` comment ended that no line break has followed yet. */
  commentEnd: number | undefined;
  commentTokens: boolean;
}

export function readCode(pre: HtmlElement, page: SourceText): ReadCode {
  const draft = draw(pre, page.text);
  const [start, end] = rangeOf(pre);
  const value = withoutHardBlanks(draft.parts.join("").trimEnd());
  const runs = draft.runs.length > 0 ? draft.runs : [{ value: 0, source: start }];
  const source = { ...page, runs };
  const code = codeNode({
    value,
    lang: languageOf(pre),
    title: attribute(pre, "data-title") ?? attribute(pre, "title"),
    source,
    position: extentAt(page.text, start, end),
  });
  const findings = draft.deleted.map((element) => {
    const message = "this part of the code block is struck out; left out";
    const [start, end] = rangeOf(element);
    return findingIn(page, { rule: "document/deleted-text", message, start, end, quote: wordsOf(element, 400) });
  });
  const lost = draft.commentTokens || value.includes("\n") ? undefined : commentBeforeText(value);
  if (lost !== undefined) {
    const at = locate(source, lost).offset;
    const message =
      `the code block stands on one line and nothing marks where its "//" comment ends; ` +
      `read as it stands, so what follows the comment may be taken for a part of it`;
    const more = { quote: value.slice(lost, lost + 160), fix: "restore the line breaks of the code block" };
    findings.push(findingIn(page, { rule: "document/lost-line-ends", message, start: at, end: at + 2, ...more }));
  }
  return { code, findings, noise: draft.noise };
}

/** Blanks that don't break are those of the editor where they indent lines, or are all that there are. */
function withoutHardBlanks(value: string): string {
  const hard = value.includes(" ") ? /^[\t \u00a0]+/gm : /\u00a0/g;
  return value.replace(hard, (blanks) => blanks.replaceAll("\u00a0", " "));
}

/** One pass over the nodes in document order; an element comes by twice, on its way in and on its way out. */
function draw(pre: HtmlElement, source: string): Draft {
  const draft: Draft = {
    ...{ parts: [], runs: [], noise: [], deleted: [] },
    ...{ length: 0, last: "", commentEnd: undefined, commentTokens: false },
  };
  const stack: ({ readonly enter: HtmlNode } | { readonly leave: HtmlElement; readonly from: number })[] = [];
  const schedule = (element: HtmlElement): void => {
    for (let index = element.childNodes.length - 1; index >= 0; index--) {
      const child = element.childNodes[index];
      if (child !== undefined) stack.push({ enter: child });
    }
  };
  schedule(pre);
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ("leave" in step) {
      leave(draft, step.leave, step.from);
      continue;
    }
    const node = step.enter;
    if (isText(node)) addText(draft, node.value, source, rangeOf(node));
    else if (!isElement(node)) continue;
    else if (noiseOf(node) !== undefined) draft.noise.push(node);
    else if (deletions.has(node.tagName)) draft.deleted.push(node);
    else if (node.tagName === "br") addBreak(draft, rangeOf(node)[0]);
    else {
      if (some(lineRules, node) && draft.last !== "\n" && draft.length > 0) addBreak(draft, rangeOf(node)[0]);
      stack.push({ leave: node, from: draft.parts.length });
      schedule(node);
    }
  }
  return draft;
}

function leave(draft: Draft, element: HtmlElement, from: number): void {
  if (!some(commentRules, element)) return;
  draft.commentTokens = true;
  const text = draft.parts.slice(from).join("");
  if (text.trimStart().startsWith("//") && draft.last !== "\n")
    draft.commentEnd = element.sourceCodeLocation?.endTag?.startOffset ?? rangeOf(element)[1];
}

function addText(draft: Draft, value: string, source: string, [start, end]: readonly [number, number]): void {
  if (value === "") return;
  if (draft.commentEnd !== undefined) {
    if (!/^[ \t]{0,400}\n/.test(value)) addBreak(draft, draft.commentEnd);
    draft.commentEnd = undefined;
  }
  for (const run of runsOf(value, source, start, end))
    draft.runs.push({ value: draft.length + run.value, source: run.source });
  append(draft, value);
}

/** A line break that is in no text: its place is where the line ended. */
function addBreak(draft: Draft, offset: number): void {
  draft.commentEnd = undefined;
  draft.runs.push({ value: draft.length, source: offset });
  append(draft, "\n");
}

function append(draft: Draft, text: string): void {
  draft.parts.push(text);
  draft.length += text.length;
  draft.last = text.slice(-1);
}

/** The offset of a `//` outside of strings that more text follows than one word could be: a comment that lost its end. */
function commentBeforeText(value: string): number | undefined {
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    if (char === "\\" && quoted) at++;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "/" && value.charAt(at + 1) === "/")
      return /[}\]{["]/.test(value.slice(at)) ? at : undefined;
  }
  return undefined;
}

/**
 * The runs of `value`, decoded by an HTML parser from `source.slice(start, end)`: a character reference, a folded line
 * break and markup that the parser skipped each start a new run. Runs are relative to the start of `value`.
 */
export function runsOf(value: string, source: string, start: number, end: number): readonly SourceRun[] {
  if (end - start === value.length && source.startsWith(value, start)) return [{ value: 0, source: start }];
  const runs: SourceRun[] = [];
  const stand = (at: number, from: number): void => {
    const last = runs.at(-1);
    if (last === undefined || last.source - last.value !== from - at) runs.push({ value: at, source: from });
  };
  let at = 0;
  let from = start;
  while (at < value.length && from < end) {
    const char = source.charAt(from);
    if (char === "&") {
      const [decoded, length] = decodeAt(source, from);
      if (length > 0 && value.startsWith(decoded, at)) {
        stand(at, from);
        for (let unit = 1; unit < decoded.length; unit++) runs.push({ value: at + unit, source: from });
        at += decoded.length;
        from += length;
        continue;
      }
    }
    if (char === "\r") {
      stand(at++, from);
      from += source.charAt(from + 1) === "\n" ? 2 : 1;
    } else if (char === "<" && isMarkup(source.charAt(from + 1))) {
      const close = source.indexOf(">", from);
      from = close < 0 ? end : close + 1;
    } else if (char === value.charAt(at)) {
      stand(at++, from++);
    } else {
      from++;
    }
  }
  return runs.length > 0 ? runs : [{ value: 0, source: start }];
}

const isMarkup = (next: string): boolean => /[a-z/!?]/i.test(next);

const units: number[] = [];
const decoder = new HtmlEntityDecoder((unit) => units.push(unit));

/** Longer than any named reference; longer numeric ones are not distinguished. */
const LONGEST = 64;

function decodeAt(source: string, offset: number): readonly [decoded: string, length: number] {
  units.length = 0;
  const rest = source.slice(offset + 1, offset + LONGEST);
  decoder.startEntity(DecodingMode.Legacy);
  let length = decoder.write(rest, 0);
  if (length < 0) length = decoder.end();
  return [String.fromCodePoint(...units), length];
}

interface HighlighterRule {
  readonly id: string;
  readonly matches: (classes: readonly string[], element: HtmlElement) => boolean;
  readonly example: string;
}

function some(rules: readonly HighlighterRule[], element: HtmlElement): boolean {
  const classes = classesOf(element);
  return rules.some(({ matches }) => matches(classes, element));
}

/** The elements around a block that may name its language: a wrapper or two, or the table that sets line numbers beside it. */
const MOST_WRAPPERS = 8;
/** Settings of a highlighter: `brush: js; gutter: false`. */
const BRUSH = /(?:^|[\s;])brush:\s{0,9}([\w+#.-]{1,40})/i;

/** The language a class or attribute of the block, of its `<code>` or of the elements around it alone names. */
function languageOf(pre: HtmlElement): string | undefined {
  const code = pre.childNodes.find((node) => isElement(node) && node.tagName === "code");
  for (const element of [code, pre, ...wrappersOf(pre)]) {
    if (element === undefined || !isElement(element)) continue;
    const named = ["data-language", "data-lang", "language"].map((name) => attribute(element, name));
    const language = named.find((name) => name !== undefined && name !== "");
    if (language !== undefined) return language;
    for (const name of classesOf(element)) {
      const language = languageClass.exec(name)?.[1];
      if (language !== undefined) return language.toLowerCase();
    }
    const brush = element.attrs.flatMap(({ value }) => BRUSH.exec(value.slice(0, 200))?.[1] ?? [])[0];
    if (brush !== undefined) return brush.toLowerCase();
  }
  return undefined;
}

/** The element around the block, and those around it as long as they hold no other words. */
function* wrappersOf(pre: HtmlElement): Generator<HtmlElement> {
  let inner = pre;
  for (let count = 0; count < MOST_WRAPPERS; count++) {
    const around = parentOf(inner);
    if (around === undefined) return;
    yield around;
    if (!holdsAlone(around, inner)) return;
    inner = around;
  }
}

function holdsAlone(around: HtmlElement, inner: HtmlElement): boolean {
  return around.childNodes.every((node) =>
    isElement(node)
      ? node === inner || noiseOf(node) !== undefined || /^[\d\s]*$/.test(wordsOf(node, 400))
      : !isText(node) || node.value.trim() === "",
  );
}
