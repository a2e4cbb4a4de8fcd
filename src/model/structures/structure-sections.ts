// The structures that pages describe, each with its samples unwrapped: `{ "access": { … } }` shows an access.
import type {
  FieldRow,
  FieldTable,
  Reference,
  SampleBlock,
  Section,
  StructureGroup,
} from "../../reference/reference.ts";
import { headingRole } from "../../reference/labels.ts";
import { bareHeading } from "../../reference/structure-heading.ts";
import type { SampleNode, SampleObject } from "../../samples/sample.ts";
import type { Occurrence } from "../infer/read-comments.ts";
import { structureName } from "../rules/references.ts";
import { memberOf } from "./catalogue.ts";

export interface StructureSection {
  readonly name: string;
  readonly section: Section;
  /** The sections of the page that it was made from: one with the table, one with the sample. */
  readonly parts: readonly Section[];
  /** The structure's values in its own samples: several where the sample is a list of them. */
  readonly own: readonly Occurrence[];
  /** Members of the sample around the structure, where it was unwrapped. */
  readonly wrappers: ReadonlySet<string>;
  /** What the page says of values that arrive. */
  readonly response: readonly FieldTable[];
  /** What it says of values that are sent; its lists of values and literals hold for those that arrive too. */
  readonly request: readonly FieldTable[];
}

export interface StructureUnion {
  readonly name: string;
  readonly group: StructureGroup;
  /** Names of its variants, in page order. */
  readonly members: readonly string[];
}

/** A section of tables alone and one of samples alone under the same name describe one structure. */
function mergeParts(
  sections: readonly Section[],
): readonly { readonly section: Section; readonly parts: readonly Section[]; readonly name: string }[] {
  const merged: { section: Section; parts: readonly Section[]; name: string }[] = [];
  const full = new Set(sections.map(({ name }) => structureName(name)));
  const byName = new Map<string, { section: Section; parts: readonly Section[] }>();
  for (const section of sections) {
    const name = nameOf(section, full);
    const known = byName.get(name);
    const adds =
      known !== undefined &&
      known.parts.length === 1 &&
      known.section.at.file === section.at.file &&
      [known.section, section].every(({ tables, samples }) => (tables.length === 0) !== (samples.length === 0)) &&
      (known.section.tables.length === 0) !== (section.tables.length === 0);
    if (!adds) {
      const one = { section, parts: [section], name };
      merged.push(one);
      if (known === undefined) byName.set(name, one);
      continue;
    }
    known.parts = [...known.parts, section];
    known.section = {
      ...known.section,
      description: [...known.section.description, ...section.description],
      tables: [...known.section.tables, ...section.tables],
      footnotes: [...known.section.footnotes, ...section.footnotes],
      samples: [...known.section.samples, ...section.samples],
    };
  }
  return merged;
}

/** "Form fields" is a name of its own beside "Form"; "Form object" is none. */
function nameOf({ name }: Section, full: ReadonlySet<string>): string {
  const whole = structureName(name);
  const bare = structureName(bareHeading(name) ?? name);
  return bare !== whole && full.has(bare) && !/\b(?:object|structure|example|sample)s?\b/i.test(name) ? whole : bare;
}

export function structureSections(references: readonly Reference[]): readonly StructureSection[] {
  const seen = new Set<string>();
  return mergeParts(references.flatMap(({ sections }) => sections))
    .map(({ section, parts, name }) => {
      const unwrapped = section.samples.flatMap((block) =>
        block.root === undefined ? [] : [unwrap(block, block.root, section)],
      );
      const isRequest = (table: FieldTable): boolean =>
        table.heading !== undefined && headingRole(table.heading) === "request";
      return {
        name,
        section,
        parts,
        own: unwrapped.flatMap(({ values }) => values),
        wrappers: new Set(unwrapped.flatMap(({ wrapper }) => (wrapper === undefined ? [] : [wrapper]))),
        response: section.tables.filter((table) => !isRequest(table)),
        request: section.tables.filter(isRequest),
      };
    })
    .filter(({ name }) => name !== "" && !seen.has(name) && seen.add(name));
}

/** Groups whose list names two or more of the sections: unions of those, where a member discriminates them. */
export function structureUnions(
  references: readonly Reference[],
  sections: readonly StructureSection[],
): readonly StructureUnion[] {
  const names = new Set(sections.map(({ name }) => name));
  return references
    .flatMap(({ groups }) => groups)
    .flatMap((group): readonly StructureUnion[] => {
      const members = group.members.map((member) => structureName(member.name)).filter((name) => names.has(name));
      const name = structureName(group.name);
      return members.length < 2 || names.has(name) ? [] : [{ name, group, members }];
    });
}

interface Unwrapped {
  readonly values: readonly Occurrence[];
  readonly wrapper?: string;
}

function unwrap(block: SampleBlock, root: SampleNode, section: Section): Unwrapped {
  const whole: Unwrapped = { values: [{ node: root, comments: [], block }] };
  const [only, ...others] = root.kind === "object" ? root.members : [];
  if (only === undefined || others.length > 0) return whole;
  const rows = section.tables.flatMap((table) => table.rows);
  const { key, value, comments } = only;
  if (value.kind === "array") {
    const items = value.items.map((item) => item.value).filter((item) => item.kind === "object");
    const documented = rows.some((row) =>
      row.names.some((name) => name !== key && items.some((item) => memberOf(item, name) !== undefined)),
    );
    if (items.length < value.items.length || items.length === 0 || (!documented && !isNamedAfter(section.name, key)))
      return whole;
    return { wrapper: key, values: value.items.map((item) => ({ node: item.value, comments: item.comments, block })) };
  }
  if (value.kind !== "object" || rows.some((row) => row.names.includes(key))) return whole;
  return isNamedAfter(section.name, key) || tellsOf(rows, value)
    ? { wrapper: key, values: [{ node: value, comments, block }] }
    : whole;
}

function isNamedAfter(heading: string, key: string): boolean {
  return structureName(heading).toLowerCase() === structureName(key).toLowerCase();
}

function tellsOf(rows: readonly FieldRow[], value: SampleObject): boolean {
  return rows.some(({ names }) => names.some((name) => memberOf(value, name) !== undefined));
}
