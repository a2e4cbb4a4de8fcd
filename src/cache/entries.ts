// The entries of the cache. Each is a file: a digest of the rest, the whole key, the body. Whatever is not of that form, or is
// filed under the name of another key, counts as damaged.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "./hash.ts";
import { markUsed } from "./prune.ts";

export interface EntryName {
  readonly folder: string;
  /** `run` for what a whole run said, `version` for the result of a version. */
  readonly kind: "run" | "version";
  /** All that the entry depends on. */
  readonly key: string;
}

export function entryFile({ folder, kind, key }: EntryName): string {
  return join(folder, `${kind}-${hashOf(key)}.json`);
}

/**
 * What `decode` makes of the body of an entry. Undefined where there is none; and where it is damaged, `decode` throws or
 * returns undefined: then `onDamage` is called.
 */
export function readEntry<T>(
  name: EntryName,
  decode: (body: Buffer) => T | undefined,
  onDamage: (file: string) => void,
): T | undefined {
  const file = entryFile(name);
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  try {
    const body = bodyOf(bytes, name.key);
    const value = body === undefined ? undefined : decode(body);
    if (value !== undefined) {
      markUsed(file);
      return value;
    }
  } catch {
    // Of another form.
  }
  onDamage(file);
  return undefined;
}

/** Whole or not at all, and silently where that fails, since nothing depends on it. */
export function writeEntry(name: EntryName, body: string | Uint8Array): void {
  const file = entryFile(name);
  const draft = `${file}.${String(process.pid)}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, entryBytes(name.key, body));
    renameSync(draft, file);
  } catch {
    remove(draft);
  }
}

/** The bytes of the file. */
export function entryBytes(key: string, body: string | Uint8Array): Uint8Array {
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(key)}\n`), Buffer.from(body)]);
  return Buffer.concat([Buffer.from(`${hashOf(rest)}\n`), rest]);
}

function bodyOf(bytes: Buffer, key: string): Buffer | undefined {
  const digestEnd = bytes.indexOf("\n");
  const rest = bytes.subarray(digestEnd + 1);
  if (digestEnd < 0 || bytes.toString("latin1", 0, digestEnd) !== hashOf(rest)) return undefined;
  const keyEnd = rest.indexOf("\n");
  return keyEnd >= 0 && rest.toString("utf8", 0, keyEnd) === JSON.stringify(key)
    ? rest.subarray(keyEnd + 1)
    : undefined;
}

/** What the user is shown of a damaged file. */
export function damageText(file: string): string {
  return `the cache file ${file} is damaged; it is ignored\n`;
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was.
  }
}
