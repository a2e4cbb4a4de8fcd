// Reports made by hand: each part of one as small as can be, to be varied by the tests.
import type { Evidence } from "../../src/model/model.ts";
import type { Change, Counts, DiffReport, RenameProposal, Summary } from "../../src/diff/report.ts";
import { severities } from "../../src/diff/report.ts";

export const said = (quote: string, line: number, file = "v1.5/page.md"): Evidence => ({
  kind: "table",
  rule: "note/type",
  quote,
  at: { file, line, column: 3 },
});

export function change(given: Partial<Change> = {}): Change {
  return {
    rule: "field/required-removed",
    fingerprint: "0123456789ab",
    fact: "removed",
    subject: "field",
    owner: { kind: "webhook", name: "parcel_moved" },
    path: "parcel_moved.payload.queued_at",
    webhooks: ["parcel_moved"],
    runtime: "breaking",
    compileTime: "breaking",
    severity: "breaking",
    message: '"queued_at" was removed',
    why: "code that reads it finds nothing",
    hint: "read something else",
    old: { text: "string", evidence: [said('"queued_at": "noon"', 12)] },
    renames: [],
    ...given,
  };
}

export const accepted = change({
  fingerprint: "aaaaaaaaaaaa",
  message: '"weight" was removed',
  path: "parcel_moved.payload.weight",
  acceptedBy: { reason: "nobody weighs parcels", until: "2030-01-31" },
});

export const inEnvelope = change({
  rule: "envelope/field-added",
  fingerprint: "bbbbbbbbbbbb",
  fact: "added",
  subject: "envelope",
  owner: { kind: "envelope" },
  path: "envelope.organization",
  webhooks: ["parcel_moved", "parcel_lost"],
  runtime: "compatible",
  compileTime: "compatible",
  severity: "compatible",
  message: '"organization" was added',
  why: "receivers pass over it",
  hint: "",
  new: { text: "string", evidence: [said('"organization": "o"', 4, "v2.0/page.md")] },
});

export const dangerous = change({
  rule: "enum/value-added",
  fingerprint: "cccccccccccc",
  fact: "widened",
  subject: "enum-value",
  owner: { kind: "structure", name: "Parcel" },
  path: '$defs.Parcel.state="lost"',
  webhooks: ["parcel_lost"],
  runtime: "dangerous",
  compileTime: "dangerous",
  severity: "dangerous",
  message: '"lost" was added to "state"',
  why: "a switch without a default passes over it",
  hint: "add a case",
  old: { text: '"here"', evidence: [said("state: here", 20)] },
  new: { text: '"here" | "lost"', evidence: [said("state: here, lost", 22, "v2.0/page.md")] },
});

export const docsFix = change({
  fingerprint: "dddddddddddd",
  path: "parcel_lost.payload.at",
  owner: { kind: "webhook", name: "parcel_lost" },
  webhooks: ["parcel_lost"],
  message: '"at" was removed',
  likelyDocsFix: {
    sign: "sample-agreed-before",
    why: "no sample held it before",
    old: [said("at", 40)],
    new: [said("when", 41, "v2.0/page.md")],
  },
});

export const proved = change({
  fingerprint: "eeeeeeeeeeee",
  renames: ["ffffffffffff"],
  witness: {
    payload: {
      webhook: "parcel_moved",
      body: { zone: 1, action: "parcel_moved" },
      acceptedBy: "new",
      rejectedBy: "old",
      pointer: "/payload/queued_at",
    },
    code: { webhook: "parcel_moved", text: 'import type { Parcel } from "./types.ts";\n' },
  },
});

export const rename: RenameProposal = {
  fingerprint: "ffffffffffff",
  kind: "rename",
  subject: "field",
  from: ["parcel_moved.payload.queued_at"],
  to: "parcel_moved.payload.queued_at_us",
  score: 0.875,
  evidence: [{ sign: "name", words: "seven letters in common", weight: 0.5 }],
  decision: "proposed",
  webhooks: ["parcel_moved"],
  changes: ["eeeeeeeeeeee"],
};

/** A report whose summary tells what its changes are. */
export function report(changes: readonly Change[], given: Partial<DiffReport> = {}): DiffReport {
  return {
    format: 1,
    mode: "upgrade",
    profile: "tolerant",
    old: { version: "1.5", label: "1.5", kind: "version", status: "stable", webhooks: 2 },
    new: { version: "2.0", label: "2.0", kind: "version", status: "stable", webhooks: 2 },
    summary: summaryOf(changes),
    semver: { bump: changes.some(({ severity }) => severity === "breaking") ? "major" : "none", because: [] },
    changes,
    renames: [],
    problems: [],
    ...given,
  };
}

function summaryOf(changes: readonly Change[]): Summary {
  const open = changes.filter(({ acceptedBy }) => acceptedBy === undefined);
  const worst = severities.find((severity) => open.some((one) => one.severity === severity));
  return {
    total: changes.length,
    open: count(open),
    accepted: count(changes.filter(({ acceptedBy }) => acceptedBy !== undefined)),
    likelyDocsFixes: changes.filter(({ likelyDocsFix }) => likelyDocsFix !== undefined).length,
    ...(worst === undefined ? {} : { worst }),
    webhooks: {
      added: [],
      removed: [],
      changed: [...new Set(changes.flatMap(({ webhooks }) => webhooks))],
      unchanged: [],
    },
  };
}

function count(changes: readonly Change[]): Counts {
  const of = (severity: keyof Counts): number => changes.filter((one) => one.severity === severity).length;
  return { breaking: of("breaking"), dangerous: of("dangerous"), compatible: of("compatible"), docs: of("docs") };
}

/** One change of each kind of owner, an acceptance, a rename, a proof. */
export const full = report([proved, docsFix, accepted, dangerous, inEnvelope], {
  renames: [rename],
  problems: [
    {
      rule: "decision/stale",
      severity: "error",
      message: "no change has this fingerprint",
      at: { file: "decisions.yaml", line: 3, column: 5, offset: 20 },
    },
  ],
});
