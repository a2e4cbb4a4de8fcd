// Folders of handlers as values: made, run and edited without a file system.
import { MODEL_FORMAT, type Model } from "../../src/model/model.ts";
import { conventions } from "../support/conventions.ts";
import { planStubs, type StubPlan } from "../../src/stubs/plan-stubs.ts";
import type { ExistingFile } from "../../src/stubs/folder.ts";
import { object, webhook } from "../emit/fixtures.ts";

export type Folder = Readonly<Record<string, string>>;

export const packageName = "@acme/hooks";

export function modelOf(version: string, actions: readonly string[]): Model {
  return {
    format: MODEL_FORMAT,
    version,
    status: "stable",
    pages: [],
    conventions,
    webhooks: actions.map((action) => webhook(action, object(), [])),
    structures: [],
    corrections: [],
    coverage: { consumed: {}, entries: [] },
  };
}

export function plan(model: Model, folder: Folder, refused: readonly ExistingFile[] = []): Promise<StubPlan> {
  const files = Object.entries(folder).map(([path, text]) => ({ path, text }));
  return planStubs(model, [...files, ...refused], { packageName });
}

/** The folder after a run. */
export async function step(model: Model, folder: Folder): Promise<Folder> {
  const { edits } = await plan(model, folder);
  return { ...folder, ...Object.fromEntries(edits.map(({ path, after }) => [path, after])) };
}

/** What a run tells, as `rule path:line`. */
export function told({ findings }: StubPlan): readonly string[] {
  return findings.map(({ ruleId, file, line }) => `${ruleId ?? ""} ${file ?? ""}:${line ?? 0}`);
}
