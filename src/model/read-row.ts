// Reads a row of a table of fields, and the footnote its marker ties to it, by the tables of rules.
import type { FieldRow, Footnote, Prose } from "../reference/reference.ts";
import { evidence } from "./evidence.ts";
import type { EnumType, Evidence, EvidenceKind, Scalar, TypeNode } from "./model.ts";
import { readDeprecation } from "./rules/deprecation.ts";
import { readPresence, sentencesOf } from "./rules/presence.ts";
import { readLinkShape, readReference } from "./rules/references.ts";
import { readUpdate } from "./rules/updates.ts";
import { readDataType, readNoteType } from "./rules/data-types.ts";
import { readValues, type ReadValues } from "./rules/values.ts";
import { readMembers } from "./rules/members.ts";
import { noCatalogue, type Catalogue } from "./structures/catalogue.ts";
import { typeOfReference } from "./infer/infer-type.ts";

export interface RowReading {
  readonly presence?: { readonly effect: "required" | "optional"; readonly evidence: Evidence };
  readonly values?: EnumType;
  readonly reference?: TypeNode;
  readonly dataType?: TypeNode;
  /** An object, or an array of objects, whose members a note lists. */
  readonly members?: TypeNode;
  readonly map?: Evidence;
  /** That the page gives the member up. */
  readonly deprecated?: Evidence;
  readonly description?: string;
  readonly evidence: Evidence;
}

/** What a row says of its member without looking at any other: whether it is a map, and which values it lists. */
export function readHints(row: FieldRow, footnotes: readonly Footnote[]): Pick<RowReading, "map" | "values"> {
  let hints: Pick<RowReading, "map" | "values"> = {};
  for (const [kind, prose] of textsOf(row, footnotes)) hints = { ...readHintsOf(kind, prose), ...hints };
  return hints;
}

export function readRow(row: FieldRow, footnotes: readonly Footnote[], catalogue: Catalogue = noCatalogue): RowReading {
  const struck = row.struck === true ? evidence("table", "struck-out", row.names.join(", "), row.at) : undefined;
  let reading: RowReading = {
    evidence: evidence("table", "row", quoteRow(row), row.at),
    ...(struck === undefined ? {} : { deprecated: struck }),
  };
  for (const [kind, prose] of textsOf(row, footnotes)) reading = { ...readProseOf(kind, prose, catalogue), ...reading };
  const dataType = row.dataType === undefined ? undefined : readDataType(row.dataType.text);
  if (dataType !== undefined && row.dataType !== undefined) {
    reading = {
      ...reading,
      dataType: { ...dataType.type, evidence: [evidence("table", dataType.rule, row.dataType.text, row.dataType.at)] },
    };
  }
  const words = [row.notes, footnoteOf(row, footnotes)?.body].flatMap((prose) =>
    prose === undefined ? [] : [prose.text],
  );
  return words.length === 0 ? reading : { ...reading, description: words.join(" ") };
}

function textsOf(row: FieldRow, footnotes: readonly Footnote[]): readonly (readonly [EvidenceKind, Prose])[] {
  const footnote = footnoteOf(row, footnotes);
  return [
    ...(row.presence === undefined ? [] : [["table", row.presence] as const]),
    ...(row.notes === undefined ? [] : [["table", row.notes] as const]),
    ...(footnote === undefined ? [] : [["footnote", footnote.body] as const]),
  ];
}

function footnoteOf({ marker }: FieldRow, footnotes: readonly Footnote[]): Footnote | undefined {
  return marker === undefined ? undefined : footnotes.find((footnote) => footnote.marker === marker);
}

function quoteRow({ names, marker, presence, dataType, notes }: FieldRow): string {
  return [`${names.join(", ")}${marker === undefined ? "" : ` ${marker}`}`, presence?.text, dataType?.text, notes?.text]
    .filter((part) => part !== undefined)
    .join(" | ");
}

function readHintsOf(kind: EvidenceKind, { text, codes, at }: Prose): Pick<RowReading, "map" | "values"> {
  const values = readValues(text, codes);
  const update = readUpdate(text);
  return {
    ...(values === undefined ? {} : { values: enumOf(values, evidence(kind, values.rule, values.quote, at)) }),
    ...(update?.effect === "map" ? { map: evidence(kind, update.id, text, at) } : {}),
  };
}

function readProseOf(kind: EvidenceKind, prose: Prose, catalogue: Catalogue): Omit<RowReading, "evidence"> {
  const why = (rule: string, quote = prose.text): Evidence => evidence(kind, rule, quote, prose.at);
  const presence = readPresence(prose.text);
  const reference = referenceIn(prose, catalogue, why);
  const members = readMembers(prose.text, prose.codes, why);
  const noted = readNoteType(prose.text);
  const deprecation = readDeprecation(prose.text, prose.codes);
  return {
    ...readHintsOf(kind, prose),
    ...(presence === undefined ? {} : { presence: { effect: presence.effect, evidence: why(presence.rule) } }),
    ...(reference === undefined ? {} : { reference }),
    ...(members === undefined ? {} : { members }),
    ...(deprecation === undefined ? {} : { deprecated: why(deprecation) }),
    ...(noted === undefined ? {} : { dataType: { ...noted.type, evidence: [why(noted.rule)] } }),
  };
}

function enumOf({ values, open }: ReadValues, why: Evidence): EnumType {
  return {
    kind: "enum",
    values: values.map(({ value, note }) => ({ value: scalarOf(value), ...(note === undefined ? {} : { note }) })),
    ...(open ? { open: true } : {}),
    evidence: [why],
  };
}

/** A link to a structure says more than a phrase; a phrase in ordinary words counts only where a page describes what it names. */
function referenceIn(
  { text, links }: Prose,
  catalogue: Catalogue,
  why: (rule: string) => Evidence,
): TypeNode | undefined {
  for (const { text: label, href } of links) {
    const entry = catalogue.linked(href);
    const shape = entry === undefined ? undefined : readLinkShape(text, label);
    if (entry !== undefined && shape !== undefined)
      return typeOfReference({ names: [entry.name], shape, evidence: why("link-to-structure") }, catalogue);
  }
  for (const sentence of sentencesOf(text)) {
    const found = readReference(sentence);
    if (found === undefined) continue;
    if (found.onlyKnown === true && found.names.some((name) => catalogue.resolve(name) === undefined)) continue;
    return typeOfReference({ ...found, evidence: why(found.rule) }, catalogue);
  }
  return undefined;
}

function scalarOf(word: string): Scalar {
  return word === "true" ? true : word === "false" ? false : word;
}
