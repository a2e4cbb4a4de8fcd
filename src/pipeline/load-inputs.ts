// Loads the register and the corrections, and chooses the versions that were asked for.
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { codeOf, reasonOf } from "../source/thrown.ts";
import { didYouMean } from "../source/suggest.ts";
import { type Finding, report } from "../source/finding.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import type { Correction } from "../register/correction.ts";
import { checkCorrectionVersions, correctionsFor, parseCorrections } from "../register/read-corrections.ts";
import { checkDecisionVersions, type Decisions, parseDecisions } from "../register/read-decisions.ts";
import { parseRegister, type Register, type VersionEntry, type PageEntry } from "../register/read-register.ts";
import { indexSamples } from "../formats/sample-folder.ts";
import { hashOf } from "./cache.ts";
import { type PlainFinding, plainFinding, REGISTER_FILE } from "./findings.ts";

/** In characters, of all samples of a page. */
const MOST_SAMPLES = 64 * 1024 * 1024;

export const CORRECTIONS_FILE = "corrections.yaml";
export const DECISIONS_FILE = "decisions.yaml";

export interface Inputs {
  /** The input folder as given. */
  readonly root: string;
  readonly register: Register;
  readonly corrections: readonly Correction[];
  readonly decisions: Decisions;
  readonly chosen: readonly VersionEntry[];
  /** Pages that have arrived and do not stand in the input folder yet, by file: read in place of those that do. */
  readonly arrived?: ReadonlyMap<string, Uint8Array>;
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
}

export type LoadedInputs =
  | { readonly inputs: Inputs }
  | {
      readonly problem: { readonly message: string };
      readonly findings: readonly Finding[];
      readonly sources: ReadonlyMap<string, string>;
    };

/** In the order of their names, whatever the file system's is; a link leads nowhere. */
function filesOf(root: string, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root, expandDirectories: false, followSymbolicLinks: false }).sort();
}

/**
 * A missing corrections.yaml is no corrections, a missing decisions.yaml no decisions; a missing or broken register, broken
 * corrections and broken decisions are a problem.
 */
export function loadInputs(root: string, only: readonly string[] | undefined): LoadedInputs {
  const sources = new Map<string, string>();
  const findings: Finding[] = [];
  const fail = (message: string): LoadedInputs => ({ problem: { message }, findings, sources });
  const registered = readSettings(root, REGISTER_FILE, "register");
  if (registered.problem !== undefined) return fail(registered.problem);
  if (registered.text === undefined)
    return fail(`there is no register ${join(root, REGISTER_FILE)}; run hooksmith init to set one up`);
  sources.set(REGISTER_FILE, registered.text);
  const { register, findings: ofRegister } = parseRegister(registered.text, REGISTER_FILE, (pattern) =>
    filesOf(root, pattern),
  );
  findings.push(...ofRegister);
  if (register === undefined) return fail("the register is not usable; nothing was read");
  const { text = "", problem } = readSettings(root, CORRECTIONS_FILE, "corrections");
  if (problem !== undefined) return fail(problem);
  sources.set(CORRECTIONS_FILE, text);
  const { corrections, findings: ofCorrections } = parseCorrections(text, CORRECTIONS_FILE);
  const ofVersions = corrections === undefined ? [] : checkCorrectionVersions(corrections, register);
  findings.push(...ofCorrections, ...ofVersions);
  if (corrections === undefined || ofVersions.length > 0)
    return fail("the corrections are not usable; nothing was read");
  const decided = loadDecisions(root);
  sources.set(DECISIONS_FILE, decided.text);
  findings.push(...decided.findings);
  if (decided.decisions === undefined) return fail(decided.problem);
  const misnamed = checkDecisionVersions(decided.decisions, register);
  findings.push(...misnamed);
  if (misnamed.length > 0) return fail(UNUSABLE_DECISIONS);
  const chosen = choose(register, only);
  if (typeof chosen === "string") return fail(chosen);
  return { inputs: { root, register, corrections, decisions: decided.decisions, chosen, findings, sources } };
}

const UNUSABLE_DECISIONS = "the decisions are not usable; nothing was read";

export type LoadedDecisions = { readonly text: string; readonly findings: readonly Finding[] } & (
  { readonly decisions: Decisions } | { readonly decisions?: never; readonly problem: string }
);

