// Reads docs-input/corrections.yaml: the schema's checks first, then those that a schema can't say.
import { finding, type Finding, type Position } from "../source/finding.ts";
import {
  type Correction,
  type CorrectionVersions,
  type Expectation,
  type Replacement,
  parseCorrectionPath,
} from "./correction.ts";
import { isBlankYaml, loadYaml } from "./load-yaml.ts";

/** The corrections, present only where no finding is an error. */
export interface CorrectionsResult {
  readonly corrections?: readonly Correction[];
  readonly findings: readonly Finding[];
}

interface RawCorrection {
  readonly id: string;
  readonly versions: CorrectionVersions;
  readonly path: string;
  readonly expect: Expectation;
  readonly set: Replacement;
  readonly reason: string;
  readonly source?: string;
}

interface RawCorrections {
  readonly corrections: readonly RawCorrection[];
}

/** `file` is the name that findings give. A file without any YAML in it holds no corrections. */
export function parseCorrections(text: string, file: string): CorrectionsResult {
  if (isBlankYaml(text)) return { corrections: [], findings: [] };
  const { value, locate, findings } = loadYaml<RawCorrections>(text, file, "corrections");
  if (value === undefined) return { findings };
  const corrections: Correction[] = [];
  const problems: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, raw] of value.corrections.entries()) {
    const place = (member: string) => locate.value(`/corrections/${index}/${member}`);
    const target = parseCorrectionPath(raw.path);
    if (seen.has(raw.id)) problems.push(problem("duplicate-id", `the id "${raw.id}" stands twice`, place("id")));
    seen.add(raw.id);
    if ("problem" in target) {
      problems.push(problem("path", `the path "${raw.path}" can't be read: ${target.problem}`, place("path")));
      continue;
    }
    problems.push(...checkReplacement(raw.set, target.kind === "envelope", place("set")));
    problems.push(...checkExpectation(raw.expect, place("expect")));
    corrections.push({ ...raw, target, at: place("id") });
  }
  return problems.length === 0 ? { corrections, findings: [] } : { findings: problems };
}

function checkReplacement(set: Replacement, envelope: boolean, at: Position): readonly Finding[] {
  const problems: Finding[] = [];
  const say = (message: string) => problems.push(problem("set", message, at));
  if (set.remove === true && Object.keys(set).length > 1)
    say('"remove" stands beside other members, of which none can hold');
  if (set.payloadField !== undefined && !envelope) say('"payloadField" has a meaning only for the path "envelope"');
  if (set.payloadField !== undefined && !(set.fields ?? []).some(({ name }) => name === set.payloadField)) {
    say(`"payloadField" names "${set.payloadField}", which is none of the "fields"`);
  }
  const names = new Set<string>();
  for (const { name, type } of set.fields ?? []) {
    if (names.has(name)) say(`the field "${name}" stands twice`);
    names.add(name);
    if (type === undefined && name !== set.payloadField) say(`the field "${name}" lacks a type`);
  }
  return problems;
}

function checkExpectation({ missing, presence, type, values }: Expectation, at: Position): readonly Finding[] {
  return missing === true && (presence !== undefined || type !== undefined || values !== undefined)
    ? [problem("expect", "a field that is missing in the docs can't have a presence, a type or values there", at)]
    : [];
}

function problem(rule: string, message: string, at: Position): Finding {
  return finding({ rule: `correction/${rule}`, severity: "error", message, at });
}
