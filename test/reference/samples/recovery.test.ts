import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type SampleNode, toJson } from "../../../src/samples/sample.ts";
import { tokenize } from "../../../src/samples/tokens.ts";
import { describeShared, shared } from "../../support/shared.ts";
import { fences, preformatted, readAlone, readSeed, runsOfLines } from "./support.ts";

/** A page's samples, whether its other samples are shown as siblings, and the least share that must come back exactly. */
interface Case {
  readonly cut: () => string[];
  readonly siblings: boolean;
  readonly least: number;
}

const indented = (): string[] => fences(readFileSync(shared("pages/v3.6/webhooks.mdx"), "utf8"), "json");

const cases: readonly [string, Case][] = [
  ["indentation alone", { cut: indented, siblings: false, least: 0.97 }],
  ["siblings alone, a line a member", { cut: () => runsOfLines(readSeed("001")), siblings: true, least: 0.9 }],
  ["siblings alone, all on one line", { cut: () => preformatted(readSeed("002")), siblings: true, least: 0.88 }],
];

function valueOf(root: SampleNode | undefined): string | undefined {
  return root === undefined ? undefined : JSON.stringify(toJson(root));
}

describeShared("a sound sample that loses one closer", () => {
  test.each(cases)(
    "is read as before by %s, in nearly all places, and never in silence",
    (_, { cut, siblings, least }) => {
      const sound = cut().flatMap((text) => {
        const { root, findings } = readAlone(text);
        return root === undefined || findings.length > 0 ? [] : [{ text, root }];
      });
      let all = 0;
      let exact = 0;
      for (const { text, root } of sound) {
        const others = siblings ? sound.filter((other) => other.root !== root).map((other) => other.root) : [];
        for (const { kind, offset } of tokenize(text).tokens) {
          if (kind !== "}" && kind !== "]") continue;
          const result = readAlone(text.slice(0, offset) + text.slice(offset + 1), others);
          expect(result.findings).not.toHaveLength(0);
          all++;
          if (valueOf(result.root) === valueOf(root)) exact++;
        }
      }
      expect(exact / all).toBeGreaterThanOrEqual(least);
    },
  );
});
