// What a release says of changes: the version to publish, and entries of a changelog beside what people wrote there.
import { higher } from "../judge/rules.ts";
import type { Bump, Change, DiffReport, SemverAdvice } from "../report.ts";
import { affectsText, countOf, escapeMarkdown } from "./words.ts";

/** What has become of one version of the vendor's API since the package was last published. */
export type PublishedVersion =
  | { readonly version: string; readonly state: "added" | "removed" }
  | { readonly version: string; readonly state: "compared"; readonly advice: SemverAdvice };

/** The bump for the whole package: a version of the API that is gone breaks its importers. */
export function adviseBump(versions: readonly PublishedVersion[]): Bump {
  return versions
    .map((one) => (one.state === "compared" ? one.advice.bump : one.state === "removed" ? "major" : "minor"))
    .reduce<Bump>(higher, "none");
}

/**
 * The version after a bump. Before 1.0.0 a breaking change raises the minor and anything else the patch, as `^0.1.0` reads it.
 * Undefined where `version` is no plain version `x.y.z`; whatever follows a hyphen is dropped.
 */
export function nextVersion(version: string, bump: Bump): string | undefined {
  const read = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+]|$)/.exec(version);
  if (read === null) return undefined;
  const [major, minor, patch] = read.slice(1).map(Number);
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  if (bump === "none") return version;
  const felt = major > 0 ? bump : bump === "major" ? "minor" : "patch";
  if (felt === "major") return `${major + 1}.0.0`;
  return felt === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** What became of one version of the API since the package was published last. */
export type ReleasedVersion =
  | { readonly version: string; readonly state: "added" }
  | { readonly version: string; readonly state: "removed" }
  | { readonly version: string; readonly state: "compared"; readonly report: DiffReport };

export interface ChangelogEntry {
  /** Finds an entry that is there already, however somebody has worded it since. */
  readonly key: string;
  /** One line of Markdown, its key in a comment at the end. */
  readonly text: string;
}

/** Worst first within a version; changes of words alone are one entry. */
export function changelogEntries(versions: readonly ReleasedVersion[]): readonly ChangelogEntry[] {
  return versions.flatMap((one): readonly ChangelogEntry[] => {
    const name = `v${escapeMarkdown(one.version, 80)}`;
    if (one.state === "added") return [entry(`v${one.version} added`, `Added: ${name}, a version of its own.`)];
    if (one.state === "removed") return [entry(`v${one.version} removed`, `**Breaking:** ${name} is gone.`)];
    const changed = one.report.changes.filter(({ severity }) => severity !== "docs");
    const words = one.report.changes.length - changed.length;
    return [
      ...changed.map((change) => entry(`v${one.version} ${change.fingerprint}`, changeText(name, change))),
      ...(words === 0
        ? []
        : [entry(`v${one.version} docs`, `Docs: ${name}: ${countOf(words, "change")} of words, samples or links.`)]),
    ];
  });
}

const kinds = {
  breaking: "**Breaking:**",
  dangerous: "**Take care:**",
  compatible: "Changed:",
  docs: "Docs:",
} as const;

function changeText(version: string, change: Change): string {
  const affected = affectsText(change, 5, (name) => escapeMarkdown(name, 80));
  const message = `${escapeMarkdown(change.path, 160)}: ${escapeMarkdown(change.message)}`;
  return `${kinds[change.severity]} ${version}: ${message}${affected === "" ? "" : ` (${affected})`}.`;
}

function entry(key: string, text: string): ChangelogEntry {
  const safe = key.replace(/[^\w. -]/g, "_").replace(/--+/g, "_");
  return { key: safe, text: `- ${text} <!-- ${safe} -->` };
}

/**
 * Adds the entries to the section of a version. An existing section gets those that it lacks at its end; a new one comes before the
 * newest, below "Unreleased". No other line changes.
 */
export function addToChangelog(changelog: string, version: string, entries: readonly ChangelogEntry[]): string {
  const newline = changelog.includes("\r\n") ? "\r\n" : "\n";
  const lines = changelog.split(/\r?\n/);
  const headings = headingsOf(lines);
  const own = headings.find(({ title }) => titleVersion(title) === version);
  if (own !== undefined) {
    const end = headings.find(({ at }) => at > own.at)?.at ?? lines.length;
    const section = lines.slice(own.at, end).join("\n");
    const missing = entries.filter(({ key }) => !section.includes(`<!-- ${key} -->`)).map(({ text }) => text);
    if (missing.length === 0) return changelog;
    let last = end;
    while (last > own.at + 1 && (lines[last - 1] ?? "").trim() === "") last -= 1;
    const gap = last === own.at + 1 ? [""] : [];
    return [...lines.slice(0, last), ...gap, ...missing, ...(end < lines.length ? lines.slice(last) : [""])].join(
      newline,
    );
  }
  const section = [`## ${version}`, "", ...entries.map(({ text }) => text), ""];
  const next = headings.find(({ title }) => !/^\[?unreleased\b/i.test(title));
  if (next !== undefined) return [...lines.slice(0, next.at), ...section, ...lines.slice(next.at)].join(newline);
  const before = changelog.trimEnd() === "" ? ["# Changelog"] : changelog.trimEnd().split(/\r?\n/);
  return [...before, "", ...section].join(newline);
}

interface Heading {
  readonly at: number;
  readonly title: string;
}

/** Of the second level, outside of fenced blocks. */
function headingsOf(lines: readonly string[]): readonly Heading[] {
  const headings: Heading[] = [];
  let fence: string | undefined;
  for (const [at, line] of lines.entries()) {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark === fence) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else if (line.startsWith("## ")) headings.push({ at, title: line.slice(3).trim() });
  }
  return headings;
}

/** `0.2.0` of `[0.2.0] - 2026-01-01`, `v0.2.0` or `0.2.0`. */
function titleVersion(title: string): string | undefined {
  return /^\[?v?(\d[\w.+-]*)/.exec(title)?.[1];
}
