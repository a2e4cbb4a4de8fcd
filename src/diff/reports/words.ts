// Words that all reports share: counts, places, owners.
import type { Place } from "../../model/model.ts";
import {
  type Change,
  type Counts,
  type DiffReport,
  type Owner,
  type ReportSide,
  severities,
  type Severity,
} from "../report.ts";

export interface PlaceOptions {
  /** Folder that the places of evidence are relative to, as the user would name it; nothing by default. */
  readonly root?: string;
}

/** `docs-input/v3.5/webhooks.txt`. */
export function fileText(file: string, { root = "" }: PlaceOptions = {}): string {
  if (root === "" || root === ".") return file;
  const parts = [...root.split(/[\\/]/), ...file.split("/")];
  const kept: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === "." || (part === "" && index > 0)) continue;
    const last = kept.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") kept.pop();
    else kept.push(part);
  }
  return kept.join("/");
}

/** `docs-input/v3.5/webhooks.txt:812:1`. */
export function placeText({ file, line, column }: Place, options: PlaceOptions = {}): string {
  return `${fileText(file, options)}:${String(line)}:${String(column)}`;
}

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

/** `3.5`; of a file its name, and the version where the name does not tell it. */
export function sideText({ label, version }: ReportSide, show: (text: string) => string): string {
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

export function isEmpty({ changes, renames, problems }: DiffReport): boolean {
  return changes.length + renames.length + problems.length === 0;
}
