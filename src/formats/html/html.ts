// Reads a saved HTML page: the article is taken out of the page around it and becomes mdast with places in the file.
import { type Finding, finding, shorten } from "../../source/finding.ts";
import { placeAt } from "../../source/line-index.ts";
import { type Ignored, type Reader, unreadable } from "../document.ts";
import { readMetadata } from "./metadata.ts";
import { toMdast } from "./to-mdast.ts";
import {
  type HtmlElement,
  type HtmlParent,
  isElement,
  lineageOf,
  nodesBelow,
  DEEPEST,
  MOST_ELEMENTS,
  parseHtml,
  readRoles,
} from "./elements.ts";
import { isLandmark, noiseOf, recordLeftOut } from "./noise.ts";

const isHeading = ({ tagName }: HtmlElement): boolean => /^h[1-6]$/.test(tagName);

const isExhibit = ({ tagName }: HtmlElement): boolean => tagName === "table" || tagName === "pre";
/**
 * Findings: `document/scraper-line` for each line outside the page, `document/left-out` where the page's boilerplate holds code or
 * tables, `document/lost-line-ends` for a sample whose comments can't be told from what follows, and the errors
 * `document/no-article`, `document/too-deep` and `document/too-many`, which leave no document.
 */
export const readHtml: Reader = (text, { file }) => {
  const page = { file, text };
  const { html, outside } = framePage(text);
  const findings: Finding[] = [];
  const ignored: Ignored[] = [];
  for (const { start, end } of outside) {
    const at = placeAt(page, start, end);
    const quote = text.slice(start, Math.min(end, start + 400));
    ignored.push({ rule: "scraper-line", quote: shorten(quote), at });
    findings.push(
      finding({
        rule: "document/scraper-line",
        severity: "warning",
        message: "text stands outside the saved page; left out",
        at,
        quote,
        fix: "remove the line",
      }),
    );
  }
  const parsed = parseHtml(html);
  if (parsed.kind !== "tree") {
    const at = placeAt(page, parsed.offset, parsed.offset);
    const what =
      parsed.kind === "too-deep"
        ? `elements are nested deeper than ${String(DEEPEST)} levels`
        : `marks that are left open make more than ${String(MOST_ELEMENTS)} elements`;
    const message = `${what}; the page was not read`;
    const quote = text.slice(parsed.offset, parsed.offset + 80);
    const rule = `document/${parsed.kind}`;
    return { findings: [...findings, finding({ rule, severity: "error", message, at, quote })] };
  }
  readRoles(parsed.tree);
  const article = findArticle(parsed.tree);
  if (article === undefined) {
    const message = "no article was found: the page has no heading outside its navigation, header and footer";
    return {
      findings: [
        ...findings,
        finding({
          rule: "document/no-article",
          severity: "error",
          message,
          at: placeAt(page, 0, 0),
          quote: text.slice(0, 160),
          fix: "save the page again with its content shown",
        }),
      ],
    };
  }
  const converted = toMdast(article, page);
  if ("error" in converted) return { findings: [...findings, unreadable(converted.error, file)] };
  const { tree, findings: said, noise } = converted;
  const leftOut = recordLeftOut(article, noise, page);
  return {
    document: {
      file,
      format: "html",
      text,
      tree,
      metadata: readMetadata(parsed.tree),
      ignored: [...ignored, ...leftOut.ignored].sort((a, b) => a.at.offset - b.at.offset),
    },
    findings: [...findings, ...said, ...leftOut.findings].sort((a, b) => offsetOf(a) - offsetOf(b)),
  };
};

function offsetOf({ place }: Finding): number {
  return place !== undefined && "start" in place ? (place.start.offset ?? 0) : 0;
}

/** A line of text outside the page. */
export interface OutsideLine {
  readonly start: number;
  readonly end: number;
}

export interface PageFrame {
  /** The page at its own offsets: what stood before it is blanked out, what stood behind it is cut. */
  readonly html: string;
  readonly outside: readonly OutsideLine[];
}

/** Lines beyond this count are told as one. */
const MOST_LINES = 40;

export function framePage(text: string): PageFrame {
  const start = startOf(text);
  const end = endOf(text);
  const html = text.slice(0, start).replace(/[^\r\n]/g, " ") + text.slice(start, end);
  return { html, outside: [...linesBetween(text, 0, start), ...linesBetween(text, end, text.length)] };
}

