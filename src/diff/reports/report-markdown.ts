// A report for a pull request: the summary as a table first, every change folded, never longer than GitHub takes.
import type { Change, DiffReport, RenameProposal, Severity, Witness } from "../report.ts";
import { severities } from "../report.ts";
import {
  acceptedText,
  affectsText,
  codeBlock,
  codeSpan,
  countOf,
  countsText,
  escapeMarkdown,
  escapeSummary,
  hiddenText,
  isEmpty,
  namesText,
  ownerText,
  type PlaceOptions,
  placeText,
  type Quote,
  renameText,
  sidesText,
  verdictText,
  viewOf,
} from "./words.ts";

/** The longest body of a pull request or comment on GitHub. */
export const MARKDOWN_LIMIT = 65_536;

const MOST_NAMES = 20;
const LONGEST_PROOF = 3_000;

/** At most `MARKDOWN_LIMIT` characters: what does not fit is left out from the end, and how much is said. */
export function reportMarkdown(report: DiffReport, places: PlaceOptions = {}): string {
  return reviewMarkdown([report], { title: titleOf(report), places });
}

export interface ReviewOptions {
  /** Markdown of the heading. */
  readonly title: string;
  readonly places?: PlaceOptions;
}

/** Several reports as one review, under the same limit; the least severe details go first. */
export function reviewMarkdown(reports: readonly DiffReport[], { title, places = {} }: ReviewOptions): string {
  const changed = reports.filter((report) => !isEmpty(report));
  const head = `# ${title}`;
  if (changed.length === 0) return `${head}\n\nNo changes.\n`;
  const sections = changed.map((report): Section => ({
    head: [...(reports.length === 1 ? [] : [`## ${titleOf(report)}`]), ...summaryParts(report)].join("\n\n"),
    blocks: blocksOf(report, places),
  }));
  return fit(head, sections);
}

interface Block {
  readonly text: string;
  readonly severity: Severity;
}

interface Section {
  readonly head: string;
  readonly blocks: readonly Block[];
}

/** Room for the sentence on what was left out. */
const RESERVE = 400;

function fit(head: string, sections: readonly Section[]): string {
  const heads: Section[] = [];
  let left = MARKDOWN_LIMIT - RESERVE - head.length;
  for (const section of sections) {
    left -= section.head.length + 2;
    if (left < 0) break;
    heads.push(section);
  }
  left = Math.max(0, left);
  const all = heads.flatMap(({ blocks }) => blocks);
  const kept = new Set<Block>();
  for (const block of severities.flatMap((severity) => all.filter((one) => one.severity === severity))) {
    left -= block.text.length + 2;
    if (left < 0) break;
    kept.add(block);
  }
  const parts = heads.flatMap(({ head: own, blocks }) => [
    own,
    ...blocks.filter((block) => kept.has(block)).map(({ text }) => text),
  ]);
  return `${[head, ...parts, ...leftOut(all, kept, sections.length - heads.length)].join("\n\n")}\n`;
}

function leftOut(all: readonly Block[], kept: ReadonlySet<Block>, sections: number): readonly string[] {
  const lost = all.filter((block) => !kept.has(block));
  if (lost.length === 0 && sections === 0) return [];
  const kinds = countsText((severity) => lost.filter((block) => block.severity === severity).length);
  const what = [
    ...(lost.length === 0 ? [] : [`${countOf(lost.length, "detail")} (${kinds})`]),
    ...(sections === 0 ? [] : [countOf(sections, "version")]),
  ];
  return [`**Left out for length: ${what.join(" and ")}.** The JSON and HTML reports hold everything.`];
}

function titleOf(report: DiffReport): string {
  return `${report.mode === "drift" ? "Drift" : "Upgrade"}: ${sidesText(report, label)}`;
}

const label = (text: string): string => escapeMarkdown(text, 120);

function summaryParts(report: DiffReport): readonly string[] {
  const { summary, semver, profile, problems } = report;
  const hidden = hiddenText(report);
  const { added, removed, changed, unchanged } = summary.webhooks;
  const named = (word: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`- ${countOf(names.length, "webhook")} ${word}: ${namesText(names, MOST_NAMES, name)}`];
  const rows = [
    ["", "Breaking", "Dangerous", "Compatible", "Docs only"],
    ["---", "---:", "---:", "---:", "---:"],
    ["Open", ...severities.map((severity) => String(summary.open[severity]))],
    ["Accepted", ...severities.map((severity) => String(summary.accepted[severity]))],
  ];
  return [
    rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    [
      `- judged for ${profile} receivers; the package needs ${semver.bump === "none" ? "no release" : `a **${semver.bump}** release`}`,
      ...named("added", added),
      ...named("removed", removed),
      ...named("changed", changed),
      ...(hidden === "" ? [] : [`- ${hidden}`]),
      ...(unchanged.length === 0 ? [] : [`- ${countOf(unchanged.length, "webhook")} unchanged`]),
      ...(summary.likelyDocsFixes === 0
        ? []
        : [`- ${countOf(summary.likelyDocsFixes, "change")} may be a correction of the docs`]),
      ...problems
        .slice(0, MOST_NAMES)
        .map(({ at, message }) => `- **decision** ${codeSpan(placeText(at))}: ${escapeMarkdown(message)}`),
    ].join("\n"),
  ];
}

