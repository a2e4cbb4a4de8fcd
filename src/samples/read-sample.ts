// Reads a documented sample: JSON as pages write it, with comments and defects, into a tree with offsets.
import { finding } from "../source/finding.ts";
import { attachComments } from "./comments.ts";
import type { Pairs } from "./evidence.ts";
import { namesTypes, readNamedTypes } from "./named-types.ts";
import { parse } from "./parse.ts";
import { settleBrackets } from "./place-closer.ts";
import type { Failure } from "./reading.ts";
import { lineAround, report } from "./repairs.ts";
import type { SampleOptions, SampleResult } from "./sample.ts";
import { tokenize } from "./tokens.ts";

const NONE_KNOWN: Pairs = new Map();

/**
 * Never throws. Each defect that is read over is a repair and a warning `sample/<id>`; where one can't be, the root is
 * undefined and an error `sample/unreadable` or `sample/too-deep` says where and what was expected there.
 */
export function readSample(text: string, options: SampleOptions): SampleResult {
  const tokens = tokenize(text);
  const reading = options.asItStands === true ? parse(tokens, []) : settleBrackets(tokens, options.known ?? NONE_KNOWN);
  const failure = reading.failures[0];
  const isTorn = options.asItStands === true && reading.conflict !== undefined;
  if (failure !== undefined || isTorn || reading.root === undefined)
    return { repairs: [], findings: [unreadable(text, failure, options)] };
  const directives = attachComments(reading);
  const root = readNamedTypes(reading.root);
  // Where the whole sample names types, a word that does is nothing odd.
  const defects = namesTypes(root)
    ? reading.defects.filter(({ rule }) => rule !== "quoted-type-word")
    : reading.defects;
  const result = { root, ...report(text, defects, options) };
  return directives.length === 0 ? result : { ...result, directives };
}

function unreadable(
  text: string,
  failure: Failure | undefined,
  { locate }: SampleOptions,
): SampleResult["findings"][number] {
  const { offset, length, expected, rule } = failure ?? {
    offset: 0,
    length: 0,
    expected: "a sample",
    rule: "unreadable",
  };
  const found =
    text.trim() === "" ? "the sample is empty" : `the sample can't be read past ${describe(text, offset, length)}`;
  return finding({
    rule: `sample/${rule}`,
    severity: "error",
    message: `${found}; expected ${expected}`,
    at: locate(offset, offset + length),
    quote: lineAround(text, offset),
  });
}

function describe(text: string, offset: number, length: number): string {
  const found = text.slice(offset, offset + Math.min(length, 40)).replace(/\s+/g, " ");
  return found === "" ? "its end" : `"${found}"`;
}
