// A report for the terminal: the summary first, then the changes by webhook, both sides quoted with their places.
import pc from "picocolors";
import { shorten } from "../../source/finding.ts";
import { printable } from "../../source/printable.ts";
import type { Change, DiffReport, RenameProposal, Severity, Side } from "../report.ts";
import { groupChanges } from "./group-changes.ts";
import { docsFixQuotes, type PlaceOptions, type Quote, sideQuotes } from "./places.ts";
import {
  acceptedText,
  affectsText,
  countOf,
  countsText,
  isEmpty,
  namesText,
  ownerText,
  renameText,
  sidesText,
  verdictText,
} from "./words.ts";

export interface TextOptions extends PlaceOptions {
  readonly color: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

const MOST_NAMES = 12;
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
  return [
    `${colors.bold(sidesText(report, printable))}  ${mode}, for ${profile} receivers`,
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
      ...renamesOf(change, report).map(proposalText),
      ...docsFixLines(change, colors, places),
      lowerFirst(acceptedText(change, printable)),
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
    ...sideQuotes(side, places).map((quote) => quoteLine(quote, colors)),
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
  return `  ${colors.dim("|")} ${printable(place)}  ${printable(words)}`;
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
