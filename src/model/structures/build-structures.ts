// Builds the data structures that pages describe: each from its own samples, from its values in other samples, and its tables.
import type { Reference } from "../../reference/reference.ts";
import { type Finding, report } from "../../source/finding.ts";
import { applyProse } from "../apply-prose.ts";
import { applyRows } from "../apply-rows.ts";
import { evidence } from "../evidence.ts";
import { areMaps, inferType } from "../infer/infer-type.ts";
import type { Occurrence } from "../infer/read-comments.ts";
import { rowContext } from "../read-row.ts";
import type { Structure, TypeNode } from "../model.ts";
import { unreadComments } from "../report-unread.ts";
import { mayBeMisspelt } from "../../source/suggest.ts";
import { applyRequestRows } from "../reconcile-types.ts";
import { type Catalogue, type CatalogueEntry, fits, makeCatalogue, noCatalogue, memberOf } from "./catalogue.ts";
import { cutCircles, shortenCircles, typeByName } from "./finish-structures.ts";
import { canonicalizeNames } from "./canonicalize-names.ts";
import {
  type StructureSection,
  type StructureUnion,
  structureSections,
  structureUnions,
} from "./structure-sections.ts";
import { buildUnion, readVariants, withLiteral, type Variants, embeddedIn } from "./unions.ts";
import { toJson } from "../../samples/sample.ts";
import { parsePath } from "../types/path.ts";
import { mapLevels } from "../types/walk.ts";

export interface BuiltStructures {
  readonly structures: readonly Structure[];
  /** With the members and required members of every structure: what a value must have to be one. */
  readonly catalogue: Catalogue;
  readonly findings: readonly Finding[];
}

export const noStructures: BuiltStructures = { structures: [], catalogue: noCatalogue, findings: [] };

/** @param bodies what samples of webhooks show: all that is known of the values of a structure without samples of its own */
export function buildStructures(references: readonly Reference[], bodies: readonly Occurrence[] = []): BuiltStructures {
  const read = structureSections(references);
  if (read.length === 0) return noStructures;
  const { sections, findings } = canonicalizeSections(read);
  const groups = structureUnions(references, sections);
  const variants = new Map(
    groups.flatMap((union) => {
      const read = readVariants(union, sections);
      return read === undefined ? [] : [[union.name, read] as const];
    }),
  );
  const unions = groups.filter(({ name }) => variants.has(name));
  const values = new Map(sections.map((section) => [section.name, section.own]));
  const literals = new Set([...variants.values()].flatMap(({ byLiteral }) => [...byLiteral.keys()]));
  const first = catalogueOf(sections, unions, values, literals, () => undefined);
  gather(values, embeddedIn([...sections.flatMap(({ own }) => own)], first, variants));
  gather(values, linkedIn(sections, values, first));
  for (const [name, shown] of embeddedIn(bodies, first, variants)) {
    const entry = first.exactly(name);
    if (entry === undefined || (values.get(name) ?? []).length > 0) continue;
    values.set(
      name,
      shown.filter(({ node }) => fits(node, entry) === "whole"),
    );
  }
  const catalogue = catalogueOf(sections, unions, values, literals, () => undefined);
  const built = sections.map((section) => buildStructure(section, values.get(section.name) ?? [], catalogue, variants));
  const types = new Map(built.map(({ structure }) => [structure.name, structure.type]));
  const { structures: cut, findings: circles } = cutCircles([
    ...typeByName(
      built.map(({ structure }) => structure),
      [],
    ),
    ...unions.map((union) => buildUnion(union, variants.get(union.name))),
  ]);
  const structures = shortenCircles(cut);
  return {
    structures: [...structures].sort((a, b) => (a.name < b.name ? -1 : 1)),
    catalogue: catalogueOf(sections, unions, values, literals, (name) => types.get(name)),
    findings: [
      ...findings,
      ...built.flatMap(({ findings }) => findings),
      ...circles,
      ...duplicateNames(references, sections),
      ...nearNames(sections),
    ],
  };
}

function canonicalizeSections(read: readonly StructureSection[]): {
  readonly sections: readonly StructureSection[];
  readonly findings: readonly Finding[];
} {
  const documented = new Set(
    read.flatMap(({ section }) => section.tables.flatMap(({ rows }) => rows.flatMap(({ names }) => names))),
  );
  const findings: Finding[] = [];
  const sections = read.map((section): StructureSection => {
    const canonical = canonicalizeNames(section.own, documented);
    findings.push(...canonical.findings);
    return { ...section, own: canonical.occurrences };
  });
  return { sections, findings };
}

function gather(values: Map<string, readonly Occurrence[]>, more: ReadonlyMap<string, readonly Occurrence[]>): void {
  for (const [name, list] of more) {
    const known = values.get(name) ?? [];
    const nodes = new Set(known.map(({ node }) => node));
    values.set(name, [...known, ...list.filter(({ node }) => !nodes.has(node))]);
  }
}

