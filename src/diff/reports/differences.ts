// What the eye looks for: the words or lines in which two texts differ, and a JSON value as lines.
import { diffArrays } from "diff";

export interface Piece {
  readonly text: string;
  readonly same: boolean;
}

export interface WordDiff {
  readonly old: readonly Piece[];
  readonly new: readonly Piece[];
}

const LONGEST_TEXT = 4000;
/** Texts that differ in more words are marked from the first to the last difference. */
const MOST_EDITS = 400;

/** The pieces of both texts in order. Texts without a word in common are not marked at all. */
export function diffWords(before: string, after: string): WordDiff {
  const plain: WordDiff = { old: [{ text: before, same: true }], new: [{ text: after, same: true }] };
  if (before === after || before.length > LONGEST_TEXT || after.length > LONGEST_TEXT) return plain;
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const parts = diffArrays(old, now, { maxEditLength: MOST_EDITS }) ?? diffEnds(old, now);
  const isSame = (part: Part): boolean => !part.added && !part.removed;
  if (!parts.some((part) => isSame(part) && /[\p{L}\p{N}_]/u.test(part.value.join("")))) return plain;
  const pieces = (of: readonly Part[]): readonly Piece[] =>
    of.map((part) => ({ text: part.value.join(""), same: isSame(part) }));
  return { old: pieces(parts.filter(({ added }) => !added)), new: pieces(parts.filter(({ removed }) => !removed)) };
}

export interface DiffLine {
  readonly mark: " " | "-" | "+" | "…";
  readonly text: string;
}

const CONTEXT = 2;
const LONGEST_JSON = 200_000;

/** Two JSON texts, indented, as their lines that differ with two around them; undefined where one is no object or list. */
export function diffJson(before: string | undefined, after: string | undefined): readonly DiffLine[] | undefined {
  const [old, now] = [prettyLines(before), prettyLines(after)];
  if (old === undefined || now === undefined) return undefined;
  const parts = diffArrays(old, now, { maxEditLength: MOST_EDITS }) ?? diffEnds(old, now);
  const lines = parts.flatMap(({ value, added, removed }): readonly DiffLine[] =>
    value.map((text) => ({ mark: added ? "+" : removed ? "-" : " ", text })),
  );
  const near = new Set<number>();
  for (const [at, { mark }] of lines.entries()) {
    if (mark !== " ") for (let by = -CONTEXT; by <= CONTEXT; by += 1) near.add(at + by);
  }
  return lines.flatMap((line, at) => (near.has(at) ? [line] : near.has(at - 1) ? [{ mark: "…", text: "" }] : []));
}

/** None for a side that is missing. */
function prettyLines(text: string | undefined): string[] | undefined {
  if (text === undefined) return [];
  if (text.length > LONGEST_JSON || !/^[[{]/.test(text)) return undefined;
  try {
    return jsonLines(JSON.parse(text)).map((line) => line.text);
  } catch {
    return undefined;
  }
}

interface Part {
  readonly value: string[];
  readonly added: boolean;
  readonly removed: boolean;
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** What both begin and end with is the same, and all between differs. */
function diffEnds(old: string[], now: string[]): readonly Part[] {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return [
    { value: old.slice(0, head), added: false, removed: false },
    { value: old.slice(head, old.length - tail), added: false, removed: true },
    { value: now.slice(head, now.length - tail), added: true, removed: false },
    { value: old.slice(old.length - tail), added: false, removed: false },
  ];
}

export interface JsonLine {
  readonly text: string;
  /** JSON pointer of what begins on the line; absent on a closing bracket. */
  readonly pointer?: string;
}

/** No deeper indentation than this, so that a deep value does not grow with the square of its depth. */
const DEEPEST_INDENT = 40;

interface Task {
  readonly value: unknown;
  /** Before the value and behind it, on its first and last line. */
  readonly around: readonly [string, string];
  readonly depth: number;
  readonly pointer: string;
}

/** As `JSON.stringify` indents, each line with the pointer of the member that it begins. Any depth: the stack is on the heap. */
export function jsonLines(root: unknown): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const tasks: (Task | string)[] = [{ value: root, around: ["", ""], depth: 0, pointer: "" }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (typeof task === "string") {
      lines.push({ text: task });
      continue;
    }
    const { value, around, depth, pointer } = task;
    const [before, after] = around;
    const indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    const members = typeof value === "object" && value !== null ? Object.entries(value) : undefined;
    if (members === undefined || members.length === 0) {
      const text = members === undefined ? JSON.stringify(value ?? null) : `${open ?? ""}${close ?? ""}`;
      lines.push({ text: indent + before + text + after, pointer });
      continue;
    }
    lines.push({ text: indent + before + (open ?? ""), pointer });
    tasks.push(indent + (close ?? "") + after);
    for (const [at, [key, inner]] of [...members.entries()].reverse()) {
      tasks.push({
        value: inner,
        around: [Array.isArray(value) ? "" : `${JSON.stringify(key)}: `, at === members.length - 1 ? "" : ","],
        depth: depth + 1,
        pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      });
    }
  }
  return lines;
}
