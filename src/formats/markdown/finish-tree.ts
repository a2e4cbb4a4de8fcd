// Finishes a parsed Markdown tree: places in the page as it is, sources of code, headings' anchors, words without mojibake.
import type { Code, Heading, Html, Nodes, Paragraph, Parents, PhrasingContent, Root, Text } from "mdast";
import { type Finding, report } from "../../source/finding.ts";
import { type CodeSource, type EditedText, extentAt, lineAt, type SourceRun } from "../../source/line-index.ts";
import { eachNode, type Ignored, type LeftOut, placeOf, positionOf, replaceChildren } from "../document.ts";
import { withoutMojibake } from "../mojibake.ts";
import { placeEmbeddedHtml } from "./embedded-html.ts";
import { readFenceInfo } from "./fence-info.ts";
import { emptyElement, unreadSnippets } from "./jsx-tags.ts";
import type { PreparedPage } from "./prepare-page.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

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
  { id: "html-item", pattern: /^<(?:li(?:\s[^<>]{0,400})?|\/[ou]l)>$/i, example: '<li class="a">', effect: "line-end" },
  {
    id: "html-tag",
    pattern: new RegExp(`^<(?!li[\\s>]|/[ou]l>)/?(?:${NAMES})(?=[\\s/>])[^<>]*>$`),
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

/** Gives every node its place in the page that `edited` was made from. */
export function placeNodes(tree: Root, page: PreparedPage, { toSource }: EditedText): void {
  eachNode(tree, (node) => {
    if (node.position === undefined) return;
    const [start, end] = [node.position.start.offset ?? 0, node.position.end.offset ?? 0];
    node.position = extentAt(page.text, toSource(start), toSource(end));
  });
}

/** Decides on raw HTML, puts what was read as HTML in its place, and fills what readers owe on each node; changes the tree in place. */
export function finishTree(tree: Root, page: PreparedPage): LeftOut {
  const ignored: Ignored[] = [...page.embedded.ignored, ...page.indented.ignored];
  const findings: Finding[] = [];
  const snippetAt = unreadSnippets(page);
  eachNode(tree, (node) => {
    if (node.type !== "html") return;
    const { offset, endOffset } = positionOf(page.file, node);
    const lost = snippetAt(emptyElement(node.value.trim()), offset, endOffset ?? offset);
    if (lost !== undefined) findings.push(lost);
  });
  placeEmbeddedHtml(tree, page.embedded);
  eachNode(tree, (node) => {
    if (node.type === "code" && node.data?.source === undefined) {
      const { value, source } = codeSource(node, page);
      node.value = value;
      const info = readFenceInfo(`${node.lang ?? ""} ${node.meta ?? ""}`);
      node.lang = info.lang ?? null;
      node.meta = null;
      const title = node.data?.title ?? info.title ?? page.tabs.get(node.position?.start.line ?? 0);
      node.data = { ...node.data, source, ...(title === undefined ? {} : { title }) };
    } else if (node.type === "text" || node.type === "inlineCode") {
      const value = withoutMojibake(node.value);
      node.value = node.type === "text" ? value.replace(ICON, (_, no) => (no === undefined ? "✓" : "✗")) : value;
    } else if (node.type === "heading") {
      const id = page.headingIds.get(node.position?.start.line ?? 0);
      if (id !== undefined) node.data = { ...node.data, id };
    }
    if (!("children" in node)) return;
    resolveChildren(node, page, ignored, findings);
    if (flowParents.has(node.type)) ignored.push(...dropAdmonitionMarks(node, page.file));
  });
  return { ignored, findings };
}

/** Names of pictures that stand for a word. */
const ICON =
  /:(?:(?:white|heavy)_check_mark|(?:material|octicons|fontawesome-solid)-check(?:-[a-z]{1,20}){0,2}|(x|(?:material-close|octicons-x|fontawesome-solid-xmark)(?:-[a-z\d]{1,20}){0,2})):/g;

const flowParents = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

function resolveChildren(parent: Parents, page: PreparedPage, ignored: Ignored[], findings: Finding[]): void {
  const children: readonly Nodes[] = parent.children;
  if (!children.some(({ type }) => type === "html")) return;
  const kept: Nodes[] = [];
  for (const child of children) {
    const before = kept.at(-1);
    if (child.type !== "html") kept.push(child);
    else if (before?.type === "text" && TAKES_TYPE.test(before.value) && TYPE_NAME.test(child.value))
      kept.push({ ...child, type: "text" });
    else {
      const made = resolveHtml(child, page.file, ignored);
      if (made?.type === "html") findings.push(wordsUnread(child, page));
      const isBlock = made?.type === "text" && flowParents.has(parent.type);
      if (made !== undefined) kept.push(isBlock ? { type: "paragraph", children: [made], ...placeOf(made) } : made);
    }
  }
  replaceChildren(parent, kept);
}

/** What looks like a tag behind the name of a generic type is its argument: `Array<String>`. */
const TAKES_TYPE =
  /(?:^|[\s(|,<])(?:array|list|set|map|dict(?:ionary)?|record|collection|sequence|optional|nullable)$/i;
const TYPE_NAME = /^<[A-Za-z][\w.]{0,60}>$/;

/** The block's value as it stands in the page, and its runs. Blanks that only stand for a part of a tab are left out. */
function codeSource(node: Code, { file, text, scan: { lines } }: PreparedPage): { value: string; source: CodeSource } {
  const begin = node.position?.start.offset ?? 0;
  const opener = lineAt(lines, begin);
  let at = /^(?:`{3}|~{3})/.test(text.slice(begin, begin + 3)) ? opener + 1 : opener;
  const parts: string[] = [];
  const runs: SourceRun[] = [];
  let length = 0;
  // Lines and, at odd places, what ends them.
  for (const [index, part] of node.value.split(/(\r\n|\r|\n)/).entries()) {
    let kept = part;
    if (index % 2 === 0) {
      const line = lines[at] ?? { start: text.length, end: text.length, text: "" };
      const shared = sharedTail(part, line.text);
      kept = part.slice(part.length - shared);
      runs.push({ value: length, source: line.end - shared });
      at += 1;
    }
    parts.push(kept);
    length += kept.length;
  }
  return { value: parts.join(""), source: { file, text, runs } };
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

/** The pattern finds the mark; a group of it is a title, which is words. */
interface AdmonitionRule extends PatternRule {
  readonly at: "start" | "end";
}

/** Changes a parent's paragraphs in place; one that was nothing but a mark goes. */
function dropAdmonitionMarks(parent: { children: Nodes[] }, file: string): readonly Ignored[] {
  const ignored = parent.children.flatMap((node) => (node.type === "paragraph" ? unmark(node, file) : []));
  const isLeft = (node: Nodes): boolean => node.type !== "paragraph" || node.children.length > 0;
  if (ignored.length > 0) replaceChildren(parent, parent.children.filter(isLeft));
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
interface RawHtmlRule extends PatternRule {
  readonly effect: "ignore" | "line-end" | "text";
}

/** What one html node becomes by the first rule that claims it; a block with words of its own stays as it is. */
function resolveHtml(node: Html, file: string, ignored: Ignored[]): PhrasingContent | Heading | undefined {
  const value = node.value.trim();
  const rule = rawHtmlRules.find(({ pattern }) => pattern.test(value));
  const ignore = (id: string): undefined => {
    ignored.push({ rule: id, quote: value, at: positionOf(file, node) });
  };
  if (rule?.effect === "ignore") return ignore(rule.id);
  if (rule !== undefined) return { type: "text", value: rule.effect === "line-end" ? "\n" : value, ...placeOf(node) };
  const [element, inner] = SUMMARY.exec(value) ?? [];
  if (element !== undefined && inner !== undefined && wordsOf(value.replace(element, "")) === "") {
    const children: Text[] = [{ type: "text", value: wordsOf(inner), ...placeOf(node) }];
    return { type: "heading", depth: 6, children, ...placeOf(node) };
  }
  return wordsOf(value) === "" ? ignore("html-tags") : node;
}

function wordsUnread(node: Html, { file }: PreparedPage): Finding {
  const message = "a block of raw HTML holds words; kept as it is, unread";
  return report("warning", "document/raw-html", message, { at: positionOf(file, node), quote: node.value.trim() });
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
