// Reads of the output that stands what must last: models of versions that are kept, the package's version and changelog.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { recoverOutput } from "../emit/write-output.ts";
import type { Model } from "../model/model.ts";
import { loadModel } from "./load-model.ts";

export interface StandingOutput {
  readonly models: ReadonlyMap<string, Model>;
  readonly existing: { readonly packageJson?: string; readonly changelog?: string };
}

/** @param readOnly nothing is put back after a killed run, since nothing may be written */
export async function readStandingOutput(
  output: string,
  readOnly: boolean,
): Promise<StandingOutput | { readonly problem: { readonly message: string } }> {
  if (!readOnly) {
    const recovered = await recoverOutput(output);
    if (recovered.state === "failed") return { problem: { message: recovered.error.message } };
  }
  const folders = (await readdir(output).catch(() => [])).filter((name) => /^v\d/.test(name)).sort();
  const models = new Map<string, Model>();
  for (const folder of folders) {
    const { model } = await loadModel(output, folder);
    if (model !== undefined) models.set(model.version, model);
  }
  const [packageJson, changelog] = await Promise.all([
    textOf(join(output, "package.json")),
    textOf(join(output, "CHANGELOG.md")),
  ]);
  return {
    models,
    existing: {
      ...(packageJson === undefined ? {} : { packageJson }),
      ...(changelog === undefined ? {} : { changelog }),
    },
  };
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