/** The decisions of an input folder by themselves; none where the file is missing. */
export function loadDecisions(root: string): LoadedDecisions {
  const { text = "", problem } = readSettings(root, DECISIONS_FILE, "decisions");
  if (problem !== undefined) return { text, findings: [], problem };
  const { decisions, findings } = parseDecisions(text, DECISIONS_FILE);
  return decisions === undefined ? { text, findings, problem: UNUSABLE_DECISIONS } : { text, findings, decisions };
}

function choose({ versions }: Register, only: readonly string[] | undefined): readonly VersionEntry[] | string {
  if (only === undefined) return versions;
  const wanted = only.map((version) => version.replace(/^v/i, ""));
  const known = versions.map(({ version }) => version);
  const unknown = wanted.find((version) => !known.includes(version));
  if (unknown !== undefined) return `the register has no version "${unknown}"${didYouMean(unknown, known)}`;
  return versions.filter(({ version }) => wanted.includes(version));
}

/** Neither a text nor a problem where there is no such file. */
function readSettings(root: string, file: string, what: string): { readonly text?: string; readonly problem?: string } {
  const path = join(root, file);
  try {
    return { text: readRegularFile(path).toString("utf8") };
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || (code === "ENOTDIR" && file !== REGISTER_FILE)) return {};
    return { problem: `the ${what} ${path} can't be read: ${reasonOf(error)}` };
  }
}

/** All that a version depends on; plain data. */
export interface LoadedVersion {
  readonly entry: VersionEntry;
  readonly corrections: readonly Correction[];
  /** In the order of the entry's pages. */
  readonly pages: readonly LoadedPage[];
}

export interface LoadedPage extends Pick<PageEntry, "kind" | "file" | "hasStructures"> {
  /** Undefined where the file can't be read, for the reason in `problem`. */
  readonly bytes?: Uint8Array;
  readonly problem?: string;
  readonly samples?: LoadedSamples;
}

export interface LoadedSamples {
  /** By name, without ending. */
  readonly files: ReadonlyMap<string, { readonly file: string; readonly text: string }>;
  readonly findings: readonly PlainFinding[];
}

export function loadVersion({ root, register, corrections, arrived }: Inputs, entry: VersionEntry): LoadedVersion {
  return {
    entry,
    corrections: correctionsFor(entry.version, corrections, register),
    pages: entry.pages.map(({ kind, file, samples, hasStructures }) => ({
      ...{ kind, file },
      ...(hasStructures === true && { hasStructures }),
      ...loadBytes(root, file, arrived),
      ...(samples === undefined ? {} : { samples: loadSamples(join(root, samples), samples) }),
    })),
  };
}

function loadBytes(
  root: string,
  file: string,
  arrived: Inputs["arrived"],
): Pick<LoadedPage, "bytes"> | Pick<LoadedPage, "problem"> {
  try {
    return { bytes: arrived?.get(file) ?? readRegularFile(join(root, file)) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message.replace(join(root, file), file) : String(error) };
  }
}

/** `displayRoot` is the folder's path for findings, relative to the input folder. */
export function loadSamples(root: string, displayRoot: string): LoadedSamples {
  const { names, readSample, findings } = indexSamples(root, displayRoot);
  const files = new Map<string, { readonly file: string; readonly text: string }>();
  let left = MOST_SAMPLES;
  for (const name of names) {
    const sample = readSample(name);
    if (sample === undefined) continue;
    left -= sample.text.length;
    if (left < 0) return { files, findings: [...findings, tooMuch(displayRoot)].map(plainFinding) };
    files.set(name, sample);
  }
  return { files, findings: findings.map(plainFinding) };
}

function tooMuch(file: string): Finding {
  const message = `the samples folder holds more than ${String(MOST_SAMPLES)} characters; the rest is not read`;
  return report("warning", "document/sample-folder", message, { at: { file, line: 1, column: 1 } });
}

/** Differs for every two versions that may read differently: contents go in by their hashes. */
export function keyOfVersion({ entry, corrections, pages }: LoadedVersion): string {
  const contents = pages.map(({ bytes, problem, samples }) => [
    bytes === undefined ? { problem } : hashOf(bytes),
    samples && hashOf(JSON.stringify([[...samples.files], samples.findings])),
  ]);
  return JSON.stringify([entry, corrections, contents]);
}
