// Findings as plain JSON, as the cache keeps them.
import { VFileMessage } from "vfile-message";
import type { Finding } from "../source/finding.ts";

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
