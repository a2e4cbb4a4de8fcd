// Writes a type as TypeScript that needs no import, a few levels deep.
import type { TypeNode } from "../../model/model.ts";
import { isListed, type Resolve, settle, valuesOf } from "../../model/types/resolve.ts";

const DEEPEST = 3;

export function codeType(type: TypeNode, resolve: Resolve, depth = 0): string {
  const { type: here, nullable } = settle(type, resolve);
  const code = plain(here, resolve, depth);
  return nullable && here.kind !== "null" && code !== "unknown" ? `${code} | null` : code;
}

function plain(type: TypeNode, resolve: Resolve, depth: number): string {
  if (depth > DEEPEST) return "unknown";
  if (isListed(type)) {
    const values = valuesOf(type);
    const open = type.kind === "enum" && type.open === true ? new Set(values.map((value) => typeof value)) : [];
    return values.length === 0 ? "unknown" : [...values.map(codeText), ...open].join(" | ");
  }
  switch (type.kind) {
    case "string":
    case "boolean":
    case "null":
      return type.kind;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `readonly (${codeType(type.items, resolve, depth + 1)})[]`;
    case "map":
      return `{ readonly [key: string]: ${codeType(type.values, resolve, depth + 1)} }`;
    case "object": {
      if (type.fields.length === 0) return "{ readonly [key: string]: unknown }";
      const members = type.fields.map(({ name, type: inner, presence }) => {
        const code = codeType(inner, resolve, depth + 1);
        return presence === "required"
          ? `readonly ${codeText(name)}: ${code}`
          : `readonly ${codeText(name)}?: ${code} | undefined`;
      });
      return `{ ${members.join("; ")} }`;
    }
    case "union": {
      const parts = new Set(type.variants.map((variant) => codeType(variant, resolve, depth + 1)));
      return type.open === true || parts.size === 0 || parts.has("unknown") ? "unknown" : [...parts].join(" | ");
    }
    default:
      return "unknown";
  }
}

/** A literal that cannot leave its string: JSON, with what JavaScript reads as a line end escaped. */
export function codeText(value: string | number | boolean): string {
  return JSON.stringify(value)
    .replace(/[\u2028\u2029\u007f-\u009f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/</g, "\\u003c");
}
