// Tells whether a type accepts a value, as the emitted schemas do: what the page does not name may be there too.
import type { TypeNode, UnionType } from "../../model/model.ts";
import { isRecord } from "../sample-values.ts";
import { isListed, type Resolve, settle, tags, valuesOf } from "../settle-type.ts";

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The value is small and made here: recursion goes as deep as it nests. */
export function accepts(type: TypeNode, value: unknown, resolve: Resolve): boolean {
  const { type: here, nullable } = settle(type, resolve);
  if (value === null && nullable) return true;
  if (isListed(here)) {
    const values = valuesOf(here);
    if (values.some((known) => known === value)) return true;
    const open = values.length === 0 || (here.kind === "enum" && here.open === true);
    return open && values.every((known) => typeof known === typeof value);
  }
  switch (here.kind) {
    case "any":
      return true;
    case "null":
      return value === null;
    case "string":
      return typeof value === "string" && (here.format === undefined || TIME.test(value));
    case "integer":
      return Number.isInteger(value);
    case "number":
    case "boolean":
      return typeof value === here.kind;
    case "array":
      return Array.isArray(value) && value.every((item) => accepts(here.items, item, resolve));
    case "map":
      return isRecord(value) && Object.values(value).every((item) => accepts(here.values, item, resolve));
    case "object":
      return (
        isRecord(value) &&
        here.fields.every(({ name, type: inner, presence }) =>
          Object.hasOwn(value, name) ? accepts(inner, value[name], resolve) : presence === "optional",
        )
      );
    case "union":
      return here.variants.some((variant) => accepts(variant, value, resolve)) || isOtherVariant(here, value, resolve);
    default:
      return false;
  }
}

function isOtherVariant({ variants, discriminator, open }: UnionType, value: unknown, resolve: Resolve): boolean {
  if (open !== true || discriminator === undefined || !isRecord(value)) return variants.length === 0;
  const tag = value[discriminator];
  return typeof tag === "string" && !variants.some((variant) => tags(variant, discriminator, resolve).includes(tag));
}
