// Parses captured bodies: JSON holds one body or an array of them, NDJSON one a line.
import { isUtf8 } from "node:buffer";
import { parseTree, type ParseError, printParseErrorCode } from "jsonc-parser";
import type { Discriminator } from "../model/model.ts";
import { pointAt } from "../source/line-index.ts";

const HEADERS = ".headers.json";

export interface ParsedBodies {
  readonly bodies: readonly unknown[];
  /** What could not be read, a line each. */
  readonly problems: readonly string[];
}

/** How files are called that hold a body a line. */
const LINES = /\.(?:ndjson|jsonl)$/i;

/** `file` is the name that problems give; its ending may say that it holds a body a line. */
export function parseBodies(bytes: Uint8Array, file: string): ParsedBodies {
  const whole = parseBody(bytes);
  if ("value" in whole) {
    const bodies: readonly unknown[] = Array.isArray(whole.value) ? whole.value : [whole.value];
    return { bodies, problems: bodies.length === 0 ? [`${file} holds an empty list, and no body`] : [] };
  }
  const lines = linesIn(bytes);
  if (lines.length < 2 || !(LINES.test(file) || isOneALine(lines))) {
    const { line, column, message } = whole.problem;
    return { bodies: [], problems: [`${file}:${String(line)}:${String(column)}: ${message}`] };
  }
  return {
    bodies: lines.flatMap(({ read }) => ("value" in read ? [read.value] : [])),
    problems: lines.flatMap(({ line, read }) =>
      "value" in read
        ? []
        : [`${file}:${String(line)}:${String(read.problem.column)}: ${read.problem.message}; the line was left out`],
    ),
  };
}

interface Line {
  /** 1-based. */
  readonly line: number;
  /** Its first character. */
  readonly opens: string;
  readonly read: ParsedBody;
}

const LINE_FEED = 0x0a;

/** Lines that are not blank, each read by itself: one that is no text spoils no other. */
function linesIn(bytes: Uint8Array): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const piece = bytes.subarray(start, end);
    if (!piece.every((byte) => BLANKS.has(byte))) {
      lines.push({ line, opens: String.fromCharCode(piece[0] ?? 0), read: parseBody(piece) });
    }
    start = end + 1;
  }
  return lines;
}

const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0d, 0x20]);

/**
 * The first line reads by itself, or a whole object is behind one that does not, as in a log that was cut. An indented one
 * belongs to a body of several lines, and what opens with a bracket is a list.
 */
function isOneALine([first, ...others]: readonly Line[]): boolean {
  if (first === undefined || "value" in first.read) return first !== undefined;
  return first.opens !== "[" && others.some(({ opens, read }) => opens === "{" && "value" in read);
}

interface NotJson {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

type ParsedBody = { readonly value: unknown } | { readonly problem: NotJson };

/** Strict JSON; a byte order mark is read over. */
export function parseBody(bytes: Uint8Array): ParsedBody {
  if (!isUtf8(bytes)) return problem("the bytes are not UTF-8", "", 0);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") return problem("the file is empty, where JSON is needed", text, 0);
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return findMistake(text, error instanceof Error ? error.message : String(error));
  }
}

function findMistake(text: string, otherwise: string): ParsedBody {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true });
  } catch {
    return problem("the text is no JSON and nested too deeply to say where", text, 0);
  }
  const first = errors[0];
  if (first === undefined) return problem(`the text is no JSON: ${otherwise}`, text, 0);
  const words = printParseErrorCode(first.error).replace(/(?!^)[A-Z]/g, " $&");
  return problem(`the text is no JSON: ${words.toLowerCase()}`, text, first.offset);
}

function problem(message: string, text: string, offset: number): ParsedBody {
  const { line, column } = pointAt(text, offset);
  return { problem: { message, line, column } };
}

/** `000001-order-paid.json` has its headers in `000001-order-paid.headers.json`. */
export function headersFile(path: string): string {
  return `${path.replace(/\.json$/i, "")}${HEADERS}`;
}

export function isHeadersFile(path: string): boolean {
  return path.toLowerCase().endsWith(HEADERS);
}

/** @param headers as read from that file */
export function nameInHeaders(headers: unknown, discriminator: Discriminator): string | undefined {
  if (discriminator.in !== "header" || typeof headers !== "object" || headers === null) return undefined;
  const wanted = discriminator.name.toLowerCase();
  const [, value]: readonly unknown[] = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted) ?? [];
  return typeof value === "string" ? value : undefined;
}
