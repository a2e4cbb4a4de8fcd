// Reads a sample's tokens into its tree with an explicit stack, over every defect that has one plain reading.
import { readLiteral } from "./literals.ts";
import { typeWord } from "./type-words.ts";
import {
  clash,
  endBefore,
  fail,
  kindAt,
  note,
  startReading,
  type Box,
  type Edit,
  type Entry,
  type Frame,
  type Member,
  type Reading,
} from "./reading.ts";
import type { Defect, RepairId } from "./repairs.ts";
import type { SampleNode } from "./sample.ts";
import type { Bracket, Token, TokenKind, Tokens } from "./tokens.ts";

const none: readonly Edit[] = [];

export const DEEPEST = 512;
export const MOST_DEFECTS = 20_000;

const closerOf = { object: "}", array: "]" } as const;
const valueStarts: ReadonlySet<TokenKind | undefined> = new Set(["{", "[", "string", "number", "literal", "word"]);

/** One reading of the tokens with the given edits to the brackets; what could not be read over is among its failures. */
export function parse(source: Tokens, edits: readonly Edit[]): Reading {
  const reading = startReading(source, edits);
  const editsAt = byPlace(edits);
  let failures = 0;
  for (let index = 0; index <= source.tokens.length; index++) {
    const here = editsAt.get(index) ?? none;
    for (const edit of here) if (edit.kind === "open" || edit.kind === "close") putIn(reading, edit);
    const token = source.tokens[index];
    if (token === undefined) break;
    const change = here.find(({ kind }) => kind === "drop" || kind === "turn");
    if (change?.kind === "drop") drop(reading, index, token);
    else read(reading, index, token, change);
    remember(reading, index);
    for (; failures < reading.failures.length; failures++)
      if (reading.failures[failures]?.rule === "too-deep") return reading;
    if (reading.defects.length + failures > MOST_DEFECTS) return tooMany(reading, index);
  }
  finish(reading);
  return reading;
}

function byPlace(edits: readonly Edit[]): Map<number, Edit[]> {
  const places = new Map<number, Edit[]>();
  for (const edit of edits) places.set(edit.at, [...(places.get(edit.at) ?? []), edit]);
  return places;
}

function tooMany(reading: Reading, index: number): Reading {
  fail(reading, index, `a sample with at most ${String(MOST_DEFECTS)} defects`);
  return reading;
}

function remember(reading: Reading, index: number): void {
  const top = reading.frames.at(-1);
  reading.inside[index] = top?.box;
  reading.closers[index] = top === undefined ? undefined : closerOf[top.box.kind];
}

function putIn(reading: Reading, { at, kind, bracket }: Edit): void {
  const top = reading.frames.at(-1);
  const rule = kind === "open" ? "missing-opener" : "missing-closer";
  describe(reading, rule, endBefore(reading, at), 0, bracket, at);
  if (bracket === "{" || bracket === "[") open(reading, at, bracket, true);
  else if (top === undefined || closerOf[top.box.kind] !== bracket) fail(reading, at, "an opener for every closer");
  else close(reading, at, true);
  if (at > 0) remember(reading, at - 1);
}

function drop(reading: Reading, index: number, token: Token): void {
  const top = reading.frames.at(-1);
  reading.owner[index] = top?.last;
  const stray = top !== undefined && closerOf[top.box.kind] !== token.kind;
  const rule = token.kind === "{" || token.kind === "[" ? "extra-opener" : stray ? "stray-closer" : "extra-closer";
  describe(reading, rule, token.offset, token.length, token.value, index);
}

function read(reading: Reading, index: number, token: Token, change: Edit | undefined): void {
  const top = reading.frames.at(-1);
  const kind = change?.bracket ?? token.kind;
  if (change !== undefined) describe(reading, "mismatched-closer", token.offset, token.length, token.value, index);
  if (top === undefined) return readOutside(reading, index, token, kind);
  if (kind === "{" || kind === "[") open(reading, index, kind, false);
  else if (kind === "}" || kind === "]") closeWith(reading, index, token, kind);
  else if (kind === ",") comma(reading, top, index, token);
  else if (kind === ":") colon(reading, top, index);
  else if (kind === "|") alternative(reading, top, index, token);
  else if (kind === "ellipsis") ellipsis(reading, top, index, token);
  else word(reading, top, index, token);
}

