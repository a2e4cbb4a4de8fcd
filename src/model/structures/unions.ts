// Structures that sum up others: discriminated by the literal that each shows, and open then, since kinds are added.
import { defined } from "../../source/defined.ts";
import type { Field, Structure, TypeNode } from "../model.ts";
import { evidence } from "../evidence.ts";
import type { FieldTable } from "../../reference/reference.ts";
import { memberOf, fits, type Catalogue, type CatalogueEntry } from "./catalogue.ts";
import type { StructureSection, StructureUnion } from "./structure-sections.ts";
import type { SampleNode } from "../../samples/sample.ts";
import type { Occurrence } from "../infer/read-comments.ts";

/** Members that may discriminate variants, the first that does wins. */
const DISCRIMINATORS = ["type", "kind", "status"];

/** Words by which a page says that its list of types may grow. */
const GROWING = /\b(?:available|following|these|event) (?:[a-z]+ )?types\b/i;

/** Undefined where no member discriminates the variants. */
export function readVariants({ members }: StructureUnion, sections: readonly StructureSection[]): Variants | undefined {
  const parts = members.flatMap((name) => sections.find((section) => section.name === name) ?? []);
  for (const discriminator of DISCRIMINATORS) {
    const literals = parts.map((part) => literalOf(part, discriminator));
    const known = literals.filter((literal) => literal !== undefined);
    if (known.length < parts.length || new Set(known).size < parts.length) continue;
    return { discriminator, byLiteral: new Map(parts.map(({ name }, index) => [known[index] ?? "", name])) };
  }
  return undefined;
}

function literalOf({ own, response, request }: StructureSection, member: string): string | undefined {
  const shown = own.map(({ node }) => (node.kind === "object" ? memberOf(node, member)?.value : undefined));
  const [first] = shown;
  if (
    first?.kind === "scalar" &&
    typeof first.value === "string" &&
    shown.every((value) => value?.kind === "scalar" && value.value === first.value)
  ) {
    return first.value;
  }
  return [...response, ...request].map((table) => soleCode(table, member)).find((code) => code !== undefined);
}

/** A note that is one code span and at most the words "event type:": the literal itself. */
function soleCode({ rows }: FieldTable, member: string): string | undefined {
  const notes = rows.find(({ names }) => names.includes(member))?.notes;
  const [code, ...others] = notes?.codes ?? [];
  if (notes === undefined || code === undefined || others.length > 0) return undefined;
  return /^(?:[a-z]+ )?(?:type: ?)?$/i.test(notes.text.replace(code, "").replaceAll("`", "").trim()) ? code : undefined;
}

/** The variant's type with its discriminator as a literal. */
export function withLiteral(name: string, type: TypeNode, unions: ReadonlyMap<string, Variants>): TypeNode {
  if (type.kind !== "object") return type;
  for (const { discriminator, byLiteral } of unions.values()) {
    const literal = [...byLiteral].find(([, variant]) => variant === name)?.[0];
    if (literal === undefined) continue;
    const named = (field: Field): Field => {
      const { evidence } = field.type;
      return { ...field, type: { kind: "literal", value: literal, ...defined({ evidence }) } };
    };
    return { ...type, fields: type.fields.map((field) => (field.name === discriminator ? named(field) : field)) };
  }
  return type;
}

export function buildUnion({ name, group, members }: StructureUnion, variants: Variants | undefined): Structure {
  const why = evidence("structure", "structure-group", group.name, group.at);
  const growing = group.description.find(({ text }) => GROWING.test(text));
  const lost = group.members.find((member) => member.lost === true);
  const whyOpen = [
    ...(growing === undefined ? [] : [evidence("prose", "growing-types", growing.text, growing.at)]),
    ...(lost === undefined ? [] : [evidence("structure", "lost-variant", lost.name, lost.at)]),
  ];
  // Kinds are added to what a member discriminates.
  const open = variants === undefined ? {} : { discriminator: variants.discriminator, open: true };
  return {
    name,
    documented: true,
    description: group.description.map(({ text }) => text).join("\n\n"),
    anchor: group.anchor,
    type: {
      kind: "union",
      variants: members.map((member): TypeNode => ({ kind: "reference", name: member })),
      ...open,
      evidence: [why, ...(variants === undefined ? [] : whyOpen)],
    },
    evidence: [why],
  };
}

/** Structures summed up by another, with the literal that discriminates each. */
export interface Variants {
  readonly discriminator: string;
  /** Name of the variant by its literal. */
  readonly byLiteral: ReadonlyMap<string, string>;
}

/** Every value that is under a member named after a structure and fits it, below the given values, by structure. */
export function embeddedIn(
  values: readonly Occurrence[],
  catalogue: Catalogue,
  unions: ReadonlyMap<string, Variants>,
): ReadonlyMap<string, readonly Occurrence[]> {
  const found = new Map<string, Occurrence[]>();
  const open = [...values];
  const keep = (entry: CatalogueEntry, occurrence: Occurrence): void => {
    const name = variantOf(occurrence.node, unions.get(entry.name)) ?? entry.name;
    const list = found.get(name) ?? [];
    list.push(occurrence);
    found.set(name, list);
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
