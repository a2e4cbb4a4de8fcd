// The member by which the variants of a union are discriminated: finds it, and by it the variant of a value.
import type { Scalar, Structure, TypeNode, UnionType, Conventions, Discriminator, Field, Webhook } from "../model.ts";
import { fieldNamed, isListed, type Resolve, resolveType, valuesOf } from "./resolve.ts";
import { isRecord, memberOf } from "./value.ts";
import { mapParts } from "./walk.ts";
import { bodyOf, bodyPath, valueAt } from "../body.ts";

/** The values that a variant's member may have; none where it has no such member, or any value may be there. */
export function tags(variant: TypeNode, member: string, resolve: Resolve): readonly Scalar[] {
  const { type } = resolveType(variant, resolve);
  if (type.kind !== "object") return [];
  const field = fieldNamed(type, member);
  return field !== undefined && isListed(field.type) ? valuesOf(field.type) : [];
}

/**
 * The variant whose member has the value's own value. "none" where every variant lists its values and the value shows
 * another one; undefined where no discriminator decides.
 */
export function variantOf(value: unknown, union: UnionType, resolve: Resolve): TypeNode | "none" | undefined {
  const { discriminator, variants } = union;
  if (discriminator === undefined || !isRecord(value)) return undefined;
  const given = memberOf(value, discriminator);
  if (given === undefined) return undefined;
  const named = variants.find((variant) => tags(variant, discriminator, resolve).some((tag) => tag === given));
  if (named !== undefined) return named;
  return variants.every((variant) => isClosed(variant, discriminator, resolve)) ? "none" : undefined;
}

function isClosed(variant: TypeNode, member: string, resolve: Resolve): boolean {
  const { type } = resolveType(variant, resolve);
  const tag = type.kind === "object" ? fieldNamed(type, member)?.type : undefined;
  return tag?.kind === "literal" || (tag?.kind === "enum" && tag.open !== true);
}

/**
 * Names the discriminator of every union of structures in a type: the member that each shows as a literal of its own. Unions
 * that know theirs already, and those of which one variant has none, stay as they are.
 */
export function discriminateUnions(type: TypeNode, structures: ReadonlyMap<string, Structure>): TypeNode {
  const inner = mapParts(type, (part) => discriminateUnions(part, structures));
  if (inner.kind !== "union") return inner;
  const discriminator = inner.discriminator ?? literalMember(inner, structures);
  return discriminator === undefined ? inner : { ...inner, discriminator };
}

function literalMember({ variants }: UnionType, structures: ReadonlyMap<string, Structure>): string | undefined {
  const literals = variants.map((variant) =>
    variant.kind === "reference" ? literalsOf(structures.get(variant.name)?.type) : new Map<string, Scalar>(),
  );
  const [first = new Map<string, Scalar>()] = literals;
  return [...first.keys()].find((name) => {
    const values = literals.map((one) => one.get(name));
    return values.length > 1 && !values.includes(undefined) && new Set(values).size === values.length;
  });
}

function literalsOf(type: TypeNode | undefined): ReadonlyMap<string, Scalar> {
  if (type?.kind !== "object") return new Map();
  return new Map(
    type.fields.flatMap(({ name, type: inner, presence }) =>
      inner.kind === "literal" && presence === "required" ? [[name, inner.value]] : [],
    ),
  );
}

/** The name as a request shows it, of whatever type it is: the header's value, or the member of its body. */
export function shownName(body: unknown, header: string | undefined, discriminator: Discriminator): unknown {
  if (discriminator.in === "none") return discriminator.webhook;
  return discriminator.in === "header" ? header : valueAt(body, bodyPath(discriminator.path));
}

/** The field at a path through objects, each step required; undefined where there is none. */
export function fieldAt(type: TypeNode, [name, ...rest]: readonly string[]): Field | undefined {
  if (type.kind !== "object") return undefined;
  const field = type.fields.find((one) => one.name === name);
  if (field?.presence !== "required") return undefined;
  return rest.length === 0 ? field : fieldAt(field.type, rest);
}

/** The name that a body of this webhook must show; undefined where the pages show no member for it, or none with a fixed name. */
export function nameInBody(webhook: Webhook, { discriminator }: Conventions): string | undefined {
  if (discriminator.in !== "body") return undefined;
  const body = bodyOf(webhook);
  const path = bodyPath(discriminator.path);
  const names = (body.kind === "union" ? body.variants : [body]).map((one) => literalOf(fieldAt(one, path)));
  const [name] = names;
  return names.every((other) => other === name) ? name : undefined;
}

function literalOf(field: Field | undefined): string | undefined {
  const type = field?.type;
  return type?.kind === "literal" && type.nullable !== true && typeof type.value === "string" ? type.value : undefined;
}