function readOutside(reading: Reading, index: number, token: Token, kind: TokenKind): void {
  const keyed = (token.kind === "string" || token.kind === "word") && kindAt(reading, index + 1) === ":";
  if (kind === "}" || kind === "]") {
    clash(reading, index);
    const rule = reading.root === undefined ? "stray-closer" : "extra-closer";
    describe(reading, rule, token.offset, token.length, token.value, index);
  } else if (reading.root !== undefined) {
    if (kind === "word" || kind === "ellipsis" || kind === "," || kind === "|") textAround(reading, token);
    else fail(reading, index, "nothing behind the end of the sample");
  } else if (kind === "{" || kind === "[") open(reading, index, kind, false);
  else if (token.kind === "string" && keyed) {
    fail(reading, index, 'an opening "{"');
    reading.openings.push({ at: index, bracket: "{" });
  } else if (kind === "string" || kind === "number" || kind === "literal")
    fail(reading, index, "an object or an array: a sample should be an object or an array");
  else textAround(reading, token);
}

/** Words before or behind the sample: one defect a run. */
function textAround(reading: Reading, { offset, length }: Token): void {
  const last = reading.defects.at(-1);
  const goesOn = last?.rule === "text-around" && (reading.root === undefined || last.offset > reading.root.offset);
  if (goesOn) reading.defects.pop();
  const start = goesOn ? last.offset : offset;
  const text = reading.text.slice(start, offset + length);
  note(reading, { rule: "text-around", offset: start, length: text.length, text, container: "" });
}

function open(reading: Reading, index: number, bracket: Bracket, virtual: boolean): void {
  const top = reading.frames.at(-1);
  const offset = reading.tokens[index]?.offset ?? endBefore(reading, index);
  const base = { offset, length: 0, comments: [], elided: false };
  const box: Box = bracket === "{" ? { kind: "object", ...base, members: [] } : { kind: "array", ...base, items: [] };
  if (reading.frames.length >= DEEPEST)
    return fail(reading, index, `at most ${String(DEEPEST)} brackets inside each other`, "too-deep");
  let owner: Entry | undefined;
  if (top === undefined) {
    if (reading.root === undefined) reading.root = box;
    else fail(reading, index, "nothing behind the end of the sample");
  } else owner = place(reading, top, index, box, virtual);
  if (!virtual) reading.owner[index] = owner;
  const label = owner !== undefined && "key" in owner ? owner.key : (top?.label ?? "");
  reading.frames.push({
    box,
    open: index,
    label,
    owner,
    keys: new Map(),
    expects: "entry",
    comma: undefined,
    gap: false,
    key: undefined,
    last: undefined,
    lastName: "",
    firstEntry: -1,
    lastValue: -1,
  });
}

/** Puts a value into its container: under the key that waits for it, or as the next item. */
function place(reading: Reading, top: Frame, index: number, value: SampleNode, virtual: boolean): Entry | undefined {
  const { box, key, last } = top;
  if (top.expects === "alternative" && last?.alternatives !== undefined) {
    last.alternatives.push(value);
    top.expects = "after";
    top.lastValue = index;
    return last;
  }
  if (box.kind === "array") {
    const name = describeValue(reading, index);
    if (top.expects === "after" && !top.gap) missingComma(reading, top, index, name);
    const item = { value, comments: [] };
    box.items.push(item);
    began(reading, top, index, item, name);
    top.lastValue = index;
    return item;
  }
  top.lastValue = index;
  if (top.expects !== "value" || key === undefined) {
    fail(reading, index, `a key before every value${inside(top)}`);
    top.expects = "after";
    return undefined;
  }
  const { offset, length, value: name } = key.token;
  const shown = { key: name, keyOffset: offset, keyLength: length, value };
  const at = top.keys.get(name);
  const earlier = at === undefined ? undefined : box.members[at];
  const member = earlier === undefined ? { ...shown, comments: [] } : replace(reading, top, key.token, earlier, shown);
  top.keys.set(name, at ?? box.members.length);
  box.members[at ?? box.members.length] = member;
  began(reading, top, key.index, member, name);
  for (let at = key.index; at < index + (virtual ? 0 : 1); at++) reading.owner[at] = member;
  top.key = undefined;
  return member;
}

