// Loads the model of a generated version, or says which version may have been meant.
import type { Model } from "../model/model.ts";
import { loadModel } from "../pipeline.ts";
import { printable } from "../source/printable.ts";
import { didYouMean } from "../source/suggest.ts";
import type { Console } from "./console.ts";

/** Undefined after a message. */
export async function findModel(output: string, version: string, { err }: Console): Promise<Model | undefined> {
  const { model, problem, known } = await loadModel(output, version);
  if (model !== undefined) return model;
  const plain = version.replace(/^v/i, "");
  if (problem !== undefined && known.includes(plain)) err.write(`${printable(problem)}\n`);
  else if (known.length === 0)
    err.write(`${printable(problem ?? `no version is generated in ${output}; run generate first`)}\n`);
  else {
    const hint = didYouMean(plain, known) || `; generated versions are ${known.join(", ")}`;
    err.write(`${printable(`version "${version}" is not generated in ${output}${hint}`)}\n`);
  }
  return undefined;
}
