// Findings on their way through the flow: as plain JSON for threads and the cache, as the user names their files, and of what a stage threw.
import { VFileMessage } from "vfile-message";
import { reasonOf } from "../source/thrown.ts";
import { type Finding, report } from "../source/finding.ts";
import type { VersionEntry } from "../register/read-register.ts";
import { defined } from "../source/defined.ts";
import type { Shape } from "../source/shape.ts";
import { posix, sep } from "node:path";

/** Reported for what belongs to no page. */
export const REGISTER_FILE = "sources.yaml";

const WORK = {
  reader: "reading the page",
  model: "making a model of the page",
  emitter: "writing the types and schemas of the page",
  comparison: "comparing the page's version with another",
} as const;

export type PlainFinding = Pick<
  Finding,
  "reason" | "ruleId" | "source" | "fatal" | "file" | "place" | "actual" | "expected"
>;

export function plainFinding(finding: Finding): PlainFinding {
  const { reason, ruleId, source, fatal, file, place, actual, expected } = finding;
  return { reason, ruleId, source, fatal, file, place, actual, expected };
}

export function findingOf({ reason, ruleId, source, place, ...rest }: PlainFinding): Finding {
  const message = new VFileMessage(reason, defined({ place, ruleId, source }));
  return Object.assign(message, rest);
}

const POINT: Shape = { line: "number", column: "number" };

export const PLAIN_FINDING: Shape = {
  reason: "string",
  ...{ "ruleId?": "string", "source?": "string", "file?": "string", "actual?": "string", "fatal?": "boolean" },
  "place?": { start: POINT, end: POINT },
  "expected?": ["string"],
};

/** An error about a file of the register as a whole. */
export function fileError(rule: string, file: string, message: string): Finding {
  return report("error", rule, message, { at: { file, line: 1, column: 1 } });
}

/** The page that is named where something fails that belongs to no page alone. */
export function mainPage({ pages }: VersionEntry): string {
  return (pages.find(({ kind }) => kind === "webhooks") ?? pages[0])?.file ?? REGISTER_FILE;
}

export function crashFinding(stage: keyof typeof WORK, file: string, thrown: unknown): Finding {
  const reason = reasonOf(thrown).split("\n")[0]?.slice(0, 300) ?? "";
  const message = `${WORK[stage]} failed on something that hooksmith did not expect: ${reason}`;
  const fix = "report it as a fault of hooksmith; its previous output is kept until then";
  return report("error", `internal/${stage}`, message, { at: { file, line: 1, column: 1 } }, fix);
}

/** Which versions are written though something is wrong with them. */
export interface Acceptance {
  /** A version with warnings is treated as one with errors. */
  readonly strict: boolean;
  /** Write what could be read of a version with errors. */
  readonly keepGoing: boolean;
}

export function isAccepted(findings: readonly Finding[], { keepGoing, strict }: Acceptance): boolean {
  return keepGoing || !findings.some(({ fatal }) => fatal === true || (strict && fatal === false));
}

/** What `work` returns, or what `rescue` makes of what it throws. */
export async function rescued<T>(work: () => T | Promise<T>, rescue: (thrown: unknown) => T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    return rescue(thrown);
  }
}

interface Told {
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
}

/** Each finding once. */
export function displayFindings(
  input: string,
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
): Told {
  const root = input.split(sep).join("/");
  const shown = (file: string): string => posix.join(root, file);
  // A page that two versions share gives both the same findings: they are reported once.
  const distinct = new Map(findings.map((found) => [identityOf(found), found]));
  for (const found of distinct.values()) if (found.file !== undefined) found.file = shown(found.file);
  return {
    findings: [...distinct.values()],
    sources: new Map([...sources].map(([file, text]) => [shown(file), text])),
  };
}

function identityOf({ file, place, ruleId, reason }: Finding): string {
  return JSON.stringify([file, place, ruleId, reason]);
}