/** Of members with one key the last counts, as in JSON; it keeps what it replaces, and the comments there. */
function replace(
  reading: Reading,
  top: Frame,
  key: Token,
  { value, alternatives = [], replaced = [], keyOffset, comments }: Member,
  shown: Omit<Member, "comments">,
): Member {
  noteAt(reading, top, "duplicate-key", key, {
    offset: keyOffset,
    differs: kindOf(value) !== kindOf(shown.value),
    kept: textOf(reading, shown.value),
  });
  replaced.push(value, ...alternatives);
  return { ...shown, comments, replaced };
}

/** A value as the page writes it, which may not be closed yet. */
function textOf({ text }: Reading, { kind, offset, length }: SampleNode): string {
  return kind === "scalar"
    ? text.slice(offset, offset + length)
    : kind === "array"
      ? "the later list"
      : "the later object";
}

function kindOf(node: SampleNode): string {
  return node.kind === "scalar" ? typeof node.value : node.kind;
}

function began(reading: Reading, top: Frame, first: number, entry: Entry, name: string): void {
  reading.starts[first] = entry;
  reading.owner[first] = entry;
  reading.layout.push([first, top.firstEntry, top.open]);
  if (top.firstEntry < 0) top.firstEntry = first;
  top.last = entry;
  top.lastName = name;
  top.expects = "after";
  top.comma = undefined;
  top.gap = false;
}

function missingComma(
  reading: Reading,
  { lastName: before, label: container, box }: Frame,
  index: number,
  after: string,
): void {
  const offset = endBefore(reading, index);
  note(reading, {
    rule: "missing-comma",
    offset,
    length: 0,
    text: ",",
    container,
    before,
    after,
    items: box.kind === "array",
  });
}

function closeWith(reading: Reading, index: number, token: Token, kind: Bracket): void {
  const depth = reading.frames.findLastIndex(({ box }) => closerOf[box.kind] === kind);
  if (depth < 0) {
    clash(reading, index);
    const top = reading.frames.at(-1);
    if (top?.expects === "value") valueMissing(reading, top, index);
    reading.owner[index] = top?.last;
    return describe(reading, "stray-closer", token.offset, token.length, token.value, index);
  }
  while (reading.frames.length > depth + 1) closeMissing(reading, index);
  close(reading, index, false);
}

function closeMissing(reading: Reading, index: number): void {
  const top = reading.frames.at(-1);
  if (top === undefined) return;
  clash(reading, index);
  describe(reading, "missing-closer", endBefore(reading, index), 0, closerOf[top.box.kind], index);
  close(reading, index, true);
}

function close(reading: Reading, index: number, virtual: boolean): void {
  const top = reading.frames.at(-1);
  if (top === undefined) return;
  const { key } = top;
  if (top.expects === "value" && key !== undefined && !virtual && hasMissingValue(reading))
    nothingShown(reading, top, index, key.token.value);
  else if (top.expects === "value" || top.expects === "colon") valueMissing(reading, top, index);
  if (top.comma !== undefined && !top.gap) noteAt(reading, top, "trailing-comma", top.comma);
  const token = reading.tokens[index];
  const end = virtual || token === undefined ? endBefore(reading, index) : token.offset + token.length;
  top.box.length = Math.max(0, end - top.box.offset);
  if (!virtual) {
    reading.owner[index] = top.owner;
    reading.closed.push([top.open, index]);
  }
  reading.frames.pop();
}

