// Reads of the output that stands what must last: models of versions that are kept, the package's version and changelog.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { safeName } from "../model/safe-name.ts";
import { recoverOutput } from "../emit/write-output.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import type { Model } from "../model/model.ts";
import { readModel } from "./load-model.ts";

export interface CurrentOutput {
  /** Undefined where there is no such version, or none that this program can read. */
  readonly modelOf: (version: string) => Model | undefined;
  /** The version's model.json as it stands. */
  readonly textOf: (version: string) => string | undefined;
  readonly existing: { readonly packageJson?: string; readonly changelog?: string };
}

/** @param readOnly nothing is put back after a killed run, since nothing may be written */
export async function readCurrentOutput(
  output: string,
  readOnly: boolean,
): Promise<CurrentOutput | { readonly problem: { readonly message: string } }> {
  if (!readOnly) {
    const recovered = await recoverOutput(output);
    if (recovered.state === "failed") return { problem: { message: recovered.error.message } };
  }
  const folders = namesIn(output).filter((name) => /^v\d/.test(name));
  const texts = new Map<string, string>();
  for (const folder of folders) {
    const text = textAt(join(output, folder, "model.json"));
    if (text !== undefined) texts.set(folder, text);
  }
  const textOf = (version: string): string | undefined => texts.get(safeName(`v${version}`));
  const models = new Map<string, Model | undefined>();
  const modelOf = (version: string): Model | undefined => {
    const text = textOf(version);
    if (text !== undefined && !models.has(version)) models.set(version, readModel(text, output).model);
    return models.get(version);
  };
  const packageJson = textAt(join(output, "package.json"));
  const changelog = textAt(join(output, "CHANGELOG.md"));
  return {
    modelOf,
    textOf,
    existing: {
      ...(packageJson === undefined ? {} : { packageJson }),
      ...(changelog === undefined ? {} : { changelog }),
    },
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textAt(path: string): string | undefined {
  try {
    return readRegularFile(path).toString("utf8");
  } catch {
    return undefined;
  }
}
