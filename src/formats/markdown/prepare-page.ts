// Everything that is mended or set aside in a Markdown or MDX page before it is parsed, once.
import { blank, type Edit } from "../../source/line-index.ts";
import { type Finding, finding } from "../../source/finding.ts";
import { type EmbeddedHtml, readEmbeddedHtml } from "./embedded-html.ts";
import { type LineScan, scanLines, type ScanOptions } from "./line-scan.ts";
import { crowdedParagraphs, overlongLines, overlongRuns, mendTables } from "./overlong.ts";
import { isMap, isScalar, parseDocument } from "yaml";
import { lineAt, linesOf } from "../../source/line-index.ts";

const OPENING = /^---[ \t]*(?:\r\n|\r|\n)/;

const PAIR = /^[A-Za-z_][\w.-]*:(?:[ \t]|$)/;

/** Front matter is looked for in this many lines. */
const MOST_LINES = 500;

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

interface FrontMatter {
  readonly metadata: Readonly<Record<string, string>>;
  /** Blanks the front matter, so that it is not read as content. */
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** Reads the front matter at the start of the text; a fence that never closes ends with its last `key: value` line. */
export function frontMatter(text: string, file: string): FrontMatter {
  const opening = OPENING.exec(text.slice(0, 1000))?.[0];
  if (opening === undefined) return { metadata: {}, edits: [], findings: [] };
  const lines = linesOf(text.slice(0, 200_000)).slice(0, MOST_LINES);
  const close = lines.findIndex((line, index) => index > 0 && /^---[ \t]*$/.test(line.text));
  const heading = lines.findIndex((line, index) => index > 0 && /^#{1,6} .*[^:]$/.test(line.text) && index > 1);
  const closed =
    close > 0 && (heading < 0 || close < heading || allPairs(lines.slice(1, close).map((line) => line.text)));
  if (!lines.slice(1, closed ? close : 2).some(({ text: line }) => PAIR.test(line))) {
    return { metadata: {}, edits: [], findings: [] };
  }
  let end = close;
  if (!closed) {
    end = 1;
    while (PAIR.test(lines[end]?.text ?? "")) end += 1;
  }
  const findings: Finding[] = [];
  const say = (message: string, offset: number): void => {
    const index = lineAt(lines, offset);
    const line = lines[index] ?? { start: 0, end: 0, text: "" };
    const at = { file, line: index + 1, column: offset - line.start + 1, offset };
    findings.push(finding({ rule: "document/front-matter", severity: "warning", message, at, quote: line.text }));
  };
  if (!closed) say("the front matter is not closed; read as ended with its last key", 0);
  const stop = closed ? (lines[end]?.start ?? 0) : (lines[end - 1]?.end ?? 0);
  const metadata = scalars(text.slice(opening.length, stop), opening.length, say);
  return { metadata, edits: [blank(text, 0, closed ? (lines[end]?.end ?? 0) : stop)], findings };
}

function allPairs(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === "" || /^(?:[ \t-]|#)/.test(line) || PAIR.test(line));
}

function scalars(
  yaml: string,
  start: number,
  say: (message: string, offset: number) => void,
): Readonly<Record<string, string>> {
  const metadata: Record<string, string> = Object.create(null);
  try {
    // A lone carriage return ends a line in YAML, but not for the parser.
    const parsed = parseDocument(yaml.replace(/\r(?!\n)/g, "\n"), { prettyErrors: false, uniqueKeys: false });
    for (const { message, pos } of parsed.errors.slice(0, 10)) {
      const reason = (message.split("\n")[0] ?? "").toLowerCase();
      say(
        `the front matter is not valid YAML here (${reason}); read what could be read`,
        start + Math.min(pos[0], yaml.length),
      );
    }
    if (isMap(parsed.contents)) {
      for (const { key, value } of parsed.contents.items) {
        if (!isScalar(key) || !isScalar(value) || value.value === null) continue;
        metadata[String(key.value)] =
          typeof value.value === "string" ? value.value : (value.source ?? String(value.value));
      }
    } else if (yaml.trim() !== "") {
      say("the front matter is not a list of keys and values; left out", start);
    }
  } catch {
    say("the front matter is nested too deep to be read; left out", start);
  }
  return metadata;
}
