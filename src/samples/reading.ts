// The state of one reading of a sample's tokens: the tree so far, the open containers, and the defects met.
import type { SampleComment, SampleNode } from "./sample.ts";
import type { Defect } from "./repairs.ts";
import type { Bracket, Token, TokenKind, Tokens } from "./tokens.ts";

export interface Member {
  readonly key: string;
  readonly keyOffset: number;
  readonly keyLength: number;
  readonly value: SampleNode;
  alternatives?: SampleNode[];
  readonly replaced?: SampleNode[];
  readonly comments: SampleComment[];
}

export interface Item {
  readonly value: SampleNode;
  alternatives?: SampleNode[];
  readonly comments: SampleComment[];
}

export type Entry = Member | Item;

interface BoxBase {
  readonly offset: number;
  length: number;
  readonly comments: SampleComment[];
  elided: boolean;
}

export interface ObjectBox extends BoxBase {
  readonly kind: "object";
  readonly members: Member[];
  inComments?: Member[];
}

export interface ArrayBox extends BoxBase {
  readonly kind: "array";
  readonly items: Item[];
}

export type Box = ObjectBox | ArrayBox;

/** One change to the brackets, at a token: put one in before it, leave it out, or read another in its place. */
export interface Edit {
  readonly at: number;
  readonly kind: "close" | "open" | "drop" | "turn";
  readonly bracket: Bracket;
}

/** A place that no repair could get over. */
export interface Failure {
  readonly index: number;
  readonly offset: number;
  readonly length: number;
  readonly expected: string;
  readonly rule: "unreadable" | "too-deep";
}

export interface Frame {
  readonly box: Box;
  /** Index of the opener. */
  readonly open: number;
  readonly label: string;
  readonly owner: Entry | undefined;
  /** Where the member of each key is among the members. */
  readonly keys: Map<string, number>;
  expects: "entry" | "colon" | "value" | "alternative" | "after";
  /** A comma that no entry has followed yet. */
  comma: Token | undefined;
  /** The last thing among the entries was `...`. */
  gap: boolean;
  key: { readonly index: number; readonly token: Token } | undefined;
  last: Entry | undefined;
  lastName: string;
  /** Token index of the first entry, or -1. */
  firstEntry: number;
  /** Token index where the last value starts. */
  lastValue: number;
}

export interface Reading extends Tokens {
  readonly edits: readonly Edit[];
  readonly frames: Frame[];
  root: Box | undefined;
  readonly defects: Defect[];
  readonly failures: Failure[];
  /** The first token at which the brackets, as edited, did not fit. */
  conflict: number | undefined;
  /** Token indices where an opener could make the first failure sound. */
  openings: { readonly at: number; readonly bracket: Bracket }[];
  /** By token: the entry it belongs to, the entry it starts, the container open behind it, the closer that container wants. */
  readonly owner: (Entry | undefined)[];
  readonly starts: (Entry | undefined)[];
  readonly inside: (Box | undefined)[];
  readonly closers: (Bracket | undefined)[];
  /** Triples: first token of an entry, first token of its container's entries or -1 when it is that one, opener. */
  readonly layout: (readonly [entry: number, first: number, opener: number])[];
  /** Pairs: opener, closer. */
  readonly closed: (readonly [open: number, close: number])[];
}

export function startReading(source: Tokens, edits: readonly Edit[]): Reading {
  return {
    ...source,
    edits,
    frames: [],
    root: undefined,
    defects: [],
    failures: [],
    conflict: undefined,
    openings: [],
    owner: [],
    starts: [],
    inside: [],
    closers: [],
    layout: [],
    closed: [],
  };
}

/** The kind of the token that follows, as the edits leave it. */
export function kindAt(reading: Reading, index: number): TokenKind | undefined {
  if (reading.edits.length === 0) return reading.tokens[index]?.kind;
  for (let at = index; ; at++) {
    const here = reading.edits.filter((edit) => edit.at === at);
    const put = here.find(({ kind }) => kind === "open" || kind === "close");
    if (put !== undefined) return put.bracket;
    if (here.some(({ kind }) => kind === "drop")) continue;
    return here[0]?.bracket ?? reading.tokens[at]?.kind;
  }
}

/** Offset behind the token before `index`: where something missing would stand. */
export function endBefore(reading: Reading, index: number): number {
  const token = reading.tokens[index - 1];
  return token === undefined ? 0 : token.offset + token.length;
}

export function note(reading: Reading, defect: Defect): void {
  reading.defects.push(defect);
}

export function clash(reading: Reading, index: number): void {
  reading.conflict = Math.min(reading.conflict ?? index, index);
}

export function fail(reading: Reading, index: number, expected: string, rule: Failure["rule"] = "unreadable"): void {
  clash(reading, index);
  const token = reading.tokens[index];
  const offset = token?.offset ?? endBefore(reading, index);
  reading.failures.push({ index, offset, length: token?.length ?? 0, expected, rule });
  if (reading.failures.length > 1) return;
  for (const frame of reading.frames) {
    if (frame.lastValue < 0) continue;
    reading.openings.push({ at: frame.lastValue, bracket: "{" }, { at: frame.lastValue, bracket: "[" });
  }
}
