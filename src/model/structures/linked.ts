// Finds values of structures by links: where a row says "an array of [form fields](#form-fields)", the samples show form fields.
import type { SampleNode } from "../../samples/sample.ts";
import { parsePath } from "../types/path.ts";
import type { Occurrence } from "../infer/occurrence.ts";
import { memberOf, type Catalogue } from "./catalogue.ts";
import type { StructureSection } from "./structure-sections.ts";

export function linkedIn(
  sections: readonly StructureSection[],
  values: ReadonlyMap<string, readonly Occurrence[]>,
  catalogue: Catalogue,
): ReadonlyMap<string, readonly Occurrence[]> {
  const found = new Map<string, Occurrence[]>();
  for (const { name, response } of sections) {
    for (const { names, notes } of response.flatMap(({ rows }) => rows)) {
      const entry = notes?.links.map(({ href }) => catalogue.linked(href)).find((one) => one !== undefined);
      if (entry === undefined || entry.isMap === true || entry.name === name) continue;
      const at = names.flatMap((path) => valuesAt(values.get(name) ?? [], parsePath(path)));
      found.set(entry.name, [...(found.get(entry.name) ?? []), ...at]);
    }
  }
  return found;
}

/** Objects at a path; items of arrays count each. */
function valuesAt(values: readonly Occurrence[], path: readonly string[]): readonly Occurrence[] {
  let here = values.flatMap(items);
  for (const step of path) {
    here = here.flatMap(({ node, block }): readonly Occurrence[] => {
      const member = node.kind === "object" ? memberOf(node, step) : undefined;
      return member === undefined ? [] : items({ node: member.value, comments: member.comments, block });
    });
  }
  return here.filter(({ node }) => node.kind === "object");
}

function items(occurrence: Occurrence): readonly Occurrence[] {
  const { node, block } = occurrence;
  if (node.kind !== "array") return [occurrence];
  return node.items.flatMap(({ value, comments }) => items({ node: value satisfies SampleNode, comments, block }));
}
