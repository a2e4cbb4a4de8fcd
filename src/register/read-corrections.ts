// Reads docs-input/corrections.yaml: the schema's checks first, then those that a schema can't say, and which versions they are for.
import { type Finding, type Position, report } from "../source/finding.ts";
import {
  type Correction,
  type CorrectionVersions,
  type Expectation,
  type Replacement,
  parseCorrectionPath,
} from "./correction.ts";
import { isBlankYaml, loadYaml } from "./load-yaml.ts";
import type { Register } from "./read-register.ts";
import { didYouMean } from "../source/suggest.ts";

/** The corrections, present only where no finding is an error. */
export interface CorrectionsResult {
  readonly corrections?: readonly Correction[];
  readonly findings: readonly Finding[];
}

interface RawCorrections {
  readonly corrections: readonly Omit<Correction, "target" | "at">[];
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

/** The corrections that are due for a version, in their own order. Versions the register does not know match none. */
export function correctionsFor(
  version: string,
  corrections: readonly Correction[],
  register: Register,
): readonly Correction[] {
  const order = register.versions.map((entry) => entry.version);
  return corrections.filter((correction) => covered(correction.versions, order).includes(version));
}

/** Versions that corrections name and the register does not, and ranges that hold no version. */
export function checkCorrectionVersions(corrections: readonly Correction[], register: Register): readonly Finding[] {
  const order = register.versions.map(({ version }) => version);
  return corrections.flatMap(({ id, versions, at }) => {
    const unknown = named(versions).filter((version) => !order.includes(version));
    if (unknown.length === 0 && covered(versions, order).length === 0) {
      return [
        problem(
          "version",
          `the correction "${id}" has a range that holds no version: its "from" is newer than its "to"`,
          at,
        ),
      ];
    }
    return unknown.map((version) =>
      problem(
        "version",
        `the correction "${id}" names version "${version}", which the register does not know${didYouMean(version, order)}`,
        at,
      ),
    );
  });
}

function covered(versions: CorrectionVersions, order: readonly string[]): readonly string[] {
  if (!isRange(versions)) return versions;
  const from = versions.from === undefined ? 0 : order.indexOf(versions.from);
  const to = versions.to === undefined ? order.length - 1 : order.indexOf(versions.to);
  return from === -1 || to === -1 ? [] : order.slice(from, to + 1);
}

function named(versions: CorrectionVersions): readonly string[] {
  if (!isRange(versions)) return versions;
  return [versions.from, versions.to].filter((version) => version !== undefined);
}

function isRange(versions: CorrectionVersions): versions is { readonly from?: string; readonly to?: string } {
  return !Array.isArray(versions);
}

function problem(rule: string, message: string, at: Position): Finding {
  return report("error", `correction/${rule}`, message, { at });
}
