// Findings as plain JSON, as threads and the cache hand them on.
import { VFileMessage } from "vfile-message";
import type { Finding } from "../source/finding.ts";
import { isListOf, isObject, isText } from "./cache.ts";

export type PlainFinding = Pick<
  Finding,
  "reason" | "ruleId" | "source" | "fatal" | "file" | "place" | "actual" | "expected"
>;

export function plainFinding(finding: Finding): PlainFinding {
  const { reason, ruleId, source, fatal, file, place, actual, expected } = finding;
  return { reason, ruleId, source, fatal, file, place, actual, expected };
}

export function findingOf({ reason, ruleId, source, place, ...rest }: PlainFinding): Finding {
  const message = new VFileMessage(reason, {
    ...(place === undefined ? {} : { place }),
    ...(ruleId === undefined ? {} : { ruleId }),
    ...(source === undefined ? {} : { source }),
  });
  return Object.assign(message, rest);
}

export function isPlainFinding(value: unknown): value is PlainFinding {
  if (!isObject(value) || !isText(value["reason"])) return false;
  const texts = ["ruleId", "source", "file", "actual"].map((name) => value[name]);
  return (
    texts.every((text) => text === undefined || isText(text)) &&
    (value["fatal"] === undefined || typeof value["fatal"] === "boolean") &&
    (value["place"] === undefined || isSpan(value["place"])) &&
    (value["expected"] === undefined || isListOf(value["expected"], isText))
  );
}

function isSpan(value: unknown): boolean {
  return isObject(value) && [value["start"], value["end"]].every(isPoint);
}

function isPoint(value: unknown): boolean {
  return isObject(value) && [value["line"], value["column"]].every((number) => typeof number === "number");
}
