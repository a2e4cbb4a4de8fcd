// The dialect of the schemas that validators read.
import type { Model } from "../../model/model.ts";
import { type Dialect, memberSchemas, typeOfValues } from "./to-schema.ts";

/** `defs` maps the model's names of structures to names below `$defs`. */
export function schemaDialect({ structures }: Model, defs: ReadonlyMap<string, string>): Dialect {
  const types = new Map(structures.map(({ name, type }) => [name, type]));
  return {
    reference: (name) => {
      const def = defs.get(name);
      return def === undefined ? {} : { $ref: `#/$defs/${def}` };
    },
    description: (text) => text,
    property: (name) => name,
    literal: ({ value }) => ({ ...typeOfValues([value]), const: value }),
    enumeration: ({ values, open }) => {
      const listed = [...new Set(values.map(({ value }) => value))];
      const shared = typeOfValues(listed);
      if (listed.length === 0) return {};
      const known = { ...shared, enum: listed };
      return open === true ? { anyOf: [known, shared] } : known;
    },
    array: (items) => ({ type: "array", items }),
    anything: () => ({}),
    bare: () => ({ type: "object" }),
    otherVariant: (discriminator, known) => ({
      description: "A variant that is not documented.",
      type: "object",
      ...memberSchemas([[discriminator, { type: "string", not: { enum: known } }]]),
      required: [discriminator],
    }),
    resolve: (name) => types.get(name),
  };
}
