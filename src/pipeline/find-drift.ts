// Compares the models that a run made with those that they replace.
import type { DiffReport } from "../diff/report.ts";
import type { Model } from "../model/model.ts";
import type { Decisions } from "../register/read-decisions.ts";

export interface Drift {
  readonly reports: readonly DiffReport[];
  /** Versions that could not be compared with what they replace. */
  readonly failed: readonly { readonly version: string; readonly thrown: unknown }[];
}

/** One report a version that is not as it was; what only stands at another line is as it was. Both sides as a model.json gives them. */
export async function findDrift(
  standing: (version: string) => Model | undefined,
  fresh: readonly Model[],
  decisions: Decisions,
): Promise<Drift> {
  const reports: DiffReport[] = [];
  const failed: Drift["failed"][number][] = [];
  for (const now of fresh) {
    const { version } = now;
    const old = standing(version);
    if (old === undefined) continue;
    const { compareModels } = await import("../diff/compare-models.ts");
    try {
      const compared = compareModels(old, now, {
        mode: "drift",
        old: { label: `${version} before`, kind: "model" },
        new: { label: `${version} now`, kind: "version" },
        decisions,
      });
      if (compared.changes.length > 0) reports.push({ ...compared, problems: [] });
    } catch (thrown) {
      failed.push({ version, thrown });
    }
  }
  return { reports, failed };
}
