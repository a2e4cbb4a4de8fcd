// A report for the terminal: the summary first, then the changes by webhook, both sides quoted with their places.
import pc from "picocolors";
import { groupBy } from "../../source/group-by.ts";
import { shorten } from "../../source/finding.ts";
import { printable } from "../../source/printable.ts";
import { lowerFirst } from "../../source/wording.ts";
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
  /** Both sides of each change, quoted; without them three lines a change. */
  readonly details: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

const MOST_NAMES = 12;
const LONGEST = 200;
/** With what is before it, on one line of a terminal 120 columns wide. */
const LONGEST_BRIEF = 104;
const MOST_LINES = 40;

/** Every line ends in a line feed; `no changes` and nothing else where there are none. */
export function reportText(report: DiffReport, { color, details, ...places }: TextOptions): string {
  if (isEmpty(report)) return "no changes\n";
  const colors = pc.createColors(color);
  const lines = [
    ...summaryLines(report, colors, details),
    ...[...groupBy(report.changes, ({ owner }) => JSON.stringify(owner)).values()].flatMap((changes) => [
      "",
      colors.bold(printable(ownerText(changes[0].owner))) + (details ? "" : carriersText(changes[0].owner, changes)),
      ...changes.flatMap((change) =>
        details ? changeLines(change, report, colors, places) : briefLines(change, report, colors, places),
      ),
    ]),
    ...(details ? renameLines(report.renames, colors) : []),
  ];
  return `${lines.join("\n")}\n`;
}

const MOST_CARRIERS = 4;

/** `  in 2 webhooks: a, b`, of all the changes in a group; empty where its title says it. */
function carriersText(owner: Owner, changes: readonly Change[]): string {
  const names = [...new Set(changes.flatMap(({ webhooks }) => webhooks))];
  if (owner.kind === "webhook") return "";
  if (names.length === 0) return "  in no webhook";
  return `  in ${countOf(names.length, "webhook")}: ${namesText(names, MOST_CARRIERS, printable)}`;
}

/** What changed, where (with the place of a page that says so), and for whom. */
function briefLines(change: Change, report: DiffReport, colors: Colors, places: PlaceOptions): readonly string[] {
  const { severity, message, path, fingerprint } = change;
  const { sides, proposals } = viewOf(change, report, LONGEST, places);
  const place = sides.at(-1)?.quotes[0]?.place ?? "";
  const renamed = proposals.map(({ decision, from, to }) => `${decision} rename: ${from.join(", ")} → ${to}`);
  return [
    `  ${paint(severity, colors)(severity.padEnd(10))}  ${printable(shorten(message, LONGEST_BRIEF))}`,
    ...below([
      `${printable(path)}  ${colors.dim(`${fingerprint}  ${printable(place)}`)}`,
      verdictText(change),
      ...renamed.map(printable),
      lowerFirst(acceptedText(change, printable)),
    ]),
  ];
}

function summaryLines(report: DiffReport, colors: Colors, details: boolean): string[] {
  const { mode, profile, summary, semver } = report;
  const { added, removed, changed, unchanged } = summary.webhooks;
  const webhooks = [
    ...said("added", added),
    ...said("removed", removed),
    ...(changed.length > 0 ? [`${String(changed.length)} changed`] : []),
    ...(unchanged.length > 0 ? [`${String(unchanged.length)} unchanged`] : []),
  ];
  const open = countsText(summary.open);
  const accepted = countsText(summary.accepted);
  const hidden = hiddenText(report);
  const release = semver.bump === "none" ? "nothing to release" : `a ${semver.bump} release`;
  return [
    `${colors.bold(sidesText(report, printable))}  ${mode}, for ${profile} receivers; package: ${release}`,
    open === "" ? "no open changes" : paint(summary.worst ?? "docs", colors)(open),
    ...(accepted === "" ? [] : [`accepted: ${accepted}`]),
    ...(summary.likelyDocsFixes > 0
      ? [`${countOf(summary.likelyDocsFixes, "change")} may be a correction of the docs`]
      : []),
    ...(webhooks.length > 0 ? [`webhooks: ${webhooks.join("; ")}`] : []),
    [
      ...(hidden === "" ? [] : [`${hidden} (--min docs shows all)`]),
      ...(details ? [] : ["--details quotes the pages and says what to do"]),
    ].join("; "),
  ].filter((line) => line !== "");
}

function said(word: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${String(names.length)} ${word} (${namesText(names, MOST_NAMES, printable)})`];
}

function changeLines(change: Change, report: DiffReport, colors: Colors, places: PlaceOptions): readonly string[] {
  const { severity, message, path, rule, fingerprint, why, hint } = change;
  const { sides, lines, docsFix, proposals } = viewOf(change, report, LONGEST, places);
  const quoted = (text: string, quotes: readonly Quote[]): readonly string[] => [
    text.trimEnd(),
    ...quotes.map(({ place, words }) => `  ${colors.dim("|")} ${printable(place)}  ${printable(words)}`.trimEnd()),
  ];
  return [
    `  ${paint(severity, colors)(severity.padEnd(10))}  ${printable(message)}`,
    ...below([
      `${printable(path)}  ${colors.dim(`${rule} ${fingerprint}`)}`,
      affectsText(change, MOST_NAMES, printable),
      verdictText(change),
      printable(why),
      ...sides.flatMap(({ name, text, quotes }) => quoted(`${name}  ${printable(text)}`, quotes)),
      ...jsonDiffLines(lines, colors),
      ...proposals.map(proposalText),
      ...(docsFix ? quoted(`may be a correction of the docs: ${printable(docsFix.why)}`, docsFix.quotes) : []),
      lowerFirst(acceptedText(change, printable)),
      hint === "" ? "" : `${colors.green("do:")} ${printable(hint)}`,
    ]),
  ];
}

/** Lines under the message of a change; empty ones are left out. */
function below(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line !== "").map((line) => `              ${line}`);
}

function jsonDiffLines(lines: readonly DiffLine[], colors: Colors): readonly string[] {
  const colorOf = { "-": colors.red, "+": colors.green, " ": String, "…": colors.dim } as const;
  const rest = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map(({ mark, text }) => colorOf[mark](`  ${mark} ${printable(text)}`.trimEnd())),
    ...(rest > 0 ? [`  … and ${countOf(rest, "line")} more`] : []),
  ];
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

const MOST_DRIFT = 5;

/** What a run of generate changed about each version, in a few lines. Every line ends in a line feed; empty for no reports. */
export function driftText(reports: readonly DiffReport[]): string {
  return reports.flatMap(driftLines).join("");
}

function driftLines({ new: now, summary, changes }: DiffReport): readonly string[] {
  const accepted = countsText(summary.accepted);
  const counts = [countsText(summary.open), accepted && `accepted ${accepted}`].filter((part) => part !== "");
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
