// Reads a sample's tokens into its tree with an explicit stack, over every defect that has one plain reading.
import { typeWord } from "./named-types.ts";
import {
  type Box,
  clash,
  type Edit,
  type Entry,
  fail,
  type Frame,
  gapBefore,
  kindAt,
  type Member,
  note,
  type Reading,
  startReading,
} from "./reading.ts";
import type { SampleNode, SampleScalar } from "./sample.ts";
import { readLiteral } from "./scalars.ts";
import type { Bracket, Token, TokenKind, Tokens } from "./tokens.ts";

const DEEPEST = 512;
const MOST_DEFECTS = 20_000;

const closerOf = { object: "}", array: "]" } as const;
const valueStarts: ReadonlySet<TokenKind | undefined> = new Set(["{", "[", "string", "number", "literal", "word"]);

/** One reading of the tokens with the given edits to the brackets; what could not be read over is among its failures. */
export function parse(source: Tokens, edits: readonly Edit[]): Reading {
  const reading = startReading(source, edits);
  const { defects, failures } = reading;
  for (let index = 0; index <= source.tokens.length; index++) {
    const here = edits.length === 0 ? edits : edits.filter(({ at }) => at === index);
    for (const edit of here) if (edit.kind === "open" || edit.kind === "close") putIn(reading, edit);
    const token = source.tokens[index];
    if (token === undefined) break;
    const change = here.find(({ kind }) => kind === "drop" || kind === "turn");
    if (change?.kind === "drop") drop(reading, index, token);
    else read(reading, index, token, change);
    remember(reading, index);
    if (failures.at(-1)?.rule === "too-deep") return reading;
    if (defects.length + failures.length <= MOST_DEFECTS) continue;
    fail(reading, index, `a sample with at most ${String(MOST_DEFECTS)} defects`);
    return reading;
  }
  finish(reading);
  return reading;
}

function remember(reading: Reading, index: number): void {
  const box = reading.frames.at(-1)?.box;
  reading.inside[index] = box;
  reading.closers[index] = box === undefined ? undefined : closerOf[box.kind];
}

function putIn(reading: Reading, { at, kind, bracket }: Edit): void {
  const top = reading.frames.at(-1);
  const next = reading.tokens[at];
  const after = next?.kind === "string" || next?.kind === "word" ? { after: next.value } : {};
  const rule = kind === "open" ? "missing-opener" : "missing-closer";
  note(reading, rule, gapBefore(reading, at), { text: bracket, ...after });
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
  note(reading, rule, token);
}

function read(reading: Reading, index: number, token: Token, change: Edit | undefined): void {
  const top = reading.frames.at(-1);
  const kind = change?.bracket ?? token.kind;
  if (change !== undefined) note(reading, "mismatched-closer", token);
  if (top === undefined) readOutside(reading, index, token, kind);
  else if (kind === "{" || kind === "[") open(reading, index, kind, false);
  else if (kind === "}" || kind === "]") closeWith(reading, index, token, kind);
  else if (kind === ",") comma(reading, top, index, token);
  else if (kind === ":") colon(reading, top, index);
  else if (kind === "|") alternative(reading, top, index, token);
  else if (kind === "ellipsis") ellipsis(reading, top, index, token);
  else word(reading, top, index, token);
}

