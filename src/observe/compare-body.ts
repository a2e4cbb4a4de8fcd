// Holds one captured body against the type of its webhook: a sighting for every place where they differ.
import { bodyOf } from "../model/body.ts";
import { isDateTime } from "../model/date-time.ts";
import { describeType } from "../model/describe-type.ts";
import type { Evidence, Field, MapType, Model, ObjectType, TypeNode, UnionType, Webhook } from "../model/model.ts";
import { keyRules } from "../model/rules/keys.ts";
import type { DifferenceKind } from "./difference.ts";
import { fitVariant } from "./fit-variant.ts";
import { isRecord, kindOf, memberOf } from "./json-kind.ts";
import { memberPath, stepInto, type Place } from "./place.ts";
import { guardOf, showValue, type Guard } from "./redact.ts";

export interface Sighting {
  readonly kind: DifferenceKind;
  /** From the body's root, for people. */
  readonly path: string;
  /** Where a correction would change the model. */
  readonly place: Place;
  readonly docs: string;
  readonly evidence: readonly Evidence[];
  readonly value: unknown;
  readonly shown: string;
  readonly guard: Guard;
  /** The value did not arrive at all. */
  readonly absent?: true;
}

/** A value of the body beside what the docs say of its place. */
interface Pair {
  readonly value: unknown;
  readonly type: TypeNode;
  readonly path: string;
  readonly place: Place;
  readonly evidence: readonly Evidence[];
  readonly guard: Guard;
}

/** Structures that only name each other are followed this far. */
const MOST_NAMES = 20;

/** @param most where so many are found, the rest of the body is left */
export function compareBody(model: Model, webhook: Webhook, body: unknown, most: number): readonly Sighting[] {
  const structures = new Map(model.structures.map((structure) => [structure.name, structure]));
  const sightings: Sighting[] = [];
  const open: Pair[] = [
    {
      value: body,
      type: bodyOf(webhook),
      path: "",
      place: { root: { kind: "webhook", name: webhook.name }, steps: [] },
      evidence: webhook.evidence,
      guard: "none",
    },
  ];

  const resolve = (type: TypeNode): TypeNode => {
    let here = type;
    for (let hops = 0; here.kind === "reference" && hops < MOST_NAMES; hops += 1) {
      const inner: TypeNode = structures.get(here.name)?.type ?? { kind: "any" };
      here = here.nullable === true ? { ...inner, nullable: true } : inner;
    }
    return here.kind === "reference" ? { kind: "any" } : here;
  };

  const report = (
    kind: DifferenceKind,
    pair: Pair,
    docs: string,
    more: Partial<Pick<Sighting, "value" | "evidence" | "absent">> = {},
  ): void => {
    if (sightings.length >= most) return;
    const { path, place, evidence, guard } = pair;
    const value = "value" in more ? more.value : pair.value;
    const shown = more.absent === true ? "" : showValue(value, guard);
    sightings.push({ kind, path, place, docs, evidence, value, shown, guard, ...more });
  };

  const acceptsNull = (type: TypeNode): boolean => {
    const shape = resolve(type);
    if (shape.nullable === true || shape.kind === "null" || shape.kind === "any") return true;
    return (
      shape.kind === "union" && shape.variants.some((one) => resolve(one).kind === "null" || one.nullable === true)
    );
  };

  /** The structure's own type and place, where one is named. */
  const enter = (pair: Pair): Pair => {
    let here = pair;
    for (let hops = 0; here.type.kind === "reference" && hops < MOST_NAMES; hops += 1) {
      const { name } = here.type;
      const structure = structures.get(name);
      here = {
        ...here,
        type: structure?.type ?? { kind: "any" },
        place: { root: { kind: "structure", name }, steps: [] },
        evidence: structure?.evidence ?? here.evidence,
      };
    }
    return here.type.kind === "reference" ? { ...here, type: { kind: "any" } } : here;
  };

  const compareObject = (pair: Pair, type: ObjectType, value: Readonly<Record<string, unknown>>): void => {
    const fields = new Map(type.fields.map((field) => [field.name, field]));
    for (const name of Object.keys(value).reverse()) {
      const field = fields.get(name);
      const inner = below(pair, name, memberOf(value, name), field);
      if (field !== undefined) open.push({ ...inner, type: field.type });
      else if (type.open !== true) report("undocumented-member", inner, knownMembers(type));
    }
    for (const field of type.fields) {
      if (field.presence === "optional" || Object.hasOwn(value, field.name)) continue;
      report("missing-member", below(pair, field.name, undefined, field), "it is always there", { absent: true });
    }
  };

  const compareMap = (pair: Pair, type: MapType, value: Readonly<Record<string, unknown>>): void => {
    const strange = new Set(Object.keys(value).flatMap((key) => (isKeyOf(type.keys, key) ? [] : [keyKindOf(key)])));
    for (const kind of strange) report("map-key", pair, `its keys are of the kind ${type.keys}`, { value: kind });
    for (const key of Object.keys(value).reverse()) {
      open.push({
        ...pair,
        value: memberOf(value, key),
        type: type.values,
        path: pair.path === "" ? "*" : `${pair.path}.*`,
        place: stepInto(pair.place, { kind: "values" }),
        guard: guardOf(key, pair.guard),
      });
    }
  };

  const compareUnion = (outer: Pair, pair: Pair, type: UnionType): void => {
    const variant = fitVariant(pair.value, type, resolve);
    if (variant !== undefined) open.push({ ...pair, type: variant });
    else if (type.discriminator !== undefined && isRecord(pair.value)) {
      report("unknown-variant", pair, `${describeType(type)}, told apart by "${type.discriminator}"`, {
        value: memberOf(pair.value, type.discriminator) === undefined ? {} : pair.value,
      });
    } else report("other-type", outer, describeType(outer.type));
  };

  for (let outer = open.pop(); outer !== undefined && sightings.length < most; outer = open.pop()) {
    const { value } = outer;
    if (value === null) {
      if (!acceptsNull(outer.type)) report("null", outer, describeType(outer.type));
      continue;
    }
    const pair = enter(outer);
    const { type } = pair;
    const verdict = scalarVerdict(value, type);
    if (verdict !== undefined) {
      report(verdict, outer.type.kind === "reference" && verdict === "other-type" ? outer : pair, docsOf(outer.type));
    } else if (type.kind === "object" && isRecord(value)) compareObject(pair, type, value);
    else if (type.kind === "map" && isRecord(value)) compareMap(pair, type, value);
    else if (type.kind === "union") compareUnion(outer, pair, type);
    else if (type.kind === "array" && Array.isArray(value)) {
      const path = `${pair.path}[]`;
      const place = stepInto(pair.place, { kind: "items" });
      for (const item of value) open.push({ ...pair, value: item, type: type.items, path, place });
    }
  }
  return sightings;
}

