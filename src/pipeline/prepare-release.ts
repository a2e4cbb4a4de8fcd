// Prepares a release of the generated package: its version and its changelog, from all that changed since it was published.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../source/thrown.ts";
import { compareModels } from "../diff/compare-models.ts";
import type { Bump } from "../diff/report.ts";
import {
  addToChangelog,
  adviseBump,
  changelogEntries,
  nextVersion,
  type ReleasedVersion,
} from "../diff/reports/release.ts";
import type { Model } from "../model/model.ts";
import type { Decisions } from "../register/read-decisions.ts";
import { loadDecisions } from "./load-inputs.ts";
import { loadModel } from "./load-model.ts";

export interface ReleaseOptions {
  /** Folder of the package as it was published: its package.json and its models. */
  readonly base: string;
  /** Folder of the package as it is. */
  readonly output: string;
  /** Input folder, for the decisions. */
  readonly input: string;
}

export type ReleaseResult =
  | { readonly state: "prepared" | "unchanged"; readonly bump: Bump; readonly from: string; readonly version: string }
  | { readonly state: "failed"; readonly message: string };

/** Writes package.json and CHANGELOG.md where they change. A version that somebody raised higher already stays. */
export async function prepareRelease({ base, output, input }: ReleaseOptions): Promise<ReleaseResult> {
  const [before, now] = await Promise.all([readPackage(base), readPackage(output)]);
  const decided = loadDecisions(input);
  if ("problem" in before) return { state: "failed", message: before.problem };
  if ("problem" in now) return { state: "failed", message: now.problem };
  if (decided.decisions === undefined) return { state: "failed", message: decided.problem };
  const versions = compareVersions(before.models, now.models, decided.decisions);
  const bump = adviseBump(
    versions.map((one) => (one.state === "compared" ? { ...one, advice: one.report.semver } : one)),
  );
  const next = nextVersion(before.version, bump);
  if (next === undefined) return { state: "failed", message: `"${before.version}" of ${base} is no version x.y.z` };
  const version = isHigher(now.version, next) ? now.version : next;
  const release = { bump, from: before.version, version };
  if (bump === "none") return { state: "unchanged", ...release };
  const changelog = addToChangelog(now.changelog, version, changelogEntries(versions));
  if (version === now.version && changelog === now.changelog) return { state: "unchanged", ...release };
  try {
    await writeFile(join(output, "package.json"), `${JSON.stringify({ ...now.manifest, version }, null, 2)}\n`);
    await writeFile(join(output, "CHANGELOG.md"), changelog);
  } catch (error) {
    return { state: "failed", message: `${output} can't be written: ${reasonOf(error)}` };
  }
  return { state: "prepared", ...release };
}

function compareVersions(
  before: ReadonlyMap<string, Model>,
  now: ReadonlyMap<string, Model>,
  decisions: Decisions,
): readonly ReleasedVersion[] {
  const gone = [...before.keys()].filter((version) => !now.has(version));
  return [
    ...gone.map((version): ReleasedVersion => ({ version, state: "removed" })),
    ...[...now].flatMap(([version, model]): readonly ReleasedVersion[] => {
      const old = before.get(version);
      if (old === undefined) return [{ version, state: "added" }];
      const report = compareModels(old, model, { mode: "drift", decisions });
      return report.changes.length === 0 ? [] : [{ version, state: "compared", report }];
    }),
  ];
}

interface Package {
  readonly version: string;
  readonly manifest: object;
  readonly changelog: string;
  readonly models: ReadonlyMap<string, Model>;
}

async function readPackage(folder: string): Promise<Package | { readonly problem: string }> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) {
      return { problem: `${join(folder, "package.json")} names no version` };
    }
    const changelog = await readFile(join(folder, "CHANGELOG.md"), "utf8").catch(() => "");
    const models = new Map<string, Model>();
    for (const name of (await readdir(folder)).filter((one) => /^v\d/.test(one)).sort()) {
      const { model, problem } = await loadModel(folder, name);
      if (model === undefined) return { problem: problem ?? `${folder} holds no model of ${name}` };
      models.set(model.version, model);
    }
    return { version: String(manifest.version), manifest, changelog, models };
  } catch (error) {
    return { problem: `${folder} is no generated package: ${reasonOf(error)}` };
  }
}

/** Of two versions x.y.z; what follows them does not count. */
function isHigher(one: string, other: string): boolean {
  const numbers = (version: string): readonly number[] => version.split(/[-+]/)[0]?.split(".").map(Number) ?? [];
  const [mine, theirs] = [numbers(one), numbers(other)];
  const at = [0, 1, 2].find((index) => mine[index] !== theirs[index]);
  return at !== undefined && (mine[at] ?? 0) > (theirs[at] ?? 0);
}
