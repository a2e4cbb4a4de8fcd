// Brings a model to the form in which a model.json gives it back, so that a comparison does not depend on where it came from.
import { modelJson } from "../emit/model-json.ts";
import type { Model } from "../model/model.ts";
import { isModel } from "./load-model.ts";

export function settleModel(model: Model): Model {
  const read: unknown = JSON.parse(modelJson(model));
  return isModel(read) ? read : model;
}
