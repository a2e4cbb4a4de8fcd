// Runs the command lines of tables in one process, which starts in the time of one.
import type { Binary, Run } from "./binary.ts";

type Row = readonly [name: string, { readonly given: readonly string[] }];

export interface Together {
  /** The same rows, for `test.each`; their command lines are run when the first result is asked for. */
  rows<T extends Row>(rows: readonly T[]): T[];
  /** What came of a row's command line, by identity. */
  run(given: readonly string[]): Run;
}

export function together(binary: Binary): Together {
  const lines: (readonly string[])[] = [];
  let runs: readonly Run[] | undefined;
  return {
    rows: (rows) => {
      lines.push(...rows.map(([, { given }]) => given));
      return [...rows];
    },
    run: (given) => {
      runs ??= binary.runEach(lines);
      const run = runs[lines.indexOf(given)];
      if (run === undefined) throw new Error(`no row gives ${given.join(" ")}`);
      return run;
    },
  };
}