function below(pair: Pair, name: string, value: unknown, field: Field | undefined): Pair {
  return {
    ...pair,
    value,
    path: memberPath(pair.path, name),
    place: stepInto(pair.place, { kind: "member", name }),
    evidence: [field?.evidence, pair.evidence, pair.type.evidence].find((one) => one?.length) ?? [],
    guard: guardOf(name, pair.guard),
  };
}

/** Undefined where the type is not one of scalars, or the value fits. */
function scalarVerdict(value: unknown, type: TypeNode): DifferenceKind | undefined {
  const kind = kindOf(value);
  switch (type.kind) {
    case "any":
    case "union":
      return undefined;
    case "map":
    case "object":
      return kind === "object" ? undefined : "other-type";
    case "number":
      return Number.isFinite(value) ? undefined : "other-type";
    case "string":
      return typeof value !== "string" || (type.format === "date-time" && !isDateTime(value))
        ? "other-type"
        : undefined;
    case "literal":
      if (value === type.value) return undefined;
      return typeof value === typeof type.value ? "value-not-listed" : "other-type";
    case "enum":
      if (type.values.some((one) => one.value === value)) return undefined;
      if (type.values.every((one) => typeof one.value !== typeof value)) return "other-type";
      return type.open === true ? undefined : "value-not-listed";
    default:
      return kind === type.kind ? undefined : "other-type";
  }
}

function docsOf(type: TypeNode): string {
  return describeType(type);
}

const MOST_MEMBERS = 12;

function knownMembers({ fields, empty }: ObjectType): string {
  if (empty === true) return "it has no members";
  if (fields.length === 0) return "none of its members is told";
  const names = fields.slice(0, MOST_MEMBERS).map(({ name }) => name);
  return `its members are ${names.join(", ")}${fields.length > MOST_MEMBERS ? ", …" : ""}`;
}

/** A placeholder, in the docs or in the body, stands for any key. */
function isKeyOf(kinds: string, key: string): boolean {
  const rules = kinds.split(" or ").map((kind) => keyRules.find(({ id }) => id === kind));
  return (
    placeholder?.pattern.test(key) === true ||
    rules.some((rule) => rule?.pattern.test(key) !== false || rule === placeholder)
  );
}

const placeholder = keyRules.find(({ id }) => id === "placeholder");

function keyKindOf(key: string): string {
  return keyRules.find(({ id, pattern }) => id !== "placeholder" && pattern.test(key))?.id ?? "name";
}
