// Finishes a parsed Markdown tree: places in the page as it stands, sources of code, headings' anchors, words without mojibake.
import type { Code, Heading, Nodes, Root, Paragraph, Text, Html, PhrasingContent } from "mdast";
import { type Finding, finding } from "../../source/finding.ts";
import {
  extentAt,
  lineAt,
  type SourceLine,
  type SourceText,
  type CodeSource,
  type SourceRun,
  type EditedText,
} from "../../source/line-index.ts";
import { type Ignored, positionOf, replaceChildren } from "../document.ts";
import { withoutMojibake } from "../mojibake.ts";
import { placeEmbeddedHtml } from "./embedded-html.ts";
import type { PreparedPage } from "./prepare-page.ts";

const NAMES =
  "a|abbr|address|article|aside|b|bdi|bdo|blockquote|body|button|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|" +
  "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|meta|nav|" +
  "object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|" +
  "textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr";

/** Names of HTML elements: a tag of another name, such as `<chat_id>`, is a placeholder that the author wrote. */
export const htmlNames = new RegExp(`^(?:${NAMES}|br)$`, "i");

export const rawHtmlRules: readonly RawHtmlRule[] = [
  { id: "html-comment", pattern: /^<!--[\s\S]*-->\s*$/, example: "<!-- revised -->", effect: "ignore" },
  { id: "html-line-end", pattern: /^<br\s*\/?>$/i, example: "<br/>", effect: "line-end" },
  {
    id: "html-tag",
    pattern: new RegExp(`^</?(?:${NAMES})(?=[\\s/>])[^<>]*>$`),
    example: "<sup>",
    effect: "ignore",
  },
  { id: "html-declaration", pattern: /^<(?:\?|![A-Za-z])[^>]*>$/, example: "<!DOCTYPE html>", effect: "ignore" },
  { id: "component-tag", pattern: /^<\/?[A-Z][\w.]*(?=[\s/>])[^<>]*>$/, example: "<Section>", effect: "ignore" },
  {
    id: "placeholder",
    pattern: new RegExp(`^<(?!(?:${NAMES}|br)>)[a-z][\\w-]*>$`),
    example: "<chat_id>",
    effect: "text",
  },
];
const KINDS =
  "(?:note|tip|hint|info|warning|warn|danger|caution|important|attention|success|error|question|example|abstract|details|callout|seealso)";

export const admonitionRules: readonly AdmonitionRule[] = [
  {
    id: "colons-open",
    pattern: new RegExp(`^:{3,8} ?${KINDS}\\b(?:\\[([^\\]\\n]{0,200})\\]| ([^\\n]{1,200}))?(?:\\n|$)`, "i"),
    example: ":::note Mind this",
    at: "start",
  },
  { id: "colons-close", pattern: /(?:^|\n):{3,8}$/, example: "Words.\n:::", at: "end" },
  { id: "alert", pattern: new RegExp(`^\\[!${KINDS}\\]\\s*`, "i"), example: "[!NOTE]\nWords.", at: "start" },
  {
    id: "exclamation",
    pattern: new RegExp(`^(?:!!!|\\?\\?\\?\\+?) ${KINDS}(?: ["“]([^"”\\n]{0,200})["”])?(?:\\n\\s*|$)`, "i"),
    example: '!!! note "Mind this"',
    at: "start",
  },
];

/** Gives every node a place in the page that `edited` was made from; nodes the parser left without one get their text's. */
export function placeNodes(tree: Root, page: PreparedPage, { text, toSource }: EditedText): void {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ("children" in node) {
      let cursor = node.position?.start.offset ?? 0;
      const end = node.position?.end.offset ?? cursor;
      for (const child of node.children) {
        if (child.position === undefined) placeByText(child, text, cursor, end);
        cursor = child.position?.end.offset ?? cursor;
      }
      pushReversed(stack, node.children);
    }
  }
  stack.push(tree);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.position !== undefined) {
      const start = toSource(node.position.start.offset ?? 0);
      node.position = extentAt(page.text, start, toSource(node.position.end.offset ?? 0));
    }
    if ("children" in node) pushReversed(stack, node.children);
  }
}

export interface Finished {
  readonly ignored: readonly Ignored[];
  readonly findings: readonly Finding[];
}

