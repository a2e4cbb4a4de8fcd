// Collects the data structures that types name.
import type { Evidence, Structure, TypeNode, Webhook } from "./model.ts";
import { walkType } from "./types/walk.ts";

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
