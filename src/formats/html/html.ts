// Reads a saved HTML page: the article is taken out of the page around it and becomes mdast with places in the file.
import { type Finding, findingIn, shorten } from "../../source/finding.ts";
import { placeAt } from "../../source/line-index.ts";
import { type Ignored, type Reader, unreadable } from "../document.ts";
import {
  DEEPEST,
  type HtmlElement,
  type HtmlParent,
  isElement,
  lineageOf,
  MOST_ELEMENTS,
  nodesBelow,
  parseHtml,
  readRoles,
} from "./elements.ts";
import { readMetadata } from "./metadata.ts";
import { isLandmark, noiseOf, recordLeftOut } from "./noise.ts";
import { toMdast } from "./to-mdast.ts";

/**
 * Findings: `document/scraper-line` for each line outside the page, `document/left-out` where the page's boilerplate holds code or
 * tables, `document/lost-line-ends` for a sample whose comments can't be told from what follows, and the errors
 * `document/no-article`, `document/too-deep` and `document/too-many`, which leave no document.
 */
export const readHtml: Reader = (text, { file }) => {
  const page = { file, text };
  const { html, outside } = framePage(text);
  const message = "text stands outside the saved page; left out";
  const fix = "remove the line";
  const findings: Finding[] = outside.map((line) =>
    findingIn(page, { rule: "document/scraper-line", message, fix, ...line }),
  );
  const ignored = outside.map(({ start, end }): Ignored => {
    const quote = shorten(text.slice(start, Math.min(end, start + 400)));
    return { rule: "scraper-line", quote, at: placeAt(page, start, end) };
  });
  const refuse = (rule: string, message: string, start: number, quote: string, fix?: string): void => {
    findings.push(findingIn(page, { rule, severity: "error", message, start, quote, fix }));
  };
  const parsed = parseHtml(html);
  if (parsed.kind !== "tree") {
    const { kind, offset } = parsed;
    const what =
      kind === "too-deep"
        ? `elements are nested deeper than ${String(DEEPEST)} levels`
        : `marks that are left open make more than ${String(MOST_ELEMENTS)} elements`;
    refuse(`document/${kind}`, `${what}; the page was not read`, offset, text.slice(offset, offset + 80));
    return { findings };
  }
  readRoles(parsed.tree);
  const article = findArticle(parsed.tree);
  if (article === undefined) {
    const message = "no article was found: the page has no heading outside its navigation, header and footer";
    refuse("document/no-article", message, 0, text.slice(0, 160), "save the page again with its content shown");
    return { findings };
  }
  const converted = toMdast(article, page);
  if ("error" in converted) return { findings: [...findings, unreadable(converted.error, file)] };
  const { tree, findings: said, noise } = converted;
  const leftOut = recordLeftOut(article, noise, page);
  ignored.push(...leftOut.ignored);
  ignored.sort((a, b) => a.at.offset - b.at.offset);
  return {
    document: { file, format: "html", text, tree, metadata: readMetadata(parsed.tree), ignored },
    findings: [...findings, ...said, ...leftOut.findings].sort((a, b) => offsetOf(a) - offsetOf(b)),
  };
};

function offsetOf({ place }: Finding): number {
  return place !== undefined && "start" in place ? (place.start.offset ?? 0) : 0;
}

interface OutsideLine {
  readonly start: number;
  end: number;
}

/** Lines beyond this count are reported as one. */
const MOST_LINES = 40;

/** The page at its own offsets: what is before it is blanked out, what is behind it is cut; and the lines of text there. */
function framePage(text: string): { readonly html: string; readonly outside: readonly OutsideLine[] } {
  const opening = /<!doctype\s|<html[\s>]/i.exec(text);
  const start = opening === null || hasTag(text.slice(0, opening.index)) ? 0 : opening.index;
  let end = text.length;
  for (const closing of text.matchAll(/<\/html\s{0,9}>/gi)) end = closing.index + closing[0].length;
  if (hasTag(text.slice(end))) end = text.length;
  const html = text.slice(0, start).replace(/[^\r\n]/g, " ") + text.slice(start, end);
  return { html, outside: [...linesBetween(text, 0, start), ...linesBetween(text, end, text.length)] };
}

const hasTag = (text: string): boolean => /<[a-z]/i.test(text);

function linesBetween(text: string, from: number, to: number): readonly OutsideLine[] {
  const lines: OutsideLine[] = [];
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

const isHeading = ({ tagName }: HtmlElement): boolean => /^h[1-6]$/.test(tagName);

/**
 * The element that holds the article: the innermost landmark that loses no heading of the outermost one, where a landmark
 * holds the headings that come with tables or code; else the smallest element around those headings and the headings
 * above them. Undefined on a page without headings.
 */
function findArticle(page: HtmlParent): HtmlElement | undefined {
  const parts = contentOf(page);
  const headings = parts.filter(isHeading);
  const essential = withExhibits(parts);
  const wanted = essential.length > 0 ? essential : headings;
  const smallest = commonAncestor(wanted);
  if (headings.length === 0 || smallest === undefined) return undefined;
  const around = [...lineageOf(smallest)].filter(isLandmark).reverse();
  const held = countByLandmark(headings);
  const outermost = around[0] ?? mostOf(wanted);
  if (outermost === undefined) return smallest;
  return around.findLast((landmark) => held.get(landmark) === held.get(outermost)) ?? outermost;
}

/** Headings, tables and code outside of noise. */
function contentOf(page: HtmlParent): readonly HtmlElement[] {
  const parts: HtmlElement[] = [];
  const noise = new Set<HtmlElement>();
  for (const node of nodesBelow(page, (element) => !noise.has(element))) {
    if (!isElement(node)) continue;
    if (noiseOf(node) !== undefined) noise.add(node);
    else if (/^(?:h[1-6]|table|pre)$/.test(node.tagName)) parts.push(node);
  }
  return parts;
}

/** Tables and code blocks that are below a heading, with the chain of headings above each. */
function withExhibits(parts: readonly HtmlElement[]): readonly HtmlElement[] {
  const wanted = new Set<HtmlElement>();
  const chain: HtmlElement[] = [];
  for (const part of parts) {
    if (isHeading(part)) {
      while ((chain.at(-1)?.tagName ?? "") >= part.tagName) chain.pop();
      chain.push(part);
    } else if (chain.length > 0) for (const one of [...chain, part]) wanted.add(one);
  }
  return [...wanted];
}

function commonAncestor(elements: readonly HtmlElement[]): HtmlElement | undefined {
  let common: readonly HtmlElement[] | undefined;
  for (const element of elements) {
    const lineage = [...lineageOf(element)].reverse().slice(0, -1);
    common ??= lineage;
    const parting = common.findIndex((above, depth) => above !== lineage[depth]);
    if (parting >= 0) common = common.slice(0, parting);
  }
  return common?.at(-1);
}

/** A landmark that holds at least nine tenths of the wanted elements, where none holds all. */
function mostOf(wanted: readonly HtmlElement[]): HtmlElement | undefined {
  for (const [landmark, count] of countByLandmark(wanted)) if (count >= wanted.length * 0.9) return landmark;
  return undefined;
}

function countByLandmark(elements: readonly HtmlElement[]): ReadonlyMap<HtmlElement, number> {
  const counts = new Map<HtmlElement, number>();
  for (const element of elements)
    for (const above of lineageOf(element)) if (isLandmark(above)) counts.set(above, (counts.get(above) ?? 0) + 1);
  return counts;
}
