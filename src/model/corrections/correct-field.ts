// Corrects the field at a path of a type, or adds one that the docs leave out.
import type {
  Correction,
  CorrectionStep,
  Expectation,
  EnumMember,
  FieldSpec,
  TypeShape,
  TypeSpec,
} from "../../register/correction.ts";
import { defined } from "../../source/defined.ts";
import { didYouMean } from "../../source/suggest.ts";
import { addField, changeField } from "../types/path.ts";
import type { Evidence, Field, TypeNode, EnumValue } from "../model.ts";
import { memberNamesIn, mapParts } from "../types/walk.ts";
import { shapeKey } from "../describe-type.ts";
export type CorrectedType = { readonly type: TypeNode } | { readonly stale: string };

/** Changes nothing where the expectation is not met. */
export function correctField(
  type: TypeNode,
  steps: readonly CorrectionStep[],
  correction: Correction,
  why: Evidence,
): CorrectedType {
  const last = steps.at(-1);
  if (last !== undefined && last.kind !== "member") return correctInner(type, steps, correction, why);
  const path = memberNames(steps);
  const [name] = path.slice(-1);
  if (name === undefined) return correctWhole(type, correction, why);
  let problem: string | undefined;
  const corrected = changeField(type, path, (field) => {
    const differs = differsFrom(correction.expect, field, why);
    if (differs === undefined) return replace(field, correction, why);
    problem = differs;
    return field;
  });
  if (problem !== undefined) return { stale: problem };
  if (corrected.changed > 0)
    return correction.expect.missing === true ? { stale: "it is documented now" } : { type: corrected.type };
  if (correction.expect.missing !== true) return noSuchField(type, name);
  const { presence = "optional", type: spec } = correction.set;
  const added = addField(type, path.slice(0, -1), fieldFromSpec({ name, presence, ...defined({ type: spec }) }, why));
  return added.changed > 0 ? { type: added.type } : { stale: "the docs have no object that could hold it" };
}

function memberNames(steps: readonly CorrectionStep[]): readonly string[] {
  return steps.flatMap((step) => (step.kind === "member" ? [step.name] : []));
}

/** The items of an array or the values of a map at a path, corrected as if they were a field. */
function correctInner(
  type: TypeNode,
  steps: readonly CorrectionStep[],
  correction: Correction,
  why: Evidence,
): CorrectedType {
  let depth = 0;
  while (steps.at(-1 - depth)?.kind !== "member" && depth < steps.length) depth += 1;
  const path = memberNames(steps);
  let problem: string | undefined;
  const innermost = (outer: TypeNode, levels: number): TypeNode => {
    if (levels === 0) {
      const result = correctWhole(outer, correction, why);
      if ("stale" in result) problem = result.stale;
      return "stale" in result ? outer : result.type;
    }
    if (outer.kind === "array" || outer.kind === "map") return mapParts(outer, (part) => innermost(part, levels - 1));
    problem = `its type is ${outer.kind}`;
    return outer;
  };
  if (path.length === 0) {
    const whole = innermost(type, depth);
    return problem === undefined ? { type: whole } : { stale: problem };
  }
  const changed = changeField(type, path, (field) => ({
    ...field,
    type: innermost(field.type, depth),
    evidence: [...field.evidence, why],
  }));
  if (problem !== undefined) return { stale: problem };
  return changed.changed > 0 ? { type: changed.type } : noSuchField(type, path.at(-1) ?? "");
}

function noSuchField(type: TypeNode, name: string): CorrectedType {
  return { stale: `the docs have no such field${didYouMean(name, memberNamesIn(type))}` };
}

function correctWhole(type: TypeNode, correction: Correction, why: Evidence): CorrectedType {
  const field: Field = { name: "", type, presence: "required", evidence: [] };
  const differs = differsFrom(correction.expect, field, why);
  if (differs !== undefined) return { stale: differs };
  return { type: replace(field, correction, why)?.type ?? type };
}

function replace(field: Field, { set }: Correction, why: Evidence): Field | undefined {
  if (set.remove === true) return undefined;
  const base = set.type === undefined ? field.type : typeFromSpec(set.type, why);
  const typed: TypeNode =
    set.values !== undefined
      ? { kind: "enum", values: set.values.map(enumValue), evidence: [why] }
      : set.fields === undefined
        ? base
        : { kind: "object", fields: set.fields.map((one) => fieldFromSpec(one, why)), evidence: [why] };
  const { basis, ...known } = field;
  return {
    ...known,
    ...(basis !== undefined && set.presence === undefined && { basis }),
    type: set.nullable === undefined ? typed : { ...typed, nullable: set.nullable },
    presence: set.presence ?? field.presence,
    evidence: [...field.evidence, why],
  };
}

