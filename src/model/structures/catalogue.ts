// The structures of a version by every name that pages use for them: headings, phrases, anchors, members.
import { anchorOf } from "../../reference/read-heading.ts";
import type { FieldTable, Footnote } from "../../reference/reference.ts";
import { bareHeading } from "../../reference/structure-heading.ts";
import type { SampleMember, SampleNode, SampleObject } from "../../samples/sample.ts";
import { structureName } from "../rules/references.ts";
import type { Evidence, TypeNode } from "../model.ts";
import type { Occurrence } from "../infer/read-comments.ts";

export interface CatalogueEntry {
  readonly name: string;
  readonly anchor: string;
  /** Evidence that a page describes it. */
  readonly evidence: Evidence;
  /** Members known of it: those of its samples and tables; of all variants, where it sums up others. */
  readonly members: ReadonlySet<string>;
  /** Members that every value has; filled once its type is inferred. */
  readonly required?: ReadonlySet<string>;
  /** What the page tells of it in tables. */
  readonly tables?: readonly FieldTable[];
  readonly footnotes?: readonly Footnote[];
  /** A map: its members are data. */
  readonly isMap?: boolean;
  /** How many maps are inside each other; filled once its type is inferred. */
  readonly levels?: number;
}

export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  /** The structure that a phrase names: "User > Customer", "updated chat access", "chat properties". */
  resolve(phrase: string): CatalogueEntry | undefined;
  /** The structure that a phrase is the name of, whole, but for words such as "object". */
  exactly(phrase: string): CatalogueEntry | undefined;
  /** The structure that a link's address leads to. */
  linked(href: string): CatalogueEntry | undefined;
  /** The structure that a member is named after, in the singular or the plural. */
  named(member: string): CatalogueEntry | undefined;
  /** Whether the keys are literals that discriminate variants of a structure: then they are data, not members. */
  areLiterals(keys: readonly string[]): boolean;
}

export function makeCatalogue(
  entries: readonly CatalogueEntry[],
  literals: ReadonlySet<string> = new Set(),
): Catalogue {
  const byAnchor = new Map(entries.map((entry) => [entry.anchor, entry]));
  const byFolded = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const resolve = (phrase: string): CatalogueEntry | undefined => {
    const last = phrase.split(">").findLast((part) => part.trim() !== "") ?? "";
    return within(last) ?? within(bareHeading(last) ?? "");
  };
  const within = (phrase: string): CatalogueEntry | undefined => {
    const words = phrase
      .trim()
      .replace(/['’]s\b/g, "")
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "");
    for (let from = 0; from < words.length; from++) {
      const entry = byFolded.get(structureName(words.slice(from).join(" ")).toLowerCase());
      if (entry !== undefined) return entry;
    }
    return undefined;
  };
  const byWords = (fragment: string): CatalogueEntry | undefined =>
    byFolded.get(structureName(bareHeading(fragment.replaceAll("-", " ")) ?? "").toLowerCase());
  return {
    entries,
    resolve,
    exactly: (phrase) =>
      byFolded.get(structureName(phrase).toLowerCase()) ??
      byFolded.get(structureName(bareHeading(phrase) ?? phrase).toLowerCase()),
    linked: (href) => {
      const hash = href.indexOf("#");
      if (hash < 0) return undefined;
      const fragment = href.slice(hash + 1);
      return (
        byAnchor.get(fragment) ??
        byAnchor.get(fragment.replace(/-\d+$/, "")) ??
        byAnchor.get(anchorOf(fragment)) ??
        byFolded.get(structureName(fragment).toLowerCase()) ??
        byWords(fragment.split(/-(?:object|structure)-/).at(-1) ?? fragment)
      );
    },
    areLiterals: (keys) => keys.length > 1 && keys.every((key) => literals.has(key)),
    named: (member) => byFolded.get(structureName(member).toLowerCase()),
  };
}

export const noCatalogue: Catalogue = makeCatalogue([]);

/** Whether a value of a sample is of a structure: `whole` where it could stand for it, `part` where it has members beyond it. */
export function fits(node: SampleNode, entry: CatalogueEntry): "whole" | "part" | undefined {
  if (node.kind !== "object" || node.members.length === 0) return undefined;
  if (entry.isMap === true) return node.members.every(({ value }) => value.kind === "object") ? "whole" : undefined;
  const known = node.members.filter(({ key }) => entry.members.has(key)).length;
  if (known * 2 < node.members.length) return undefined;
  const lacks = [...(entry.required ?? [])].some((name) => !node.members.some(({ key }) => key === name));
  return known === node.members.length && !lacks ? "whole" : "part";
}

export function memberOf(node: SampleObject, name: string): SampleMember | undefined {
  return node.members.findLast(({ key }) => key === name);
}

type NamedStructure =
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
