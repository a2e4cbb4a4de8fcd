// What a run of generate changed about a version, in a few lines.
import { printable } from "../../source/printable.ts";
import type { DiffReport } from "../report.ts";
import { countsText } from "./words.ts";

const MOST = 5;

/** Every line ends in a line feed; empty for no reports. */
export function driftText(reports: readonly DiffReport[]): string {
  return reports.flatMap(linesOf).join("");
}

function linesOf({ new: now, summary, changes }: DiffReport): readonly string[] {
  const accepted = countsText(summary.accepted);
  const counts = [countsText(summary.open), accepted === "" ? "" : `accepted ${accepted}`].filter(
    (part) => part !== "",
  );
  const shown = changes.filter(({ severity }) => severity !== "docs").slice(0, MOST);
  const rest = changes.length - shown.length;
  return [
    `drift of ${printable(now.version)}: ${counts.length === 0 ? "no changes" : counts.join("; ")}`,
    ...shown.map(
      ({ severity, path, message }) => `  ${severity.padEnd(10)}  ${printable(path)}  ${printable(message)}`,
    ),
    ...(rest > 0 && shown.length > 0 ? [`  and ${String(rest)} more`] : []),
  ].map((line) => `${line}\n`);
}
