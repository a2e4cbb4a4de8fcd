// What of a page is no content. A row names an element that readers of the page skip, and the first row that matches wins.
import {
  attribute,
  classesOf,
  holds,
  type HtmlElement,
  isElement,
  isShownSample,
  isText,
  lineageOf,
  nodesBelow,
  parentOf,
  wordless,
  wordsOf,
  holdsJson,
  type HtmlNode,
  rangeOf,
} from "./elements.ts";
import { defaultTreeAdapter } from "parse5";
import { type Finding, findingIn, shorten } from "../../source/finding.ts";
import { placeAt, type SourceText } from "../../source/line-index.ts";
import type { Ignored, LeftOut } from "../document.ts";

const exhibits = new Set(["pre", "table"]);

/** Tags of content, as they are in a comment or script that was never closed and so took them in. */
const contentTag = /<(?:h[1-6]|pre|table)[\s>]/i;

export interface NoiseRule {
  readonly id: string;
  readonly matches: (element: HtmlElement) => boolean;
  /** HTML whose first element with `data-it` is claimed by this row. */
  readonly example: string;
  /** `boilerplate` has words for a reader, each piece is recorded; what is for the `browser` is recorded once a page. */
  readonly effect: "boilerplate" | "browser";
}

const controls = new Set(["button", "select", "input", "textarea", "datalist", "progress"]);
const landmarks = new Set(["main", "article"]);
const contents = new Set(["pre", "table", "h1", "h2", "h3", "h4", "h5", "h6"]);
const blocks = new Set([...contents, "p", "ul", "ol", "dl"]);

