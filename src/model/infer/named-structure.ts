// Takes a member named after a documented structure for that structure, where all its values fit.
import type { TypeNode } from "../model.ts";
import { fits, type Catalogue, type CatalogueEntry } from "../structures/catalogue.ts";
import type { Occurrence } from "./occurrence.ts";

export type NamedStructure =
  | { readonly kind: "whole"; readonly type: TypeNode }
  /** The values have members beyond the structure's, or lack some: a form of it. */
  | { readonly kind: "part"; readonly name: string; readonly entry: CatalogueEntry };

export function namedStructure(
  member: string,
  found: readonly Occurrence[],
  catalogue: Catalogue,
): NamedStructure | undefined {
  const entry = catalogue.named(member);
  if (entry === undefined || found.length === 0) return undefined;
  const [first] = found;
  const isArray = first?.node.kind === "array";
  const values = found.flatMap(({ node }) => (node.kind === "array" ? node.items.map(({ value }) => value) : [node]));
  if (values.length === 0 || found.some(({ node }) => (node.kind === "array") !== isArray)) return undefined;
  const fit = values.map((node) => fits(node, entry));
  if (fit.some((one) => one === undefined)) return undefined;
  if (fit.includes("part")) return isArray ? undefined : { kind: "part", name: entry.name, entry };
  const why = [{ ...entry.evidence, rule: "member-named-after-structure" }];
  const one: TypeNode = { kind: "reference", name: entry.name, evidence: why };
  return { kind: "whole", type: isArray ? { kind: "array", items: one } : one };
}
