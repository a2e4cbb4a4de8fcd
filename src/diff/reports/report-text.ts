// A report for the terminal: the summary first, then the changes by webhook, both sides quoted with their places.
import pc from "picocolors";
import { shorten } from "../../findings/finding.ts";
import { printable } from "../../findings/printable.ts";
import type { Change, DiffReport, RenameProposal, Severity, Side } from "../report.ts";
import { groupChanges } from "./group-changes.ts";
import {
  affectsText,
  countOf,
  countsText,
  isEmpty,
  namesText,
  ownerText,
  type PlaceOptions,
  placeText,
  sideText,
  verdictText,
} from "./words.ts";

export interface TextOptions extends PlaceOptions {
  readonly color: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

const MOST_NAMES = 12;
const MOST_QUOTES = 2;
const LONGEST = 200;

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

function summaryLines({ old, new: now, mode, profile, summary, semver }: DiffReport, colors: Colors): string[] {
  const { added, removed, changed, unchanged } = summary.webhooks;
  const webhooks = [
    said("added", added),
    said("removed", removed),
    ...(changed.length > 0 ? [`${String(changed.length)} changed`] : []),
    ...(unchanged.length > 0 ? [`${String(unchanged.length)} unchanged`] : []),
  ].filter((part) => part !== "");
  const open = countsText(summary.open);
  const accepted = countsText(summary.accepted);
  return [
    `${colors.bold(`${sideText(old, printable)} → ${sideText(now, printable)}`)}  ${mode}, for ${profile} receivers`,
    open === "" ? "no open changes" : paint(summary.worst ?? "docs", colors)(open),
    ...(accepted === "" ? [] : [`accepted: ${accepted}`]),
    ...(summary.likelyDocsFixes > 0
      ? [`${countOf(summary.likelyDocsFixes, "change")} may be a correction of the docs`]
      : []),
    ...(webhooks.length > 0 ? [`webhooks: ${webhooks.join("; ")}`] : []),
    semver.bump === "none" ? "package: nothing to release" : `package: a ${semver.bump} release`,
  ];
}

function said(word: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${String(names.length)} ${word} (${namesText(names, MOST_NAMES, printable)})`;
}

function changeLines(change: Change, report: DiffReport, colors: Colors, places: PlaceOptions): readonly string[] {
  const { severity, message, path, rule, fingerprint, why, hint, runtime, compileTime } = change;
  const affected = affectsText(change, MOST_NAMES, printable);
  const quotes = [...sideLines("old", change.old, colors, places), ...sideLines("new", change.new, colors, places)];
  return [
    `  ${paint(severity, colors)(severity.padEnd(10))}  ${printable(message)}`,
    ...[
      `${printable(path)}  ${colors.dim(`${rule} ${fingerprint}`)}`,
      affected,
      `${verdictText(runtime, compileTime)}: ${printable(why)}`,
      ...quotes,
      ...renamesOf(change, report).map((proposal) => renameText(proposal)),
      ...docsFixLines(change, places),
      acceptedText(change),
      hint === "" ? "" : `${colors.green("do:")} ${printable(hint)}`,
    ]
      .filter((line) => line !== "")
      .map((line) => `              ${line}`),
  ];
}

function sideLines(
  name: "old" | "new",
  side: Side | undefined,
  colors: Colors,
  places: PlaceOptions,
): readonly string[] {
  if (side === undefined) return [];
  return [
    `${name}  ${printable(shorten(side.text, LONGEST))}`,
    ...side.evidence
      .slice(0, MOST_QUOTES)
      .map(({ at, quote }) => `  ${colors.dim("|")} ${printable(placeText(at, places))}  ${printable(quote)}`),
  ];
}

function docsFixLines({ likelyDocsFix }: Change, places: PlaceOptions): readonly string[] {
  if (likelyDocsFix === undefined) return [];
  const { why, old, new: now } = likelyDocsFix;
  return [
    `may be a correction of the docs: ${printable(why)}`,
    ...[...old.slice(0, 1), ...now.slice(0, 1)].map(
      ({ at, quote }) => `  | ${printable(placeText(at, places))}  ${printable(quote)}`,
    ),
  ];
}

function acceptedText({ acceptedBy }: Change): string {
  if (acceptedBy === undefined) return "";
  const { reason, until } = acceptedBy;
  return `accepted${until === undefined ? "" : ` until ${until}`}: ${printable(reason)}`;
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
      `  ${renameText(proposal)}  ${colors.dim(proposal.fingerprint)}`,
      ...proposal.evidence.map(({ sign, words }) => `    ${sign}: ${printable(words)}`),
      ...(proposal.reason === undefined ? [] : [`    reason: ${printable(proposal.reason)}`]),
    ]),
  ];
}

function renameText({ kind, from, to, score, decision }: RenameProposal): string {
  const pair = `${from.map(printable).join(", ")} → ${printable(to)}`;
  return `${decision} ${kind}: ${pair} (score ${score.toFixed(2)})`;
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
