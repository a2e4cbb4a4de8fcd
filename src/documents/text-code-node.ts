// Makes the code node of a sample: its text, and where each run of it stands in the file.
import type { Code } from "mdast";
import type { SourceRun } from "./document.ts";
import { isOdd, isOddSpace, isZeroWidth, type Line, pointAt, pointBehind } from "./text-lines.ts";

export interface CodePlace {
  readonly file: string;
  readonly text: string;
}

/** Lines `first` to `last` as one block: line ends become LF, zero-width characters outside strings go. */
export function codeNode(lines: readonly Line[], first: number, last: number, { file, text }: CodePlace): Code {
  const begin = lines[first];
  const end = lines[last];
  if (!begin || !end) return { type: "code", value: "" };
  const pieces: string[] = [];
  const runs: SourceRun[] = [];
  let length = 0;
  const add = (piece: string, source: number): void => {
    const run = runs[runs.length - 1];
    if (!run || source - length !== run.source - run.value) runs.push({ value: length, source });
    pieces.push(piece);
    length += piece.length;
  };
  let number = begin.number;
  let from = begin.from;
  for (let index = first; index <= last; index += 1) {
    const line = lines[index];
    if (!line) break;
    if (index > first) {
      add("\n".repeat(line.number - number), from);
      number = line.number;
    }
    const start = index === first ? line.from : line.start + (line.margin ?? 0);
    for (const { piece, source } of codePieces(text.slice(start, line.to), start)) add(piece, source);
    from = line.to;
  }
  const position = { start: pointAt(begin, 0), end: pointBehind(end, end.text.length) };
  return { type: "code", value: pieces.join(""), position, data: { source: { file, text, runs } } };
}

interface Piece {
  readonly piece: string;
  readonly source: number;
}

function codePieces(raw: string, source: number): Piece[] {
  if (!isOdd(raw)) return [{ piece: raw, source }];
  const pieces: Piece[] = [];
  let quoted = false;
  let kept = "";
  let start = 0;
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw.charAt(index);
    if (character === '"' && raw.charAt(index - 1) !== "\\") quoted = !quoted;
    if (!quoted && isZeroWidth(raw, index)) {
      if (kept !== "") pieces.push({ piece: kept, source: source + start });
      kept = "";
      start = index + 1;
    } else kept += !quoted && isOddSpace(character) ? " " : character;
  }
  if (kept !== "") pieces.push({ piece: kept, source: source + start });
  return pieces;
}
