// Finds the article among a page's boilerplate by structure: landmarks first, else the smallest element around all content.
import { type HtmlElement, type HtmlParent, isElement, lineageOf, nodesBelow } from "./elements.ts";
import { isLandmark, noiseOf } from "./noise.ts";

const isHeading = ({ tagName }: HtmlElement): boolean => /^h[1-6]$/.test(tagName);
const isExhibit = ({ tagName }: HtmlElement): boolean => tagName === "table" || tagName === "pre";

/**
 * The element that holds the article: the innermost landmark that loses no heading of the outermost one, where a landmark
 * holds the headings that come with tables or code; else the smallest element around those headings and the headings
 * above them. Undefined on a page without headings.
 */
export function findArticle(page: HtmlParent): HtmlElement | undefined {
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
