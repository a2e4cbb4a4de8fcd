// The generated package in the checkout: models, schemas and types of its versions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "../../../src/model/model.ts";

export const generated = join(import.meta.dirname, "..", "..", "..", "generated");

export const docsInput = join(generated, "..", "docs-input");

/** Neighbouring versions that the package holds. */
export const neighbours: readonly (readonly [string, string])[] = [
  ["3.0", "3.4-preview"],
  ["3.4-preview", "3.4"],
  ["3.4", "3.5"],
  ["3.5", "3.6"],
  ["3.6", "3.7"],
];

export function generatedModel(version: string): Model {
  const read: unknown = JSON.parse(readFileSync(join(generated, `v${version}`, "model.json"), "utf8"));
  if (!isModel(read)) throw new Error(`generated/v${version}/model.json is no model`);
  return read;
}

export function generatedText(version: string, ...path: readonly string[]): string {
  return readFileSync(join(generated, `v${version}`, ...path), "utf8");
}

function isModel(value: unknown): value is Model {
  return typeof value === "object" && value !== null && "webhooks" in value;
}
