// Runs again what an edit of the input folder touches, until it is ended.
import { reasonOf } from "../source/thrown.ts";
import { type Inputs, loadInputs } from "../pipeline/load-inputs.ts";
import { openPool, type Pool } from "../pipeline/pool.ts";
import { affectedVersions, watchInputs } from "../pipeline/watch-inputs.ts";

export interface WatchOptions {
  readonly input: string;
  /** Where the runs write, which is not watched. */
  readonly output: string;
  readonly only?: readonly string[];
  readonly timeLimit?: number;
  /** Called at the start, and for each edit that touches a version; false where the run could do nothing. */
  readonly run: (run: { readonly only?: readonly string[]; readonly pool: Pool }) => Promise<boolean>;
  /** Called with what was edited, before a run where one follows. */
  readonly onEdit?: (edit: { readonly files: readonly string[]; readonly matters: boolean }) => void;
  readonly onWaiting?: () => void;
  readonly onError?: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Ends when the signal aborts; what runs then is finished first. */
export async function watch(options: WatchOptions): Promise<void> {
  const { input, output, only, signal, run, onEdit, onWaiting, onError } = options;
  const pool = openPool(options);
  let known: Inputs | undefined;
  let owed = new Set<string>();

  /** Edits that lead to nothing for now, as those of a broken register, are owed to the next run. */
  const regenerate = async (files: ReadonlySet<string>): Promise<void> => {
    owed = new Set([...owed, ...files]);
    const loaded = loadInputs(input, only);
    const inputs = "inputs" in loaded ? loaded.inputs : undefined;
    const affected = inputs === undefined ? only : affectedVersions(known, inputs, owed);
    const matters = inputs === undefined || affected !== undefined;
    if (files.size > 0 || !matters) onEdit?.({ files: [...files], matters });
    const usable = matters ? await run({ pool, ...(affected === undefined ? {} : { only: affected }) }) : true;
    if (inputs === undefined || !usable) return;
    known = inputs;
    owed.clear();
  };

  const watcher = await watchInputs(input, {
    output,
    onEdit: async (files) => {
      try {
        await regenerate(files);
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
