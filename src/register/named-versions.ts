// The versions that corrections and decisions name, compared with those of the register.
import { finding, type Finding } from "../source/finding.ts";
import { didYouMean } from "../source/suggest.ts";
import type { Correction, CorrectionVersions } from "./correction.ts";
import type { Register } from "./read-register.ts";
import type { Decisions } from "./read-decisions.ts";

/** The corrections that are due for a version, in their own order. Versions the register does not know match none. */
export function correctionsFor(
  version: string,
  corrections: readonly Correction[],
  register: Register,
): readonly Correction[] {
  const order = register.versions.map((entry) => entry.version);
  return corrections.filter((correction) => covered(correction.versions, order).includes(version));
}

/** Versions that corrections name and the register does not, and ranges that hold no version. */
export function checkCorrectionVersions(corrections: readonly Correction[], register: Register): readonly Finding[] {
  const order = register.versions.map(({ version }) => version);
  return corrections.flatMap(({ id, versions, at }) => {
    const unknown = named(versions).filter((version) => !order.includes(version));
    if (unknown.length === 0 && covered(versions, order).length === 0) {
      return [
        problem(`the correction "${id}" has a range that holds no version: its "from" is newer than its "to"`, at),
      ];
    }
    return unknown.map((version) =>
      problem(
        `the correction "${id}" names version "${version}", which the register does not know${didYouMean(version, order)}`,
        at,
      ),
    );
  });
}

function covered(versions: CorrectionVersions, order: readonly string[]): readonly string[] {
  if (!isRange(versions)) return versions;
  const from = versions.from === undefined ? 0 : order.indexOf(versions.from);
  const to = versions.to === undefined ? order.length - 1 : order.indexOf(versions.to);
  return from === -1 || to === -1 ? [] : order.slice(from, to + 1);
}

function named(versions: CorrectionVersions): readonly string[] {
  if (!isRange(versions)) return versions;
  return [versions.from, versions.to].filter((version) => version !== undefined);
}

function isRange(versions: CorrectionVersions): versions is { readonly from?: string; readonly to?: string } {
  return !Array.isArray(versions);
}

function problem(message: string, at: Correction["at"]): Finding {
  return finding({ rule: "correction/version", severity: "error", message, at });
}

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
