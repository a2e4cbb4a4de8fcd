// Stubs of the generated versions compile under strict settings: fresh, and after steps from one version to another.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { loadModel } from "../../src/pipeline/load-model.ts";
import { planStubs } from "../../src/stubs/plan-stubs.ts";

const project = join(import.meta.dirname, "../..");
const generated = join(project, "generated");
const folder = mkdtempSync(join(project, "node_modules", ".stubs-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const compilerOptions = {
  ...{ target: "ES2023", module: "nodenext", types: [], noEmit: true, skipLibCheck: true },
  ...{ strict: true, exactOptionalPropertyTypes: true, noUnusedLocals: true, noUnusedParameters: true },
};

async function handlersAfter(models: readonly Model[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const model of models) {
    const existing = [...files].map(([path, text]) => ({ path, text }));
    const { edits, findings } = await planStubs(model, existing, { packageName: "@hooksmith/livechat" });
    expect(findings).toEqual([]);
    for (const { path, after } of edits) files.set(path, after);
  }
  return files;
}

test("every version's handlers compile, and those taken through all versions and back", async () => {
  const { known } = await loadModel(generated, "");
  const loaded = await Promise.all(known.map((version) => loadModel(generated, version)));
  const models = loaded.flatMap(({ model }) => model ?? []);
  expect(models.length).toBeGreaterThan(1);
  mkdirSync(join(folder, "node_modules/@hooksmith"), { recursive: true });
  symlinkSync(generated, join(folder, "node_modules/@hooksmith/livechat"));
  const ways = [...models.map((model) => [model]), models, models.toReversed()];
  for (const [index, way] of ways.entries()) {
    for (const [path, text] of await handlersAfter(way)) {
      const file = join(folder, `handlers-${String(index)}`, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["handlers-*/*.ts"] }));
  const compiler = join(project, "node_modules/typescript-7.0/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
});
