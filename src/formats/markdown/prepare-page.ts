// Everything that is mended or set aside in a Markdown or MDX page before it is parsed, once.
import { blank, type Edit } from "../../source/edit-text.ts";
import type { Finding } from "../../source/finding.ts";
import { type EmbeddedHtml, readEmbeddedHtml } from "./embedded-html.ts";
import { frontMatter } from "./front-matter.ts";
import { type LineScan, scanLines, type ScanOptions } from "./line-scan.ts";
import { mendTables } from "./mend-tables.ts";
import { crowdedParagraphs, overlongLines, overlongRuns } from "./overlong.ts";

export interface PreparedPage {
  readonly file: string;
  readonly text: string;
  /** Of the page without its embedded HTML. */
  readonly scan: LineScan;
  readonly embedded: EmbeddedHtml;
  readonly edits: readonly Edit[];
  readonly headingIds: ReadonlyMap<number, string>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

export function preparePage(text: string, options: ScanOptions): PreparedPage {
  const { file } = options;
  const front = frontMatter(text, file);
  const whole = scanLines(text, options);
  const embedded = readEmbeddedHtml(text, whole, options);
  const scan = embedded.text === text ? whole : scanLines(embedded.text, options);
  const tables = mendTables(scan, file);
  const ids = headingIds(text, scan);
  const html = htmlHeadingLines(scan);
  const long = overlongLines(scan, file);
  const runs = overlongRuns(scan, file);
  const crowds = crowdedParagraphs(scan, file);
  return {
    file,
    text,
    scan,
    embedded,
    edits: [
      ...front.edits,
      ...scan.edits,
      ...tables.edits,
      ...ids.edits,
      ...html.edits,
      ...long.edits,
      ...crowds.edits,
      ...runs.edits,
    ],
    headingIds: new Map([...ids.byLine, ...html.byLine]),
    metadata: front.metadata,
    findings: [
      ...front.findings,
      ...embedded.findings,
      ...scan.findings,
      ...tables.findings,
      ...long.findings,
      ...crowds.findings,
      ...runs.findings,
    ],
  };
}

export interface HeadingIds {
  readonly edits: readonly Edit[];
  /** Anchor by 1-based line of the heading. */
  readonly byLine: ReadonlyMap<number, string>;
}

const HEADING_WITH_ID = /^ {0,3}#{1,6}[ \t].*?(\{#([^\s{}]{1,200})\})[ \t#]*$/;

export function headingIds(text: string, { lines, open }: LineScan): HeadingIds {
  const edits: Edit[] = [];
  const byLine = new Map<number, string>();
  for (const [index, line] of lines.entries()) {
    if (open[index] !== true || !line.text.includes("{#")) continue;
    const [, mark, id] = HEADING_WITH_ID.exec(line.text) ?? [];
    if (mark === undefined || id === undefined) continue;
    const start = line.start + line.text.lastIndexOf(mark);
    edits.push(blank(text, start, start + mark.length));
    byLine.set(index + 1, id);
  }
  return { edits, byLine };
}

const HTML_HEADING = /^ {0,3}(<h([1-6])(\s[^<>]{0,300})?>)[^#\n]*?(<\/h\2>)[ \t]*$/i;
const ID = /\sid\s*=\s*(?:"([^"\s]{1,200})"|'([^'\s]{1,200})'|\{\s*["']([^"'\s]{1,200})["']\s*\})/;

/** Only behind a blank line: elsewhere the line may stand inside of other HTML. */
export function htmlHeadingLines({ lines, open }: LineScan): HeadingIds {
  const edits: Edit[] = [];
  const byLine = new Map<number, string>();
  for (const [index, { text, start }] of lines.entries()) {
    if (open[index] !== true || text.length > 1000 || (lines[index - 1]?.text.trim() ?? "") !== "") continue;
    const [, tag, depth, attributes, close] = HTML_HEADING.exec(text) ?? [];
    if (tag === undefined || close === undefined) continue;
    const from = start + text.indexOf(tag);
    const to = start + text.lastIndexOf(close);
    edits.push({ start: from, end: from + tag.length, insert: `${"#".repeat(Number(depth))} ` });
    edits.push({ start: to, end: to + close.length, insert: "" });
    const id = ID.exec(attributes ?? "")
      ?.slice(1)
      .find((one) => one !== undefined);
    if (id !== undefined) byLine.set(index + 1, id);
  }
  return { edits, byLine };
}
