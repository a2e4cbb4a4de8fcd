// Infers the type of values that are strings, numbers, booleans or null.
import type { SampleScalar } from "../../samples/sample.ts";
import { isDateTime } from "../types/value.ts";
import type { TypeNode } from "../model.ts";
import { quoteNode, type Occurrence } from "./read-comments.ts";

/** As pages write them; a value that only looks like an id gets no format. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export type ScalarOccurrence = Occurrence & { readonly node: SampleScalar };

export function inferScalar(occurrences: readonly ScalarOccurrence[]): TypeNode {
  const isNull = occurrences.some(({ node }) => node.value === null || node.namesType?.nullable === true);
  const nullable = isNull ? { nullable: true } : {};
  const valued = occurrences.filter(({ node }) => node.value !== null);
  const kinds = new Set(valued.map(({ node }) => typeof node.value));
  const types: TypeNode[] = [];
  if (kinds.has("string")) types.push(inferString(valued.filter(({ node }) => typeof node.value === "string")));
  if (kinds.has("number")) {
    const numbers = valued.map(({ node }) => node.value).filter((value) => typeof value === "number");
    types.push({ kind: numbers.every((value) => Number.isInteger(value)) ? "integer" : "number" });
  }
  if (kinds.has("boolean")) types.push({ kind: "boolean" });
  const [only, ...others] = types;
  if (only === undefined) return { kind: "any", ...nullable };
  return others.length === 0 ? { ...only, ...nullable } : { kind: "union", variants: types, ...nullable };
}

/** Strings that the page shows in one place are values to choose from; that there are no others, a sample can't say. */
function inferString(occurrences: readonly ScalarOccurrence[]): TypeNode {
  const [first] = occurrences;
  const shown = occurrences.filter(({ isAlternative }) => isAlternative === true);
  const values = [...new Set(shown.map(({ node }) => node.value))].filter((value) => value !== null);
  if (first !== undefined && values.length > 1) {
    const why = quoteNode(shown[0] ?? first, "sample", "alternatives");
    return { kind: "enum", values: values.map((value) => ({ value })), open: true, evidence: [why] };
  }
  const listed = occurrences.some(({ node }) => node.namesType?.values !== undefined);
  // A value among words for types is that of all bodies, unless another sample shows another one.
  const isConstant = occurrences.every(({ node }) => node.isConstant === true && node.value === first?.node.value);
  if (
    first !== undefined &&
    (listed || isConstant) &&
    occurrences.every(({ node }) => node.namesType === undefined || node.namesType.values !== undefined)
  ) {
    const all = occurrences.flatMap(
      ({ node }): readonly SampleScalar["value"][] => node.namesType?.values ?? [node.value],
    );
    const known = [...new Set(all)].filter((value) => value !== null);
    return {
      kind: "enum",
      values: known.map((value) => ({ value })),
      evidence: [quoteNode(first, "sample", "among-named-types")],
    };
  }
  const dated = occurrences.every(
    ({ node }) => typeof node.value === "string" && DATE_TIME.test(node.value) && isDateTime(node.value),
  );
  if (!dated || first === undefined) return { kind: "string" };
  return { kind: "string", format: "date-time", evidence: [quoteNode(first, "sample", "date-time-shape")] };
}
