// The members of a payload or a structure as a table: each field with its type, what is said of it and why it is believed.
import { counted, evidenceList, fold, type Markup, markup, nothing } from "../diff/html/page.ts";
import { describeType } from "../model/describe-type.ts";
import { evidenceOf, unique } from "../model/explain.ts";
import type { Field, TypeNode } from "../model/model.ts";

/** Where the structure of that name is described. */
export type StructureLink = (name: string) => string | undefined;

interface FieldRow {
  /** As `explain` takes it, without the field's own name: empty, or with a dot at its end. */
  readonly prefix: string;
  readonly field: Field;
}

/** Nothing for a type without members of its own. `label` names the table for who hears the page. */
export function fieldTable(type: TypeNode, label: string, link: StructureLink): Markup {
  const rows = fieldRows(type);
  if (rows.length === 0) return nothing;
  return markup`<table class="fields">
    <caption class="unseen">
      ${label}
    </caption>
    <thead>
      <tr>
        <th scope="col" class="field">Field</th>
        <th scope="col" class="type">Type</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => fieldRow(row, link))}
    </tbody>
  </table>`;
}

/** Names of the fields, for a search. */
export function fieldNames(type: TypeNode): readonly string[] {
  return [...new Set(fieldRows(type).map(({ field }) => field.name))];
}

/** In the order of the page, members behind what holds them; what a reference leads to has a table of its own. */
function fieldRows(type: TypeNode): readonly FieldRow[] {
  const rows: FieldRow[] = [];
  const open: { readonly path: string; readonly type: TypeNode; readonly row?: FieldRow }[] = [{ path: "", type }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (here.row !== undefined) rows.push(here.row);
    const { path, type: inner } = here;
    const prefix = path === "" ? "" : `${path}.`;
    if (inner.kind === "array") open.push({ path: `${path}[]`, type: inner.items });
    if (inner.kind === "map") open.push({ path: `${prefix}*`, type: inner.values });
    if (inner.kind === "union") {
      for (const variant of inner.variants.toReversed())
        open.push({ path: `${path}${variantMark(variant, inner.discriminator)}`, type: variant });
    }
    if (inner.kind === "object") {
      for (const field of inner.fields.toReversed())
        open.push({ path: `${prefix}${field.name}`, type: field.type, row: { prefix, field } });
    }
  }
  return rows;
}

function variantMark(variant: TypeNode, discriminator: string | undefined): string {
  if (variant.kind !== "object" || discriminator === undefined) return "";
  const type = variant.fields.find(({ name }) => name === discriminator)?.type;
  return type?.kind === "literal" ? `(${discriminator}=${JSON.stringify(type.value)})` : "";
}

function fieldRow({ prefix, field }: FieldRow, link: StructureLink): Markup {
  const { name, type, presence, basis, deprecated } = field;
  const said = field.description ?? type.description ?? "";
  const need = presence === "required" ? markup`<b>required</b>` : markup`optional`;
  const why = basis === "sample" ? ", as samples show" : "";
  const evidence = unique([...field.evidence, ...evidenceOf(type)]);
  return markup`<tr>
    <th scope="row">
      <code class="path"><span class="muted">${prefix}</span>${name}</code>
      <span class="need">${need}${why}${deprecated === true ? markup`, <b>deprecated</b>` : nothing}</span>
    </th>
    <td><code>${typeMarkup(type, link)}</code>${valueNotes(type)}</td>
    <td>
      ${said === "" ? nothing : markup`<p>${said}</p>`}${evidence.length === 0 ? nothing : fold(counted(evidence.length, "source"), evidenceList(evidence))}
    </td>
  </tr> `;
}

/** A type in a few words, each structure a link. */
export function typeMarkup(type: TypeNode, link: StructureLink): Markup {
  const words = typeWords(type, link);
  return type.nullable === true && type.kind !== "null" ? markup`${words} | null` : words;
}

function typeWords(type: TypeNode, link: StructureLink): Markup {
  switch (type.kind) {
    case "reference": {
      const href = link(type.name);
      return href === undefined ? markup`${type.name}` : markup`<a href="${href}">${type.name}</a>`;
    }
    case "array":
      return markup`array of ${typeMarkup(type.items, link)}`;
    case "map":
      return markup`map of ${typeMarkup(type.values, link)} by ${type.keys}`;
    case "union":
      return markup`${type.variants.map((variant, at) => markup`${at === 0 ? "" : " | "}${typeMarkup(variant, link)}`)}`;
    case "object":
      return markup`${type.empty === true ? "empty object" : type.open === true ? "object, open" : "object"}`;
    default:
      return markup`${describeType({ ...type, nullable: false })}`;
  }
}

function valueNotes(type: TypeNode): Markup {
  const listed = type.kind === "array" ? type.items : type;
  if (listed.kind !== "enum" || listed.values.every(({ note }) => note === undefined)) return nothing;
  const item = ({ value, note }: (typeof listed.values)[number]): Markup =>
    note === undefined ? nothing : markup`<li><code>${JSON.stringify(value)}</code> ${note}</li>`;
  return markup`<ul class="values muted">
    ${listed.values.map(item)}
  </ul>`;
}
