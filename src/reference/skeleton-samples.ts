// Samples that show how a body is built and leave its values out: `"data": {...}`, `"id": ,`. Beside a whole one they say nothing.
import { finding, type Finding } from "../source/finding.ts";
import type { SampleBlock } from "./reference.ts";
import type { SampleNode } from "../samples/sample.ts";

export function withoutSkeletons(samples: readonly SampleBlock[]): {
  readonly samples: readonly SampleBlock[];
  readonly findings: readonly Finding[];
} {
  const whole = samples.filter(({ root, repairs }) => root !== undefined && !isSkeleton(root, repairs));
  const left = samples.filter(
    ({ root, repairs }) =>
      root !== undefined && isSkeleton(root, repairs) && whole.some((other) => sharesMembers(root, other.root)),
  );
  return {
    samples: samples.filter((sample) => !left.includes(sample)),
    findings: left.map((sample) =>
      finding({
        rule: "reference/skeleton-sample",
        severity: "info",
        message: "this sample leaves out what another one beside it shows; only that one was read",
        at: sample.at,
        quote: sample.value,
      }),
    ),
  };
}

function isSkeleton(root: SampleNode, repairs: SampleBlock["repairs"]): boolean {
  return repairs.some(({ rule }) => rule === "missing-value") || holdsNothing(root);
}

/** Whether an object or a list says `...` and nothing else. */
function holdsNothing(root: SampleNode): boolean {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "scalar") continue;
    const values = (node.kind === "object" ? node.members : node.items).map(({ value }) => value);
    if (node.elided && values.length === 0 && node !== root) return true;
    open.push(...values);
  }
  return false;
}

function sharesMembers(one: SampleNode, other: SampleNode | undefined): boolean {
  if (one.kind !== "object" || other?.kind !== "object") return false;
  const keys = new Set(other.members.map(({ key }) => key));
  return one.members.filter(({ key }) => keys.has(key)).length >= Math.min(2, one.members.length);
}
