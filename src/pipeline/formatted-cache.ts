// Keeps formatted code between runs, by the code that it was made of: an edit of a page touches few declarations.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { CachePlace } from "./version-cache.ts";

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
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return new Map();
  }
  const end = Math.max(text.indexOf("\n"), 0);
  const [program, hash] = text.slice(0, end).split(" ");
  const body = text.slice(end + 1);
  if (hash !== hashOf(body)) {
    onDamage(file);
    return new Map();
  }
  if (program !== tool) return new Map();
  const entries: unknown = JSON.parse(body);
  return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
}

export function writeFormatted({ file, tool }: FormattedPlace, formatted: ReadonlyMap<string, string>): void {
  const body = JSON.stringify([...formatted].slice(-MOST_ENTRIES));
  writeWhole(file, `${tool} ${hashOf(body)}\n${body}`);
}

function isEntry(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === "string");
}