function readOutside(reading: Reading, index: number, token: Token, kind: TokenKind): void {
  const isKey = token.kind === "string" && kindAt(reading, index + 1) === ":";
  if (kind === "}" || kind === "]") {
    clash(reading, index);
    note(reading, reading.root === undefined ? "stray-closer" : "extra-closer", token);
  } else if (reading.root !== undefined) {
    if (kind === "word" || kind === "ellipsis" || kind === "," || kind === "|") textAround(reading, token);
    else fail(reading, index, "nothing behind the end of the sample");
  } else if (kind === "{" || kind === "[") open(reading, index, kind, false);
  else if (isKey) {
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
  note(reading, "text-around", { offset: start, length: offset + length - start });
}

function open(reading: Reading, index: number, bracket: Bracket, virtual: boolean): void {
  const top = reading.frames.at(-1);
  const { offset } = reading.tokens[index] ?? gapBefore(reading, index);
  const base = { offset, length: 0, comments: [], elided: false };
  const box: Box = bracket === "{" ? { kind: "object", ...base, members: [] } : { kind: "array", ...base, items: [] };
  if (reading.frames.length >= DEEPEST)
    return fail(reading, index, `at most ${String(DEEPEST)} brackets inside each other`, "too-deep");
  const owner = top === undefined ? undefined : place(reading, top, index, box, virtual);
  if (top === undefined && reading.root !== undefined) fail(reading, index, "nothing behind the end of the sample");
  else if (top === undefined) reading.root = box;
  if (!virtual) reading.owner[index] = owner;
  const label = owner?.key ?? top?.label ?? "";
  const none = { gap: false, lastName: "", firstEntry: -1, lastValue: -1 };
  reading.frames.push({ box, open: index, label, owner, keys: new Map(), expects: "entry", ...none });
}

/** Puts a value into its container: under the key that waits for it, or as the next item. */
function place(reading: Reading, top: Frame, index: number, value: SampleNode, virtual: boolean): Entry | undefined {
  const { box, key, last } = top;
  top.lastValue = index;
  if (top.expects === "alternative" && last?.alternatives !== undefined) {
    last.alternatives.push(value);
    top.expects = "after";
    return last;
  }
  if (box.kind === "array") {
    const name = reading.tokens[index]?.value ?? "";
    if (top.expects === "after" && !top.gap) missingComma(reading, index, name, true);
    const item = { value, comments: [] };
    box.items.push(item);
    began(reading, top, index, item, name);
    return item;
  }
  if (top.expects !== "value" || key === undefined) {
    fail(reading, index, `a key before every value${inside(top)}`);
    top.expects = "after";
    return undefined;
  }
  const { offset, length, value: name } = key.token;
  const shown = { key: name, keyOffset: offset, keyLength: length, value };
  const at = top.keys.get(name);
  const earlier = at === undefined ? undefined : box.members[at];
  const member = earlier === undefined ? { ...shown, comments: [] } : replace(reading, key.token, earlier, shown);
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
  key: Token,
  { value, alternatives = [], replaced = [], keyOffset, comments }: Member,
  shown: Omit<Member, "comments">,
): Member {
  const differs = kindOf(value) !== kindOf(shown.value);
  note(reading, "duplicate-key", key, {
    earlier: { offset: keyOffset, differs, kept: textOf(reading, shown.value) },
  });
  replaced.push(value, ...alternatives);
  return { ...shown, comments, replaced };
}

/** A value as the page writes it, which may not be closed yet. */
function textOf({ text }: Reading, { kind, offset, length }: SampleNode): string {
  if (kind === "scalar") return text.slice(offset, offset + length);
  return kind === "array" ? "the later list" : "the later object";
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

function missingComma(reading: Reading, index: number, after: string, items: boolean): void {
  note(reading, "missing-comma", gapBefore(reading, index), { text: ",", after, items });
}

function closeWith(reading: Reading, index: number, token: Token, kind: Bracket): void {
  const depth = reading.frames.findLastIndex(({ box }) => closerOf[box.kind] === kind);
  if (depth < 0) {
    clash(reading, index);
    const top = reading.frames.at(-1);
    if (top?.expects === "value") valueMissing(reading, top, index);
    reading.owner[index] = top?.last;
    note(reading, "stray-closer", token);
    return;
  }
  while (reading.frames.length > depth + 1) closeMissing(reading, index);
  close(reading, index, false);
}

function closeMissing(reading: Reading, index: number): void {
  const top = reading.frames.at(-1);
  if (top === undefined) return;
  clash(reading, index);
  note(reading, "missing-closer", gapBefore(reading, index), { text: closerOf[top.box.kind] });
  close(reading, index, true);
}

function close(reading: Reading, index: number, virtual: boolean): void {
  const top = reading.frames.at(-1);
  if (top === undefined) return;
  const { key } = top;
  if (top.expects === "value" && key !== undefined && !virtual && lacksValues(reading))
    nothingShown(reading, top, index, key.token);
  else if (top.expects === "value" || top.expects === "colon") valueMissing(reading, top, index);
  if (top.comma !== undefined && !top.gap) note(reading, "trailing-comma", top.comma);
  const { offset, length } = (virtual ? undefined : reading.tokens[index]) ?? gapBefore(reading, index);
  top.box.length = Math.max(0, offset + length - top.box.offset);
  if (!virtual) {
    reading.owner[index] = top.owner;
    reading.closed.push([top.open, index]);
  }
  reading.frames.pop();
}

/** A key alone before a closer is more likely to lack an opener, unless others lack their values too. */
function lacksValues({ defects }: Reading): boolean {
  return defects.some(({ rule }) => rule === "missing-value");
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
    nothingShown(reading, top, index, top.key.token);
  else if (top.expects === "value" || top.expects === "colon") {
    valueMissing(reading, top, index);
    top.key = undefined;
  } else if (top.expects === "entry") return note(reading, "extra-comma", token);
  top.expects = "entry";
  top.comma = token;
}

/** A template of a body shows names alone. */
function nothingShown(reading: Reading, top: Frame, index: number, key: Token): void {
  const gap = gapBefore(reading, index);
  note(reading, "missing-value", gap, { text: "null", before: key.value });
  place(reading, top, index, { kind: "scalar", value: null, ...gap }, true);
}

function colon(reading: Reading, top: Frame, index: number): void {
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
  if (last.alternatives === undefined) note(reading, "alternatives", token);
  last.alternatives ??= [];
}

function ellipsis(reading: Reading, top: Frame, index: number, token: Token): void {
  if (top.expects === "value") return scalar(reading, top, index, token);
  note(reading, "ellipsis", token);
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
  // `{ id, name }` in JavaScript, whose values are elsewhere.
  const isShort = token.kind === "word" && /^[A-Za-z_$][\w$]*$/.test(token.value) && (next === "," || next === "}");
  if (isShort && (top.expects === "entry" || top.gap)) {
    top.key = { index, token };
    top.expects = "value";
    return nothingShown(reading, top, index + 1, token);
  }
  if (!keyed && (!valueStarts.has(next) || kindAt(reading, index + 2) === ":")) {
    fail(reading, index, `a key with a value${inside(top)}`);
    top.expects = "after";
    return;
  }
  if ((top.expects === "after" || top.expects === "alternative") && !top.gap)
    missingComma(reading, index, token.value, false);
  if (token.flaw !== undefined) note(reading, token.flaw, token);
  if (token.kind !== "string") note(reading, "unquoted-key", token);
  top.key = { index, token };
  top.expects = keyed ? "colon" : "value";
  if (!keyed) note(reading, "missing-colon", gapBefore(reading, index + 1), { text: ":", before: token.value });
}

function scalar(reading: Reading, top: Frame, index: number, token: Token): void {
  const { offset, length } = token;
  const meant = typeWord(token, top.key?.token.value ?? top.label);
  if (meant !== undefined && token.kind === "word") {
    note(reading, "type-word", token);
    place(reading, top, index, meant, false);
    return;
  }
  const digits = exactDigits(token);
  const value = scalarOf(reading, token, digits);
  const node: SampleScalar = { kind: "scalar", value, offset, length, ...(digits === undefined ? {} : { digits }) };
  const entry = place(reading, top, index, node, false);
  if (meant === undefined || entry === undefined) return;
  note(reading, "quoted-type-word", token);
  entry.alternatives ??= [];
  entry.alternatives.push(meant);
}

function scalarOf(reading: Reading, token: Token, digits: string | undefined): SampleScalar["value"] {
  if (token.kind === "string") {
    if (token.flaw !== undefined) note(reading, token.flaw, token);
    return token.value;
  }
  if (token.kind === "number") {
    if (digits !== undefined) note(reading, "big-integer", token);
    const value = Number(token.value);
    if (Number.isFinite(value)) return value;
    note(reading, "not-a-number", token);
    return null;
  }
  if (token.value === "null") return null;
  if (token.kind === "literal") return token.value === "true";
  const { rule, value } = readLiteral(token.value);
  note(reading, rule, token);
  return value;
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
    if (flaw !== undefined) note(reading, flaw, { offset, length }, { text });
    const expected = 'a "*/" that ends the comment';
    if (unclosed) reading.failures.push({ offset, length, expected, rule: "unreadable" });
  }
}

function inside({ label }: Frame): string {
  return label === "" ? " at the root" : ` in "${label}"`;
}
