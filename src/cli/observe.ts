// observe: captured bodies against what the docs say, with a correction for each difference.
import { printable, printableJson } from "../source/printable.ts";
import { observationText } from "../check/observation-text.ts";
import { observeBodies } from "../check/observe-bodies.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { findModel, readBodies } from "./inputs.ts";

export interface ObserveArguments {
  readonly version: string;
  readonly files: readonly string[];
  readonly output: string;
  readonly json?: boolean;
  readonly allErrors?: boolean;
  /** The webhook of all bodies, whatever they show. */
  readonly webhook?: string;
}

/** Reports on what could be read, and ends with 2 where anything could not. */
export async function runObserve(given: ObserveArguments, console: Console): Promise<ExitCode> {
  const model = await findModel(given.output, given.version, console);
  if (model === undefined) return EXIT.unusable;
  const { bodies, names, problems } = await readBodies(given.files, model.conventions.discriminator, console);
  for (const problem of problems) console.err.write(`${printable(problem)}\n`);
  const { differences, stopped } = observeBodies(model, bodies, {
    ...(given.allErrors !== undefined && { allErrors: given.allErrors }),
    names: given.webhook === undefined ? names : bodies.map(() => given.webhook),
  });
  if (given.json === true) {
    console.out.write(`${printableJson({ version: model.version, bodies: bodies.length, differences }, 2)}\n`);
  } else console.out.write(observationText(differences));
  console.err.write(`${summary(bodies.length, differences.length)}\n`);
  if (stopped) console.err.write("there may be more: --all-errors looks at every difference\n");
  if (problems.length > 0) return EXIT.unusable;
  return differences.length === 0 ? EXIT.fine : EXIT.found;
}

function summary(bodies: number, differences: number): string {
  const held = `${String(bodies)} ${bodies === 1 ? "body" : "bodies"}`;
  if (bodies === 0) return `${held}: nothing was held against the docs`;
  if (differences === 0) return `${held}: nothing differs from the docs`;
  return `${held}: ${String(differences)} ${differences === 1 ? "difference" : "differences"} from the docs`;
}