function buildStructure(
  section: StructureSection,
  values: readonly Occurrence[],
  catalogue: Catalogue,
  variants: ReadonlyMap<string, Variants>,
): { readonly structure: Structure; readonly findings: readonly Finding[] } {
  const { name, section: page, own, wrappers, response, request } = section;
  const context = rowContext([...request, ...response], page.footnotes, catalogue);
  const inferred: TypeNode =
    values.length === 0 ? { kind: "object", fields: [], open: true } : inferType(values, context);
  const tables = response.map((table) => ({
    ...table,
    rows: table.rows.filter(({ names }) => !names.every((one) => wrappers.has(one))),
  }));
  const laid = applyRows(inferred, tables, page.footnotes, { catalogue, sampled: values.length > 0 });
  const documented = applyProse(laid.type, page.description);
  const asked = applyRequestRows(documented.type, request, page.footnotes);
  const [example] = own;
  const heading = evidence("structure", "structure-heading", page.name, page.at);
  return {
    structure: {
      name,
      documented: true,
      description: page.description.map(({ text }) => text).join("\n\n"),
      anchor: page.anchor,
      type: withLiteral(name, asked.type, variants),
      ...(example !== undefined && { sample: toJson(example.node) }),
      evidence: [heading],
    },
    findings: [
      ...laid.findings,
      ...documented.findings,
      ...asked.findings,
      ...own.flatMap(({ node, block }) => unreadComments(node, block, name, catalogue)),
    ],
  };
}

function catalogueOf(
  sections: readonly StructureSection[],
  unions: readonly StructureUnion[],
  values: ReadonlyMap<string, readonly Occurrence[]>,
  literals: ReadonlySet<string>,
  typeOf: (name: string) => TypeNode | undefined,
): Catalogue {
  const entries = sections.map((section): CatalogueEntry => {
    const { name, section: page, response: tables } = section;
    const type = typeOf(name);
    const fields = type?.kind === "object" ? type.fields : undefined;
    const required = fields?.filter(({ presence }) => presence === "required").map((field) => field.name);
    const nodes = values.get(name) ?? [];
    const isMap = type === undefined ? areMaps(nodes) : type.kind === "map";
    const { anchor, footnotes } = page;
    return {
      ...{ name, anchor, tables, footnotes, isMap },
      evidence: evidence("structure", "structure-heading", page.name, page.at),
      members: membersOf(section, nodes),
      ...(required !== undefined && { required: new Set(required) }),
      ...(type?.kind === "map" && { levels: mapLevels(type) }),
    };
  });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const sums = unions.map(({ name, group, members }): CatalogueEntry => {
    const parts = members.flatMap((member) => byName.get(member) ?? []);
    const [one, ...others] = parts.map(({ required }) => required);
    const shared =
      one === undefined ? undefined : [...one].filter((member) => others.every((other) => other?.has(member) === true));
    return {
      name,
      anchor: group.anchor,
      evidence: evidence("structure", "structure-heading", group.name, group.at),
      members: new Set(parts.flatMap((part) => [...part.members])),
      ...(shared === undefined ? {} : { required: new Set(shared) }),
    };
  });
  return makeCatalogue([...entries, ...sums], literals);
}

function membersOf({ response, wrappers }: StructureSection, values: readonly Occurrence[]): ReadonlySet<string> {
  const documented = response
    .flatMap(({ rows }) => rows.flatMap(({ names }) => names))
    .filter((name) => !wrappers.has(name));
  const shown = values.flatMap(({ node }) => (node.kind === "object" ? node.members.map(({ key }) => key) : []));
  return new Set([...documented.map((name) => name.split(".")[0] ?? name), ...shown]);
}

function duplicateNames(references: readonly Reference[], kept: readonly StructureSection[]): readonly Finding[] {
  const sections = new Set(kept.flatMap(({ parts }) => parts));
  return references
    .flatMap((reference) => reference.sections)
    .filter((section) => !sections.has(section))
    .map(({ name, at }) => {
      const message = `the structure "${name}" is described already; the first description was kept`;
      return report("warning", "model/duplicate-structure", message, { at, quote: name });
    });
}

/** A heading that lost a letter makes two of a structure, of which each lacks what the other one has. */
function nearNames(sections: readonly StructureSection[]): readonly Finding[] {
  return sections.flatMap(({ name, parts: [section] }, index) => {
    const other = sections.slice(0, index).find((one) => mayBeMisspelt(one.name, name));
    if (other === undefined || section === undefined) return [];
    const message = `"${name}" and "${other.name}" were read as two structures; is one of them misspelt?`;
    return [report("info", "model/near-structure", message, { at: section.at, quote: section.name }, other.name)];
  });
}

function linkedIn(
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
  return node.items.flatMap(({ value, comments }) => items({ node: value, comments, block }));
}
