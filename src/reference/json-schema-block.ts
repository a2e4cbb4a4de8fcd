// A JSON Schema in a code block, as JSON or YAML, describes a body, and is none: it is read as the TypeScript type that says the same.
// An OpenAPI document holds one for each of its webhooks.
import { parse } from "yaml";

type Schema = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Schemas in schemas that are followed, and all that are read of one block. */
const DEEPEST = 12;
const MOST = 2000;
const KEYWORDS = ["type", "$ref", "const", "enum", "properties", "items", "anyOf", "oneOf", "allOf"];

/** The type that a block's schema describes; undefined for what is no schema of an object. */
export function typeOfSchema(text: string): string | undefined {
  if (!/^[\s{]*"?properties"?\s*:|"properties"\s*:/m.test(text)) return undefined;
  const schema = parsed(text);
  if (!isRecord(schema)) return undefined;
  const { properties } = schema;
  const isSchema =
    isRecord(properties) &&
    (typeof schema["$schema"] === "string" || schema["type"] === "object") &&
    Object.values(properties).every((inner) => isRecord(inner) && KEYWORDS.some((keyword) => keyword in inner));
  return isSchema ? new Printer(schema).print(schema, 0) : undefined;
}

export interface DescribedWebhook {
  readonly name: string;
  /** Of its body, in TypeScript; absent where the document does not describe it. */
  readonly type?: string;
}

/** The webhooks of an OpenAPI document that a block shows, as a whole or in part. */
export function webhooksOfOpenApi(text: string): readonly DescribedWebhook[] {
  if (!/^[\s{]*"?(?:x-)?webhooks"?\s*:|"(?:x-)?webhooks"\s*:/m.test(text)) return [];
  const document = parsed(text);
  const webhooks = isRecord(document) ? (document["webhooks"] ?? document["x-webhooks"]) : undefined;
  if (!isRecord(document) || !isRecord(webhooks)) return [];
  const printer = new Printer(document);
  const within = (holder: unknown, step: string): unknown => {
    const value = isRecord(holder) ? holder[step] : undefined;
    return isRecord(value) && typeof value["$ref"] === "string" ? printer.target(value["$ref"]) : value;
  };
  return Object.keys(webhooks).map((name): DescribedWebhook => {
    const content = within(within(within(within(webhooks, name), "post"), "requestBody"), "content");
    const [media] = isRecord(content) ? Object.values(content) : [];
    const schema = isRecord(media) ? media["schema"] : undefined;
    return isRecord(schema) ? { name, type: printer.print(schema, 0) } : { name };
  });
}

function parsed(text: string): unknown {
  try {
    return /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 100, logLevel: "silent" });
  } catch {
    return undefined;
  }
}

class Printer {
  private readonly root: Schema;
  private count = 0;

  constructor(root: Schema) {
    this.root = root;
  }

  print(schema: unknown, depth: number): string {
    this.count += 1;
    if (!isRecord(schema) || depth > DEEPEST || this.count > MOST) return "unknown";
    const type = this.plain(schema, depth);
    return schema["nullable"] === true ? `(${type} | null)` : type;
  }

  private plain(schema: Schema, depth: number): string {
    const { $ref: ref, enum: values, anyOf, oneOf, allOf, type } = schema;
    if (typeof ref === "string") return this.print(this.target(ref), depth + 1);
    if ("const" in schema) return literal(schema["const"]);
    if (Array.isArray(values)) return joined(values.map(literal), " | ");
    const several = anyOf ?? oneOf;
    if (Array.isArray(several))
      return joined(
        several.map((one) => this.print(one, depth + 1)),
        " | ",
      );
    if (Array.isArray(allOf))
      return joined(
        allOf.map((one) => this.print(one, depth + 1)),
        " & ",
      );
    if (Array.isArray(type))
      return joined(
        type.map((one) => this.plain({ ...schema, type: one }, depth)),
        " | ",
      );
    return this.ofType(type ?? (isRecord(schema["properties"]) ? "object" : undefined), schema, depth);
  }

  private ofType(type: unknown, schema: Schema, depth: number): string {
    switch (type) {
      case "string":
      case "boolean":
      case "null":
      case "number":
        return type;
      case "integer":
        return "number";
      case "array":
        return `Array<${this.print(schema["items"], depth + 1)}>`;
      case "object":
        return this.object(schema, depth);
      default:
        return "unknown";
    }
  }

  private object({ properties, required, additionalProperties }: Schema, depth: number): string {
    if (!isRecord(properties) || Object.keys(properties).length === 0)
      return `Record<string, ${this.print(additionalProperties, depth + 1)}>`;
    const always = new Set<unknown>(Array.isArray(required) ? required : []);
    const members = Object.entries(properties).map(([name, inner]) => {
      const notes = isRecord(inner) && typeof inner["description"] === "string" ? inner["description"] : "";
      const comment = notes === "" ? "" : `/** ${notes.replaceAll("*/", "* /").replace(/\s+/g, " ")} */ `;
      return `${comment}${JSON.stringify(name)}${always.has(name) ? "" : "?"}: ${this.print(inner, depth + 1)};`;
    });
    return `{ ${members.join(" ")} }`;
  }

  /** What a reference within the schema leads to. */
  target(ref: string): unknown {
    const steps = /^#((?:\/[^/]+){1,8})$/.exec(ref)?.[1]?.split("/").slice(1) ?? [];
    let here: unknown = steps.length === 0 ? undefined : this.root;
    for (const step of steps) here = isRecord(here) ? Object.getOwnPropertyDescriptor(here, step)?.value : undefined;
    return here;
  }
}

function literal(value: unknown): string {
  return typeof value === "object" && value !== null ? "unknown" : JSON.stringify(value);
}

function joined(types: readonly string[], by: string): string {
  return types.length === 0 ? "unknown" : `(${types.join(by)})`;
}