/** Settles raw HTML, puts what was read as HTML in its place, and fills what readers owe on each node; changes the tree in place. */
export function finishTree(tree: Root, page: PreparedPage): Finished {
  const { file, text, scan } = page;
  const ignored: Ignored[] = [];
  const findings: Finding[] = [];
  placeEmbeddedHtml(tree, page.embedded);
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "code") {
      if (node.data?.source === undefined) {
        const { value, source } = codeSource(node, { file, text, lines: scan.lines });
        node.value = value;
        node.data = { ...node.data, source };
      }
    } else if (node.type === "text" || node.type === "inlineCode") {
      node.value = withoutMojibake(node.value);
    } else if (node.type === "heading") {
      const id = page.headingIds.get(node.position?.start.line ?? 0);
      if (id !== undefined) node.data = { ...node.data, id };
    }
    if ("children" in node) {
      resolveChildren(node, file, ignored, findings);
      if (flowParents.has(node.type)) ignored.push(...dropAdmonitionMarks(node, file));
      pushReversed(stack, node.children);
    }
  }
  return { ignored: [...page.embedded.ignored, ...ignored], findings };
}

const flowParents = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

function resolveChildren(
  parent: Extract<Nodes, { children: unknown }>,
  file: string,
  ignored: Ignored[],
  findings: Finding[],
): void {
  const children: Nodes[] = parent.children;
  if (!children.some(({ type }) => type === "html")) return;
  const kept: Nodes[] = [];
  for (const child of children) {
    if (child.type !== "html") {
      kept.push(child);
      continue;
    }
    const before = kept.at(-1);
    if (before?.type === "text" && TAKES_TYPE.test(before.value) && TYPE_NAME.test(child.value)) {
      kept.push({ ...child, type: "text" });
      continue;
    }
    const resolved = resolveHtml(child, file);
    ignored.push(...resolved.ignored);
    findings.push(...resolved.findings);
    for (const made of resolved.nodes) {
      const wrap = made.type === "text" && flowParents.has(parent.type);
      const place = made.position === undefined ? {} : { position: made.position };
      kept.push(wrap ? { type: "paragraph", children: [made], ...place } : made);
    }
  }
  replaceChildren(parent, kept);
}

/** What looks like a tag behind the name of a generic type is its argument: `Array<String>`. */
const TAKES_TYPE =
  /(?:^|[\s(|,<])(?:array|list|set|map|dict(?:ionary)?|record|collection|sequence|optional|nullable)$/i;
const TYPE_NAME = /^<[A-Za-z][\w.]{0,60}>$/;

function placeByText(node: Nodes, text: string, from: number, to: number): void {
  const words = "value" in node ? node.value : "";
  const found = text.slice(from, to).indexOf(words);
  const start = from + Math.max(0, found);
  const end = found < 0 || words === "" ? to : start + words.length;
  node.position = extentAt(text, start, end);
}

function pushReversed(stack: Nodes[], nodes: readonly Nodes[]): void {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (node !== undefined) stack.push(node);
  }
}

interface ScannedText extends SourceText {
  readonly lines: readonly SourceLine[];
}

