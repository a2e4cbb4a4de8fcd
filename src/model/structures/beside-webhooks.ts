// What pages of webhooks describe beside them, as pages of structures would; of it the model keeps what webhooks refer to, and all of
// a page that the register calls one of structures too.
import { type Finding, report } from "../../source/finding.ts";
import type { FieldTable, Reference } from "../../reference/reference.ts";
import { typesOf, walkType } from "../types/walk.ts";
import type { Place, Structure, TypeNode, Webhook, Evidence } from "../model.ts";
import type { SharedTable } from "../shared-tables.ts";

export function besideWebhooks(page: Reference): readonly Reference[] {
  const { structures = [] } = page;
  // A table of which no row names a field, as one of values, describes no object.
  const sections = structures.filter(
    ({ tables, samples }) => samples.length + tables.length === 0 || samples.length + rowsOf(tables) > 0,
  );
  return sections.length === 0 ? [] : [{ ...page, kind: "structures", sections, groups: [], findings: [] }];
}

function rowsOf(tables: readonly FieldTable[]): number {
  return tables.reduce((count, { rows }) => count + rows.length, 0);
}

export function referredTo(
  webhooks: readonly Webhook[],
  structures: readonly Structure[],
  beside: readonly Reference[],
  used: readonly SharedTable[],
): { readonly structures: readonly Structure[]; readonly findings: readonly Finding[] } {
  const sections = beside.flatMap((page) => page.sections);
  const places = new Set(sections.map(({ at }) => keyOf(at)));
  const ofTables = new Set(used.map(({ table }) => table));
  const own = new Set(beside.flatMap(({ file, hasStructures }) => (hasStructures === true ? [file] : [])));
  const isLaid = new Set(
    sections.filter(({ tables }) => tables.some((table) => ofTables.has(table))).map(({ at }) => keyOf(at)),
  );
  const isBeside = ({ evidence: [why] }: Structure): boolean => why !== undefined && places.has(keyOf(why.at));
  const reached = new Set<string>();
  let open = [...webhooks.flatMap(typesOf), ...structures.filter((one) => !isBeside(one)).map(({ type }) => type)];
  while (open.length > 0) {
    const fresh = new Set([...namedIn(open).keys()].filter((name) => !reached.has(name)));
    for (const name of fresh) reached.add(name);
    open = structures.filter(({ name }) => fresh.has(name)).map(({ type }) => type);
  }
  const isAsked = ({ evidence: [why] }: Structure): boolean => why !== undefined && own.has(why.at.file);
  const left = new Set(structures.filter((one) => isBeside(one) && !reached.has(one.name) && !isAsked(one)));
  const findings = [...left].flatMap(({ name, evidence: [why] }) => {
    const message = `no webhook refers to "${name}", which stands beside the webhooks; it was left out`;
    return why === undefined || isLaid.has(keyOf(why.at))
      ? []
      : [report("info", "model/unused-structure", message, why)];
  });
  return { structures: structures.filter((structure) => !left.has(structure)), findings };
}

function keyOf({ file, line, column }: Place): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** The structures that types refer to or are forms of, by name, with evidence of each place. */
function namedIn(types: readonly TypeNode[]): ReadonlyMap<string, readonly Evidence[]> {
  const named = new Map<string, Evidence[]>();
  for (const type of types)
    walkType(type, (here) => {
      const name = here.kind === "reference" ? here.name : here.kind === "object" ? here.structure : undefined;
      if (name === undefined) return;
      const why = named.get(name) ?? [];
      why.push(...(here.evidence ?? []).slice(0, 1));
      named.set(name, why);
    });
  return named;
}

/** An open object for every name that no page of the version describes, by name. */
export function undocumentedStructures(
  webhooks: readonly Webhook[],
  documented: readonly Structure[],
): readonly Structure[] {
  const known = new Set(documented.map(({ name }) => name));
  const type: TypeNode = { kind: "object", fields: [], open: true };
  return [...namedIn([...webhooks.flatMap(typesOf), ...documented.map((structure) => structure.type)])]
    .filter(([name]) => !known.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, why]) => ({ name, documented: false, description: "", type, evidence: why.slice(0, 6) }));
}
