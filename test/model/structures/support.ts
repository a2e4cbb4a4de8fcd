// Reads small pages of data structures and of webhooks, written in the tests, to a model.
import { readDocument } from "../../../src/formats/read-document.ts";
import { buildModel } from "../../../src/model/build-model.ts";
import type { Field, Model, Structure, TypeNode } from "../../../src/model/model.ts";
import { extractStructures } from "../../../src/reference/extract-structures.ts";
import { extractWebhooks } from "../../../src/reference/extract-webhooks.ts";
import { allLabels } from "../../../src/reference/labels.ts";
import type { Reference } from "../../../src/reference/reference.ts";

export async function structuresPage(text: string): Promise<Reference> {
  return extractStructures(await documentOf(text, "structures.mdx"));
}

export async function webhooksPage(text: string): Promise<Reference> {
  return extractWebhooks(await documentOf(text, "webhooks.mdx"));
}

async function documentOf(text: string, file: string) {
  const { document } = await readDocument(new TextEncoder().encode(text), "mdx", { file, labels: allLabels });
  if (document === undefined) throw new Error("the page can't be read");
  return document;
}

export interface Built {
  readonly model: Model;
  /** Rule and message of each finding. */
  readonly said: readonly string[];
  structure(name: string): Structure;
}

export async function build(structures: string, webhooks?: string): Promise<Built> {
  const pages = [await structuresPage(structures), ...(webhooks === undefined ? [] : [await webhooksPage(webhooks)])];
  const { model, findings } = buildModel(pages, { status: "stable", pages: [] });
  return {
    model,
    said: findings.map(({ ruleId, reason }) => `${String(ruleId)}: ${reason}`),
    structure: (name) => {
      const found = model.structures.find((one) => one.name === name);
      if (found === undefined)
        throw new Error(`no ${name} among ${model.structures.map((one) => one.name).join(", ")}`);
      return found;
    },
  };
}

/** `{ id: string, ?name: "a" | "b" }`: all of a type in one line, presence by a question mark. */
export function line(type: TypeNode): string {
  const text = plainLine(type);
  return type.nullable === true ? `${text} | null` : text;
}

function plainLine(type: TypeNode): string {
  switch (type.kind) {
    case "object": {
      const members = type.fields.map(
        ({ name, type: inner, presence }: Field) => `${presence === "optional" ? "?" : ""}${name}: ${line(inner)}`,
      );
      const of = type.structure === undefined ? "" : `${type.structure} `;
      return `${of}{ ${[...members, ...(type.open === true ? ["…"] : [])].join(", ")} }`;
    }
    case "array":
      return `[${line(type.items)}]`;
    case "map":
      return `map of ${line(type.values)}`;
    case "union": {
      const by = type.discriminator === undefined ? "" : ` by ${type.discriminator}`;
      return `(${[...type.variants.map(line), ...(type.open === true ? ["…"] : [])].join(" | ")}${by})`;
    }
    case "reference":
      return `&${type.name}`;
    case "literal":
      return JSON.stringify(type.value);
    case "enum":
      return type.values.map(({ value }) => JSON.stringify(value)).join("|");
    case "string":
      return type.format ?? "string";
    default:
      return type.kind;
  }
}

/** A section with a table of what arrives, and a sample. */
export function section(
  heading: string,
  rows: readonly (readonly string[])[],
  sample?: unknown,
  head = "Field | Returned | Notes",
): string {
  const columns = head.split("|").length;
  const table =
    rows.length === 0
      ? ""
      : [head, Array.from({ length: columns }, () => "---").join(" | "), ...rows.map((row) => row.join(" | "))]
          .map((row) => `| ${row} |`)
          .join("\n");
  const code =
    sample === undefined
      ? ""
      : `\`\`\`json\n${typeof sample === "string" ? sample : JSON.stringify(sample, null, 2)}\n\`\`\``;
  return `${heading}\n\n${table}\n\n${code}\n`;
}
