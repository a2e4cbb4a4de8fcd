// generate --watch: generates, and again at each edit, until it is interrupted.
import { printable, watch } from "../index.ts";
import { type Console, EXIT, type ExitCode, interruption } from "./console.ts";
import { type GenerateArguments, runGenerate } from "./generate.ts";

/** Ends, with 0, when `signal` aborts or the process is asked to end. */
export async function runWatch(
  given: GenerateArguments,
  console: Console,
  signal: AbortSignal = interruption(console),
): Promise<ExitCode> {
  const { input } = given;
  await watch({
    ...given,
    signal,
    run: (pool) => runGenerate({ ...given, pool }, console),
    onEdit: (files) => {
      console.note(`\n${named(files, input)}\n`);
    },
    onWaiting: () => {
      console.note(`watching ${printable(input)}; Ctrl-C ends\n`);
    },
    onError: (message) => {
      console.err.write(`${printable(message)}\n`);
    },
  });
  return EXIT.fine;
}

const MOST_NAMES = 3;

function named(files: readonly string[], input: string): string {
  const shown = files.slice(0, MOST_NAMES).map((file) => printable(`${input}/${file}`));
  const rest = files.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""} changed`;
}
