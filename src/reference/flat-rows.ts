// Finds the objects of rows that come without them: where a copy has lost what was inside of what, inner members follow the object
// that holds them, and the samples show the rest.
import type { SampleObject } from "../samples/sample.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import type { FieldRow, FieldTable, SampleBlock } from "./reference.ts";

/** An object that rows may be inside of; the first is the body. */
interface Holder {
  readonly path: string;
  /** What the samples show in its place. */
  readonly shown: readonly SampleObject[];
}

interface Placed {
  readonly path: string;
  /** Where nothing but the order of the rows says what holds it. */
  readonly isGuess: boolean;
}

const HOLDS = /\b(?:object|array|list|map|dict|dictionary|hash)\b/i;

/** Names the rows of flat tables by their paths; the tables of a section are read as one. */
export function nestRows(
  tables: readonly FieldTable[],
  samples: readonly SampleBlock[],
  coverage: CoverageKeeper,
): readonly FieldTable[] {
  if (!tables.some(({ isFlat }) => isFlat)) return tables;
  const place = placing(samples);
  return tables.map((table) => {
    if (table.isFlat !== true) return table;
    const guessed: FieldRow[] = [];
    const rows = table.rows.map((row) => {
      const { path, isGuess } = place(row);
      const nested = { ...row, names: [path] };
      if (isGuess) guessed.push(nested);
      return nested;
    });
    reportGuesses(guessed, coverage);
    return { ...table, rows };
  });
}

function reportGuesses(rows: readonly FieldRow[], coverage: CoverageKeeper): void {
  const [first] = rows;
  if (first === undefined) return;
  const names = rows.flatMap((row) => row.names);
  const paths = names.map((name) => JSON.stringify(name)).join(", ");
  const message = `nothing shows which object holds ${names.length === 1 ? "this member" : "these members"}; read as ${paths}, in the objects that are described right above`;
  const fix = "put the path of a member before its name, or a sample that shows it into the section";
  coverage.report("warning", "reference/flat-rows", message, { at: first.at, quote: names.join("\n") }, fix);
}

function placing(samples: readonly SampleBlock[]): (row: FieldRow) => Placed {
  const roots = samples.flatMap(({ root }) => (root?.kind === "object" ? [root] : []));
  const taken = new Set<string>();
  let open: Holder[] = [{ path: "", shown: roots }];
  return ({ names: [name = ""], dataType }) => {
    if (/[.[]/.test(name)) return { path: name, isGuess: false };
    const holder =
      open.findLast(({ path, shown }) => valuesOf(shown, name).length > 0 && !taken.has(pathOf(path, name))) ??
      open.at(-1);
    const { path: above, shown } = holder ?? { path: "", shown: roots };
    const path = pathOf(above, name);
    const values = valuesOf(shown, name);
    taken.add(path);
    if (holder !== undefined) open = open.slice(0, open.indexOf(holder) + 1);
    const isList = /\[\]|\b(?:array|list)\b/i.test(dataType?.text ?? "");
    const inner = values.flatMap((value) => (value.kind === "array" ? value.items.map((item) => item.value) : [value]));
    const objects = inner.filter((value) => value.kind === "object");
    if (objects.length > 0 || (inner.length === 0 && HOLDS.test(dataType?.text ?? "")))
      open.push({ path: isList || values.some(({ kind }) => kind === "array") ? `${path}[]` : path, shown: objects });
    return { path, isGuess: values.length === 0 && above !== "" };
  };
}

function valuesOf(objects: readonly SampleObject[], name: string): readonly SampleObject["members"][number]["value"][] {
  return objects.flatMap(({ members }) => members.flatMap(({ key, value }) => (key === name ? [value] : [])));
}

function pathOf(above: string, name: string): string {
  return above === "" ? name : `${above}.${name}`;
}