const name = (text: string): string => codeSpan(text, 80);

function blocksOf(report: DiffReport, places: PlaceOptions): readonly Block[] {
  return [
    ...report.changes.map((change) => ({ severity: change.severity, text: detailsOf(change, report, places) })),
    ...report.renames.map((proposal) => ({ severity: "docs" as const, text: renameDetails(proposal) })),
  ];
}

const LONGEST_SIDE = 160;

function detailsOf(change: Change, report: DiffReport, places: PlaceOptions): string {
  const { severity, owner, message, path, rule, fingerprint, why, hint, acceptedBy, witness } = change;
  const { sides, lines: json, docsFix, proposals } = viewOf(change, report, LONGEST_SIDE, places);
  const accepted = acceptedBy === undefined ? "" : " (accepted)";
  const affected = affectsText(change, MOST_NAMES, name);
  const lines = [
    `${codeSpan(path)} · ${codeSpan(rule)} · ${codeSpan(fingerprint)} · ${verdictText(change)}`,
    escapeMarkdown(why),
    hint === "" ? "" : `**Do:** ${escapeMarkdown(hint)}`,
    affected === "" ? "" : `${affected.slice(0, 1).toUpperCase()}${affected.slice(1)}.`,
    sides
      .map(({ name, text, quotes }) =>
        quoted(`- **${name === "old" ? "Old" : "New"}** ${codeSpan(text, LONGEST_SIDE)}`, quotes),
      )
      .join("\n"),
    json.length === 0 ? "" : block("diff", json.map(({ mark, text }) => `${mark} ${text}`.trimEnd()).join("\n")),
    proposals.map((proposal) => `- ${proposalText(proposal, escapeMarkdown)}`).join("\n"),
    docsFix ? quoted(`- **May be a correction of the docs:** ${escapeMarkdown(docsFix.why)}`, docsFix.quotes) : "",
    acceptedText(change, escapeMarkdown),
    witness === undefined ? "" : proof(witness),
  ].filter((part) => part !== "");
  const title = `<b>${severity}</b>${accepted} ${escapeSummary(ownerText(owner), 80)}: ${escapeSummary(message)}`;
  return `<details><summary>${title}</summary>\n\n${lines.join("\n\n")}\n\n</details>`;
}

function quoted(text: string, quotes: readonly Quote[]): string {
  const items = quotes.map(({ place, words }) => `  - ${codeSpan(place)} ${codeSpan(words)}`);
  return [text.trimEnd(), ...items].join("\n");
}

function proof({ payload, code }: Witness): string {
  const parts: string[] = [];
  if (payload !== undefined) {
    const { webhook, body, acceptedBy, rejectedBy, pointer } = payload;
    const at = codeSpan(pointer || "/");
    const words = `the ${acceptedBy} schema accepts this body, the ${rejectedBy} one rejects it at ${at}.`;
    parts.push(`${name(webhook)}: ${words}`, block("json", JSON.stringify(body, null, 2)));
  }
  if (code !== undefined) parts.push("Compiles beside the old types, not beside the new:", block("ts", code.text));
  return `<details><summary>Proof</summary>\n\n${parts.join("\n\n")}\n\n</details>`;
}

function block(language: string, text: string): string {
  return text.length > LONGEST_PROOF ? "Too long to show here; the JSON report holds it." : codeBlock(language, text);
}

function renameDetails(proposal: RenameProposal): string {
  const { fingerprint, evidence, reason } = proposal;
  const items = [
    `- ${codeSpan(fingerprint)}`,
    ...evidence.slice(0, MOST_NAMES).map(({ sign, words }) => `- ${escapeMarkdown(sign)}: ${escapeMarkdown(words)}`),
    ...(reason === undefined ? [] : [`- reason: ${escapeMarkdown(reason)}`]),
  ];
  return `<details><summary>${proposalText(proposal, escapeSummary)}</summary>\n\n${items.join("\n")}\n\n</details>`;
}

function proposalText(proposal: RenameProposal, escape: typeof escapeMarkdown): string {
  const { kind, score, decision } = proposal;
  const pair = renameText(proposal, MOST_NAMES, (path) => escape(path, 120));
  return `<b>${decision} ${kind}</b> ${pair} (score ${score.toFixed(2)})`;
}