function startOf(text: string): number {
  const opening = /<!doctype\s|<html[\s>]/i.exec(text);
  return opening !== null && !hasTag(text.slice(0, opening.index)) ? opening.index : 0;
}

function endOf(text: string): number {
  let end = text.length;
  for (const closing of text.matchAll(/<\/html\s{0,9}>/gi)) end = closing.index + closing[0].length;
  return hasTag(text.slice(end)) ? text.length : end;
}

const hasTag = (text: string): boolean => /<[a-z]/i.test(text);

function linesBetween(text: string, from: number, to: number): readonly OutsideLine[] {
  const lines: { start: number; end: number }[] = [];
  for (const { index, 0: line } of text.slice(from, to).matchAll(/[^\r\n]+/g)) {
    const words = line.trim();
    if (words === "" || /^<!--[^>]*-->$/.test(words)) continue;
    const start = from + index + line.indexOf(words);
    const last = lines.at(-1);
    if (lines.length >= MOST_LINES && last !== undefined) last.end = start + words.length;
    else lines.push({ start, end: start + words.length });
  }
  return lines;
}

/**
 * The element that holds the article: the innermost landmark that loses no heading of the outermost one, where a landmark
 * holds the headings that come with tables or code; else the smallest element around those headings and the headings
 * above them. Undefined on a page without headings.
 */
function findArticle(page: HtmlParent): HtmlElement | undefined {
  const parts = contentOf(page);
  const headings = parts.filter(isHeading);
  if (headings.length === 0) return undefined;
  const essential = withExhibits(parts);
  const wanted = essential.length > 0 ? essential : headings;
  const smallest = commonAncestor(wanted);
  if (smallest === undefined) return undefined;
  const around = [...lineageOf(smallest)].filter(isLandmark).reverse();
  const outermost = around[0] ?? mostOf(wanted);
  if (outermost === undefined) return smallest;
  const all = countWithin(headings, outermost);
  const nested = around.length > 0 ? around : [outermost];
  return nested.findLast((landmark) => countWithin(headings, landmark) === all) ?? outermost;
}

function contentOf(page: HtmlParent): readonly HtmlElement[] {
  const parts: HtmlElement[] = [];
  const noise = new Set<HtmlElement>();
  for (const node of nodesBelow(page, (element) => !noise.has(element))) {
    if (!isElement(node)) continue;
    if (noiseOf(node) !== undefined) noise.add(node);
    else if (isHeading(node) || isExhibit(node)) parts.push(node);
  }
  return parts;
}

/** Tables and code blocks that stand below a heading, with the chain of headings above each. */
function withExhibits(parts: readonly HtmlElement[]): readonly HtmlElement[] {
  const wanted = new Set<HtmlElement>();
  const chain: HtmlElement[] = [];
  for (const part of parts) {
    if (isHeading(part)) {
      while ((chain.at(-1)?.tagName ?? "") >= part.tagName) chain.pop();
      chain.push(part);
    } else if (chain.length > 0) {
      for (const heading of chain) wanted.add(heading);
      wanted.add(part);
    }
  }
  return [...wanted];
}

function commonAncestor(elements: readonly HtmlElement[]): HtmlElement | undefined {
  let common: readonly HtmlElement[] | undefined;
  for (const element of elements) {
    const lineage = [...lineageOf(element)].reverse().slice(0, -1);
    if (common === undefined) common = lineage;
    else {
      const parting = common.findIndex((above, depth) => above !== lineage[depth]);
      if (parting >= 0) common = common.slice(0, parting);
    }
  }
  return common?.at(-1);
}

/** A landmark that holds at least nine tenths of the wanted elements, where none holds all. */
function mostOf(wanted: readonly HtmlElement[]): HtmlElement | undefined {
  const counts = new Map<HtmlElement, number>();
  for (const element of wanted)
    for (const above of lineageOf(element)) if (isLandmark(above)) counts.set(above, (counts.get(above) ?? 0) + 1);
  for (const [landmark, count] of counts) if (count >= wanted.length * 0.9) return landmark;
  return undefined;
}

function countWithin(headings: readonly HtmlElement[], landmark: HtmlElement): number {
  let count = 0;
  for (const heading of headings) for (const above of lineageOf(heading)) if (above === landmark) count++;
  return count;
}
