// Reads the samples of all sections: sound ones first, so that they are evidence for the broken ones.
import type { LedgerKeeper } from "./keep-ledger.ts";
import type { SampleBlock } from "./reference.ts";
import { readSample } from "./samples/read-sample.ts";
import type { SampleNode, SampleResult } from "./samples/sample.ts";

/** A code block of a section that was not read yet. */
export type UnreadSample = Omit<SampleBlock, "root" | "repairs">;

/** Repairs whose place is a matter of evidence. */
const STRUCTURAL = /closer|opener|unreadable/;

/** Samples in the order given, a list a section. */
export function readSamples(
  sections: readonly (readonly UnreadSample[])[],
  ledger: LedgerKeeper,
): readonly (readonly SampleBlock[])[] {
  const first = sections.map((samples) =>
    samples.map(({ value, locate }) => readSample(value, { locate, asItStands: true })),
  );
  const isSound = (result: SampleResult): boolean =>
    result.findings.every(({ ruleId }) => !STRUCTURAL.test(ruleId ?? ""));
  const soundOf = (results: readonly SampleResult[]): readonly SampleNode[] =>
    results.flatMap((result) => (result.root !== undefined && isSound(result) ? [result.root] : []));
  const ofPage = first.flatMap(soundOf);
  return sections.map((samples, index) => {
    const own = first[index] ?? [];
    return samples.map((sample, at) => {
      const tried = own[at] ?? { repairs: [], findings: [] };
      const { value, locate } = sample;
      const result = isSound(tried) ? tried : readSample(value, { locate, siblings: [...soundOf(own), ...ofPage] });
      result.findings.forEach((found) => {
        ledger.report(found);
      });
      book(sample, result, ledger);
      return { ...sample, repairs: result.repairs, ...(result.root === undefined ? {} : { root: result.root }) };
    });
  });
}

function book(sample: UnreadSample, { root, directives = [] }: SampleResult, ledger: LedgerKeeper): void {
  if (root === undefined) {
    ledger.unread(
      "code",
      "reference/unread-sample",
      sample.value,
      sample.at,
      "this sample was not read; what it shows is not in the model",
    );
    return;
  }
  ledger.consume("code");
  for (const { text, offset, length } of directives)
    ledger.ignore("code", "highlighter-directive", text, sample.locate(offset, offset + length));
  ledger.consume("member", countMembers(root));
}

function countMembers(root: SampleNode): number {
  let count = 0;
  const open: SampleNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "object") {
      count += node.members.length;
      for (const { value } of node.members) open.push(value);
    } else if (node.kind === "array") for (const { value } of node.items) open.push(value);
  }
  return count;
}