/** What differs, in words; undefined where the field is as expected. */
function differsFrom(expected: Expectation, field: Field, why: Evidence): string | undefined {
  if (expected.missing === true) return "it is documented now";
  if (expected.presence !== undefined && expected.presence !== field.presence)
    return `it is ${field.presence}, not ${expected.presence}`;
  if (expected.type !== undefined && !isType(field.type, expected.type, why))
    return `its type is ${nameOf(field.type)}`;
  if (expected.values !== undefined) {
    const listed = field.type.kind === "enum" ? field.type.values.map(({ value }) => JSON.stringify(value)).sort() : [];
    const wanted = expected.values.map((value) => JSON.stringify(value)).sort();
    if (listed.join() !== wanted.join())
      return listed.length === 0 ? "the docs list no values" : `the docs list ${listed.join(", ")}`;
  }
  return undefined;
}

function isType(type: TypeNode, spec: NonNullable<Expectation["type"]>, why: Evidence): boolean {
  return typeof spec === "string" ? type.kind === spec : shapeKey(type) === shapeKey(typeFromSpec(spec, why));
}

function nameOf(type: TypeNode): string {
  return type.kind === "reference" ? `a reference to ${type.name}` : type.kind;
}

export function typeFromSpec(spec: TypeSpec, why: Evidence): TypeNode {
  const shape: TypeShape = typeof spec === "string" ? { kind: spec } : spec;
  const evidence = [why];
  const inner = (part: TypeSpec = "any"): TypeNode => typeFromSpec(part, why);
  switch (shape.kind) {
    case "enum":
      return { evidence, ...shape, values: shape.values.map(enumValue) };
    case "object": {
      const fields = (shape.fields ?? []).map((field) => fieldFromSpec(field, why));
      return { evidence, ...(shape.fields === undefined && { open: true }), ...shape, fields };
    }
    case "map":
      return { evidence, ...shape, keys: shape.keys ?? "name", values: inner(shape.values) };
    case "array":
      return { evidence, ...shape, items: inner(shape.items) };
    case "union":
      return { evidence, ...shape, variants: shape.variants.map((variant) => inner(variant)) };
    default:
      return { evidence, ...shape };
  }
}

export function fieldFromSpec({ name, type, presence, description }: FieldSpec, why: Evidence): Field {
  const base = { name, type: typeFromSpec(type ?? "any", why), presence: presence ?? "required" };
  return { ...base, ...defined({ description }), evidence: [why] };
}

export function enumValue(member: EnumMember): EnumValue {
  return typeof member === "object" ? member : { value: member };
}

export type {
  EnumMember,
  Expectation,
  FieldSpec,
  Replacement,
  TypeShape,
  TypeSpec,
} from "../../register/correction.ts";

export function specFromType(type: TypeNode): TypeSpec {
  const nullable = type.nullable === true ? { nullable: true } : {};
  switch (type.kind) {
    case "string":
      if (type.format !== undefined) return { kind: "string", format: type.format, ...nullable };
      return type.nullable === true ? { kind: "string", ...nullable } : "string";
    case "integer":
    case "number":
    case "boolean":
    case "null":
    case "any":
      return type.nullable === true ? { kind: type.kind, ...nullable } : type.kind;
    case "literal":
      return { kind: "literal", value: type.value, ...nullable };
    case "enum":
      return { kind: "enum", values: type.values.map(enumMember), ...defined({ open: type.open }), ...nullable };
    case "object": {
      const { fields, empty, open } = type;
      return { kind: "object", fields: fields.map(fieldSpec), ...defined({ empty, open }), ...nullable };
    }
    case "map":
      return { kind: "map", keys: type.keys, values: specFromType(type.values), ...nullable };
    case "array":
      return { kind: "array", items: specFromType(type.items), ...nullable };
    case "union": {
      const { variants, discriminator, open } = type;
      return { kind: "union", variants: variants.map(specFromType), ...defined({ discriminator, open }), ...nullable };
    }
    case "reference":
      return { kind: "reference", name: type.name, ...nullable };
  }
}

/** A possible value, with its note where it has one. */
export function enumMember({ value, note }: EnumValue): EnumMember {
  return note === undefined ? value : { value, note };
}

function fieldSpec({ name, type, presence, description }: Field): FieldSpec {
  return { name, type: specFromType(type), ...(presence !== "required" && { presence }), ...defined({ description }) };
}
