// Runs again at each edit of the input folder, until it is ended; what an edit does not touch comes from the cache.
import { openPool, type Pool } from "../pipeline/pool.ts";
import { watchInputs } from "../pipeline/watch-inputs.ts";
import { reasonOf } from "../source/thrown.ts";

export interface WatchOptions {
  readonly input: string;
  /** Where the runs write, which is not watched. */
  readonly output: string;
  readonly timeLimit?: number;
  /** Called at the start, and for each edit. */
  readonly run: (pool: Pool) => Promise<unknown>;
  /** Called with what was edited, before the run. */
  readonly onEdit?: (files: readonly string[]) => void;
  readonly onWaiting?: () => void;
  readonly onError?: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Ends when the signal aborts; what runs then is finished first. */
export async function watch(options: WatchOptions): Promise<void> {
  const { input, output, signal, run, onEdit, onWaiting, onError } = options;
  const pool = openPool(options);
  const watcher = await watchInputs(input, {
    output,
    onEdit: async (files) => {
      if (files.size > 0) onEdit?.([...files]);
      try {
        await run(pool);
      } catch (error) {
        onError?.(`this run failed: ${reasonOf(error)}`);
      }
      if (!signal.aborted) onWaiting?.();
    },
    onError: (message) => onError?.(`${input} ${message}`),
  });
  await new Promise<void>((ended) => {
    if (signal.aborted) ended();
    else signal.addEventListener("abort", () => ended(), { once: true });
  });
  await watcher.close();
  await pool.close();
}
