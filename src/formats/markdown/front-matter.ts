// The front matter of a page: scalars into metadata, anything broken into a finding with its place.
import { isMap, isScalar, parseDocument } from "yaml";
import { blank, type Edit } from "../../source/edit-text.ts";
import { finding, type Finding } from "../../source/finding.ts";
import { lineAt, linesOf } from "../../source/line-index.ts";

export interface FrontMatter {
  readonly metadata: Readonly<Record<string, string>>;
  /** Blanks the front matter, so that it is not read as content. */
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

const OPENING = /^---[ \t]*(?:\r\n|\r|\n)/;
const PAIR = /^[A-Za-z_][\w.-]*:(?:[ \t]|$)/;
/** Front matter is looked for in this many lines. */
const MOST_LINES = 500;

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
