// Groups changes by where they begin, in the order in which the owners first occur.
import type { Change, Owner } from "../report.ts";

export interface ChangeGroup {
  readonly owner: Owner;
  readonly changes: readonly Change[];
}

export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, { readonly owner: Owner; readonly changes: Change[] }>();
  for (const change of changes) {
    const key = JSON.stringify(keyOf(change.owner));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { owner: change.owner, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()];
}

function keyOf(owner: Owner): readonly string[] {
  return owner.kind === "envelope"
    ? [owner.kind]
    : owner.kind === "webhooks"
      ? [owner.kind, ...owner.names]
      : [owner.kind, owner.name];
}
