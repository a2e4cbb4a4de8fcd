// Compares the models that a run made with those that they replace.
import type { DiffReport } from "../diff/report.ts";
import { modelJson } from "../emit/model-json.ts";
import type { Model } from "../model/model.ts";
import type { Decisions } from "../register/read-decisions.ts";

/** One report a version that is not as it was; what only stands at another line is as it was. */
export async function findDrift(
  standing: ReadonlyMap<string, Model>,
  fresh: ReadonlyMap<string, Model>,
  decisions: Decisions,
): Promise<readonly DiffReport[]> {
  const reports: DiffReport[] = [];
  for (const [version, now] of fresh) {
    const old = standing.get(version);
    if (old === undefined || modelJson(old) === modelJson(now)) continue;
    const { compareModels } = await import("../diff/compare-models.ts");
    const compared = compareModels(old, now, {
      mode: "drift",
      old: { label: `${version} before`, kind: "model" },
      new: { label: `${version} now`, kind: "version" },
      decisions,
    });
    if (compared.changes.length > 0) reports.push({ ...compared, problems: [] });
  }
  return reports;
}
