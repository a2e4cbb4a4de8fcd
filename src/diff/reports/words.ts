// Words that all reports share: counts, names, verdicts.
import {
  type Change,
  type Counts,
  type DiffReport,
  type Owner,
  type RenameProposal,
  type ReportSide,
  severities,
  type Severity,
} from "../report.ts";

/** `1 webhook`, `3 webhooks`. */
export function countOf(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** `2 breaking, 1 docs`; severities that did not occur are left out; empty for none at all. */
export function countsText(counts: Counts): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${String(counts[severity])} ${severity}`)
    .join(", ");
}

/** `3.5 → 3.6`. */
export function sidesText({ old, new: now }: DiffReport, show: (text: string) => string): string {
  return `${sideText(old, show)} → ${sideText(now, show)}`;
}

/** `3.5`; of a file its name, and the version where the name does not tell it. */
function sideText({ label, version }: ReportSide, show: (text: string) => string): string {
  if (label === version || label === `v${version}`) return show(version);
  return label.includes(version) ? show(label) : `${show(label)} (${show(version)})`;
}

export function ownerText(owner: Owner): string {
  switch (owner.kind) {
    case "webhook":
      return owner.name;
    case "structure":
      return `structure ${owner.name}`;
    case "envelope":
      return "envelope";
    case "webhooks":
      return countOf(owner.names.length, "webhook");
  }
}

/** `affects 3 webhooks: a, b, c`, at most so many by name; empty where the change stands in the one webhook that it affects. */
export function affectsText({ owner, webhooks }: Change, most: number, show: (name: string) => string): string {
  if (owner.kind === "webhook" && webhooks.every((name) => name === owner.name)) return "";
  if (webhooks.length === 0) return "affects no webhook";
  return `affects ${countOf(webhooks.length, "webhook")}: ${namesText(webhooks, most, show)}`;
}

/** `a, b and 7 more`. */
export function namesText(names: readonly string[], most: number, show: (name: string) => string): string {
  const shown = names.slice(0, most).map(show).join(", ");
  return names.length > most ? `${shown} and ${String(names.length - most)} more` : shown;
}

/** What became of each severity: `run time breaking, types compatible`. */
export function verdictText(runtime: Severity, compileTime: Severity): string {
  return `run time ${runtime}, types ${compileTime}`;
}

/** `Accepted until 2030-01-31: nobody reads it`; empty where it is not. */
export function acceptedText({ acceptedBy }: Change, show: (text: string) => string): string {
  if (acceptedBy === undefined) return "";
  const { reason, until } = acceptedBy;
  return `Accepted${until === undefined ? "" : ` until ${show(until)}`}: ${show(reason)}`;
}

/** `a, b → c`. */
export function renameText({ from, to }: RenameProposal, most: number, show: (path: string) => string): string {
  return `${namesText(from, most, show)} → ${show(to)}`;
}

export function isEmpty({ changes, renames, problems }: DiffReport): boolean {
  return changes.length + renames.length + problems.length === 0;
}
