// Bodies of pages that show none: of each table or list of fields what is said of the members that can have one value alone, or the
// heading, where another table says which member names the event.
import type { RootContent } from "mdast";
import type { SampleMember, SampleObject } from "../../samples/sample.ts";
import { keepCoverage } from "../keep-coverage.ts";
import { readSection } from "../read-section.ts";
import type { FieldRow, Prose } from "../reference.ts";
import { isWireSpelled, mayBeName, mayNameEvent, NAMES_EVENT } from "./name-rules.ts";
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
  const tables = parts.flatMap(({ heading, nodes }, part): readonly RowsOfPart[] => {
    const [node] = nodes;
    if (heading === undefined || node === undefined) return [];
    const { section } = readSection(file, { heading, nodes }, keepCoverage());
    const rows = section.tables.flatMap((table) => table.rows);
    return rows.length === 0 ? [] : [{ part, node, heading: heading.text, rows }];
  });
  const shown = tables.flatMap(({ part, node, rows }): readonly ShownBody[] => {
    const above = headingsOver(part);
    // Values of other members, and what tells structures from each other, are in no heading as they are on the wire.
    const [first] = rows.filter((row) => {
      const value = onlyValue(row);
      return value !== undefined && isWireSpelled(value) && above.some((text) => text.includes(value));
    });
    if (first === undefined) return [];
    return [{ part, node, root: objectOf(rows.flatMap(pathOf)), at: () => first.at }];
  });
  if (shown.length > 0) return shown;
  const said = tables.flatMap(({ part, node, heading, rows }): readonly ShownBody[] => {
    const row = rows.find(({ names, notes }) => notes?.text === heading && names.some(mayNameEvent));
    return row === undefined ? [] : [{ part, node, root: named(row, heading), at: () => row.at }];
  });
  return said.length > 1 ? said : namedByHeadings(tables);
}

interface RowsOfPart {
  readonly part: number;
  readonly node: RootContent;
  readonly heading: string;
  readonly rows: readonly FieldRow[];
}

/** Where a table says which member names the event, and the headings of several others are spelled as names: each has its heading's. */
function namedByHeadings(tables: readonly RowsOfPart[]): readonly ShownBody[] {
  const [naming, ...others] = tables.flatMap(({ heading, rows }) =>
    isWireSpelled(heading)
      ? []
      : rows.filter(({ names, notes }) => names.some(mayNameEvent) && NAMES_EVENT.test(notes?.text ?? "")),
  );
  const headed = tables.filter(({ heading }) => isWireSpelled(heading));
  if (naming === undefined || others.length > 0 || headed.length < 2) return [];
  return headed.map(({ part, node, heading }): ShownBody => {
    return { part, node, root: named(naming, heading), at: () => naming.at };
  });
}

/** A body of which nothing but the name is known. */
function named({ names }: FieldRow, value: string): SampleObject {
  return objectOf(names.map((name) => ({ path: name.split("."), value })));
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
