// Reads a saved HTML page: the article is taken out of the page around it and becomes mdast with places in the file.
import { type Finding, finding, shorten } from "../../source/finding.ts";
import { placeAt } from "../../source/line-index.ts";
import { type Ignored, type Reader, unreadable } from "../document.ts";
import { findArticle } from "./article.ts";
import { recordLeftOut } from "./left-out.ts";
import { readMetadata } from "./metadata.ts";
import { DEEPEST, MOST_ELEMENTS, parseHtml, readRoles } from "./parse.ts";
import { toMdast } from "./to-mdast.ts";

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
