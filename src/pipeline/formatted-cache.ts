// Keeps formatted code between runs, by the code that it was made of: an edit of a page touches few declarations.
import { join } from "node:path";
import { readSealed, seal } from "../cache/sealed.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { CachePlace } from "./cache-place.ts";

/** Entries beyond which the oldest go. A version has about a hundred. */
const MOST_ENTRIES = 4000;

export interface FormattedPlace {
  readonly file: string;
  /** Hash of the program: another one may format otherwise. */
  readonly tool: string;
}

export function formattedPlace({ folder, tool }: CachePlace): FormattedPlace {
  return { file: join(folder, "formatted.json"), tool };
}

/** Empty where there is none, one of another program, or a damaged one. */
export function readFormatted({ file, tool }: FormattedPlace, onDamage: (file: string) => void): Map<string, string> {
  const body = readSealed(file, onDamage);
  const kept: unknown = body === undefined ? undefined : JSON.parse(body.toString());
  return new Map(isKept(kept) && kept.tool === tool ? kept.entries : []);
}

export function writeFormatted({ file, tool }: FormattedPlace, formatted: ReadonlyMap<string, string>): void {
  const kept: Kept = { tool, entries: [...formatted].slice(-MOST_ENTRIES) };
  writeWhole(file, seal(JSON.stringify(kept)));
}

interface Kept {
  readonly tool: string;
  readonly entries: readonly (readonly [string, string])[];
}

/** The checksum vouches for the rest. */
function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "tool" in value && "entries" in value;
}
