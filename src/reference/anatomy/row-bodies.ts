// Bodies of pages that show none: of each table or list of fields what is said of the members that can have one value alone.
import type { SampleMember, SampleObject } from "../../samples/sample.ts";
import { keepCoverage } from "../keep-coverage.ts";
import { readSection } from "../read-section.ts";
import type { FieldRow, Prose } from "../reference.ts";
import { isWireSpelled, mayBeName } from "./name-rules.ts";
import type { PagePart, ShownBody } from "./scan.ts";

/** Words around a value that say nothing but that it is the one: "Always `order.paid`". */
const ORDINARY =
  /^(?:(?:it|is|are|this|always|constantly|the|a|an|be|will|must|equals?|equal|to|set|fixed|constant|literal|string|text|value|type|name|of|for|here|event|webhook|in|case|on)\b|[\s:=,.;"'“”‘’()-])*$/i;
const QUOTED = /["“'‘]([^"“”'‘’]{1,100})["”'’]/;

export function bodiesOfRows(
  file: string,
  parts: readonly PagePart[],
  headingsOver: (part: number) => readonly string[],
): readonly ShownBody[] {
  return parts.flatMap(({ heading, nodes }, part): readonly ShownBody[] => {
    const [node] = nodes;
    if (heading === undefined || node === undefined) return [];
    const { section } = readSection(file, { heading, nodes }, keepCoverage());
    const rows = section.tables.flatMap((table) => table.rows);
    const above = headingsOver(part);
    // Values of other members, and what tells structures from each other, are in no heading as they are on the wire.
    const [first] = rows.filter((row) => {
      const value = onlyValue(row);
      return value !== undefined && isWireSpelled(value) && above.some((text) => text.includes(value));
    });
    if (first === undefined) return [];
    return [{ part, node, root: objectOf(rows.flatMap(pathOf)), at: () => first.at }];
  });
}

interface Shown {
  readonly path: readonly string[];
  readonly value: string;
}

function pathOf(row: FieldRow): readonly Shown[] {
  const value = onlyValue(row);
  return value === undefined ? [] : row.names.map((name) => ({ path: name.split("."), value }));
}

function onlyValue({ notes, dataType }: FieldRow): string | undefined {
  return [notes, dataType].map((prose) => (prose === undefined ? undefined : valueIn(prose))).find(Boolean);
}

function valueIn({ text, codes }: Prose): string | undefined {
  const value = codes.length === 0 ? QUOTED.exec(text)?.[1] : codes.length === 1 ? codes[0] : undefined;
  return value !== undefined && mayBeName(value) && ORDINARY.test(text.replace(value, "")) ? value : undefined;
}

function objectOf(shown: readonly Shown[]): SampleObject {
  const below = new Map<string, Shown[]>();
  for (const { path, value } of shown) {
    const [key, ...rest] = path;
    if (key !== undefined) below.set(key, [...(below.get(key) ?? []), { path: rest, value }]);
  }
  const place = { offset: 0, length: 0 };
  const members = [...below].map(([key, inner]): SampleMember => {
    const own = inner.find(({ path }) => path.length === 0);
    return {
      ...{ key, keyOffset: 0, keyLength: 0, comments: [] },
      value: own === undefined ? objectOf(inner) : { kind: "scalar", value: own.value, ...place },
    };
  });
  return { kind: "object", members, comments: [], elided: false, ...place };
}
