// observe: captured bodies against what the docs say, with a correction for each difference.
import { observationText, observe, type ObserveOptions, printable, printableJson } from "../index.ts";
import { type Console, EXIT, type ExitCode, sourcesOf, unusable } from "./console.ts";

export interface ObserveArguments extends Omit<ObserveOptions, "files"> {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly json?: boolean;
}

/** Reports on what could be read, and ends with 2 where anything could not. */
export async function runObserve(given: ObserveArguments, console: Console): Promise<ExitCode> {
  const { json = false, ...options } = given;
  const observed = await observe({ ...options, files: await sourcesOf(given.files, console) });
  if (observed.problem !== undefined) return unusable(observed.problem, console);
  const { version, bodies, differences, stopped, unread } = observed;
  for (const problem of unread) console.err.write(`${printable(problem)}\n`);
  console.out.write(json ? `${printableJson({ version, bodies, differences }, 2)}\n` : observationText(differences));
  console.note(`${summary(bodies, differences.length)}\n`);
  if (stopped) console.err.write("there may be more: --all-errors looks at every difference\n");
  if (unread.length > 0) return EXIT.unusable;
  return differences.length === 0 ? EXIT.fine : EXIT.found;
}

function summary(bodies: number, differences: number): string {
  const compared = `${String(bodies)} ${bodies === 1 ? "body" : "bodies"}`;
  if (bodies === 0) return `${compared}: nothing was compared with the docs`;
  if (differences === 0) return `${compared}: nothing differs from the docs`;
  return `${compared}: ${String(differences)} ${differences === 1 ? "difference" : "differences"} from the docs`;
}