/** A key has no value; before a closer, an opener would make it an empty container. */
function valueMissing(reading: Reading, top: Frame, index: number): void {
  fail(reading, index, `a value for "${top.key?.token.value ?? ""}"`);
  const kind = reading.tokens[index]?.kind;
  if (kind === "}" || kind === "]") reading.openings.push({ at: index, bracket: kind === "}" ? "{" : "[" });
}

function comma(reading: Reading, top: Frame, index: number, token: Token): void {
  reading.owner[index] = top.last;
  if (top.expects === "value" && top.key !== undefined && reading.tokens[index - 1]?.kind === ":")
    nothingShown(reading, top, index, top.key.token.value);
  else if (top.expects === "value" || top.expects === "colon") {
    valueMissing(reading, top, index);
    top.key = undefined;
  } else if (top.expects === "entry") return noteAt(reading, top, "extra-comma", token);
  top.expects = "entry";
  top.comma = token;
}

/** Only where others lack theirs too: a key alone before a closer is more likely to lack an opener. */
function hasMissingValue({ defects }: Reading): boolean {
  return defects.some(({ rule }) => rule === "missing-value");
}

/** A template of a body shows names alone. */
function nothingShown(reading: Reading, top: Frame, index: number, before: string): void {
  const offset = endBefore(reading, index);
  note(reading, { rule: "missing-value", offset, length: 0, text: "null", container: top.label, before });
  place(reading, top, index, { kind: "scalar", value: null, offset, length: 0 }, true);
}

function colon(reading: Reading, top: Frame, index: number): void {
  if (top.key !== undefined) reading.owner[index] = undefined;
  if (top.expects === "colon") top.expects = "value";
  else fail(reading, index, `a comma or a closer${inside(top)}`);
}

/** A mark between values: what follows is no entry of its own. */
function alternative(reading: Reading, top: Frame, index: number, token: Token): void {
  const { last } = top;
  if (top.expects === "alternative") return;
  if (top.expects !== "after" || last === undefined || top.gap) return word(reading, top, index, token);
  reading.owner[index] = last;
  top.expects = "alternative";
  if (last.alternatives !== undefined) return;
  last.alternatives = [];
  noteAt(reading, top, "alternatives", token);
}

function ellipsis(reading: Reading, top: Frame, index: number, token: Token): void {
  if (top.expects === "value") return scalar(reading, top, index, token);
  noteAt(reading, top, "ellipsis", token);
  reading.owner[index] = top.last;
  top.box.elided = true;
  top.gap = true;
  top.comma = undefined;
  top.expects = "after";
}

/** A string, number, literal or bare word: a key or a value. */
function word(reading: Reading, top: Frame, index: number, token: Token): void {
  const keyed = kindAt(reading, index + 1) === ":";
  if (top.expects === "colon") return fail(reading, index, `a colon behind "${top.key?.token.value ?? ""}"`);
  if (top.expects === "alternative" && !keyed) return scalar(reading, top, index, token);
  if (top.box.kind === "object" && top.expects !== "value") return key(reading, top, index, token, keyed);
  if (keyed) {
    fail(reading, index, `an opening "{" before a key${inside(top)}`);
    reading.openings.push({ at: index, bracket: "{" });
  }
  scalar(reading, top, index, token);
}

function key(reading: Reading, top: Frame, index: number, token: Token, keyed: boolean): void {
  const next = kindAt(reading, index + 1);
  if (!keyed && (!valueStarts.has(next) || kindAt(reading, index + 2) === ":")) {
    fail(reading, index, `a key with a value${inside(top)}`);
    top.expects = "after";
    return;
  }
  if ((top.expects === "after" || top.expects === "alternative") && !top.gap)
    missingComma(reading, top, index, token.value);
  if (token.flaw !== undefined) noteFlaw(reading, top, token);
  if (token.kind !== "string") noteAt(reading, top, "unquoted-key", token);
  top.key = { index, token };
  top.expects = keyed ? "colon" : "value";
  if (!keyed)
    note(reading, {
      rule: "missing-colon",
      offset: token.offset + token.length,
      length: 0,
      text: ":",
      container: top.label,
      before: token.value,
    });
}

