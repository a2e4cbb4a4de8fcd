// Finds the member whose literal values tell apart several shapes of an object, as `status` or `type` do.
import type { SampleObject } from "../../samples/sample.ts";
import type { Occurrence } from "./read-comments.ts";

export type ObjectOccurrence = Occurrence & { readonly node: SampleObject };

export interface Discrimination {
  readonly member: string;
  readonly groups: ReadonlyMap<string, readonly ObjectOccurrence[]>;
}

/** What pages say in words of the values that members have: see `InferContext`. */
interface KnownValues {
  readonly listed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly spoken: readonly ReadonlySet<string>[];
}

/** A word as vendors spell constants; sentences, names, ids and dates are none. */
const CONSTANT = /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/;
const MOST_VARIANTS = 24;

/** Names of members that discriminate variants; another member may show a few words by chance. */
const DISCRIMINATOR = /^(?:type|kind|status|object|category|variant|event)$|_(?:type|kind)$/;

/**
 * Only where a member present in all objects of one group is absent in all of another: then the literal discriminates shapes.
 * A list of values of which the samples show but a part can't be cut into variants.
 */
export function discriminate(
  occurrences: readonly ObjectOccurrence[],
  { listed, spoken }: KnownValues,
): Discrimination | undefined {
  const [first] = occurrences;
  if (first === undefined || occurrences.length < 2) return undefined;
  for (const { key } of first.node.members) {
    if (!DISCRIMINATOR.test(key)) continue;
    const groups = groupBy(occurrences, key);
    if (groups === undefined || groups.size < 2 || groups.size > MOST_VARIANTS) continue;
    if ([...(listed.get(key) ?? [])].some((value) => !groups.has(value))) continue;
    if (spoken.some((words) => listsMore(words, groups))) continue;
    if (shapesDiffer([...groups.values()])) return { member: key, groups };
  }
  return undefined;
}

/** Whether words list several of the variants, and others that no sample shows. */
function listsMore(words: ReadonlySet<string>, groups: ReadonlyMap<string, unknown>): boolean {
  const shown = [...words].filter((word) => groups.has(word)).length;
  return shown > 1 && shown < words.size;
}

function groupBy(occurrences: readonly ObjectOccurrence[], key: string): Map<string, ObjectOccurrence[]> | undefined {
  const groups = new Map<string, ObjectOccurrence[]>();
  for (const occurrence of occurrences) {
    const { value, alternatives } = occurrence.node.members.find((member) => member.key === key) ?? {};
    if (alternatives !== undefined) return undefined;
    if (value?.kind === "scalar" && value.namesType !== undefined) return undefined;
    if (value?.kind !== "scalar" || typeof value.value !== "string" || !CONSTANT.test(value.value)) return undefined;
    const group = groups.get(value.value);
    if (group === undefined) groups.set(value.value, [occurrence]);
    else group.push(occurrence);
  }
  return groups;
}

function shapesDiffer(groups: readonly (readonly ObjectOccurrence[])[]): boolean {
  const always = groups.map((group) => keysIn(group, "every"));
  const ever = groups.map((group) => keysIn(group, "some"));
  return always.some((keys, one) =>
    ever.some((others, other) => one !== other && [...keys].some((key) => !others.has(key))),
  );
}

function keysIn(group: readonly ObjectOccurrence[], how: "every" | "some"): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { node } of group) {
    for (const key of new Set(node.members.map((member) => member.key))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => how === "some" || count === group.length).map(([key]) => key));
}
