// The cache: what earlier runs left in the user's own cache folder. Nothing else caches.
//
// An entry is a file: a digest of the rest, the whole key, the body. Whatever is not of that form, or is filed under the name of
// another key, counts as damaged.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join, posix, win32 } from "node:path";

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home folder; may throw where the system knows none. */
  readonly home: () => string;
}

/** Of this process. */
export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir };
}

/**
 * `$HOOKSMITH_CACHE`, else `hooksmith` in `$XDG_CACHE_HOME`, else in the system's folder for caches: `~/Library/Caches`,
 * `%LOCALAPPDATA%`, `~/.cache`. A folder that is not named absolutely depends on where the program is called, so it is left
 * out, but for the one that the user named for this program. Undefined where there is none.
 */
export function cacheFolder({ env, platform, home }: Surroundings): string | undefined {
  const named = env["HOOKSMITH_CACHE"] ?? "";
  if (named !== "") return named;
  const { isAbsolute, join: joined } = platform === "win32" ? win32 : posix;
  const parent = [env["XDG_CACHE_HOME"], ofSystem()].find((folder) => folder !== undefined && isAbsolute(folder));
  return parent === undefined ? undefined : joined(parent, "hooksmith");

  function ofSystem(): string | undefined {
    if (platform === "win32" && (env["LOCALAPPDATA"] ?? "") !== "") return env["LOCALAPPDATA"];
    try {
      const inHome = { darwin: ["Library", "Caches"], win32: ["AppData", "Local"] };
      return joined(home(), ...(platform === "darwin" || platform === "win32" ? inHome[platform] : [".cache"]));
    } catch {
      return undefined;
    }
  }
}

export interface EntryName {
  readonly folder: string;
  /** `run` for what a whole run said, `version` for the result of a version. */
  readonly kind: "run" | "version";
  /** All that the entry depends on. */
  readonly key: string;
}

function entryFile({ folder, kind, key }: EntryName): string {
  return join(folder, `${kind}-${hashOf(key)}.json`);
}

/** SHA-256, base64url. */
export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("base64url");
}

export function hasEntry(name: EntryName): boolean {
  return existsSync(entryFile(name));
}

/**
 * What `decode` makes of the JSON of an entry. Undefined where there is no entry; and where it is damaged, `decode` throws or
 * returns undefined: then `onDamage` is called.
 */
export function readEntry<T>(
  name: EntryName,
  decode: (body: unknown) => T | undefined,
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
    const value = body === undefined ? undefined : decode(JSON.parse(body.toString()));
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
export function writeEntry(name: EntryName, value: object): void {
  const file = entryFile(name);
  const draft = `${file}.${String(process.pid)}.tmp`;
  try {
    mkdirSync(name.folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, entryBytes(name.key, JSON.stringify(value)));
    renameSync(draft, file);
  } catch {
    remove(draft);
  }
}

/** The bytes of the file. */
export function entryBytes(key: string, body: string): Uint8Array {
  const rest = Buffer.from(`${JSON.stringify(key)}\n${body}`);
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

/** Of all entries that a run did not use. */
export const MOST_BYTES = 64 * 1024 * 1024;

const ENTRY = /^(?:run|version)-[\w-]+\.json$/;
const DRAFT = /^(?:run|version)-[\w-]+\.json\.\d+\.tmp$/;
/** Milliseconds for which a file that was touched is in use, perhaps by another run. */
const IN_USE = 60_000;
const OLDEST_DRAFT = 60 * 60_000;

/**
 * Keeps all that was used since the run began, and of the rest what was used last, up to `MOST_BYTES`. Another run that misses
 * an entry makes it again. Nothing is reported where something can't be removed.
 *
 * @param since milliseconds, as of `Date.now()`
 */
export function pruneCache(folder: string, since: number): void {
  let left = MOST_BYTES;
  const found = filesIn(folder).filter(({ name, used }) =>
    DRAFT.test(name) ? used < since - OLDEST_DRAFT : ENTRY.test(name) && used < since - IN_USE,
  );
  for (const { name, bytes } of found.sort((one, other) => other.used - one.used)) {
    left -= bytes;
    if (left < 0 || DRAFT.test(name)) remove(join(folder, name));
  }
}

interface CacheFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds. */
  readonly used: number;
}

function filesIn(folder: string): CacheFile[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      return stats?.isFile() === true ? [{ name, bytes: stats.size, used: stats.mtimeMs }] : [];
    });
  } catch {
    return [];
  }
}

/** The time of an entry that is read says that it is used; one that is written needs no more. */
function markUsed(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // It is then taken for one that was used long ago, which costs its being made again.
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays.
  }
}
