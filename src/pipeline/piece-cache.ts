// Keeps what was parsed of a page, piece by piece: when the page is edited, only the edited piece is parsed anew.
import { join } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { readSealed, seal } from "../cache/sealed.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { PieceMemory } from "../formats/document.ts";
import type { CachePlace } from "./cache-place.ts";

export interface PieceCache extends PieceMemory {
  /** To be called when the page is read. */
  readonly save: () => void;
}

/** `page` is its path; nothing is read before the first piece is asked for. */
export function pieceCache({ folder, tool }: CachePlace, page: string, onDamage: (file: string) => void): PieceCache {
  const file = join(folder, `pieces-${hashOf(JSON.stringify([tool, page]))}.json`);
  let known: ReadonlyMap<string, string> | undefined;
  const used = new Map<string, string>();
  let isNew = false;
  return {
    recall: (piece) => {
      known ??= readPieces(file, onDamage);
      const key = hashOf(piece);
      const parsed = known.get(key);
      if (parsed !== undefined) used.set(key, parsed);
      return parsed;
    },
    keep: (piece, parsed) => {
      used.set(hashOf(piece), parsed);
      isNew = true;
    },
    save: () => {
      if (isNew) writeWhole(file, seal([...used].map((entry) => entry.join(" ")).join("\n")));
    },
  };
}

/** A line a piece: its hash, and what it was parsed to, which is JSON without line ends. */
function readPieces(file: string, onDamage: (file: string) => void): ReadonlyMap<string, string> {
  const body = readSealed(file, onDamage)?.toString() ?? "";
  return new Map(body.split("\n").map((line) => [line.slice(0, HASH), line.slice(HASH + 1)]));
}

const HASH = hashOf("").length;
