// A report for the terminal: the summary first, then the changes by webhook, both sides quoted with their places.
import pc from "picocolors";
import { printable } from "../../source/printable.ts";
import type { Change, DiffReport, Owner, RenameProposal, Severity } from "../report.ts";
import {
  type PlaceOptions,
  type Quote,
  acceptedText,
  affectsText,
  countOf,
  countsText,
  hiddenText,
  isEmpty,
  namesText,
  ownerText,
  renameText,
  sidesText,
  verdictText,
  viewOf,
  type DiffLine,
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
    ...groupChanges(report.changes).flatMap(([owner, changes]) => [
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
  const { sides, lines, docsFix, proposals } = viewOf(change, report, LONGEST, places);
  const quoted = (text: string, quotes: readonly Quote[]): readonly string[] => [
    text.trimEnd(),
    ...quotes.map(({ place, words }) => `  ${colors.dim("|")} ${printable(place)}  ${printable(words)}`.trimEnd()),
  ];
  return [
    `  ${paint(severity, colors)(severity.padEnd(10))}  ${printable(message)}`,
    ...[
      `${printable(path)}  ${colors.dim(`${rule} ${fingerprint}`)}`,
      affectsText(change, MOST_NAMES, printable),
      `${verdictText(runtime, compileTime)}: ${printable(why)}`,
      ...sides.flatMap(({ name, text, quotes }) => quoted(`${name}  ${printable(text)}`, quotes)),
      ...jsonDiffLines(lines, colors),
      ...proposals.map(proposalText),
      ...(docsFix ? quoted(`may be a correction of the docs: ${printable(docsFix.why)}`, docsFix.quotes) : []),
      lowerFirst(acceptedText(change, printable)),
      hint === "" ? "" : `${colors.green("do:")} ${printable(hint)}`,
    ]
      .filter((line) => line !== "")
      .map((line) => `              ${line}`),
  ];
}

function jsonDiffLines(lines: readonly DiffLine[], colors: Colors): readonly string[] {
  const colorOf = { "-": colors.red, "+": colors.green, " ": String, "…": colors.dim } as const;
  const rest = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map(({ mark, text }) => colorOf[mark](`  ${mark} ${printable(text)}`.trimEnd())),
    ...(rest > 0 ? [`  … and ${countOf(rest, "line")} more`] : []),
  ];
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
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
  const { red: breaking, yellow: dangerous, green: compatible, cyan: docs } = colors;
  return { breaking, dangerous, compatible, docs }[severity];
}

/** Changes by where they begin, in the order in which the owners first occur. */
function groupChanges(changes: readonly Change[]): readonly (readonly [Owner, readonly Change[]])[] {
  const groups = new Map<string, readonly [Owner, Change[]]>();
  for (const change of changes) {
    const key = JSON.stringify(change.owner);
    const group = groups.get(key) ?? [change.owner, []];
    groups.set(key, group);
    group[1].push(change);
  }
  return [...groups.values()];
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
