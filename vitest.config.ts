import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { globSync } from "tinyglobby";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Starts of paths below test/: what `npm test` leaves to `npm run test:all`, the longest first. */
export const onlyInAll: readonly string[] = [
  "recipes/",
  "package/",
  "pipeline/determinism",
  "vendors/silence",
  "scripts/docs-update",
  "pipeline/purity",
  "pipeline/mutation",
  "reference/samples/limits",
  "hostile/",
  "faults/",
  "register/hostile-yaml",
  "cli/hostile-output",
  "diff/html/hostile-text",
  "diff/html/long-report",
  "diff/html/overview-page",
  "diff/html/report-page",
  "site/browser",
  "emit/compile",
  "stubs/compile",
  "vendors/references",
  "runtime/adapters",
  "pipeline/conventions",
  "cli/stubs",
  "emit/own-samples",
  "pipeline/cache.",
  "pipeline/pool",
  "cli/diff",
  "cli/watch",
  "cli/foreign-output",
  "cli/endings",
  "pipeline/site",
  "cli/send-listen",
  "cli/fetch",
  "emit/any-payload",
  "emit/files",
  "emit/write-output",
  "formats/html.",
  "formats/text-seeds",
  "diff/html/contrast",
  "diff/html/parts",
  "runtime/schemes-by-adapters",
  "diff/witness",
  "fetch/real-pages",
  "diff/neighbours",
  "stubs/survival",
  "pipeline/isolation",
];

/** What both begin first: a long file begun last would keep one processor and leave the others idle. */
export const begunFirst: readonly string[] = ["cli/whole", "pipeline/pages"];

const order = [...onlyInAll, ...begunFirst].map((start) => `/test/${start}`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = order.findIndex((start) => moduleId.includes(start));
      return at < 0 ? order.length : at;
    };
    return usual.toSorted((one, other) => rank(one) - rank(other));
  }
}

const include = ["test/**/*.test.ts"];

/** Mocks of modules would reach the files that the same process runs next. */
const mocking = globSync(include).filter((path) => /\bvi\.mock\(/.test(readFileSync(path, "utf8")));

export default defineConfig(({ mode }) => {
  const exclude = [...configDefaults.exclude, ...(mode === "quick" ? onlyInAll.map((start) => `test/${start}**`) : [])];
  return {
    test: {
      globalSetup: ["test/support/run-folder.ts"],
      sequence: { sequencer: LongestFirst },
      // As src/cli/main.ts does for the program: less is optimised that runs too seldom to pay for it.
      execArgv: ["--interrupt-budget=600000"],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      passWithNoTests: false,
      // One more than there are processors: many files wait for programs and servers.
      maxWorkers: availableParallelism() + 1,
      projects: [
        // Most files share a process with others: what each would load anew takes longer than most of them.
        { extends: true, test: { name: "shared", include, exclude: [...exclude, ...mocking], isolate: false } },
        { extends: true, test: { name: "mocking", include: mocking, exclude } },
      ],
    },
  };
});
