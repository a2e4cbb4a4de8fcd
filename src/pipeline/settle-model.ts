// Brings a model to the form in which its model.json gives it back, so that a comparison does not depend on where it came from.
import { modelJson } from "../emit/model-json.ts";
import type { Model } from "../model/model.ts";
import { isModel } from "./load-model.ts";

export function settleModel(model: Model): Model {
  return modelFrom(modelJson(model));
}

/** The model of a text that `modelJson` printed. Throws for any other. */
export function modelFrom(text: string): Model {
  const read: unknown = JSON.parse(text);
  if (!isModel(read)) throw new Error("internal: this is no model");
  return read;
}
