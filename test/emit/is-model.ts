// Lets a test read a model.json that this program wrote.
import type { Model } from "../../src/model/model.ts";

export function isModel(value: unknown): value is Model {
  return typeof value === "object" && value !== null && "webhooks" in value && "structures" in value;
}
