// Finds values of structures inside the samples of others: a chat's sample shows users and events too.
import type { SampleNode } from "../../samples/sample.ts";
import type { Occurrence } from "../infer/occurrence.ts";
import { fits, memberOf, type Catalogue, type CatalogueEntry } from "./catalogue.ts";

/** Structures summed up by another, with the literal that tells each apart. */
export interface Variants {
  readonly discriminator: string;
  /** Name of the variant by its literal. */
  readonly byLiteral: ReadonlyMap<string, string>;
}

/** Every value that stands under a member named after a structure and fits it, below the given values, by structure. */
export function embeddedIn(
  values: readonly Occurrence[],
  catalogue: Catalogue,
  unions: ReadonlyMap<string, Variants>,
): ReadonlyMap<string, readonly Occurrence[]> {
  const found = new Map<string, Occurrence[]>();
  const open = [...values];
  const keep = (entry: CatalogueEntry, occurrence: Occurrence): void => {
    const name = variantOf(occurrence.node, unions.get(entry.name)) ?? entry.name;
    const list = found.get(name);
    if (list === undefined) found.set(name, [occurrence]);
    else list.push(occurrence);
  };
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { node, block } = here;
    if (node.kind === "array")
      for (const { value, comments } of node.items) open.push({ node: value, comments, block });
    if (node.kind !== "object") continue;
    for (const { key, value, comments } of node.members) {
      const entry = catalogue.named(key);
      const parts =
        value.kind === "array"
          ? value.items.map((item) => ({ node: item.value, comments: item.comments, block }))
          : [{ node: value, comments, block }];
      for (const part of parts) {
        if (entry !== undefined && entry.isMap !== true && fits(part.node, entry) !== undefined) keep(entry, part);
        open.push(part);
      }
    }
  }
  return new Map([...found].map(([name, list]) => [name, list.reverse()]));
}

function variantOf(node: SampleNode, variants: Variants | undefined): string | undefined {
  if (variants === undefined || node.kind !== "object") return undefined;
  const literal = memberOf(node, variants.discriminator)?.value;
  return literal?.kind === "scalar" && typeof literal.value === "string"
    ? variants.byLiteral.get(literal.value)
    : undefined;
}
