// Runs generate again at each edit below the input folder, until it is ended: edits are gathered, and not before a file is complete.
// What an edit does not touch comes from the cache.
import { existsSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { watch as watchFolder, type FSWatcher } from "chokidar";
import { reasonOf } from "../source/thrown.ts";
import { openPool, type Pool } from "./pool.ts";

export interface WatchOptions {
  readonly input: string;
  /** Where the runs write, which is not looked into, should it be in the input folder. */
  readonly output: string;
  readonly timeLimit?: number;
  /** Called at the start, and for each edit; one call waits for the one before it. */
  readonly run: (pool: Pool) => Promise<unknown>;
  /** Called with what was edited, before the run: paths below the folder, with forward slashes. */
  readonly onEdit?: (files: readonly string[]) => void;
  readonly onWaiting?: () => void;
  /** A run fails, the watching fails somewhere and goes on elsewhere, or the folder is gone. */
  readonly onError?: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds without another write after which a file is taken for whole. */
const SETTLED = 100;
/** Milliseconds between two looks whether the folder itself is there. */
const PRESENCE = 500;
/** Milliseconds in which edits are gathered. */
const GATHERING = 50;

/** Ends when the signal aborts; what runs then is finished first. */
export async function watch(options: WatchOptions): Promise<void> {
  const { input, output, signal, run, onEdit, onWaiting, onError } = options;
  const pool = openPool(options);
  const folder = resolve(input);
  const left = resolve(output);
  const ignored = (path: string): boolean =>
    path === left || path.startsWith(left + sep) || basename(path).startsWith(".hooksmith-");
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const generate = async (): Promise<void> => {
    if (gathered.size > 0) onEdit?.([...gathered]);
    gathered.clear();
    try {
      await run(pool);
    } catch (error) {
      onError?.(`this run failed: ${reasonOf(error)}`);
    }
    if (!signal.aborted) onWaiting?.();
  };
  let running = Promise.resolve();
  const flush = (): void => {
    running = running.then(() => (gathered.size === 0 ? undefined : generate()));
  };
  /** What is in the folder at first is no edit; where it has come back, all of it is. */
  const begin = (ignoreInitial: boolean): FSWatcher => {
    const begun = watchFolder(folder, {
      ignoreInitial,
      awaitWriteFinish: { stabilityThreshold: SETTLED, pollInterval: 25 },
      ignored,
    });
    begun.on("all", (event, path) => {
      if (event === "addDir" || event === "unlinkDir") return;
      gathered.add(relative(folder, path).split(sep).join("/"));
      clearTimeout(timer);
      timer = setTimeout(flush, GATHERING);
    });
    begun.on("error", (error) => {
      onError?.(`${input} can't be watched everywhere: ${reasonOf(error)}`);
    });
    return begun;
  };
  let watcher = begin(true);
  await new Promise<void>((ready) => watcher.once("ready", ready));
  running = generate();
  await running;
  // Nothing is heard of a folder that is moved away, not even that it is back.
  let gone = false;
  const presence = setInterval(() => {
    const there = existsSync(folder);
    if (!there && !gone) onError?.(`${input} is gone; once it is back the watching goes on`);
    if (there && gone) {
      void watcher.close();
      watcher = begin(false);
    }
    gone = !there;
  }, PRESENCE);
  await new Promise<void>((ended) => {
    if (signal.aborted) ended();
    else signal.addEventListener("abort", () => ended(), { once: true });
  });
  clearInterval(presence);
  clearTimeout(timer);
  await watcher.close();
  await running;
  await pool.close();
}
