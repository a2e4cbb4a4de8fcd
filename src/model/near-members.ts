// Doubts about members that a row alone names: one slip away from a member of other webhooks, which this one lacks.
import { mayBeMisspelt } from "../source/suggest.ts";
import type { Finding } from "../source/finding.ts";
import { bodyOf } from "./body.ts";
import { report } from "./evidence.ts";
import type { Evidence, Webhook } from "./model.ts";
import { walkType } from "./types/walk.ts";

/** What so many webhooks call by one name is no slip. */
const USUAL = 2;

/** A letter that got lost in a row makes a new member of an old one, and nothing else on a page contradicts it. */
export function nearMembers(webhooks: readonly Webhook[]): readonly Finding[] {
  const members = webhooks.map(membersOf);
  const counts = new Map<string, number>();
  for (const name of members.flatMap((own) => [...own.keys()])) counts.set(name, (counts.get(name) ?? 0) + 1);
  return members.flatMap((own) =>
    [...own].flatMap(([name, why]) => {
      if (counts.get(name) !== 1 || why.some(({ kind }) => kind !== "table")) return [];
      const usual = [...counts].find(
        ([other, count]) => count >= USUAL && !own.has(other) && mayBeMisspelt(name, other),
      )?.[0];
      const [first] = why;
      if (usual === undefined || first === undefined) return [];
      const message = `"${name}" is named by this row alone, and other webhooks have "${usual}"; is it misspelt?`;
      return [report("info", "model/near-member", message, first, usual)];
    }),
  );
}

/** With the evidence for it, wherever in the body it is. */
function membersOf(webhook: Webhook): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  walkType(bodyOf(webhook), (type) => {
    if (type.kind !== "object") return;
    for (const { name, evidence } of type.fields) found.set(name, [...(found.get(name) ?? []), ...evidence]);
  });
  return found;
}
