// Words for what a JSON Schema found wrong in a register or corrections file.
import type { ErrorObject } from "ajv/dist/2020.js";
import { shorten } from "../source/finding.ts";
import { didYouMean, suggest } from "../source/suggest.ts";
import { oneOf } from "../source/wording.ts";

export interface ErrorWords {
  readonly message: string;
  /** The member that the error is about, where it is one of the mapping's own keys. */
  readonly key?: string;
  readonly fix?: string;
}

/** `source` is the value as written, when it is a scalar: `3.10` stays `3.10` although it reads as a number. */
export function explainError(error: ErrorObject, source: string | undefined): ErrorWords {
  const { keyword, params, instancePath, data } = error;
  const where = readablePath(instancePath);
  const found = source === undefined ? say(data) : typeof data === "string" ? JSON.stringify(source) : source;
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      const known = knownKeys(error.parentSchema);
      const [near] = suggest(key, known);
      const hint = near === undefined ? `; known keys: ${known.join(", ")}` : didYouMean(key, known);
      const message = `${where} has the unknown key "${key}"${hint}`;
      return near === undefined ? { key, message } : { key, message, fix: `write ${near}` };
    }
    case "required":
      return { message: `${where} lacks the key "${String(params["missingProperty"])}"` };
    case "type": {
      const wanted = [params["type"]].flat().map(String).map(article);
      const message = `${where} is ${found}, where ${oneOf(wanted)} is needed`;
      const quotable = wanted.includes("a string") && typeof data === "number" && source !== undefined;
      return quotable ? { message, fix: `put it in quotes: "${source}"` } : { message };
    }
    case "enum": {
      const known = listOf(params["allowedValues"]).map(String);
      const asked = typeof data === "string" ? data : "";
      return { message: `${where} is ${found}, where ${oneOf(known)} is needed${didYouMean(asked, known)}` };
    }
    case "const":
      return { message: `${where} is ${found}, where only ${say(params["allowedValue"])} has a meaning` };
    case "minItems":
      return { message: `${where} is empty, where at least one entry is needed` };
    case "minLength":
      return { message: `${where} is an empty string` };
    case "minProperties":
      return {
        message: `${where} is empty, where at least one of ${knownKeys(error.parentSchema).join(", ")} is needed`,
      };
    case "uniqueItems":
      return { message: `${where} lists one value twice` };
    case "format":
      return { message: `${where} is ${found}, where a ${String(params["format"])} such as 2021-09-01 is needed` };
    case "pattern":
      return { message: `${where} is ${found}, where ${patternWords(where)} is needed` };
    case "discriminator":
      return { message: `${where} has a kind that is not known, where ${oneOf(kinds)} is needed` };
    default:
      return { message: `${where} ${error.message ?? "is not what the schema wants"}` };
  }
}

const kinds = [
  ...["string", "integer", "number", "boolean", "null", "any"],
  ...["literal", "enum", "object", "map", "array", "union", "reference"],
];

/** `/versions/0/pages/1/file` as "versions[0].pages[1].file"; the root is "the file". */
function readablePath(pointer: string): string {
  if (pointer === "") return "the file";
  return pointer
    .slice(1)
    .split("/")
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join("")
    .replace(/^\./, "");
}

function patternWords(where: string): string {
  if (where === "package") return "an npm package name";
  if (where.endsWith(".version")) return 'a version such as "3.5" or "3.4-preview"';
  if (where.endsWith(".id")) return "lower-case words joined by hyphens";
  if (where.endsWith(".url")) return "an http or https address";
  return "some text";
}

function knownKeys(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null || !("properties" in schema)) return [];
  const { properties } = schema;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = { object: "a mapping", array: "a list", boolean: "true or false" };
  return words[type] ?? (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function say(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a mapping";
  if (value === null || value === undefined) return "empty";
  return shorten(JSON.stringify(value), 60);
}
