// The model of a generated version, or why there is none.
import type { Model } from "../model/model.ts";
import { loadModel } from "../pipeline/load-model.ts";
import { didYouMean } from "../source/suggest.ts";

/** Why nothing could be done: a version that is not generated, a file that can't be read, an unusable option. */
export interface Problem {
  readonly message: string;
}

/** What npm takes for the name of a package. */
export const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** Of every function that reads the generated package. */
export interface ModelOptions {
  /** A generated version, with or without a leading `v`. */
  readonly version: string;
  /** Folder of the generated package; `generated` by default. */
  readonly generated?: string;
}

export type OpenedModel = { readonly model: Model } | { readonly problem: Problem };

export async function openModel({ version, generated = "generated" }: ModelOptions): Promise<OpenedModel> {
  const { model, problem, known } = await loadModel(generated, version);
  if (model !== undefined) return { model };
  const plain = version.replace(/^v/i, "");
  if (problem !== undefined && known.includes(plain)) return { problem: { message: problem } };
  if (known.length === 0)
    return { problem: { message: problem ?? `no version is generated in ${generated}; run generate first` } };
  const hint = didYouMean(plain, known) || `; generated versions are ${known.join(", ")}`;
  return { problem: { message: `version "${version}" is not generated in ${generated}${hint}` } };
}
