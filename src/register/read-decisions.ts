// Reads docs-input/decisions.yaml: renames confirmed or denied, and changes accepted.
import { type Finding, type Position, report } from "../source/finding.ts";
import { isBlankYaml, type LoadedYaml, loadYaml } from "./load-yaml.ts";
import type { Register } from "./read-register.ts";
import { didYouMean } from "../source/suggest.ts";

export interface Between {
  readonly old: string;
  readonly new: string;
}

export interface RenameDecision {
  readonly between: Between;
  readonly from: readonly string[];
  readonly to: string;
  readonly decision: "confirmed" | "denied";
  readonly reason: string;
  readonly at: Position;
}

export interface AcceptanceDecision {
  readonly between: Between;
  readonly fingerprint: string;
  readonly reason: string;
  /** ISO date of the last day on which it holds. */
  readonly until?: string;
  readonly at: Position;
}

export interface Decisions {
  readonly renames: readonly RenameDecision[];
  readonly acceptances: readonly AcceptanceDecision[];
}

/** The decisions, present only where no finding is an error. */
export interface DecisionsResult {
  readonly decisions?: Decisions;
  readonly findings: readonly Finding[];
}

interface RawDecisions {
  readonly renames?: readonly Omit<RenameDecision, "at">[];
  readonly acceptances?: readonly Omit<AcceptanceDecision, "at">[];
}

/** `file` is the name that findings give. A file without any YAML in it holds no decisions. */
export function parseDecisions(text: string, file: string): DecisionsResult {
  if (isBlankYaml(text)) return { decisions: { renames: [], acceptances: [] }, findings: [] };
  const { value, locate, findings } = loadYaml<RawDecisions>(text, file, "decisions");
  if (value === undefined) return { findings };
  const renames = (value.renames ?? []).map((raw, index) => ({ ...raw, at: locate.value(`/renames/${index}/to`) }));
  const acceptances = (value.acceptances ?? []).map((raw, index) => ({
    ...raw,
    at: locate.value(`/acceptances/${index}/fingerprint`),
  }));
  const problems = twins(renames, acceptances);
  return problems.length === 0 ? { decisions: { renames, acceptances }, findings: [] } : { findings: problems };
}

function twins(renames: Decisions["renames"], acceptances: Decisions["acceptances"]): LoadedYaml<unknown>["findings"] {
  const seen = new Set<string>();
  const keyed = [
    ...renames.map(({ between, from, to, at }) => ({
      key: JSON.stringify([between.old, between.new, [...from].sort(), to]),
      said: `the rename to "${to}" is decided`,
      at,
    })),
    ...acceptances.map(({ between, fingerprint, at }) => ({
      key: JSON.stringify([between.old, between.new, fingerprint]),
      said: `the change ${fingerprint} is accepted`,
      at,
    })),
  ];
  return keyed.flatMap(({ key, said, at }) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [report("error", "decision/twice", `${said} twice`, { at })];
  });
}

/** Versions that decisions name and the register does not. */
export function checkDecisionVersions(
  { renames, acceptances }: Decisions,
  { versions }: Pick<Register, "versions">,
): readonly Finding[] {
  const known = versions.map(({ version }) => version);
  return [...renames, ...acceptances].flatMap(({ between, at }) =>
    [...new Set([between.old, between.new])]
      .filter((version) => !known.includes(version))
      .map((version) => {
        const message = `the register has no version "${version}"${didYouMean(version, known)}`;
        return report("error", "decision/unknown-version", message, { at });
      }),
  );
}
