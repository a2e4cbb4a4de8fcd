// A report for the terminal: the summary first, then the changes by webhook, both sides quoted with their places.
import pc from "picocolors";
import { printable } from "../../source/printable.ts";
import type { Change, DiffReport, Owner, RenameProposal, Severity, Side } from "../report.ts";
import {
  type PlaceOptions,
  type Quote,
  acceptedText,
  affectsText,
  countOf,
  countsText,
  docsFixQuotes,
  excerpts,
  hiddenText,
  isEmpty,
  namesText,
  ownerText,
  renameText,
  sideQuotes,
  sidesText,
  verdictText,
  type DiffLine,
  diffJson,
} from "./words.ts";

export interface TextOptions extends PlaceOptions {
  readonly color: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

const MOST_NAMES = 12;
const LONGEST = 200;
const MOST_LINES = 40;

/** Every line ends in a line feed; `no changes` and nothing else where there are none. */
export function reportText(report: DiffReport, { color, ...places }: TextOptions): string {
  if (isEmpty(report)) return "no changes\n";
  const colors = pc.createColors(color);
  const lines = [
    ...summaryLines(report, colors),
    ...groupChanges(report.changes).flatMap(({ owner, changes }) => [
      "",
      colors.bold(printable(ownerText(owner))),
      ...changes.flatMap((change) => changeLines(change, report, colors, places)),
    ]),
    ...renameLines(report.renames, colors),
  ];
  return `${lines.join("\n")}\n`;
}

function summaryLines(report: DiffReport, colors: Colors): string[] {
  const { mode, profile, summary, semver } = report;
  const { added, removed, changed, unchanged } = summary.webhooks;
  const webhooks = [
    said("added", added),
    said("removed", removed),
    ...(changed.length > 0 ? [`${String(changed.length)} changed`] : []),
    ...(unchanged.length > 0 ? [`${String(unchanged.length)} unchanged`] : []),
  ].filter((part) => part !== "");
  const open = countsText(summary.open);
  const accepted = countsText(summary.accepted);
  const hidden = hiddenText(report);
  return [
    `${colors.bold(sidesText(report, printable))}  ${mode}, for ${profile} receivers`,
    open === "" ? "no open changes" : paint(summary.worst ?? "docs", colors)(open),
    ...(accepted === "" ? [] : [`accepted: ${accepted}`]),
    ...(summary.likelyDocsFixes > 0
      ? [`${countOf(summary.likelyDocsFixes, "change")} may be a correction of the docs`]
      : []),
    ...(webhooks.length > 0 ? [`webhooks: ${webhooks.join("; ")}`] : []),
    semver.bump === "none" ? "package: nothing to release" : `package: a ${semver.bump} release`,
    ...(hidden === "" ? [] : [`${hidden} (--min docs shows all)`]),
  ];
}

function said(word: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${String(names.length)} ${word} (${namesText(names, MOST_NAMES, printable)})`;
}

function changeLines(change: Change, report: DiffReport, colors: Colors, places: PlaceOptions): readonly string[] {
  const { severity, message, path, rule, fingerprint, why, hint, runtime, compileTime } = change;
  const affected = affectsText(change, MOST_NAMES, printable);
  return [
    `  ${paint(severity, colors)(severity.padEnd(10))}  ${printable(message)}`,
    ...[
      `${printable(path)}  ${colors.dim(`${rule} ${fingerprint}`)}`,
      affected,
      `${verdictText(runtime, compileTime)}: ${printable(why)}`,
      ...sideLines(change, colors, places),
      ...renamesOf(change, report).map(proposalText),
      ...docsFixLines(change, colors, places),
      lowerFirst(acceptedText(change, printable)),
      hint === "" ? "" : `${colors.green("do:")} ${printable(hint)}`,
    ]
      .filter((line) => line !== "")
      .map((line) => `              ${line}`),
  ];
}

function sideLines({ old, new: now }: Change, colors: Colors, places: PlaceOptions): readonly string[] {
  const json = diffJson(old?.text, now?.text);
  const texts = json === undefined ? excerpts(old?.text ?? "", now?.text ?? "", LONGEST) : { old: "", new: "" };
  const lines = (name: "old" | "new", side: Side | undefined): readonly string[] =>
    side === undefined
      ? []
      : [
          `${name}  ${printable(texts[name])}`.trimEnd(),
          ...sideQuotes(side, places).map((quote) => quoteLine(quote, colors)),
        ];
  return [...lines("old", old), ...lines("new", now), ...jsonDiffLines(json ?? [], colors)];
}

function jsonDiffLines(lines: readonly DiffLine[], colors: Colors): readonly string[] {
  const colorOf = { "-": colors.red, "+": colors.green, " ": String, "…": colors.dim } as const;
  const rest = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map(({ mark, text }) => colorOf[mark](`  ${mark} ${printable(text)}`.trimEnd())),
    ...(rest > 0 ? [`  … and ${countOf(rest, "line")} more`] : []),
  ];
}

function docsFixLines({ likelyDocsFix }: Change, colors: Colors, places: PlaceOptions): readonly string[] {
  if (likelyDocsFix === undefined) return [];
  return [
    `may be a correction of the docs: ${printable(likelyDocsFix.why)}`,
    ...docsFixQuotes(likelyDocsFix, places).map((quote) => quoteLine(quote, colors)),
  ];
}

function quoteLine({ place, words }: Quote, colors: Colors): string {
  return `  ${colors.dim("|")} ${printable(place)}  ${printable(words)}`.trimEnd();
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function renamesOf({ renames }: Change, report: DiffReport): readonly RenameProposal[] {
  return report.renames.filter(({ fingerprint }) => renames.includes(fingerprint));
}

function renameLines(renames: readonly RenameProposal[], colors: Colors): readonly string[] {
  if (renames.length === 0) return [];
  return [
    "",
    colors.bold("renames"),
    ...renames.flatMap((proposal) => [
      `  ${proposalText(proposal)}  ${colors.dim(proposal.fingerprint)}`,
      ...proposal.evidence.map(({ sign, words }) => `    ${sign}: ${printable(words)}`),
      ...(proposal.reason === undefined ? [] : [`    reason: ${printable(proposal.reason)}`]),
    ]),
  ];
}

function proposalText(proposal: RenameProposal): string {
  const { kind, score, decision } = proposal;
  return `${decision} ${kind}: ${renameText(proposal, MOST_NAMES, printable)} (score ${score.toFixed(2)})`;
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case "breaking":
      return colors.red;
    case "dangerous":
      return colors.yellow;
    case "compatible":
      return colors.green;
    case "docs":
      return colors.cyan;
  }
}

/** Changes by where they begin, in the order in which the owners first occur. */
interface ChangeGroup {
  readonly owner: Owner;
  readonly changes: readonly Change[];
}

function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, { readonly owner: Owner; readonly changes: Change[] }>();
  for (const change of changes) {
    const key = JSON.stringify(keyOf(change.owner));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { owner: change.owner, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()];
}

function keyOf(owner: Owner): readonly string[] {
  return owner.kind === "envelope"
    ? [owner.kind]
    : owner.kind === "webhooks"
      ? [owner.kind, ...owner.names]
      : [owner.kind, owner.name];
}

const MOST_DRIFT = 5;

/** What a run of generate changed about each version, in a few lines. Every line ends in a line feed; empty for no reports. */
export function driftText(reports: readonly DiffReport[]): string {
  return reports.flatMap(driftLines).join("");
}

function driftLines({ new: now, summary, changes }: DiffReport): readonly string[] {
  const accepted = countsText(summary.accepted);
  const counts = [countsText(summary.open), accepted === "" ? "" : `accepted ${accepted}`].filter(
    (part) => part !== "",
  );
  const shown = changes.filter(({ severity }) => severity !== "docs").slice(0, MOST_DRIFT);
  const rest = changes.length - shown.length;
  return [
    `drift of ${printable(now.version)}: ${counts.length === 0 ? "no changes" : counts.join("; ")}`,
    ...shown.map(
      ({ severity, path, message }) => `  ${severity.padEnd(10)}  ${printable(path)}  ${printable(message)}`,
    ),
    ...(rest > 0 && shown.length > 0 ? [`  and ${String(rest)} more`] : []),
  ].map((line) => `${line}\n`);
}