export const noiseRules: readonly NoiseRule[] = [
  tags("script", ["script", "noscript"], "browser", `<script data-it>start()</script>`),
  tags("style", ["style", "link", "meta", "base", "title"], "browser", `<style data-it>p{color:red}</style>`),
  tags("drawing", ["svg", "canvas", "math"], "browser", `<svg data-it><path d="M0 0"/></svg>`),
  tags(
    "embedded",
    ["template", "iframe", "object", "embed", "video", "audio"],
    "browser",
    `<iframe data-it src="/ad"></iframe>`,
  ),
  words(
    "copy-button",
    `<div data-it><div>Copied!</div></div>`,
    (element) =>
      !blocks.has(element.tagName) && /^(?:copy|copied)(?: code| to clipboard)?!?$/i.test(shortWords(element)),
  ),
  words(
    "control",
    `<button data-it type="button">Next steps</button>`,
    (element) => controls.has(element.tagName) && !isShownSample(element),
  ),
  words(
    "navigation",
    `<nav data-it><a href="/docs">Docs</a></nav>`,
    (element) => element.tagName === "nav" || hasRole(element, ["navigation", "menu", "menubar", "search"]),
  ),
  words(
    "page-header",
    `<header data-it><span>Vendor</span></header>`,
    (element) => (element.tagName === "header" && !inLandmark(element)) || hasRole(element, ["banner"]),
  ),
  words(
    "page-footer",
    `<footer data-it>All rights reserved</footer>`,
    (element) => element.tagName === "footer" || hasRole(element, ["contentinfo"]),
  ),
  words(
    "sidebar",
    `<aside data-it><a href="/home">Home</a></aside>`,
    (element) =>
      (element.tagName === "aside" || hasRole(element, ["complementary"])) &&
      (holdsOnlyLinks(element) || !(inLandmark(element) || isInText(element))),
  ),
  words(
    "permalink",
    `<h2>Title <a data-it href="#title">#</a></h2>`,
    (element) =>
      element.tagName === "a" &&
      (attribute(element, "href") ?? "").includes("#") &&
      /^[#¶§∞🔗​]$/u.test(shortWords(element)),
  ),
  words(
    "line-number",
    `<pre><span data-it class="line-number">12</span>{}</pre>`,
    (element) =>
      classesOf(element).some((name) => /(?:^|-)(?:line-?numbers?|linenos?|gutter)$/i.test(name)) &&
      /^[\d\s]*$/.test(wordsOf(element)),
  ),
  words(
    "code-language",
    `<div><span data-it class="lang">json</span><pre>{}</pre></div>`,
    (element) =>
      element.tagName === "span" &&
      classesOf(element).some((name) => /^(?:lang|language|code-lang(?:uage)?)$/i.test(name)) &&
      /^[\w+#.-]{1,20}$/.test(shortWords(element)) &&
      isBesideCode(element),
  ),
  words(
    "hidden",
    `<span data-it hidden>not shown</span>`,
    (element) => isHidden(element) && !contents.has(element.tagName) && !holds(element, contents),
  ),
];

/** The first row that claims the element. */
export function noiseOf(element: HtmlElement): NoiseRule | undefined {
  return noiseRules.find((rule) => rule.matches(element));
}

function words(id: string, example: string, matches: NoiseRule["matches"]): NoiseRule {
  return { id, matches, example, effect: "boilerplate" };
}

function tags(id: string, names: readonly string[], effect: NoiseRule["effect"], example: string): NoiseRule {
  return { id, matches: (element) => names.includes(element.tagName), example, effect };
}

/** The words of an element that holds few; none where it holds more than a label would. */
function shortWords(element: HtmlElement): string {
  const only = element.childNodes[0];
  if (element.childNodes.length <= 1 && (only === undefined || isText(only)))
    return only === undefined || only.value.length > 200 ? "" : only.value.trim();
  let length = 0;
  for (const node of nodesBelow(element, ({ tagName }) => !wordless.has(tagName))) {
    if (isText(node)) length += node.value.trim().length;
    else if (isElement(node)) length += 1;
    if (length > 60) return "";
  }
  return wordsOf(element);
}

const hasRole = (element: HtmlElement, roles: readonly string[]): boolean =>
  roles.includes((attribute(element, "role") ?? "").toLowerCase());

export const isLandmark = (element: HtmlElement): boolean =>
  landmarks.has(element.tagName) || hasRole(element, ["main", "article"]);

function inLandmark(element: HtmlElement): boolean {
  for (const above of lineageOf(element)) if (above !== element && isLandmark(above)) return true;
  return false;
}

function isBesideCode(element: HtmlElement): boolean {
  const beside = parentOf(element)?.childNodes ?? [];
  return beside.length < 20 && beside.some((node) => isElement(node) && node.tagName === "pre");
}

const textsOf = new WeakMap<HtmlElement, ReadonlySet<HtmlElement>>();

/** Whether a heading is before it and more of a text behind it, beside it: then it is a box in that text. */
function isInText(element: HtmlElement): boolean {
  const parent = parentOf(element);
  if (parent === undefined) return false;
  let within = textsOf.get(parent);
  if (within === undefined) {
    const beside = parent.childNodes.filter(isElement);
    const from = beside.findIndex(({ tagName }) => /^h[1-6]$/.test(tagName));
    const to = beside.findLastIndex(({ tagName }) => blocks.has(tagName));
    within = new Set(from < 0 ? [] : beside.slice(from, to));
    textsOf.set(parent, within);
  }
  return within.has(element);
}

function holdsOnlyLinks(element: HtmlElement): boolean {
  for (const node of nodesBelow(element, ({ tagName }) => tagName !== "a" && !/^h[1-6]$/.test(tagName)))
    if (isText(node) && node.value.trim() !== "") return false;
  return true;
}

function isHidden(element: HtmlElement): boolean {
  if (hasRole(element, ["tabpanel"])) return false;
  return (
    attribute(element, "hidden") !== undefined ||
    attribute(element, "aria-hidden") === "true" ||
    /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i.test((attribute(element, "style") ?? "").slice(0, 1000))
  );
}

/** Words are recorded a piece each; what is for the browser only, once a rule. Code, tables and headings among it are findings. */
export function recordLeftOut(article: HtmlElement, noise: readonly HtmlElement[], page: SourceText): LeftOut {
  const ignored: Ignored[] = [];
  const findings: Finding[] = [];
  const known = new Set<string>();
  const say = (what: string, [start, end]: readonly [number, number], quote: string): void => {
    const message = `${what} holds headings, code or a table; left out`;
    findings.push(findingIn(page, { rule: "document/left-out", message, start, end, quote }));
  };
  for (const piece of [...beside(article), ...noise]) {
    const rule = isElement(piece) ? noiseOf(piece) : undefined;
    const range = rangeOf(piece);
    const isOfBrowser = rule?.effect === "browser";
    const quote = shorten(isOfBrowser ? page.text.slice(range[0], range[0] + 400) : wordsOf(piece, 400));
    const id = rule?.id ?? "outside-article";
    if ((isOfBrowser && known.has(id)) || (!isOfBrowser && quote === "")) continue;
    known.add(id);
    ignored.push({ rule: id, quote, at: placeAt(page, ...range) });
    if (!isOfBrowser && isElement(piece) && id !== "line-number" && holds(piece, exhibits))
      say(`a part of the page that is no article (${id})`, range, quote);
  }
  for (const piece of [...noise, ...commentsIn(article)]) {
    if (isElement(piece) && !takesIn(piece)) continue;
    const range = rangeOf(piece);
    const source = page.text.slice(...range);
    const tag = contentTag.exec(source);
    if (tag === null && !(isElement(piece) && holdsJson(piece))) continue;
    const name = isElement(piece) ? `<${piece.tagName}>` : "comment";
    say(`a ${name} inside the article`, range, source.slice(tag?.index ?? 0));
  }
  return { ignored, findings };
}

/** Whether what follows an element's start tag may be its text until it is closed. */
function takesIn(element: HtmlElement): boolean {
  return noiseOf(element)?.effect === "browser" || element.tagName === "textarea" || element.tagName === "select";
}

function commentsIn(article: HtmlElement): readonly HtmlNode[] {
  const comments: HtmlNode[] = [];
  for (const node of nodesBelow(article)) if (defaultTreeAdapter.isCommentNode(node)) comments.push(node);
  return comments;
}

/** The pieces that are beside the article and beside each element around it, in page order. */
function beside(article: HtmlElement): readonly HtmlNode[] {
  const within = new Set(lineageOf(article));
  const pieces: HtmlNode[] = [];
  for (const above of within) {
    for (const node of parentOf(above)?.childNodes ?? [])
      if (isText(node) || (isElement(node) && !within.has(node) && node.tagName !== "head")) pieces.push(node);
  }
  return pieces.sort((a, b) => rangeOf(a)[0] - rangeOf(b)[0]);
}
