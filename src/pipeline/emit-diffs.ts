// Compares every two neighbouring versions of the register, for the folder `diffs` of the output.
import type { OverviewVersion } from "../diff/html/index.ts";
import type { DiffReport } from "../diff/report.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { Model } from "../model/model.ts";
import type { Decisions } from "../register/read-decisions.ts";
import { finding, type Finding } from "../source/finding.ts";
import { type ComparedVersions, compareVersions } from "./compare-versions.ts";

export interface EmittedDiffs {
  readonly files: readonly OutputFile[];
  /** Decisions that are stale, or that have expired by `today`. */
  readonly findings: readonly Finding[];
}

export interface DiffsInput {
  /** Of the register, oldest first; those without a model are not compared, nor leapt over. */
  readonly versions: readonly string[];
  readonly models: ReadonlyMap<string, Model>;
  readonly decisions: Decisions;
  /** ISO date; it decides about findings, never about bytes. */
  readonly today?: string;
  readonly memory?: DiffMemory;
}

/** What earlier runs made of two versions whose models are as they are now, by their names. */
export interface DiffMemory {
  readonly recall: (old: string, now: string) => ComparedVersions | undefined;
  readonly keep: (old: string, now: string, compared: ComparedVersions) => void;
}

export async function emitDiffs(input: DiffsInput): Promise<EmittedDiffs> {
  const { versions, models, decisions, today } = input;
  const steps = versions.flatMap((version, index): readonly (readonly [Model, Model])[] => {
    const old = models.get(versions[index - 1] ?? "");
    const now = models.get(version);
    return old === undefined || now === undefined ? [] : [[old, now]];
  });
  const known = versions.flatMap((version) => models.get(version) ?? []);
  if (known.length === 0) return { files: [], findings: [] };
  const compared = await compareAll(steps, input);
  const reports = compared.map(({ report }) => report);
  const [{ overviewHtml }, { default: schema }] = await Promise.all([
    import("../diff/html/index.ts"),
    import("../diff/diff-report.schema.json", { with: { type: "json" } }),
  ]);
  return {
    files: [
      ...compared.flatMap(({ files }) => files),
      { path: "diffs/diff-report.schema.json", content: `${JSON.stringify(schema, null, 2)}\n` },
      { path: "diffs/index.html", content: overviewHtml({ versions: known.map(overviewOf), reports }) },
    ],
    findings: [...reports.flatMap(({ problems }) => problems), ...expired(reports, decisions, today)].map(finding),
  };
}

async function compareAll(
  steps: readonly (readonly [Model, Model])[],
  { decisions, memory }: DiffsInput,
): Promise<readonly ComparedVersions[]> {
  const compared: ComparedVersions[] = [];
  for (const [old, now] of steps) {
    const known = memory?.recall(old.version, now.version);
    const made = known ?? (await compareVersions(old, now, decisions));
    if (known === undefined) memory?.keep(old.version, now.version, made);
    compared.push(made);
  }
  return compared;
}

function overviewOf({ version, status, webhooks }: Model): OverviewVersion {
  return {
    version,
    status,
    webhooks: webhooks.map(({ name, group }) => ({ name, ...(group === undefined ? {} : { group }) })),
  };
}

/** Committed reports know no day: what has expired stays accepted in them, and is said beside them. */
function expired(
  reports: readonly DiffReport[],
  { acceptances }: Decisions,
  today: string | undefined,
): readonly Parameters<typeof finding>[0][] {
  if (today === undefined) return [];
  return acceptances
    .filter(({ until }) => until !== undefined && until < today)
    .filter(({ between, fingerprint }) =>
      reports.some(
        ({ old, new: now, changes }) =>
          between.old === old.version &&
          between.new === now.version &&
          changes.some((change) => change.fingerprint === fingerprint),
      ),
    )
    .map(({ fingerprint, until = "", at }) => ({
      rule: "decision/expired",
      severity: "error",
      message: `the acceptance of ${fingerprint} ended on ${until}`,
      at,
      fix: "look at the change again",
    }));
}
