// A payload that shows a structure with members of its own is a form of it: what else the structure has is known there too.
import { type Finding, report } from "../../source/finding.ts";
import type { Field, ObjectType, Structure, TypeNode } from "../model.ts";
import { referenceRules, structureName } from "../rules/references.ts";
import { mapParts } from "../types/walk.ts";

const spreadRules = new Set(referenceRules.filter(({ spread }) => spread === true).map(({ id }) => id));

export interface Extended {
  readonly type: TypeNode;
  readonly findings: readonly Finding[];
}

/** Whether the sample says that the members of the structure are beside its own. */
export function isSpread({ evidence = [] }: ObjectType): boolean {
  return evidence.some(({ rule }) => spreadRules.has(rule));
}

/** Adds the members that the structure has and the sample lacks, as optional; one that the sample shows in the other number is its twin. */
export function extendForms(type: TypeNode, structures: ReadonlyMap<string, Structure>): Extended {
  const findings: Finding[] = [];
  const walk = (given: TypeNode): TypeNode => {
    const here = mapParts(given, walk);
    if (here.kind !== "object" || here.structure === undefined) return here;
    const structure = structures.get(here.structure);
    return structure?.documented === true && structure.type.kind === "object"
      ? extend(here, structure, structure.type, findings)
      : here;
  };
  return { type: walk(type), findings };
}

function extend(form: ObjectType, structure: Structure, of: ObjectType, findings: Finding[]): ObjectType {
  const names = new Set(form.fields.map(({ name }) => name));
  const twins = new Map(form.fields.map(({ name }) => [structureName(name), name]));
  // Where the sample says that the members are here, they are here as in the structure.
  const spread = isSpread(form);
  const more = of.fields.flatMap((field): readonly Field[] => {
    if (names.has(field.name)) return [];
    const twin = twins.get(structureName(field.name));
    if (twin === undefined) return [spread ? field : { ...field, presence: "optional" }];
    const at = form.fields.find(({ name }) => name === twin)?.evidence[0]?.at;
    const message = `the structure "${structure.name}" has "${field.name}", the sample shows "${twin}" in its place; "${field.name}" was left out here`;
    if (at !== undefined) findings.push(report("info", "model/twin-member", message, { at, quote: twin }));
    return [];
  });
  return { ...form, fields: [...form.fields, ...more], evidence: [...(form.evidence ?? []), ...structure.evidence] };
}
