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
    oldBodies: "taken",
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

/** Words of a page that try to leave their place in a report. */
export const evils: readonly (readonly [string, string])[] = [
  ["a tag", "<img src=x onerror=alert(1)>"],
  ["a script", "<script>alert(1)</script>"],
  ["a closed fold", "</summary></details><script>x</script>"],
  ["a comment", "<!-- --><b>"],
  ["a mention", "@octocat and #12 and octo/cat#3 and GH-4 and a@example.com"],
  ["a link", "[x](https://example.com) https://example.com www.example.com <https://example.com>"],
  ["a link that runs", "x](javascript:alert(1)) [x](javascript:alert(1))"],
  ["an image", "![x](y)"],
  ["a fence", "```\n</details>\n```"],
  ["a fence of waves", "~~~\n</details>\n~~~"],
  ["backticks", "` `` ``` `x` <b>"],
  ["a row", "| a | b |\n| - | - |"],
  ["a heading", "\n\n# heading\n\n<h1>"],
  ["an underlined heading", "a\n===\nb\n---\n"],
  ["emphasis", "*a* _b_ ~~c~~"],
  ["an entity", "&lt;script&gt;"],
  ["a reference", "[x]: https://example.com"],
  ["a footnote", "[^1] and [^1]: words"],
  ["mathematics", "$x$ $$y$$"],
  ["a list", "\n- [ ] a\n1. b"],
  ["a command", "%0A::error::x\n::error file=a::b\r\n##[add-mask]c"],
  ["a colour", "\u001b[31mred\u001b[0m"],
  ["a title of a terminal", "\u001b]0;title\u0007"],
  ["a control of eight bits", "\u009b2J\u0085"],
  ["a turned direction", "\u202ex\u2066y\u061c"],
  ["separators of lines", "a\u2028<b>\u2029# b\vc\fd"],
  ["what can't be seen", "\u200b\ufeff\u{e0041}\u0000"],
];

/** A report in which every word that a page or a decision has a say in is this one. */
export function spoiled(evil: string): DiffReport {
  const evidence = [said(evil, 1, evil)];
  const base = report([
    change({
      message: evil,
      why: evil,
      hint: evil,
      path: evil,
      owner: { kind: "structure", name: evil },
      webhooks: [evil, "b"],
      old: { text: evil, evidence },
      new: { text: evil, evidence },
      renames: ["ffffffffffff"],
      likelyDocsFix: { sign: "s", why: evil, old: evidence, new: evidence },
      acceptedBy: { reason: evil },
      witness: {
        payload: { webhook: evil, body: { [evil]: evil }, acceptedBy: "new", rejectedBy: "old", pointer: evil },
        code: { webhook: evil, text: evil },
      },
    }),
  ]);
  return {
    ...base,
    old: { ...base.old, label: evil, version: evil },
    renames: [
      { ...rename, from: [evil], to: evil, evidence: [{ sign: "name", words: evil, weight: 1 }], reason: evil },
    ],
    problems: [
      { rule: "decision/stale", severity: "error", message: evil, at: { file: evil, line: 1, column: 1, offset: 0 } },
    ],
    summary: { ...base.summary, webhooks: { added: [evil], removed: [evil], changed: [evil], unchanged: [evil] } },
  };
}

/** Whatever a terminal would not show as a sign of its own; a line feed is none. */
export const unseen =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\u{e0041}/u;
