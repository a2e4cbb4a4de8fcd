// Fills the places of a sample where a comment stands for a structure with that structure's own sample.
import type { Structure, TypeNode } from "./model.ts";
import { isRecord } from "./types/value.ts";

const DEEPEST = 8;

/** Leaves everything that the sample shows as it is; empty objects and arrays of a documented structure get its sample. */
export function fillSample(
  value: unknown,
  type: TypeNode,
  structures: ReadonlyMap<string, Structure>,
  depth = 0,
): unknown {
  if (depth > DEEPEST) return value;
  switch (type.kind) {
    case "reference": {
      const structure = structures.get(type.name);
      return isEmptyObject(value)
        ? (sampleOf(type, structures) ?? value)
        : structure === undefined
          ? value
          : fillSample(value, structure.type, structures, depth + 1);
    }
    case "union":
      return isEmptyObject(value) ? (sampleOf(type, structures) ?? value) : value;
    case "array": {
      if (!Array.isArray(value)) return value;
      if (value.length > 0) return value.map((item: unknown) => fillSample(item, type.items, structures, depth + 1));
      return samplesOf(type.items, structures);
    }
    case "object": {
      if (!isRecord(value)) return value;
      const types = new Map(type.fields.map((field) => [field.name, field.type]));
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => {
          const inner = types.get(name);
          return [name, inner === undefined ? member : fillSample(member, inner, structures, depth + 1)];
        }),
      );
    }
    default:
      return value;
  }
}

function sampleOf(type: TypeNode, structures: ReadonlyMap<string, Structure>): unknown {
  return samplesOf(type, structures)[0];
}

/** One sample a variant. */
function samplesOf(type: TypeNode, structures: ReadonlyMap<string, Structure>): readonly unknown[] {
  if (type.kind === "union") return type.variants.flatMap((variant) => samplesOf(variant, structures));
  if (type.kind !== "reference") return [];
  const structure = structures.get(type.name);
  if (structure?.sample !== undefined) return [structure.sample];
  return structure?.type.kind === "union"
    ? structure.type.variants.flatMap((variant) => samplesOf(variant, structures))
    : [];
}

function isEmptyObject(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}
