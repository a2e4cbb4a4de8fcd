// Makes one change of its echoes: what a structure, the envelope or several webhooks have in common stands once.
import type { Model } from "../model/model.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Observation, stepsText } from "./observation.ts";
import { orderNames } from "./order-names.ts";
import { carriersOf } from "./reach-structures.ts";
import type { Owner } from "./report.ts";
import type { Rule } from "./rule.ts";

export interface Judged {
  readonly seen: Observation;
  readonly rule: Rule;
}

export interface Collapsed extends Judged {
  readonly owner: Owner;
  readonly path: string;
  readonly fingerprint: string;
  readonly webhooks: readonly string[];
}

export function collapse(judged: readonly Judged[], old: Model, now: Model): readonly Collapsed[] {
  const groups = new Map<string, { readonly first: Judged; readonly names: Set<string> }>();
  for (const one of judged) {
    const key = echoKey(one);
    const group = groups.get(key) ?? { first: one, names: new Set() };
    groups.set(key, group);
    const { owner } = one.seen.spot;
    if (owner.kind !== "structure") group.names.add(owner.kind === "webhook" ? owner.name : owner.webhook);
  }
  const carried = carriers(old, now);
  const made = new Map<string, Collapsed>();
  for (const { first, names } of groups.values()) {
    const { owner } = first.seen.spot;
    const all = owner.kind === "structure" ? carried(owner.name) : names;
    const webhooks = orderNames(all);
    const change = collapsed(first, webhooks);
    if (!made.has(change.fingerprint)) made.set(change.fingerprint, change);
  }
  return [...made.values()];
}

/** Equal for observations that are one change. */
function echoKey({ seen, rule }: Judged): string {
  const { owner } = seen.spot;
  const own =
    owner.kind === "structure"
      ? owner.name
      : owner.kind === "webhook" &&
          (rule.subject === "webhook" || rule.subject === "action" || seen.words !== undefined)
        ? `${seen.spot.steps.length === 0 ? owner.name : ""}`
        : "";
  return JSON.stringify([owner.kind, own, rule.id, stepsText(seen.spot.steps), seen.key, seen.words ?? ""]);
}

function collapsed({ seen, rule }: Judged, webhooks: readonly string[]): Collapsed {
  const { owner: at, steps } = seen.spot;
  const [only] = webhooks;
  const owner: Owner =
    at.kind === "structure"
      ? at
      : at.kind === "envelope"
        ? { kind: "envelope" }
        : webhooks.length === 1 && only !== undefined
          ? { kind: "webhook", name: only }
          : { kind: "webhooks", names: webhooks };
  const value = seen.is === "value-added" || seen.is === "value-removed" ? `=${seen.label}` : "";
  const whole =
    rule.subject === "webhook" || rule.subject === "action" || (seen.words !== undefined && steps.length === 0);
  const head = {
    structure: at.kind === "structure" ? `$defs.${at.name}` : "",
    envelope: "envelope",
    webhook: `${only ?? ""}${whole ? "" : ".payload"}`,
    webhooks: `*${whole ? "" : ".payload"}`,
  }[owner.kind];
  const names = at.kind === "structure" ? [at.name] : [...webhooks].sort();
  return {
    ...{ seen, rule, owner, webhooks },
    path: `${head}${stepsText(steps)}${value}`,
    fingerprint: fingerprint(rule.id, at.kind, names, stepsText(steps), seen.key),
  };
}

/** Webhooks of either model that carry a structure; of those in both where there are any. */
function carriers(old: Model, now: Model): (name: string) => ReadonlySet<string> {
  const before = carriersOf(old);
  const after = carriersOf(now);
  const kept = new Set(now.webhooks.map(({ name }) => name));
  const known = new Set(old.webhooks.map(({ name }) => name).filter((name) => kept.has(name)));
  return (name) => {
    const all = new Set([...(after.get(name) ?? []), ...(before.get(name) ?? [])]);
    const stayed = new Set([...all].filter((webhook) => known.has(webhook)));
    return stayed.size > 0 ? stayed : all;
  };
}

/** Page order: that of the newer model, then what only the older one has. */
export function ranks(old: Model, now: Model): ReadonlyMap<string, number> {
  const rank = new Map<string, number>();
  for (const { name } of [...now.webhooks, ...old.webhooks]) if (!rank.has(name)) rank.set(name, rank.size);
  return rank;
}
