// Pages longer than can be read in a few seconds: they are read in part, up to a heading where one is near.
import { finding, type Finding } from "../findings/finding.ts";
import type { Format } from "./document.ts";
import { pointAt } from "./line-starts.ts";
import { reachOf } from "./page-effort.ts";

const MARKDOWN = /^#{1,6}[ \t]+\S.*/gm;
/** Headings that can be told from a line alone. */
const HEADINGS: Readonly<Record<Format, RegExp | undefined>> = {
  markdown: MARKDOWN,
  mdx: MARKDOWN,
  html: /<h[1-6]\b[^<]*/gi,
  text: undefined,
};

export interface PartOfPage {
  /** The page from its start; the whole of it where nothing is found. */
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** What of a page is read, with an error `document/overlong-page` that names what is left out. */
export function partOfPage(whole: string, format: Format, file: string): PartOfPage {
  const reach = reachOf(whole, format);
  if (reach === undefined) return { text: whole, findings: [] };
  const pattern = HEADINGS[format];
  const end = pattern === undefined ? reach : lastHeading(whole, reach, pattern);
  const part = whole.slice(0, end);
  const rest = whole.slice(end);
  const headings = pattern === undefined ? [] : [...rest.matchAll(pattern)].map(({ index }) => index);
  const named = headings.length === 0 ? "" : ` with ${headings.length} headings`;
  const first = headings[0] ?? 0;
  return {
    text: part,
    findings: [
      finding({
        rule: "document/overlong-page",
        severity: "error",
        message: `the page is longer than can be read in time; ${rest.length} characters${named} from here on were left out`,
        at: { file, ...pointAt(part, part.length), offset: end },
        quote: rest.slice(first, first + 300),
        fix: "part it into several pages, which one version may list",
      }),
    ],
  };
}

/** A heading close before the reach, of the highest level there, so that no section is read in half; else the reach itself. */
function lastHeading(text: string, reach: number, pattern: RegExp): number {
  const from = reach - Math.floor(reach / 10);
  let best = { index: reach, level: 7 };
  for (const { 0: heading, index } of text.slice(from, reach).matchAll(pattern)) {
    const level = heading.startsWith("#") ? heading.search(/[^#]/) : Number(heading[2]);
    if (level <= best.level) best = { index: from + index, level };
  }
  return best.index;
}
