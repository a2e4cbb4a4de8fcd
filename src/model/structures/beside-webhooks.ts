// What pages of webhooks describe beside them, as pages of structures would; of it the model keeps what webhooks refer to, and all of a page
// that the register calls one of structures too.
import { finding, type Finding } from "../../source/finding.ts";
import type { Reference } from "../../reference/reference.ts";
import { walkType } from "../types/walk.ts";
import { positionFrom } from "../evidence.ts";
import type { Place, Structure, TypeNode, Webhook, Evidence } from "../model.ts";
import type { SharedTable } from "../shared-tables.ts";

export function besideWebhooks(page: Reference): readonly Reference[] {
  const { structures: sections = [] } = page;
  return sections.length === 0 ? [] : [{ ...page, kind: "structures", sections, groups: [], findings: [] }];
}

export function referredTo(
  webhooks: readonly Webhook[],
  structures: readonly Structure[],
  beside: readonly Reference[],
  used: readonly SharedTable[],
): { readonly structures: readonly Structure[]; readonly findings: readonly Finding[] } {
  const places = new Set(beside.flatMap(({ sections }) => sections.map(({ at }) => keyOf(at))));
  const ofTables = new Set(used.map(({ table }) => table));
  const own = new Set(beside.flatMap(({ file, hasStructures }) => (hasStructures === true ? [file] : [])));
  const isLaid = new Set(
    beside.flatMap(({ sections }) =>
      sections.filter(({ tables }) => tables.some((table) => ofTables.has(table))).map(({ at }) => keyOf(at)),
    ),
  );
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const reached = new Set<string>();
  const open: TypeNode[] = webhooks.flatMap(({ payload, envelope }) => [
    payload,
    ...envelope.fields.map(({ type }) => type),
  ]);
  const isBeside = ({ evidence: [why] }: Structure): boolean => why !== undefined && places.has(keyOf(why.at));
  for (const { type, ...structure } of structures) if (!isBeside({ type, ...structure })) open.push(type);
  for (const type of open)
    walkType(type, (here) => {
      const name = here.kind === "reference" ? here.name : here.kind === "object" ? here.structure : undefined;
      const structure = name === undefined || reached.has(name) ? undefined : byName.get(name);
      if (structure === undefined) return;
      reached.add(structure.name);
      open.push(structure.type);
    });
  const isAsked = ({ evidence: [why] }: Structure): boolean => why !== undefined && own.has(why.at.file);
  const left = structures.filter((one) => isBeside(one) && !reached.has(one.name) && !isAsked(one));
  return {
    structures: structures.filter((structure) => !left.includes(structure)),
    findings: left.flatMap(({ name, evidence: [why] }) =>
      why === undefined || isLaid.has(keyOf(why.at))
        ? []
        : [
            finding({
              rule: "model/unused-structure",
              severity: "info",
              message: `no webhook refers to "${name}", which stands beside the webhooks; it was left out`,
              at: positionFrom(why.at),
              quote: why.quote,
            }),
          ],
    ),
  };
}

function keyOf({ file, line, column }: Place): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** An open object for every name that no page of the version describes, by name. */
export function undocumentedStructures(
  webhooks: readonly Webhook[],
  documented: readonly Structure[],
): readonly Structure[] {
  const known = new Set(documented.map(({ name }) => name));
  const named = new Map<string, Evidence[]>();
  const collect = (type: TypeNode): void => {
    const name = type.kind === "reference" ? type.name : type.kind === "object" ? type.structure : undefined;
    if (name === undefined || known.has(name)) return;
    const why = named.get(name) ?? [];
    why.push(...(type.evidence ?? []).slice(0, 1));
    named.set(name, why);
  };
  for (const { payload, envelope } of webhooks) {
    walkType(payload, collect);
    for (const { type } of envelope.fields) walkType(type, collect);
  }
  for (const { type } of documented) walkType(type, collect);
  return [...named]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, why]) => ({
      name,
      documented: false,
      description: "",
      type: { kind: "object", fields: [], open: true },
      evidence: why.slice(0, 6),
    }));
}
