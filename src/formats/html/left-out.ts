// Records what of a page did not become content: the pieces around the article, and the noise inside it.
import { defaultTreeAdapter } from "parse5";
import { type Finding, finding, type Position, shorten } from "../../source/finding.ts";
import { placeAt, type SourceText } from "../../source/line-index.ts";
import type { Ignored } from "../document.ts";
import {
  holds,
  holdsJson,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isText,
  lineageOf,
  nodesBelow,
  parentOf,
  rangeOf,
  wordsOf,
} from "./elements.ts";
import { noiseOf } from "./noise.ts";

export interface LeftOut {
  readonly ignored: readonly Ignored[];
  readonly findings: readonly Finding[];
}

const exhibits = new Set(["pre", "table"]);

/** Tags of content, as they stand in a comment or script that was never closed and so took them in. */
const contentTag = /<(?:h[1-6]|pre|table)[\s>]/i;

/** Words are recorded a piece each; what is for the browser only, once a rule. Code, tables and headings among it are findings. */
export function recordLeftOut(article: HtmlElement, noise: readonly HtmlElement[], page: SourceText): LeftOut {
  const ignored: Ignored[] = [];
  const findings: Finding[] = [];
  const unseen = new Set<string>();
  for (const piece of [...beside(article), ...noise]) {
    const rule = isElement(piece) ? noiseOf(piece) : undefined;
    const [start, end] = rangeOf(piece);
    const at = placeAt(page, start, end);
    if (rule?.effect === "browser") {
      const source = page.text.slice(start, start + 400);
      if (!unseen.has(rule.id)) ignored.push({ rule: rule.id, quote: shorten(source), at });
      unseen.add(rule.id);
      continue;
    }
    const quote = shorten(wordsOf(piece, 400));
    if (quote === "") continue;
    ignored.push({ rule: rule?.id ?? "outside-article", quote, at });
    if (isElement(piece) && rule?.id !== "line-number" && holds(piece, exhibits))
      findings.push(leftOut(`a part of the page that is no article (${rule?.id ?? "outside-article"})`, at, quote));
  }
  for (const piece of [...noise, ...commentsIn(article)]) {
    if (isElement(piece) && !takesIn(piece)) continue;
    const [start, end] = rangeOf(piece);
    const source = page.text.slice(start, end);
    const tag = contentTag.exec(source);
    const sample = isElement(piece) && holdsJson(piece);
    if (tag === null && !sample) continue;
    const name = isElement(piece) ? `<${piece.tagName}>` : "comment";
    findings.push(leftOut(`a ${name} inside the article`, placeAt(page, start, end), source.slice(tag?.index ?? 0)));
  }
  return { ignored, findings };
}

/** Whether what follows an element's start tag may be its text until it is closed. */
function takesIn(element: HtmlElement): boolean {
  return noiseOf(element)?.effect === "browser" || element.tagName === "textarea" || element.tagName === "select";
}

function leftOut(what: string, at: Position, quote: string): Finding {
  return finding({
    rule: "document/left-out",
    severity: "warning",
    message: `${what} holds headings, code or a table; left out`,
    at,
    quote,
  });
}

function commentsIn(article: HtmlElement): readonly HtmlNode[] {
  const comments: HtmlNode[] = [];
  for (const node of nodesBelow(article)) if (defaultTreeAdapter.isCommentNode(node)) comments.push(node);
  return comments;
}

/** The pieces that stand beside the article and beside each element around it, in page order. */
function beside(article: HtmlElement): readonly HtmlNode[] {
  const within = new Set(lineageOf(article));
  const pieces: HtmlNode[] = [];
  for (const above of within) {
    for (const node of parentOf(above)?.childNodes ?? [])
      if (isText(node) || (isElement(node) && !within.has(node) && node.tagName !== "head")) pieces.push(node);
  }
  return pieces.sort((a, b) => rangeOf(a)[0] - rangeOf(b)[0]);
}
