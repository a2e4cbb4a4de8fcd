import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Starts of paths below test/: what `npm test` leaves to `npm run test:all`, the longest first. */
export const onlyInAll: readonly string[] = [
  "recipes/",
  "pipeline/determinism",
  "package/",
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
  "vendors/silence",
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
];

/** What both begin first: a long file begun last would keep one processor and leave the others idle. */
export const begunFirst: readonly string[] = ["cli/whole", "pipeline/pages", "pipeline/conventions"];

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

export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(mode === "quick" ? onlyInAll.map((start) => `test/${start}**`) : [])],
    globalSetup: ["test/support/run-folder.ts"],
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // One file a processor: vitest would leave one free, which halves the speed of a machine with two.
    maxWorkers: "100%",
  },
}));
