// Reads a YAML file against a JSON Schema; whatever is wrong is a finding at the line and column of its node.
import { Ajv2020, type SchemaObject, type ErrorObject } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { type Document, LineCounter, parseDocument } from "yaml";
import { finding, type Finding } from "../findings/finding.ts";
import { locator, type Locator } from "./locate-node.ts";
import { explainError } from "./explain-error.ts";

/** The value, present only where there is no finding, and the places of its nodes. */
export interface LoadedYaml<T> {
  readonly value?: T;
  readonly locate: Locator;
  readonly findings: readonly Finding[];
}

const MOST_ALIASES = 100;

/** YAML 1.2, core schema, no custom tags. `T` is what the schema describes. */
export function loadYaml<T>(text: string, file: string, schema: SchemaObject): LoadedYaml<T> {
  const lines = new LineCounter();
  const document = parse(text, lines);
  const locate = locator(document instanceof Error ? undefined : document, { file, text, lines });
  if (document instanceof Error) return { locate, findings: [unreadable(document.message, locate)] };
  if (document.errors.length > 0) {
    const findings = document.errors.map(({ code, message, pos }) =>
      finding({
        rule: "register/yaml",
        severity: "error",
        message:
          code === "MULTIPLE_DOCS" ? "a second document begins here, where the file may hold one" : lowerFirst(message),
        at: locate.span(pos[0], pos[1]),
      }),
    );
    return { locate, findings };
  }
  const read = toValue(document);
  if (read instanceof Error) return { locate, findings: [unreadable(read.message, locate)] };
  const { value } = read;

  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    discriminator: true,
    allowUnionTypes: true,
    strictTypes: false,
  });
  ajvFormats.default(ajv, ["date"]);
  const valid = ajv.compile<T>(schema);
  if (valid(value)) return { value, locate, findings: [] };
  return { locate, findings: findingsOf(valid.errors ?? [], locate) };
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | Error {
  try {
    return parseDocument(text, {
      version: "1.2",
      schema: "core",
      customTags: [],
      resolveKnownTags: false,
      strict: true,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: "error",
      lineCounter,
    });
  } catch (error) {
    return asError(error);
  }
}

function toValue(document: Document.Parsed): { readonly value: unknown } | Error {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    return asError(error);
  }
}

function findingsOf(errors: readonly ErrorObject[], locate: Locator): readonly Finding[] {
  return errors
    .filter(({ keyword }) => keyword !== "if")
    .map((error) => {
      const { message, key, fix } = explainError(error, locate.sourceOf(error.instancePath));
      return finding({
        rule: `register/${error.keyword === "additionalProperties" ? "unknown-key" : error.keyword === "required" ? "missing-key" : "value"}`,
        severity: "error",
        message,
        at: key === undefined ? locate.value(error.instancePath) : locate.key(error.instancePath, key),
        ...(fix === undefined ? {} : { fix }),
      });
    });
}

function unreadable(message: string, locate: Locator): Finding {
  return finding({
    rule: "register/yaml",
    severity: "error",
    message: `the file could not be read as YAML: ${lowerFirst(message)}`,
    at: locate.span(0, 0),
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
