// Tells of edits below the input folder, gathered and not before a file has settled.
import { basename, relative, resolve, sep } from "node:path";
import { watch } from "chokidar";

export interface WatchOptions {
  /** A folder that is not looked into, should it stand in the input folder. */
  readonly output: string;
  /**
   * Called with paths below the folder, with forward slashes; at first, when edits are seen, with none. One call waits for
   * the one before it. It must not reject.
   */
  readonly onEdit: (files: ReadonlySet<string>) => Promise<void>;
  /** The watching itself fails somewhere; it goes on elsewhere. */
  readonly onError: (message: string) => void;
}

export interface InputWatcher {
  /** Ends the watching, after the call of `onEdit` that runs. */
  close(): Promise<void>;
}

/** Milliseconds without another write after which a file is taken for whole. */
const SETTLED = 100;
/** Milliseconds in which edits are gathered. */
const GATHERING = 50;

/** Resolves when the first call is done. */
export async function watchInputs(root: string, { output, onEdit, onError }: WatchOptions): Promise<InputWatcher> {
  const folder = resolve(root);
  const left = resolve(output);
  const watcher = watch(folder, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SETTLED, pollInterval: 25 },
    ignored: (path) => path === left || path.startsWith(left + sep) || basename(path).startsWith(".hooksmith-"),
  });
  let gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const flush = (): void => {
    running = running.then(async () => {
      if (gathered.size === 0) return;
      const files = gathered;
      gathered = new Set();
      await onEdit(files);
    });
  };
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir") return;
    gathered.add(relative(folder, path).split(sep).join("/"));
    clearTimeout(timer);
    timer = setTimeout(flush, GATHERING);
  });
  watcher.on("error", (error) => {
    onError(error instanceof Error ? error.message : String(error));
  });
  await new Promise<void>((ready) => watcher.once("ready", ready));
  running = running.then(() => onEdit(new Set()));
  await running;
  return {
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}
