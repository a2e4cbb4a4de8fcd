// Chooses the samples among a section's code blocks: a block of another kind counts only where no sample stands beside it.
import { finding } from "../source/finding.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import type { UnreadSample } from "./read-samples.ts";
import { type BlockKind, blockKinds } from "../samples/block-kinds.ts";

export interface CodeBlock {
  readonly sample: UnreadSample;
  readonly lang?: string;
  /** The paragraph right above. */
  readonly lead?: string;
}

interface Sorted {
  readonly sample: UnreadSample;
  readonly kind?: BlockKind;
  readonly json?: string;
  readonly rank: number;
}

/** A rank behind all others, for a block that holds no JSON of its own. */
const LAST = 9;

export function chooseSamples(blocks: readonly CodeBlock[], coverage: CoverageKeeper): readonly UnreadSample[] {
  const sorted = blocks.map(sort);
  const least = Math.min(...sorted.map(({ rank }) => rank));
  const shown = keysIn(sorted.flatMap(({ sample, kind }) => (kind === undefined ? [sample.value] : [])));
  return sorted.flatMap(({ sample, kind, json, rank }) => {
    if (kind === undefined) return [sample];
    if (kind.id === "http-request" && json === undefined) {
      coverage.ignore("code", "request-head", sample.value, sample.at);
      return [];
    }
    // A request that shows what the samples show is one of them, with its headers.
    if (kind.id === "http-request" && json !== undefined && least === 0 && agrees(json, shown))
      return [{ ...sample, value: json }];
    if (rank > least || rank === Infinity) {
      const why = least === 0 ? "; it was left out, since a sample stands beside it" : "; it was left out";
      coverage.unread(
        "code",
        "reference/unread-sample",
        sample.value,
        sample.at,
        `the code block is ${kind.name}${why}`,
      );
      return [];
    }
    if (json === undefined) return [sample];
    coverage.report(
      finding({
        rule: "reference/sample-in-block",
        severity: "warning",
        message: `the code block is ${kind.name}; ${kind.part ?? "a part of it"} was read as the sample`,
        at: sample.at,
        quote: sample.value,
        fix: "put the sample into a code block of its own",
      }),
    );
    return [{ ...sample, value: json }];
  });
}

function keysIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/"([^"\\\n]{1,100})"\s{0,20}:/g)].map(([, key = ""]) => key)),
  );
}

function agrees(json: string, shown: ReadonlySet<string>): boolean {
  const keys = [...keysIn([json])];
  return keys.length > 0 && keys.filter((key) => shown.has(key)).length * 2 > keys.length;
}

function sort({ sample, lang, lead }: CodeBlock): Sorted {
  const block = {
    text: sample.value,
    ...(lang === undefined ? {} : { lang }),
    ...(lead === undefined ? {} : { lead }),
  };
  const kind = blockKinds.find(({ matches }) => matches(block));
  if (kind === undefined) return { sample, rank: 0 };
  const json = kind.json?.(sample.value);
  const rank = kind.rank === undefined ? Infinity : kind.json !== undefined && json === undefined ? LAST : kind.rank;
  return { sample, kind, rank, ...(json === undefined ? {} : { json }) };
}
