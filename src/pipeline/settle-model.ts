// Brings a model to the form in which its model.json gives it back, so that a comparison does not depend on where it came from.
import type { EmittedFile } from "../emit/emitted-file.ts";
import { modelJson } from "../emit/model-json.ts";
import type { Model } from "../model/model.ts";
import { isModel } from "./load-model.ts";

export function settleModel(model: Model): Model {
  return modelFrom(modelJson(model)) ?? model;
}

/** The same for a model whose files are already made. */
export function settledModel(model: Model, files: readonly EmittedFile[]): Model {
  return modelFrom(files.find(({ path }) => path.endsWith("/model.json"))?.content ?? "null") ?? model;
}

function modelFrom(text: string): Model | undefined {
  const read: unknown = JSON.parse(text);
  return isModel(read) ? read : undefined;
}
