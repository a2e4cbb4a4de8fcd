// Writes changelog entries from findings, and puts them into a changelog without touching what people wrote.
import type { Change, DiffReport, Severity } from "./report.ts";

/** One version of the vendor's API, as it changed since the package was last published. */
export interface ChangelogPart {
  readonly version: string;
  readonly state: "added" | "removed" | "compared";
  readonly report?: Pick<DiffReport, "changes">;
}

interface Heading {
  readonly title: string;
  readonly severity: Severity;
}

const headings: readonly Heading[] = [
  { title: "Breaking", severity: "breaking" },
  { title: "Look at", severity: "dangerous" },
  { title: "Other changes", severity: "compatible" },
];
const MOST_NAMES = 5;

/** Lines of Markdown below a release's heading; empty where nothing but words changed. */
export function changelogEntry(parts: readonly ChangelogPart[]): readonly string[] {
  return headings.flatMap(({ title, severity }) => {
    const lines = parts.flatMap((part) => linesOf(part, severity));
    return lines.length === 0 ? [] : [`### ${title}`, "", ...lines, ""];
  });
}

function linesOf({ version, state, report }: ChangelogPart, severity: Severity): readonly string[] {
  if (state === "added") return severity === "compatible" ? [line(`v${version}: added.`, `v${version}`)] : [];
  if (state === "removed") return severity === "breaking" ? [line(`v${version}: removed.`, `v${version}`)] : [];
  return (report?.changes ?? [])
    .filter((change) => change.severity === severity)
    .map((change) => line(`v${version}: ${sentence(change)}`, `v${version} ${change.fingerprint}`));
}

function sentence({ path, message, webhooks }: Change): string {
  const shown = webhooks.slice(0, MOST_NAMES).map(plain).join(", ");
  const rest = webhooks.length > MOST_NAMES ? ` and ${webhooks.length - MOST_NAMES} more` : "";
  const where = webhooks.length > 1 ? ` (${shown}${rest})` : "";
  return `${plain(path)}: ${plain(message)}${where}.`;
}

/** What the page says stays text: no markup, no comment, no line of its own. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>&|~#]/g, (sign) => `\\${sign}`)
    .replace(/\\</g, "&lt;")
    .replace(/\\>/g, "&gt;")
    .replace(/\\&/g, "&amp;");
}

/** The comment tells the entry again when somebody has put it in better words. */
function line(text: string, key: string): string {
  return `- ${text} <!-- ${key} -->`;
}

const MARK = /<!-- (v[^>]{1,200}?) -->/g;

/**
 * Adds a release to a changelog. A section that is there already keeps every line of it and gets only the entries that it
 * lacks, told by their comments; a new one stands before the first older release, behind an `Unreleased` section.
 */
export function mergeChangelog(existing: string, version: string, entry: readonly string[]): string {
  const lines = existing.replace(/\r\n/g, "\n").split("\n");
  const sections = lines.flatMap((text, index) => (text.startsWith("## ") ? [index] : []));
  const own = sections.find((index) => releaseOf(lines[index] ?? "") === version);
  if (own === undefined) {
    const before = sections.find((index) => releaseOf(lines[index] ?? "").toLowerCase() !== "unreleased");
    const at = before ?? lines.length;
    const body = entry.length === 0 ? ["- No change of what arrives.", ""] : entry;
    return joined([...trimmed(lines.slice(0, at)), "", `## ${version}`, "", ...body, ...lines.slice(at)]);
  }
  const end = sections.find((index) => index > own) ?? lines.length;
  const section = lines.slice(own, end);
  const known = new Set([...section.join("\n").matchAll(MARK)].map((found) => found[1]));
  const lacking = entry.filter(
    (text) => text.startsWith("- ") && ![...text.matchAll(MARK)].every(([, key]) => known.has(key)),
  );
  if (lacking.length === 0) return existing;
  return joined([...lines.slice(0, own), ...trimmed(section), "", ...lacking, "", ...lines.slice(end)]);
}

/** `## [1.2.0] - 2026-01-02` is 1.2.0. */
function releaseOf(heading: string): string {
  return /^## +\[?v?([^\]\s]+)/.exec(heading)?.[1] ?? "";
}

function trimmed(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.trim() === "") end -= 1;
  return lines.slice(0, end);
}

function joined(lines: readonly string[]): string {
  return `${trimmed(lines).join("\n")}\n`;
}
