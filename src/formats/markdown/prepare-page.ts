// Everything that is mended or set aside in a Markdown or MDX page before it is parsed, once.
import type { Nodes } from "mdast";
import { isMap, isScalar, parseDocument } from "yaml";
import { type Finding, findingIn } from "../../source/finding.ts";
import { blank, type Edit, linesOf } from "../../source/line-index.ts";
import { type EmbeddedHtml, readEmbeddedHtml } from "./embedded-html.ts";
import { dedentBlocks, type IndentedBlocks } from "./indented-blocks.ts";
import { readJsonBlocks } from "./json-blocks.ts";
import { type LineScan, type Mends, scanLines, type ScanOptions } from "./line-scan.ts";
import { blankPageTags } from "./page-tags.ts";
import { crowdedParagraphs, mendTables, overlongLines, overlongRuns } from "./overlong.ts";

export interface PreparedPage extends Mends {
  readonly file: string;
  readonly text: string;
  /** Of the page without its embedded HTML. */
  readonly scan: LineScan;
  readonly embedded: EmbeddedHtml;
  readonly indented: IndentedBlocks;
  /** The title of the tab that a line is in, by its 1-based number. */
  readonly tabs: ReadonlyMap<number, string>;
  /** Anchor by 1-based line of the heading. */
  readonly headingIds: ReadonlyMap<number, string>;
  readonly metadata: Readonly<Record<string, string>>;
}

export function preparePage(text: string, options: ScanOptions): PreparedPage {
  const { file } = options;
  const front = frontMatter(text, file);
  const tags = blankPageTags(text, options);
  const json = readJsonBlocks(tags.text, options);
  const whole = scanLines(json.text, options);
  const html = readEmbeddedHtml(json.text, whole, options);
  const embedded: EmbeddedHtml = {
    ...{ ...html, ignored: [...tags.ignored, ...json.ignored, ...html.ignored] },
    blocks: [...json.blocks, ...html.blocks].sort((a, b) => offsetOf(a) - offsetOf(b)),
  };
  const scan = embedded.text === json.text ? whole : scanLines(embedded.text, options);
  const indented = dedentBlocks(scan);
  const headings = markHeadings(scan);
  const mends = [
    ...[front, json, embedded, scan, indented, mendTables(scan), headings],
    ...[overlongLines(scan), crowdedParagraphs(scan), overlongRuns(scan)],
  ];
  return {
    ...{ file, text, scan, embedded, indented, metadata: front.metadata },
    headingIds: new Map([...tags.headingIds, ...headings.byLine]),
    tabs: new Map([...tags.tabs, ...indented.tabs]),
    edits: mends.flatMap(({ edits }) => edits),
    findings: mends.flatMap(({ findings }) => findings),
  };
}

const offsetOf = ({ position }: Nodes): number => position?.start.offset ?? 0;

const HEADING_WITH_ID = /^ {0,3}#{1,6}[ \t].*?(\{#([^\s{}]{1,200})\})[ \t#]*$/;
const HTML_HEADING = /^ {0,3}(<h([1-6])(\s[^<>]{0,300})?>)[^#\n]*?(<\/h\2>)[ \t]*$/i;
const ID = /\sid\s*=\s*(?:"([^"\s]{1,200})"|'([^'\s]{1,200})'|\{\s*["']([^"'\s]{1,200})["']\s*\})/;

/** Takes the anchors out of headings, as `{#id}`, and makes headings of HTML ones of Markdown. */
function markHeadings({ text: page, lines, open }: LineScan): Mends & { readonly byLine: ReadonlyMap<number, string> } {
  const edits: Edit[] = [];
  const byLine = new Map<number, string>();
  for (const [index, { text, start }] of lines.entries()) {
    if (open[index] !== true) continue;
    const [, mark, anchor] = text.includes("{#") ? (HEADING_WITH_ID.exec(text) ?? []) : [];
    if (mark !== undefined && anchor !== undefined) {
      const at = start + text.lastIndexOf(mark);
      edits.push(blank(page, at, at + mark.length));
      byLine.set(index + 1, anchor);
    }
    // Only behind a blank line: elsewhere the line may be a part of other HTML.
    if (text.length > 1000 || (lines[index - 1]?.text.trim() ?? "") !== "") continue;
    const [, tag, depth, attributes, close] = HTML_HEADING.exec(text) ?? [];
    if (tag === undefined || close === undefined) continue;
    const from = start + text.indexOf(tag);
    const to = start + text.lastIndexOf(close);
    edits.push({ start: from, end: from + tag.length, insert: `${"#".repeat(Number(depth))} ` });
    edits.push({ start: to, end: to + close.length, insert: "" });
    const [id] = (ID.exec(attributes ?? "") ?? []).slice(1).filter((one) => one !== undefined);
    if (id !== undefined) byLine.set(index + 1, id);
  }
  return { edits, byLine, findings: [] };
}

const OPENING = /^---[ \t]*(?:\r\n|\r|\n)/;
const PAIR = /^[A-Za-z_][\w.-]*:(?:[ \t]|$)/;
/** Front matter is looked for in this many lines. */
const MOST_LINES = 500;

interface FrontMatter extends Mends {
  readonly metadata: Readonly<Record<string, string>>;
}

/** Reads the front matter at the start of the text, and blanks it; a fence that never closes ends with its last `key: value` line. */
export function frontMatter(text: string, file: string): FrontMatter {
  const none: FrontMatter = { metadata: {}, edits: [], findings: [] };
  const opening = OPENING.exec(text.slice(0, 1000))?.[0];
  if (opening === undefined) return none;
  const lines = linesOf(text.slice(0, 200_000)).slice(0, MOST_LINES);
  const close = lines.findIndex((line, index) => index > 0 && /^---[ \t]*$/.test(line.text));
  const heading = lines.findIndex((line, index) => index > 1 && /^#{1,6} .*[^:]$/.test(line.text));
  const isClosed =
    close > 0 && (heading < 0 || close < heading || allPairs(lines.slice(1, close).map((line) => line.text)));
  if (!lines.slice(1, isClosed ? close : 2).some(({ text: line }) => PAIR.test(line))) return none;
  const findings: Finding[] = [];
  const say = (message: string, start: number): void => {
    findings.push(
      findingIn({ file, text }, { rule: "document/front-matter", message: `the front matter ${message}`, start }),
    );
  };
  let end = 1;
  while (!isClosed && PAIR.test(lines[end]?.text ?? "")) end += 1;
  if (!isClosed) say("is not closed; read as ended with its last key", 0);
  const last = lines[isClosed ? close : end - 1];
  const stop = isClosed ? last?.start : last?.end;
  const metadata = scalars(text.slice(opening.length, stop), opening.length, say);
  return { metadata, edits: [blank(text, 0, last?.end ?? 0)], findings };
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
      const offset = start + Math.min(pos[0], yaml.length);
      say(`is not valid YAML here (${reason}); read what could be read`, offset);
    }
    if (isMap(parsed.contents)) {
      for (const { key, value } of parsed.contents.items) {
        if (!isScalar(key) || !isScalar(value) || value.value === null) continue;
        const written = typeof value.value === "string" ? value.value : (value.source ?? String(value.value));
        metadata[String(key.value)] = written;
      }
    } else if (yaml.trim() !== "") say("is not a list of keys and values; left out", start);
  } catch {
    say("is nested too deep to be read; left out", start);
  }
  return metadata;
}
