// Loads the model of a version from generated output.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../source/thrown.ts";
import { fits } from "../source/shape.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import { modelJson } from "../emit/model-json.ts";
import { MODEL_FORMAT, type Model } from "../model/model.ts";
import { readdirSync } from "node:fs";
import { safeName } from "../model/safe-name.ts";
import type { Finding } from "../source/finding.ts";
import { findingRecords, type FindingRecord } from "../source/report.ts";
import { recoverOutput } from "../emit/write-output.ts";
import type { PackageInfo } from "../emit/package/manifest.ts";

export interface LoadedModel {
  readonly model?: Model;
  /** Why there is none. */
  readonly problem?: string;
  /** Versions that the output holds, without the `v`. */
  readonly known: readonly string[];
}

/** @param version with or without a leading `v` */
export async function loadModel(outputDir: string, version: string): Promise<LoadedModel> {
  const known = await knownVersions(outputDir);
  const name = version.replace(/^v/i, "");
  if (known.length === 0) return { problem: `"${outputDir}" holds no generated version; run generate first`, known };
  if (!known.includes(name)) return { problem: `"${outputDir}" holds no version "${name}"`, known };
  return { ...(await readModelFile(join(outputDir, `v${name}`, "model.json"))), known };
}

/** Reads a model.json; one of another format is refused. */
export async function readModelFile(path: string): Promise<Omit<LoadedModel, "known">> {
  try {
    return readModel(readRegularFile(path).toString("utf8"), path);
  } catch (error) {
    return unreadable(path, error);
  }
}

/** The same for the text of the file. */
export function readModel(text: string, path: string): Omit<LoadedModel, "known"> {
  try {
    const read: unknown = JSON.parse(text);
    if (!isModel(read)) return { problem: `${path} is no model` };
    if (read.format > MODEL_FORMAT) {
      return {
        problem: `${path} is of model format ${String(read.format)}; this program reads formats up to ${String(MODEL_FORMAT)}: update hooksmith`,
      };
    }
    if (read.format < MODEL_FORMAT || !("conventions" in read)) {
      return {
        problem: `${path} is of model format ${String(read.format)}, which this program no longer reads: run generate to write it again in format ${String(MODEL_FORMAT)}`,
      };
    }
    return { model: read };
  } catch (error) {
    return unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Omit<LoadedModel, "known"> {
  return { problem: `${path} can't be read: ${reasonOf(error)}` };
}

async function knownVersions(outputDir: string): Promise<readonly string[]> {
  const entries = await readdir(outputDir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && /^v\d/.test(entry.name))
    .map(({ name }) => name.slice(1))
    .sort();
}

/** The head of the shape: hooksmith wrote the file, so the rest is as this program writes it. */
export function isModel(value: unknown): value is Model {
  return fits(value, { format: "number", version: "string", webhooks: [ANY_OBJECT], structures: [ANY_OBJECT] });
}

const ANY_OBJECT = {};

/** Brings a model to the form in which its model.json gives it back, so that a comparison does not depend on where it came from. */
export function normalModel(model: Model): Model {
  return modelFrom(modelJson(model));
}

/** The model of a text that `modelJson` printed. Throws for any other. */
export function modelFrom(text: string): Model {
  const read: unknown = JSON.parse(text);
  if (!isModel(read)) throw new Error("internal: this is no model");
  return read;
}

export interface CurrentOutput {
  /** Undefined where there is no such version, or none that this program can read. */
  readonly modelOf: (version: string) => Model | undefined;
  /** The version's model.json as it is. */
  readonly textOf: (version: string) => string | undefined;
  /** Whether a version's findings.json holds the same finding, wherever on the page it was then. */
  readonly records: (finding: Finding) => boolean;
  readonly existing: NonNullable<PackageInfo["existing"]>;
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
  const recorded = new Set<string>();
  for (const folder of folders) {
    for (const found of readFindings(textAt(join(output, folder, FINDINGS_FILE)))) recorded.add(keyOfRecord(found));
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
  return {
    modelOf,
    textOf,
    records: (finding) => findingRecords([finding]).some((record) => recorded.has(keyOfRecord(record))),
    existing: { packageJson: textAt(join(output, "package.json")), changelog: textAt(join(output, "CHANGELOG.md")) },
  };
}

export const FINDINGS_FILE = "findings.json";

/** Without the place: a line that is added above moves every finding below it. */
function keyOfRecord({ rule, file, message, quote }: Partial<FindingRecord>): string {
  return JSON.stringify([rule, file, message, quote]);
}

/** Of a findings.json; none for a text of another form. */
export function readFindings(text: string | undefined): readonly FindingRecord[] {
  try {
    const read: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(read) ? read.filter(isRecord) : [];
  } catch {
    return [];
  }
}

/** The head of the shape, as of a model. */
function isRecord(value: unknown): value is FindingRecord {
  return fits(value, { message: "string", rule: "string" });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined where no file can be read. */
export function textAt(path: string): string | undefined {
  try {
    return readRegularFile(path).toString("utf8");
  } catch {
    return undefined;
  }
}
