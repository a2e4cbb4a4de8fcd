// The dialect of the schemas that become TypeScript: names and literals are settled here, the compiler only shapes objects.
import type { Scalar } from "../../model/model.ts";
import { escapeComment, propertyName, scalarLiteral, stringLiteral } from "../escape.ts";
import type { Dialect } from "../schema/to-schema.ts";

export interface TypeDialect extends Dialect {
  /** The name that stands for a token in the compiled text, ready to be written; undefined for any other word. */
  readonly nameBehind: (token: string) => string | undefined;
  /** Whether any member travels as a token. */
  readonly hasTokens: () => boolean;
}

const PLAIN = /^(?!hooksmith_)[a-z][a-z0-9_]{0,99}$/;

/** Member names that are more than plain words travel through the compiler as tokens. */
export function typeDialect(structures: ReadonlyMap<string, string>): TypeDialect {
  const tokens = new Map<string, string>();
  const names = new Map<string, string>();
  const tokenOf = (name: string): string => {
    const token = tokens.get(name) ?? `hooksmith_${tokens.size}`;
    tokens.set(name, token);
    names.set(token, propertyName(name));
    return token;
  };
  return {
    reference: (name) => {
      const type = structures.get(name);
      return { tsType: type ?? "unknown" };
    },
    description: escapeComment,
    property: (name) => (PLAIN.test(name) && !(name in {}) ? name : tokenOf(name)),
    literal: ({ value }) => ({ tsType: scalarLiteral(value) }),
    enumeration: ({ values, open }) => ({
      tsType:
        values.length === 0 ? "unknown" : enumeration([...new Set(values.map(({ value }) => value))], open === true),
    }),
    array: (items) => ({ type: "array", items }),
    anything: () => ({ tsType: "unknown" }),
    otherVariant: (discriminator) => ({ tsType: `UnknownVariant<${stringLiteral(discriminator)}>` }),
    bare: () => ({ type: "object", additionalProperties: true }),
    resolve: () => undefined,
    nameBehind: (token) => names.get(token),
    hasTokens: () => names.size > 0,
  };
}

/** An open one keeps its known values for completion beside every other of their kind. */
function enumeration(values: readonly Scalar[], open: boolean): string {
  const rest = open ? [...new Set(values.map((value) => `(${typeof value} & {})`))] : [];
  return `(${[...values.map(scalarLiteral).sort(), ...rest].join(" | ")})`;
}