function scalar(reading: Reading, top: Frame, index: number, token: Token): void {
  const { offset, length } = token;
  const meant = typeWord(token, top.key?.token.value ?? top.label);
  if (meant !== undefined && token.kind === "word") {
    noteAt(reading, top, "type-word", token);
    place(reading, top, index, meant, false);
    return;
  }
  const digits = exactDigits(token);
  const entry = place(
    reading,
    top,
    index,
    {
      kind: "scalar",
      value: scalarOf(reading, top, token),
      offset,
      length,
      ...(digits === undefined ? {} : { digits }),
    },
    false,
  );
  if (meant === undefined || entry === undefined) return;
  noteAt(reading, top, "quoted-type-word", token);
  entry.alternatives ??= [];
  entry.alternatives.push(meant);
}

function scalarOf(reading: Reading, top: Frame, token: Token): string | number | boolean | null {
  if (token.kind === "string") {
    if (token.flaw !== undefined) noteFlaw(reading, top, token);
    return token.value;
  }
  if (token.kind === "number") return numberOf(reading, top, token);
  if (token.value === "null") return null;
  if (token.kind === "literal") return token.value === "true";
  const { rule, value } = readLiteral(token.value);
  noteAt(reading, top, rule, token);
  return value;
}

function numberOf(reading: Reading, top: Frame, token: Token): number | null {
  const value = Number(token.value);
  if (exactDigits(token) !== undefined) noteAt(reading, top, "big-integer", token);
  if (Number.isFinite(value)) return value;
  noteAt(reading, top, "not-a-number", token);
  return null;
}

/** Digits of a whole number that JavaScript would round. */
function exactDigits({ kind, value }: Token): string | undefined {
  const isWhole = kind === "number" && /^-?\d{16,400}$/.test(value) && Number.isFinite(Number(value));
  return isWhole && BigInt(value) !== BigInt(Number(value)) ? value : undefined;
}

function finish(reading: Reading): void {
  const end = reading.tokens.length;
  if (reading.root === undefined && reading.failures.length === 0) fail(reading, end, "an object or an array");
  while (reading.frames.length > 0) closeMissing(reading, end);
  for (const { unclosed, flaw, text, offset, length } of reading.comments) {
    if (flaw !== undefined) note(reading, { rule: flaw, offset, length, text, container: "" });
    if (unclosed)
      reading.failures.push({
        index: end,
        offset,
        length,
        expected: 'a "*/" that ends the comment',
        rule: "unreadable",
      });
  }
}

function noteFlaw(reading: Reading, top: Frame, token: Token): void {
  if (token.flaw !== undefined) noteAt(reading, top, token.flaw, token);
}

function noteAt(
  reading: Reading,
  top: Frame,
  rule: RepairId,
  { offset, length }: Token,
  earlier?: Defect["earlier"],
): void {
  note(reading, {
    rule,
    offset,
    length,
    text: reading.text.slice(offset, offset + length),
    container: top.label,
    before: top.lastName,
    ...(earlier === undefined ? {} : { earlier }),
  });
}

function describe(reading: Reading, rule: RepairId, offset: number, length: number, text: string, index: number): void {
  const top = reading.frames.at(-1);
  const after = reading.tokens[length > 0 ? index + 1 : index];
  const around = { container: top?.label ?? "", before: top?.lastName ?? "" };
  const defect = { rule, offset, length, text, ...around };
  note(reading, after?.kind === "string" || after?.kind === "word" ? { ...defect, after: after.value } : defect);
}

function describeValue(reading: Reading, index: number): string {
  return reading.tokens[index]?.value ?? "";
}

function inside({ label }: Frame): string {
  return label === "" ? " at the root" : ` in "${label}"`;
}
