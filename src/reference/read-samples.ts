// Reads the samples of all sections: sound ones first, so that they are evidence for the broken ones.
import type { CoverageKeeper } from "./keep-coverage.ts";
import type { SampleBlock } from "./reference.ts";
import { withoutStandIns } from "../samples/named-types.ts";
import { pairsOf, readSample } from "../samples/read-sample.ts";
import type { SampleNode, SampleResult } from "../samples/sample.ts";
import { type Piece, splitRoots } from "../samples/tokens.ts";
import { type BlockKind, blockKinds } from "../samples/block-kinds.ts";
import { defined } from "../source/defined.ts";

/** A rank behind all others, for a block that holds no JSON of its own. */
const LAST = 9;

/** A code block of a section that was not read yet. */
export type UnreadSample = Omit<SampleBlock, "root" | "repairs">;

/** Repairs whose place is a matter of evidence. */
const STRUCTURAL = /closer|opener|unreadable/;

/** No object, no list and no member: `"on" | "off"`. */
const NO_SAMPLE = /^(?![\s\S]{0,4000}[{[])(?![\s\S]{0,4000}?["'\w]\s{0,20}:)/;

/**
 * Samples in the order given, a list a section.
 *
 * @param elsewhere whether what a list holds is no webhook's body: what can't be read of it fails no version
 */
export function readSamples(
  read: readonly { readonly samples: readonly UnreadSample[] }[],
  coverage: CoverageKeeper,
  elsewhere: readonly boolean[] = [],
): readonly (readonly SampleBlock[])[] {
  const tries = read.map(({ samples }) => samples.flatMap((sample) => tryOne(sample, coverage)));
  const sections = tries.map((samples) => samples.map(({ sample }) => sample));
  const first = tries.map((samples) => samples.map(({ result }) => result));
  const isSound = (result: SampleResult): boolean =>
    result.findings.every(({ ruleId }) => !STRUCTURAL.test(ruleId ?? ""));
  const soundOf = (results: readonly SampleResult[]): readonly SampleNode[] =>
    results.flatMap((result) => (result.root !== undefined && isSound(result) ? [result.root] : []));
  const known = pairsOf(first.flatMap(soundOf));
  return sections.map((samples, index) => {
    const own = first[index] ?? [];
    return samples.map((sample, at) => {
      const tried = own[at] ?? { repairs: [], findings: [] };
      const { value, locate } = sample;
      const result = isSound(tried) ? tried : readSample(value, { locate, known });
      for (const found of result.findings) {
        if (found.fatal === true && NO_SAMPLE.test(value)) continue;
        if (elsewhere[index] === true && found.fatal === true) found.fatal = false;
        coverage.add([found]);
      }
      book(sample, result, coverage);
      const shown = result.root === undefined ? undefined : withoutStandIns(result.root);
      for (const { key, keyOffset, keyLength } of shown?.lost ?? []) {
        const message = `"${key}" stands for the names of further members; it was left out, and the object may hold others`;
        const at = sample.locate(keyOffset, keyOffset + keyLength);
        coverage.report("warning", "sample/stand-in-key", message, { at, quote: key });
      }
      return { ...sample, repairs: result.repairs, ...defined({ root: shown?.root }) };
    });
  });
}

interface Try {
  readonly sample: UnreadSample;
  readonly result: SampleResult;
}

/** A sample as it is; several where the block shows one behind the other and each is sound. */
function tryOne(sample: UnreadSample, coverage: CoverageKeeper): readonly Try[] {
  const result = asItStands(sample);
  const pieces = result.root === undefined ? splitRoots(sample.value) : undefined;
  const tries = (pieces ?? []).map((piece) => {
    const part = cutOut(sample, piece);
    return { sample: part, result: asItStands(part) };
  });
  if (tries.length < 2 || tries.some((one) => one.result.root === undefined)) return [{ sample, result }];
  const { at, value: quote } = sample;
  const message = `one code block shows ${String(tries.length)} samples; read as samples of their own`;
  const fix = "put each sample into a code block of its own";
  coverage.report("warning", "reference/several-samples", message, { at, quote }, fix);
  return tries;
}

function asItStands({ value, locate }: UnreadSample): SampleResult {
  return readSample(value, { locate, asItStands: true });
}

function cutOut(sample: UnreadSample, { start, end }: Piece): UnreadSample {
  const locate: UnreadSample["locate"] = (from, to) => sample.locate(start + from, to === undefined ? to : start + to);
  return { ...sample, locate, value: sample.value.slice(start, end), at: sample.locate(start, end) };
}

function book(sample: UnreadSample, { root, directives = [] }: SampleResult, coverage: CoverageKeeper): void {
  if (root === undefined) {
    const why = "this sample was not read; what it shows is not in the model";
    coverage.unread("code", "reference/unread-sample", saidBy(sample), why);
    return;
  }
  coverage.consume("code");
  for (const { text, offset, length } of directives)
    coverage.ignore("code", "highlighter-directive", { text, at: sample.locate(offset, offset + length) });
  coverage.consume("member", countMembers(root));
}

function saidBy({ value, at }: UnreadSample): { readonly text: string; readonly at: UnreadSample["at"] } {
  return { text: value, at };
}

function countMembers(root: SampleNode): number {
  let count = 0;
  const open: SampleNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "object") {
      for (const { value, replaced = [] } of node.members) {
        count += 1 + replaced.length;
        open.push(value, ...replaced);
      }
    } else if (node.kind === "array") for (const { value } of node.items) open.push(value);
  }
  return count;
}

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

export function chooseSamples(blocks: readonly CodeBlock[], coverage: CoverageKeeper): readonly UnreadSample[] {
  const sorted = blocks.map(sort);
  const least = Math.min(...sorted.map(({ rank }) => rank));
  const shown = keysIn(sorted.flatMap(({ sample, kind }) => (kind === undefined ? [sample.value] : [])));
  return sorted.flatMap(({ sample, kind, json, rank }) => {
    if (kind === undefined) return [sample];
    if (kind.id === "http-request" && json === undefined) {
      coverage.ignore("code", "request-head", saidBy(sample));
      return [];
    }
    // A request that shows what the samples show is one of them, with its headers.
    if (kind.id === "http-request" && json !== undefined && least === 0 && agrees(json, shown))
      return [{ ...sample, value: json }];
    if (rank > least || rank === Infinity) {
      const why = least === 0 ? "; it was left out, since a sample stands beside it" : "; it was left out";
      coverage.unread("code", "reference/unread-sample", saidBy(sample), `the code block is ${kind.name}${why}`);
      return [];
    }
    if (json === undefined) return [sample];
    const { at, value: quote } = sample;
    const message = `the code block is ${kind.name}; ${kind.part ?? "a part of it"} was read as the sample`;
    const fix = "put the sample into a code block of its own";
    coverage.report("warning", "reference/sample-in-block", message, { at, quote }, fix);
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
  const block = { text: sample.value, ...defined({ lang, lead }) };
  const kind = blockKinds.find(({ matches }) => matches(block));
  if (kind === undefined) return { sample, rank: 0 };
  const json = kind.json?.(sample.value);
  const rank = kind.rank === undefined ? Infinity : kind.json !== undefined && json === undefined ? LAST : kind.rank;
  return { sample, kind, rank, ...defined({ json }) };
}
