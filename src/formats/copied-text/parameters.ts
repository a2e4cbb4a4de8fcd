// Finds lists of parameters that a copy leaves without their layout: a name, its type, a mark such as "required" and words, each on
// a line of its own, or the first three on one. Which member is inside of which the copy does not show.
import { BADGE, LABEL, MEMBER, NAMED_TYPE, TYPE, VALUE, VALUES } from "../parameter-words.ts";
import type { CopiedLine } from "./lines.ts";
import { isTitle, textOf, type TextSpan, type Words } from "./row-rules.ts";
import { startsSample } from "./samples.ts";

export interface Parameter {
  readonly name: CopiedPart;
  readonly type: CopiedPart;
  readonly marks: readonly CopiedPart[];
  readonly notes: readonly CopiedLine[];
  /** Of values that the copy has run together: the line, and the values where the other words tell them apart. */
  readonly glued?: { readonly line: CopiedLine; readonly values: readonly CopiedPart[] };
}

/** A stretch of a line. */
export interface CopiedPart extends TextSpan {
  readonly line: CopiedLine;
}

export interface ParameterRun {
  readonly parameters: readonly Parameter[];
  readonly last: number;
}

interface Head extends Pick<Parameter, "name" | "type" | "marks"> {
  /** The line behind it. */
  readonly next: number;
}

const MOST_MARKS = 3;
/** A name, its type and a mark on one line. */
const ON_ONE_LINE = /^([a-z_$@][\w$.[\]-]{0,120}\??)\s+(\S.{0,80}?)(?:[\s,·]+(required|optional))?$/;
const MARKED_TYPE = /^(?:(required|optional)[\s,·]+)?(\S.{0,120}?)(?:[\s,·]+(required|optional))?$/i;
/** A label of values with the only one behind it, or with several. */
const LABELLED = /^([A-Za-z]{4,9} (?:values?|options?)|enum|values?|options?) ?: ?\S/i;

/** The parameters from the line `first` on: two or more, or one that is marked as required or optional. */
export function parametersAt(lines: readonly CopiedLine[], first: number, words: Words): ParameterRun | undefined {
  const parameters: Parameter[] = [];
  let head = headAt(lines, first, words);
  let last = first;
  while (head !== undefined) {
    const { name, type, marks, next } = head;
    const end = notesEnd(lines, next, words);
    parameters.push({ name, type, marks, ...withoutGlued(lines.slice(next, end)) });
    last = end - 1;
    head = headAt(lines, end, words);
  }
  const isSure = parameters.length > 1 || parameters.some(({ marks }) => marks.length > 0);
  return isSure ? { parameters, last } : undefined;
}

/** Values that stood beside each other, without a blank: "Allowed values:openclosed". */
const GLUED = /^[A-Za-z]{4,9} (?:values|options) ?:(?=[^\s,|/;]{2,200}$)/i;
const MOST_VALUES = 40;

function withoutGlued(notes: readonly CopiedLine[]): Pick<Parameter, "notes" | "glued"> {
  const line = notes.find(({ text }) => GLUED.test(text));
  if (line === undefined) return { notes };
  const others = notes.filter((other) => other !== line);
  const from = GLUED.exec(line.text)?.[0].length ?? 0;
  const words = new Set(others.flatMap(({ text }) => text.match(/[\w.-]*\w/g) ?? []));
  const values = partsOf(line, from, words);
  return { notes: others, glued: { line, values } };
}

/** The only way to cut the rest of a line into different ones of the words; none where there is no way or more than one. */
function partsOf(line: CopiedLine, from: number, words: ReadonlySet<string>): readonly CopiedPart[] {
  const end = line.text.length;
  const ways: { count: number; readonly parts: readonly CopiedPart[] }[] = [];
  ways[from] = { count: 1, parts: [] };
  for (let at = from; at < end; at += 1) {
    const way = ways[at];
    if (way === undefined || way.parts.length >= MOST_VALUES) continue;
    for (const word of words) {
      const isNew = way.parts.every((part) => textOf(line.text, part) !== word);
      if (!isNew || !line.text.startsWith(word, at)) continue;
      const to = at + word.length;
      const known = ways[to];
      if (known === undefined) ways[to] = { count: way.count, parts: [...way.parts, { line, from: at, to }] };
      else known.count += way.count;
    }
  }
  const whole = ways[end];
  return whole?.count === 1 && whole.parts.length > 1 ? whole.parts : [];
}

