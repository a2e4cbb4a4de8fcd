// Finds misspelt keys in samples: a key that no table knows, one slip away from a member that the same object lacks.
import type { SampleMember, SampleNode } from "../../samples/sample.ts";
import { type Finding, report } from "../../source/finding.ts";
import type { Occurrence } from "../infer/read-comments.ts";
import { structureName } from "../rules/references.ts";

export interface CanonicalNames {
  readonly occurrences: readonly Occurrence[];
  readonly findings: readonly Finding[];
}

const SHORTEST = 6;

/** @param documented members that tables name, and structures by the names of members */
export function canonicalizeNames(occurrences: readonly Occurrence[], documented: ReadonlySet<string>): CanonicalNames {
  const findings: Finding[] = [];
  const right = new Map<string, string | undefined>();
  const meant = (key: string): string | undefined => {
    if (!right.has(key))
      right.set(key, documented.has(key) ? undefined : [...documented].find((name) => isSlip(key, name)));
    return right.get(key);
  };
  return {
    occurrences: occurrences.map((occurrence) => ({
      ...occurrence,
      node: canonicalizeNode(occurrence, occurrence.node, meant, findings),
    })),
    findings,
  };
}

function canonicalizeNode(
  occurrence: Occurrence,
  node: SampleNode,
  meant: (key: string) => string | undefined,
  findings: Finding[],
): SampleNode {
  if (node.kind === "array") {
    return {
      ...node,
      items: node.items.map((item) => ({ ...item, value: canonicalizeNode(occurrence, item.value, meant, findings) })),
    };
  }
  if (node.kind === "scalar") return node;
  const keys = new Set(node.members.map(({ key }) => key));
  return {
    ...node,
    members: node.members.map((member): SampleMember => {
      const value = canonicalizeNode(occurrence, member.value, meant, findings);
      const name = meant(member.key);
      if (name === undefined || keys.has(name)) return { ...member, value };
      findings.push(misspelt(occurrence, member, name));
      return { ...member, key: name, value };
    }),
  };
}

function misspelt({ block }: Occurrence, { key, keyOffset, keyLength }: SampleMember, name: string): Finding {
  const message = `the sample's key "${key}" stands in no table and is one slip away from "${name}"; it was read as that`;
  const at = block.locate(keyOffset, keyOffset + keyLength);
  return report("warning", "model/misspelt-member", message, { at, quote: key }, name);
}

/** One letter added, left out or changed, or two neighbours swapped; the plural of a word is no slip. */
export function isSlip(key: string, name: string): boolean {
  if (key === name || key.length < SHORTEST || name.length < SHORTEST || Math.abs(key.length - name.length) > 1)
    return false;
  if (structureName(key) === structureName(name)) return false;
  let start = 0;
  while (start < key.length && key[start] === name[start]) start += 1;
  let end = 0;
  while (end < Math.min(key.length, name.length) - start && key[key.length - 1 - end] === name[name.length - 1 - end])
    end += 1;
  const one = key.slice(start, key.length - end);
  const other = name.slice(start, name.length - end);
  if (one.length <= 1 && other.length <= 1) return /^[a-z]*$/.test(one + other);
  return one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
}
