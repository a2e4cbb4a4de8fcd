// The state of one reading of a sample's tokens: the tree so far, the open containers, and the defects met.
import type { Defect, RepairId } from "./repairs.ts";
import type { SampleComment, SampleNode } from "./sample.ts";
import type { Bracket, Token, TokenKind, Tokens } from "./tokens.ts";

export interface Item {
  readonly value: SampleNode;
  alternatives?: SampleNode[];
  readonly comments: SampleComment[];
}

export interface Member extends Item {
  readonly key: string;
  readonly keyOffset: number;
  readonly keyLength: number;
  readonly replaced?: SampleNode[];
}

/** An item, or a member. */
export type Entry = Item & { readonly key?: string };

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

interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A place that no repair could get over. */
export interface Failure extends Span {
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
  comma?: Token | undefined;
  /** The last thing among the entries was `...`. */
  gap: boolean;
  key?: { readonly index: number; readonly token: Token } | undefined;
  last?: Entry;
  lastName: string;
  /** Token index of the first entry, or -1. */
  firstEntry: number;
  /** Token index where the last value starts, or -1. */
  lastValue: number;
}

export interface Reading extends Tokens {
  readonly edits: readonly Edit[];
  readonly frames: Frame[];
  root?: Box;
  readonly defects: Defect[];
  readonly failures: Failure[];
  /** The first token at which the brackets, as edited, did not fit. */
  conflict?: number;
  /** Token indices where an opener could make the first failure sound. */
  readonly openings: { readonly at: number; readonly bracket: Bracket }[];
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
  const lists = { frames: [], defects: [], failures: [], openings: [], layout: [], closed: [] };
  return { ...source, edits, ...lists, owner: [], starts: [], inside: [], closers: [] };
}

/** The kind of the token that follows, as the edits leave it. */
export function kindAt({ tokens, edits }: Reading, index: number): TokenKind | undefined {
  if (edits.length === 0) return tokens[index]?.kind;
  for (let at = index; ; at++) {
    const here = edits.filter((edit) => edit.at === at);
    const put = here.find(({ kind }) => kind === "open" || kind === "close");
    if (put !== undefined) return put.bracket;
    if (!here.some(({ kind }) => kind === "drop")) return here[0]?.bracket ?? tokens[at]?.kind;
  }
}

/** Behind the token before `index`: where something missing would be. */
export function gapBefore({ tokens }: Reading, index: number): Span {
  const token = tokens[index - 1];
  return { offset: token === undefined ? 0 : token.offset + token.length, length: 0 };
}

/** Notes a defect in the innermost open container, behind its last entry. */
export function note(reading: Reading, rule: RepairId, { offset, length }: Span, more: Partial<Defect> = {}): void {
  const { label: container = "", lastName: before = "" } = reading.frames.at(-1) ?? {};
  const text = reading.text.slice(offset, offset + length);
  reading.defects.push({ rule, offset, length, text, container, before, ...more });
}

export function clash(reading: Reading, index: number): void {
  reading.conflict = Math.min(reading.conflict ?? index, index);
}

export function fail(reading: Reading, index: number, expected: string, rule: Failure["rule"] = "unreadable"): void {
  clash(reading, index);
  const { offset, length } = reading.tokens[index] ?? gapBefore(reading, index);
  reading.failures.push({ offset, length, expected, rule });
  if (reading.failures.length > 1) return;
  for (const { lastValue: at } of reading.frames)
    if (at >= 0) reading.openings.push({ at, bracket: "{" }, { at, bracket: "[" });
}
