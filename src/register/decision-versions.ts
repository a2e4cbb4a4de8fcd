// Holds the versions that decisions name against the register: a misspelt one would never be looked at.
import { finding, type Finding } from "../source/finding.ts";
import { didYouMean } from "../source/suggest.ts";
import type { Decisions } from "./read-decisions.ts";
import type { Register } from "./register.ts";

export function checkDecisionVersions(
  { renames, acceptances }: Decisions,
  { versions }: Pick<Register, "versions">,
): readonly Finding[] {
  const known = versions.map(({ version }) => version);
  return [...renames, ...acceptances].flatMap(({ between, at }) =>
    [...new Set([between.old, between.new])]
      .filter((version) => !known.includes(version))
      .map((version) =>
        finding({
          rule: "decision/unknown-version",
          severity: "error",
          message: `the register has no version "${version}"${didYouMean(version, known)}`,
          at,
        }),
      ),
  );
}
