// A report in the format that was asked for; the page's code is loaded only for the page.
import { atLeast, type DiffReport, type Severity, type Change } from "../report.ts";
import { reportMarkdown } from "./report-markdown.ts";
import { reportText, type TextOptions } from "./report-text.ts";
import type { Place } from "../../model/model.ts";
import { isRecord } from "../../model/types/value.ts";
import { compareText, shorten } from "../../source/finding.ts";
import { printable, printableJson, printableLines } from "../../source/printable.ts";
import { fileText, type PlaceOptions, affectsText } from "./words.ts";

export const diffFormats = ["text", "markdown", "json", "html", "github"] as const;
export type DiffFormat = (typeof diffFormats)[number];

export interface RenderOptions extends TextOptions {
  /** Changes less severe than that are left out of the list, and counted. */
  readonly min: Severity;
}

export async function renderReport(
  whole: DiffReport,
  format: DiffFormat,
  { min, ...options }: RenderOptions,
): Promise<string> {
  const report = atLeast(whole, min);
  switch (format) {
    case "text":
      return reportText(report, options);
    case "markdown":
      return reportMarkdown(report, options);
    case "json":
      return reportJson(report);
    case "html":
      return (await import("../html/report-page.ts")).reportHtml(report);
    case "github":
      return reportGithub(report, options);
  }
}

const commands = { breaking: "error", dangerous: "warning", compatible: "notice", docs: "notice" } as const;

/** One line a change and problem, worst first; what is accepted is a notice. Empty where there is nothing to say. */
export function reportGithub({ changes, problems }: DiffReport, places: PlaceOptions = {}): string {
  const lines = [
    ...problems.map(({ rule, message, at }) => command("error", { ...at, title: rule }, message, places)),
    ...changes.map((change) => annotate(change, places)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function annotate(change: Change, places: PlaceOptions): string {
  const { severity, rule, path, message, why, hint, acceptedBy } = change;
  const at = (change.new?.evidence[0] ?? change.old?.evidence[0])?.at;
  const affected = affectsText(change, 12, (name) => name);
  const words = [
    `${path}: ${message}`,
    why,
    ...(affected === "" ? [] : [affected]),
    ...(hint === "" ? [] : [hint]),
    ...(acceptedBy === undefined ? [] : [`accepted: ${acceptedBy.reason}`]),
  ];
  return command(
    acceptedBy === undefined ? commands[severity] : "notice",
    { ...at, title: `${severity}: ${rule}` },
    words.map((part) => shorten(part, 500)).join("\n"),
    places,
  );
}

function command(
  name: string,
  { file, line, column, title }: Partial<Place> & { readonly title: string },
  message: string,
  places: PlaceOptions,
): string {
  const properties = { file: file && fileText(file, places), line, col: column, title };
  const given = Object.entries(properties).flatMap(([key, value]) =>
    // A colon and a comma would end a property.
    value === undefined
      ? []
      : `${key}=${escapeData(printable(String(value)))
          .replace(/:/g, "%3A")
          .replace(/,/g, "%2C")}`,
  );
  return `::${name} ${given.join(",")}::${escapeData(printableLines(message))}`;
}

/** As the runner reads it: `%0A` for a line feed in the message. */
function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

/** Members that lead, in this order; the others follow by name. The shape is described in ../diff-report.schema.json. */
const LEADING: readonly string[] = (
  "format mode profile old new summary semver changes renames problems " +
  "rule fingerprint kind name severity fact subject path message file line column breaking dangerous compatible docs"
).split(" ");

/** Ends with a line feed. Reading it gives an equal report. */
export function reportJson(report: DiffReport): string {
  return `${printableJson(inOrder(report), 2)}\n`;
}

/** A witness's `body` is data of the page: its members keep their order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  const rank = (name: string): number => (LEADING.includes(name) ? LEADING.indexOf(name) : LEADING.length);
  const names = Object.keys(value).sort((a, b) => rank(a) - rank(b) || compareText(a, b));
  return Object.fromEntries(names.map((name) => [name, name === "body" ? value[name] : inOrder(value[name])]));
}
