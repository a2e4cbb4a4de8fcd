// Collects what is to change while a plan is made, and turns it into edits.
import { type Finding, finding, type Severity } from "../source/finding.ts";
import type { SourceRead } from "./source-file.ts";
import type { Edit, StubPlan, Span } from "./stub-file.ts";

export interface Draft {
  readonly create: (path: string, text: string, reason: string) => void;
  readonly change: (path: string, splice: Splice) => void;
  readonly tell: (note: Note) => void;
}

export interface Note {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  /** Offset in the file's text. */
  readonly at?: number;
  readonly fix?: string;
}

/** @param fresh a file among the sources that is not on disk yet */
export function startDraft(
  sources: ReadonlyMap<string, SourceRead>,
  fresh: string | undefined,
): { readonly draft: Draft; readonly finish: (last: string | undefined, newline: string) => StubPlan } {
  const created = new Map<string, { readonly text: string; readonly reason: string }>();
  const splices = new Map<string, Splice[]>();
  const findings: Finding[] = [];
  const draft: Draft = {
    create: (path, text, reason) => created.set(path, { text, reason }),
    change: (path, splice) => splices.set(path, [...(splices.get(path) ?? []), splice]),
    tell: ({ path, at = 0, ...rest }) =>
      findings.push(finding({ ...rest, at: { file: path, ...placeIn(sources.get(path)?.text ?? "", at) } })),
  };
  const finish = (last: string | undefined, newline: string): StubPlan => {
    const edits: Edit[] = [...created].map(([path, { text, reason }]) => ({
      path,
      after: text.replaceAll("\n", newline),
      reasons: [reason],
    }));
    for (const [path, source] of sources) {
      const done = splices.get(path) ?? [];
      if (done.length === 0 && path !== fresh) continue;
      const reasons = done.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
      const before = source.mark + source.text;
      const after = source.mark + applySplices(source.text, done);
      if (path === fresh) edits.push({ path, after: after.replaceAll("\n", newline), reasons: ["wires the handlers"] });
      else if (after !== before) edits.push({ path, before, after, reasons: [...new Set(reasons)] });
    }
    const order = ({ path }: Edit): string => (path === last ? "1" : "0") + path;
    return { edits: edits.sort((a, b) => (order(a) < order(b) ? -1 : 1)), findings };
  };
  return { draft, finish };
}

function placeIn(text: string, offset: number): { line: number; column: number; offset: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, offset };
}

/** The line ending that most of the files use. */
export function commonNewline(texts: readonly string[]): string {
  const windows = texts.filter((text) => newlineOf(text) === "\r\n").length;
  return windows * 2 > texts.length ? "\r\n" : "\n";
}

/** An insertion where the span is empty. */
interface Splice extends Span {
  readonly text: string;
  /** What the change is for; absent where another splice tells. */
  readonly reason?: string;
}

/** Spans must not overlap; insertions at one place stay in the given order. */
function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: piece } of splices.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), piece);
    at = Math.max(at, end);
  }
  return [...parts, text.slice(at)].join("");
}

/** The span with its whole line where nothing else stands on it; a comment beside it stays. */
export function wholeLine(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  const alone = text.slice(lineStart, start).trim() === "" && rest !== null;
  return alone ? { start: lineStart, end: end + rest[0].length } : { start, end };
}

/** White space from the start of the line up to the place. */
export function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1, at))?.[0] ?? "";
}

export function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