/** The block's value as it stands in the page, and its runs. Blanks that only stand for a part of a tab are left out. */
function codeSource(node: Code, page: ScannedText): { readonly value: string; readonly source: CodeSource } {
  const { file, text, lines } = page;
  const begin = node.position?.start.offset ?? 0;
  const opener = lineAt(lines, begin);
  const fenced = /^(?:`{3}|~{3})/.test(text.slice(begin, begin + 3));
  const parts: string[] = [];
  const runs: SourceRun[] = [];
  let length = 0;
  let at = fenced ? opener + 1 : opener;
  for (const { text: wanted, ending } of valueLines(node.value)) {
    const line = lines[at] ?? { start: text.length, end: text.length, text: "" };
    const shared = sharedTail(wanted, line.text);
    const kept = wanted.slice(wanted.length - shared) + ending;
    runs.push({ value: length, source: line.end - shared });
    parts.push(kept);
    length += kept.length;
    at += 1;
  }
  return { value: parts.join(""), source: { file, text, runs } };
}

function valueLines(value: string): { readonly text: string; readonly ending: string }[] {
  const lines: { text: string; ending: string }[] = [];
  let start = 0;
  for (const ending of value.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ text: value.slice(start, ending.index), ending: ending[0] });
    start = ending.index + ending[0].length;
  }
  lines.push({ text: value.slice(start), ending: "" });
  return lines;
}

/** How many characters the two have in common at their ends; the parser shows NUL as U+FFFD. */
function sharedTail(wanted: string, line: string): number {
  let shared = 0;
  while (shared < wanted.length && shared < line.length) {
    const a = wanted[wanted.length - 1 - shared];
    const b = line[line.length - 1 - shared];
    if (a !== b && !(a === "\uFFFD" && b === "\0")) break;
    shared += 1;
  }
  return shared;
}

interface AdmonitionRule {
  readonly id: string;
  /** The mark; a group is a title, which is words. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly at: "start" | "end";
}

/** Changes a parent's paragraphs in place; one that was nothing but a mark goes. */
function dropAdmonitionMarks(parent: { children: Nodes[] }, file: string): readonly Ignored[] {
  const ignored: Ignored[] = [];
  for (const node of parent.children) if (node.type === "paragraph") ignored.push(...unmark(node, file));
  if (ignored.length > 0) {
    const kept = parent.children.filter((node) => node.type !== "paragraph" || node.children.length > 0);
    parent.children.splice(0, parent.children.length, ...kept);
  }
  return ignored;
}

function unmark(paragraph: Paragraph, file: string): readonly Ignored[] {
  const { children } = paragraph;
  const ignored: Ignored[] = [];
  for (const { id, pattern, at } of admonitionRules) {
    const text = at === "start" ? children[0] : children.at(-1);
    if (text?.type !== "text") continue;
    const found = pattern.exec(text.value);
    if (found === null) continue;
    ignored.push({ rule: `admonition-${id}`, quote: found[0].trim(), at: positionOf(file, paragraph) });
    const title = (found[1] ?? found[2] ?? "").trim();
    replace(text, found, title === "" || /[.!?:]$/.test(title) ? title : `${title}.`);
    if (text.value === "") children.splice(children.indexOf(text), 1);
  }
  return ignored;
}

function replace(text: Text, found: RegExpExecArray, title: string): void {
  const rest = text.value.slice(found.index + found[0].length);
  const between = title === "" || rest === "" ? "" : "\n";
  text.value = text.value.slice(0, found.index) + title + between + rest;
}

/** What a piece of raw HTML becomes. First match wins. */
interface RawHtmlRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly effect: "ignore" | "line-end" | "text";
}

interface ResolvedHtml {
  /** What stands in the node's place. */
  readonly nodes: readonly (PhrasingContent | Heading)[];
  readonly ignored: readonly Ignored[];
  readonly findings: readonly Finding[];
}

/** Settles one html node by the first rule that claims it; a block with words of its own stays, with a finding. */
function resolveHtml(node: Html, file: string): ResolvedHtml {
  const at = positionOf(file, node);
  const value = node.value.trim();
  const rule = rawHtmlRules.find(({ pattern }) => pattern.test(value));
  if (rule?.effect === "ignore") return { nodes: [], ignored: [{ rule: rule.id, quote: value, at }], findings: [] };
  const place = node.position === undefined ? {} : { position: node.position };
  if (rule !== undefined) {
    return {
      nodes: [{ type: "text", value: rule.effect === "line-end" ? "\n" : value, ...place }],
      ignored: [],
      findings: [],
    };
  }
  const [element, inner] = SUMMARY.exec(value) ?? [];
  if (element !== undefined && inner !== undefined && wordsOf(value.replace(element, "")) === "") {
    const children: Text[] = [{ type: "text", value: wordsOf(inner), ...place }];
    return { nodes: [{ type: "heading", depth: 6, children, ...place }], ignored: [], findings: [] };
  }
  if (wordsOf(value) === "") return { nodes: [], ignored: [{ rule: "html-tags", quote: value, at }], findings: [] };
  const message = "a block of raw HTML holds words; kept as it is, unread";
  const found = finding({ rule: "document/raw-html", severity: "warning", message, at, quote: value });
  return { nodes: [node], ignored: [], findings: [found] };
}

/** What is shown of a section that is folded away: its heading, below all others. */
const SUMMARY = /<summary\b[^<>]{0,200}>([^]{1,300}?)<\/summary>/i;

function wordsOf(html: string): string {
  return withoutComments(html)
    .replace(/<[^<>]*>/g, "")
    .trim();
}

/** A comment without an end stays. */
function withoutComments(html: string): string {
  let kept = "";
  for (let from = 0; ;) {
    const start = html.indexOf("<!--", from);
    const end = start < 0 ? -1 : html.indexOf("-->", start + 4);
    if (end < 0) return kept + html.slice(from);
    kept += html.slice(from, start);
    from = end + 3;
  }
}
