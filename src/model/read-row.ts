// Reads a row of a table of fields, and the footnote its marker ties to it, by the tables of rules.
import type { FieldRow, Footnote, Prose } from "../reference/reference.ts";
import { evidence } from "./evidence.ts";
import type { EnumType, Evidence, EvidenceKind, Scalar, TypeNode } from "./model.ts";
import { readPresence, sentencesOf } from "./rules/presence.ts";
import { readReference } from "./rules/references.ts";
import { readUpdate } from "./rules/updates.ts";
import { readDataType } from "./rules/data-types.ts";
import { readValues } from "./rules/values.ts";
import { typeOfReference } from "./infer/infer-type.ts";

export interface RowReading {
  readonly presence?: { readonly effect: "required" | "optional"; readonly evidence: Evidence };
  readonly values?: EnumType;
  readonly reference?: TypeNode;
  readonly dataType?: TypeNode;
  readonly map?: Evidence;
  readonly description?: string;
  readonly evidence: Evidence;
}

export function readRow(row: FieldRow, footnotes: readonly Footnote[]): RowReading {
  const footnote = row.marker === undefined ? undefined : footnotes.find(({ marker }) => marker === row.marker);
  const texts: readonly (readonly [EvidenceKind, Prose])[] = [
    ...(row.presence === undefined ? [] : [["table", row.presence] as const]),
    ...(row.notes === undefined ? [] : [["table", row.notes] as const]),
    ...(footnote === undefined ? [] : [["footnote", footnote.body] as const]),
  ];
  let reading: RowReading = { evidence: evidence("table", "row", quoteRow(row), row.at) };
  for (const [kind, prose] of texts) reading = { ...readProseOf(kind, prose), ...reading };
  const dataType = row.dataType === undefined ? undefined : readDataType(row.dataType.text);
  if (dataType !== undefined && row.dataType !== undefined) {
    reading = {
      ...reading,
      dataType: { ...dataType.type, evidence: [evidence("table", dataType.rule, row.dataType.text, row.dataType.at)] },
    };
  }
  const words = [row.notes, footnote?.body].flatMap((prose) => (prose === undefined ? [] : [prose.text]));
  return words.length === 0 ? reading : { ...reading, description: words.join(" ") };
}

function quoteRow({ names, marker, presence, dataType, notes }: FieldRow): string {
  return [`${names.join(", ")}${marker === undefined ? "" : ` ${marker}`}`, presence?.text, dataType?.text, notes?.text]
    .filter((part) => part !== undefined)
    .join(" | ");
}

function readProseOf(kind: EvidenceKind, prose: Prose): Omit<RowReading, "evidence"> {
  const presence = readPresence(prose.text);
  const values = readValues(prose.text, prose.codes);
  const reference = sentencesOf(prose.text)
    .map(readReference)
    .find((found) => found !== undefined);
  const update = readUpdate(prose.text);
  return {
    ...(presence === undefined
      ? {}
      : { presence: { effect: presence.effect, evidence: evidence(kind, presence.rule, prose.text, prose.at) } }),
    ...(values === undefined
      ? {}
      : {
          values: {
            kind: "enum" as const,
            values: values.values.map(({ value, note }) => ({
              value: scalarOf(value),
              ...(note === undefined ? {} : { note }),
            })),
            ...(values.open ? { open: true } : {}),
            evidence: [evidence(kind, values.rule, values.quote, prose.at)],
          },
        }),
    ...(reference === undefined
      ? {}
      : {
          reference: typeOfReference({ ...reference, evidence: evidence(kind, reference.rule, prose.text, prose.at) }),
        }),
    ...(update?.effect === "map" ? { map: evidence(kind, update.id, prose.text, prose.at) } : {}),
  };
}

function scalarOf(word: string): Scalar {
  return word === "true" ? true : word === "false" ? false : word;
}
