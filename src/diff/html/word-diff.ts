// Tells which words of two texts are the same, so that the eye finds what changed.

export interface Piece {
  readonly text: string;
  readonly same: boolean;
}

export interface WordDiff {
  readonly old: readonly Piece[];
  readonly new: readonly Piece[];
}

const LONGEST_TEXT = 4000;
/** Longer runs of changed words are marked as a whole: the table of pairs would cost more than it shows. */
const LONGEST_RUN = 200;

/** The pieces of both texts in order. Texts without a word in common are not marked at all. */
export function diffWords(before: string, after: string): WordDiff {
  const plain: WordDiff = { old: [{ text: before, same: true }], new: [{ text: after, same: true }] };
  if (before === after || before.length > LONGEST_TEXT || after.length > LONGEST_TEXT) return plain;
  const old = tokens(before);
  const now = tokens(after);
  const [keptOld, keptNew] = common(old, now);
  if (!old.some((token, at) => keptOld[at] === true && /[\p{L}\p{N}_]/u.test(token))) return plain;
  return { old: pieces(old, keptOld), new: pieces(now, keptNew) };
}

function tokens(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

type Marks = readonly boolean[];

function common(old: readonly string[], now: readonly string[]): readonly [Marks, Marks] {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const middleOld = old.slice(head, old.length - tail);
  const middleNow = now.slice(head, now.length - tail);
  const [oldMarks, nowMarks] =
    middleOld.length > LONGEST_RUN || middleNow.length > LONGEST_RUN
      ? [middleOld.map(() => false), middleNow.map(() => false)]
      : longestCommon(middleOld, middleNow);
  const ends = (marks: Marks): Marks => [...repeat(true, head), ...marks, ...repeat(true, tail)];
  return [ends(oldMarks), ends(nowMarks)];
}

function longestCommon(old: readonly string[], now: readonly string[]): readonly [Marks, Marks] {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = now.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const oldMarks = repeat(false, old.length);
  const nowMarks = repeat(false, now.length);
  let row = 0;
  let column = 0;
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      oldMarks[row] = true;
      nowMarks[column] = true;
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return [oldMarks, nowMarks];
}

function repeat(value: boolean, times: number): boolean[] {
  return Array.from({ length: times }, () => value);
}

function pieces(tokens: readonly string[], marks: Marks): readonly Piece[] {
  const made: { text: string; same: boolean }[] = [];
  tokens.forEach((token, at) => {
    const same = marks[at] ?? false;
    const last = made.at(-1);
    if (last?.same === same) last.text += token;
    else made.push({ text: token, same });
  });
  return made;
}