function headAt(lines: readonly CopiedLine[], first: number, words: Words): Head | undefined {
  const found = headOn(lines, first, words);
  // What is read as a type may be the name of the next one: a value of a list is above it.
  const isValue = found?.next === first + 2 && headOn(lines, first + 1, words) !== undefined;
  return isValue ? undefined : found;
}

function headOn(lines: readonly CopiedLine[], first: number, { labels }: Words): Head | undefined {
  const line = lines[first];
  if (line === undefined || line.text.length > 200) return undefined;
  if (!MEMBER.test(line.text)) return headOnOneLine(line, first);
  if (labels.includes(line.text) || LABEL.test(line.text)) return undefined;
  const marks: CopiedPart[] = [];
  let next = first + 1;
  const takeMarks = (): void => {
    for (; marks.length < MOST_MARKS && BADGE.test(lines[next]?.text ?? ""); next += 1)
      marks.push(...wholeOf(lines[next]));
  };
  takeMarks();
  const typed = lines[next];
  const [whole, before = "", words = "", behind = ""] = MARKED_TYPE.exec(typed?.text ?? "") ?? [];
  if (typed === undefined || whole === undefined) return undefined;
  const from = before === "" ? 0 : whole.indexOf(words, before.length);
  if (before !== "") marks.push({ line: typed, from: 0, to: before.length });
  if (behind !== "") marks.push({ line: typed, from: whole.length - behind.length, to: whole.length });
  next += 1;
  takeMarks();
  const isType = TYPE.test(words) || (marks.length > 0 && NAMED_TYPE.test(words));
  if (!isType) return undefined;
  return { name: partOf(line), type: { line: typed, from, to: from + words.length }, marks, next };
}

function headOnOneLine(line: CopiedLine, first: number): Head | undefined {
  const [whole, name = "", type = "", mark] = ON_ONE_LINE.exec(line.text) ?? [];
  if (whole === undefined || !MEMBER.test(name) || LABEL.test(name) || !TYPE.test(type)) return undefined;
  const from = whole.indexOf(type, name.length);
  const marks = mark === undefined ? [] : [{ line, from: whole.length - mark.length, to: whole.length }];
  return {
    name: { line, from: 0, to: name.length },
    type: { line, from, to: from + type.length },
    marks,
    next: first + 1,
  };
}

function partOf(line: CopiedLine): CopiedPart {
  return { line, from: 0, to: line.text.length };
}

function wholeOf(line: CopiedLine | undefined): readonly CopiedPart[] {
  return line === undefined ? [] : [partOf(line)];
}

/** The line behind the words about a parameter: sentences, values below their label, and a title right above the next parameter. */
function notesEnd(lines: readonly CopiedLine[], first: number, words: Words): number {
  let inValues = false;
  for (let index = first; ; index += 1) {
    const text = lines[index]?.text;
    if (text === undefined || startsSample(lines, index) || headAt(lines, index, words) !== undefined) return index;
    const isLabel = VALUES.test(text) || LABELLED.test(text);
    const isListed: boolean = inValues && VALUE.test(text) && !text.includes(" ");
    inValues = isLabel || isListed;
    if (inValues || !isTitle(text)) {
      if (text.endsWith(":") && !isLabel && startsSample(lines, index + 1)) return index;
      continue;
    }
    const isNote =
      headAt(lines, index + 1, words) !== undefined ||
      VALUES.test(lines[index + 1]?.text ?? "") ||
      LABELLED.test(lines[index + 1]?.text ?? "");
    if (!isNote) return index;
  }
}
