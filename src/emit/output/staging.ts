// The folder beside the output in which a run prepares what is new, and parks what that replaces until all of it is in place.
import { createHash, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { copyFile, mkdir, open, readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fits } from "../../source/shape.ts";
import { isRunning, writeFlushed } from "../../source/system.ts";
import { codeOf } from "../../source/thrown.ts";
import { digestOf, MANIFEST_FILE } from "./manifest.ts";
import { isSafePath } from "./output-error.ts";
import { isFolder, type Plan, statsOf, type Unit, withFolders } from "./plan.ts";

// Works on many files, some at a time.

/** Files that are open at a time. */
const AT_ONCE = 16;

/** Names beside an output folder that belong to it: `.hooksmith-<pid>-<random>.<mark>` and the lock. */
export interface Siblings {
  readonly output: string;
  readonly parent: string;
  readonly lock: string;
  readonly mark: string;
}

export function siblingsOf(outputDir: string): Siblings {
  const output = resolve(outputDir);
  const parent = dirname(output);
  const mark = createHash("sha256").update(basename(output)).digest("hex").slice(0, 8);
  return { output, parent, lock: join(parent, `.hooksmith-${mark}.lock`), mark };
}

/** To be called under the lock: takes back what killed runs had begun to swap, and removes what they left beside the output. */
export async function recover({ output, parent, mark }: Siblings): Promise<void> {
  const ours = new RegExp(`^\\.hooksmith-\\d+-[0-9a-f]+\\.${mark}$`);
  const lockRest = new RegExp(`^\\.hooksmith-${mark}\\.lock\\.(\\d+)\\.[0-9a-f]+(?:\\.stale)?$`);
  for (const name of (await readdir(parent)).sort()) {
    const path = join(parent, name);
    if (ours.test(name)) await discard(path, output);
    else if (lockRest.test(name) && !isRunning(Number(lockRest.exec(name)?.[1]))) await rm(path, { force: true });
  }
}

/**
 * Writes everything to the disk beside the output, then swaps unit by unit; what fails leaves the old output, and what is
 * killed is taken back by `recover`. `recheck` is called when all is staged, and throws where the plan no longer holds.
 */
export async function replace({ output, parent, mark }: Siblings, plan: Plan, recheck: () => void): Promise<void> {
  const stage = join(parent, `.hooksmith-${process.pid}-${randomBytes(4).toString("hex")}.${mark}`);
  const fresh = join(stage, "new");
  const swapped = (path: string): boolean =>
    plan.units.some((unit) => unit.path === "" || path === unit.path || path.startsWith(`${unit.path}/`));
  const kept = plan.same.filter(swapped);
  try {
    const paths = [...plan.fresh.map(({ path }) => path), ...kept];
    const folders = new Set([...paths.map((path) => dirname(join(fresh, path))), fresh]);
    for (const folder of folders) await mkdir(folder, { recursive: true });
    for (const { path } of plan.units) await mkdir(dirname(join(stage, "old", path)), { recursive: true });
    await inBatches(plan.fresh, ({ path, content }) => writeFlushed(join(fresh, path), content));
    for (const path of kept) await carryOver(join(output, path), join(fresh, path));
    const digests = paths.map((path) => [path, digestOf(path, readFileSync(join(fresh, path)))] as const);
    const journal: Journal = { units: plan.units, digests: Object.fromEntries(digests) };
    await writeFlushed(join(stage, JOURNAL), JSON.stringify(journal));
    for (const folder of [...folders, stage, parent]) await sync(folder);
    recheck();
    for (const unit of plan.units) await swap(stage, output, unit);
    if (plan.units[0]?.path !== "") await sync(output);
    await sync(parent);
  } finally {
    await discard(stage, output);
  }
}

async function swap(stage: string, output: string, { path, placed }: Unit): Promise<void> {
  const [fresh, old, target] = [join(stage, "new", path), join(stage, "old", path), join(output, path)];
  const found = statsOf(target);
  if (placed && found?.isFile() === true && statsOf(fresh)?.isFile() === true) await carryOver(target, old);
  else if (found !== undefined) renameSync(target, old);
  if (placed) renameSync(fresh, target);
}

const JOURNAL = "journal.json";

interface Journal {
  readonly units: readonly Unit[];
  /** Of the files that the stage held, by path. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Removes a stage. A swap that was begun and not ended, which is what the manifest's place says, is taken back first. */
async function discard(stage: string, output: string): Promise<void> {
  const begun = isFolder(stage) && statsOf(join(stage, "new", MANIFEST_FILE)) !== undefined;
  const journal = begun ? readJournal(stage) : undefined;
  if (journal !== undefined) {
    const digests = new Map(Object.entries(journal.digests));
    for (const { path, placed } of [...journal.units].reverse()) {
      // A folder that somebody has replaced by a link is followed by no rename.
      if (
        !withFolders(path)
          .slice(0, -1)
          .every((folder) => isFolder(join(output, folder)))
      )
        continue;
      if (placed && statsOf(join(stage, "new", path)) === undefined) takeBack(stage, output, path, digests);
      putBack(stage, output, path);
    }
    await sync(dirname(output));
  }
  rmSync(stage, { recursive: true, force: true });
}

/** Undefined where a run ended before all was staged, when nothing was swapped yet. */
function readJournal(stage: string): Journal | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(join(stage, JOURNAL), "utf8"));
    return isJournal(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** One that was written here; its paths are looked at all the same, since files are moved by them. */
function isJournal(value: unknown): value is Journal {
  return hasForm(value) && value.units.every(({ path }) => path === "" || path === MANIFEST_FILE || isSafePath(path));
}

function hasForm(value: unknown): value is Journal {
  return fits(value, { units: [{ path: "string" }], digests: {} });
}

/** Moves what a run had put in place back to its stage; what others have changed or added there since stays. */
function takeBack(stage: string, output: string, path: string, digests: ReadonlyMap<string, string>): void {
  const target = join(output, path);
  const stats = statsOf(target);
  if (stats === undefined) return;
  if (isAsStaged(output, path, digests)) {
    const staged = join(stage, "new", path);
    mkdirSync(dirname(staged), { recursive: true });
    renameSync(target, staged);
  } else if (stats.isDirectory())
    for (const name of readdirSync(target)) takeBack(stage, output, `${path}/${name}`, digests);
}

function isAsStaged(output: string, path: string, digests: ReadonlyMap<string, string>): boolean {
  const target = join(output, path);
  const stats = statsOf(target);
  if (stats?.isFile() === true) return digests.get(path) === digestOf(path, readFileSync(target));
  return (
    stats?.isDirectory() === true && readdirSync(target).every((name) => isAsStaged(output, `${path}/${name}`, digests))
  );
}

/** Moves what was parked to its place, as far as that is free. */
function putBack(stage: string, output: string, path: string): void {
  const [parked, target] = [join(stage, "old", path), join(output, path)];
  const [old, found] = [statsOf(parked), statsOf(target)];
  if (old === undefined) return;
  if (found === undefined) renameSync(parked, target);
  else if (old.isDirectory() && found.isDirectory())
    for (const name of readdirSync(parked)) putBack(stage, output, `${path}/${name}`);
}

/** The file itself where the system can link it, which needs no writing; else a copy. */
async function carryOver(from: string, to: string): Promise<void> {
  try {
    linkSync(from, to);
  } catch {
    await copyFile(from, to);
    await sync(to);
  }
}

/** Some systems can't flush a folder; then the renames have to do. */
async function sync(path: string): Promise<void> {
  const opened = await open(path, "r");
  try {
    await opened.sync();
  } catch (thrown) {
    if (!["EINVAL", "EPERM", "ENOTSUP", "EBADF"].includes(codeOf(thrown) ?? "")) throw thrown;
  } finally {
    await opened.close();
  }
}

/** Rejects with the first error, after the batch that it came in. */
async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const settled = await Promise.allSettled(items.slice(start, start + AT_ONCE).map(work));
    for (const one of settled) if (one.status === "rejected") throw one.reason;
  }
}
