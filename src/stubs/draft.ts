// Collects what is to change while a plan is made, and turns it into edits.
import { type Finding, finding, type Severity } from "../source/finding.ts";
import { pointAt } from "../source/line-index.ts";
import type { Edit } from "./folder.ts";
import type { SourceRead, Span } from "./source.ts";

export interface Draft {
  readonly create: (path: string, text: string, reason: string) => void;
  readonly change: (path: string, splice: Splice) => void;
  readonly tell: (note: Note) => void;
  readonly findings: readonly Finding[];
  /** In the order to write them; `last` comes last, so that it never imports what is not there yet. */
  readonly edits: (last: string | undefined, newline: string) => readonly Edit[];
}

interface Note {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  /** Offset in the file's text. */
  readonly at?: number;
  readonly fix?: string;
}

/** An insertion where the span is empty. */
interface Splice extends Span {
  readonly text: string;
  /** What the change is for; absent where another splice says it. */
  readonly reason?: string;
}

export function startDraft(sources: ReadonlyMap<string, SourceRead>): Draft {
  const created: Edit[] = [];
  const splices = new Map<string, Splice[]>();
  const findings: Finding[] = [];
  const changed = ({ path, text, mark, isNew }: SourceRead): readonly Edit[] => {
    const done = splices.get(path) ?? [];
    const before = mark + text;
    const after = mark + applySplices(text, done);
    if (isNew) return [{ path, after, reasons: ["wires the handlers"] }];
    const reasons = [...new Set(done.flatMap(({ reason }) => reason ?? []))];
    return after === before ? [] : [{ path, before, after, reasons }];
  };
  return {
    create: (path, text, reason) => created.push({ path, after: text, reasons: [reason] }),
    change: (path, splice) => splices.set(path, [...(splices.get(path) ?? []), splice]),
    tell: ({ path, at = 0, ...rest }) =>
      findings.push(finding({ ...rest, at: { file: path, ...pointAt(sources.get(path)?.text ?? "", at) } })),
    findings,
    edits: (last, newline) => {
      const rank = ({ path }: Edit): string => (path === last ? "1" : "0") + path;
      return [...created, ...[...sources.values()].flatMap(changed)]
        .map((edit) => ("before" in edit ? edit : { ...edit, after: edit.after.replaceAll("\n", newline) }))
        .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    },
  };
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

/** The span with its whole line where nothing else is on it; a comment beside it stays. */
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

/** The line ending that most of the texts use. */
export function newlineOf(...texts: readonly string[]): string {
  const windows = texts.filter((text) => text.includes("\r\n")).length;
  return windows * 2 > texts.length ? "\r\n" : "\n";
}
