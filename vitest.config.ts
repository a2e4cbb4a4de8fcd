import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long, the longest first: one of them begun last would keep one processor and leave the others idle. */
const long = [
  "pipeline/determinism",
  "package/package",
  "scripts/docs-update",
  "pipeline/mutation",
  "pipeline/mutation-html",
  "hostile/pages",
  "pipeline/purity",
  "pipeline/cache",
  "cli/hostile-output",
  "register/hostile-yaml",
  "cli/diff",
  "cli/watch",
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = long.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? long.length : at;
    };
    return usual.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/run-folder.ts"],
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // One file a processor: vitest would leave one free, which halves the speed of a machine with two.
    maxWorkers: "100%",
  },
});
