// generate --watch: generates, and again what an edit touches, until it is interrupted.
import { affectedVersions } from "../pipeline/watch-inputs.ts";
import { type Inputs, loadInputs } from "../pipeline/load-inputs.ts";
import { openPool } from "../pipeline/pool.ts";
import { watchInputs } from "../pipeline/watch-inputs.ts";
import { printable } from "../source/printable.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { type GenerateArguments, runGenerate } from "./generate.ts";

/** Ends, with 0, when `end` aborts or the process is asked to end; what runs then is finished first. */
export async function runWatch(
  given: GenerateArguments,
  console: Console,
  end: AbortSignal = AbortSignal.any([interruption(), console.stdoutClosed]),
): Promise<ExitCode> {
  const { input, output } = given;
  const { err } = console;
  const pool = openPool(given);
  let known: Inputs | undefined;
  let owed = new Set<string>();

  /** Edits that lead to nothing for now, as those of a broken register, are owed to the next run. */
  const regenerate = async (files: ReadonlySet<string>): Promise<void> => {
    owed = new Set([...owed, ...files]);
    const loaded = loadInputs(input, given.only);
    const inputs = "inputs" in loaded ? loaded.inputs : undefined;
    const affected = inputs === undefined ? given.only : affectedVersions(known, inputs, owed);
    if (inputs !== undefined && affected === undefined) {
      known = inputs;
      owed.clear();
      err.write(`\n${named([...files], input)}; nothing has to be generated again\n`);
      return;
    }
    if (files.size > 0) err.write(`\n${named([...files], input)}\n`);
    const run = { ...given, ...(affected === undefined ? {} : { only: affected }) };
    const code = await runGenerate(run, console, pool);
    if (inputs === undefined || code === EXIT.unusable) return;
    known = inputs;
    owed.clear();
  };

  const watcher = await watchInputs(input, {
    output,
    onEdit: async (files) => {
      try {
        await regenerate(files);
      } catch (error) {
        err.write(`this run failed: ${printable(error instanceof Error ? error.message : String(error))}\n`);
      }
      if (!end.aborted) err.write(`watching ${printable(input)}; Ctrl-C ends\n`);
    },
    onError: (message) => {
      err.write(`${printable(`${input} ${message}`)}\n`);
    },
  });
  await new Promise<void>((ended) => {
    if (end.aborted) ended();
    else end.addEventListener("abort", () => ended(), { once: true });
  });
  await watcher.close();
  await pool.close();
  return EXIT.fine;
}

const MOST_NAMES = 3;

function named(files: readonly string[], input: string): string {
  const shown = files.slice(0, MOST_NAMES).map((file) => printable(`${input}/${file}`));
  const rest = files.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""} changed`;
}

/** By Ctrl-C or a request to end; a second one ends the process at once. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  return stop.signal;
}
