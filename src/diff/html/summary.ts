// The top of a report: which sides, how bad, what to publish, which webhooks came and went.
import type { FindingInput } from "../../source/finding.ts";
import { type DiffReport, type ReportSide, severities, type Severity } from "../report.ts";
import { toolButtons } from "./help.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import type { SideNames } from "./sides.ts";
import { counted, severityMark, severityMeanings, webhookFragment } from "./words.ts";

/** Short names of the two sides: their versions, or what was asked for where those are the same. */
export function sideNames({ old, new: now }: DiffReport): SideNames {
  const name = ({ version, label }: ReportSide, other: ReportSide): string =>
    version !== other.version ? `v${version}` : label !== other.label ? label : `v${version}`;
  return { old: name(old, now), new: name(now, old) };
}

export function pageHeader(report: DiffReport, names: SideNames): Markup {
  const side = ({ label, kind, status, webhooks }: ReportSide): Markup =>
    markup`<code>${label}</code> (${kind === "version" ? status : `${kind}, ${status}`}, ${counted(webhooks, "webhook")})`;
  const mode = report.mode === "drift" ? "Drift between two revisions" : "Upgrade";
  return markup`<header>
    <div class="top">
      <h1>${names.old}<span class="arrow" aria-label="to"> → </span>${names.new}</h1>
      ${toolButtons}
    </div>
    <p class="lede">${mode} from ${side(report.old)} to ${side(report.new)}, judged for ${report.profile} receivers.</p>
  </header>`;
}

export function summaryPanel(report: DiffReport): Markup {
  return markup`<section aria-labelledby="summary-title">
    <h2 class="unseen" id="summary-title">Summary</h2>
    <div class="summary">${severities.map((severity) => tile(report, severity))}</div>
    <div class="panel">
      <dl class="facts">
        <dt>Verdict</dt>
        <dd>${verdict(report)}</dd>
        ${semver(report)}${webhookRows(report)}${renameRow(report)}${docsFixes(report)}
      </dl>
    </div>
  </section>`;
}

function tile({ summary }: DiffReport, severity: Severity): Markup {
  const open = summary.open[severity];
  const accepted = summary.accepted[severity];
  const also = accepted === 0 ? "" : `, ${String(accepted)} accepted`;
  const inside = markup`${severityMark(severity)}<span class="figure">${open}</span
    ><span class="small">${open === 1 ? "change" : "changes"}${also}</span>`;
  return open + accepted === 0
    ? markup`<div class="tile">${inside}</div>`
    : markup`<a class="tile" href="#severity=${severity}">${inside}</a>`;
}

function verdict({ summary }: DiffReport): string {
  if (summary.total === 0) return "No changes.";
  if (summary.worst === undefined) return "Every change is accepted.";
  return `${counted(summary.open[summary.worst], `${summary.worst} change`)}. ${severityMeanings[summary.worst]}`;
}

const bumpWords = {
  major: "A major version",
  minor: "A minor version",
  patch: "A patch version",
  none: "Nothing new",
} as const;
const LISTED = 12;

function semver({ semver: { bump, because }, changes }: DiffReport): Markup {
  const known = new Map(changes.map((change) => [change.fingerprint, change]));
  const links = because.slice(0, LISTED).map((fingerprint) => {
    const change = known.get(fingerprint);
    return markup`<li>
      <a href="#${fingerprint}">${change?.message ?? fingerprint}</a> <code class="muted">${change?.path}</code>
    </li>`;
  });
  const more = because.length > LISTED ? markup`<li class="muted">and ${because.length - LISTED} more</li>` : nothing;
  const why =
    because.length === 0
      ? nothing
      : markup`<details class="fold">
          <summary>because of ${counted(because.length, "change")}</summary>
          <ul class="small">
            ${links}${more}
          </ul>
        </details>`;
  return markup`<dt>Publish</dt>
    <dd>${bumpWords[bump]}.${why}</dd>`;
}

function webhookRows({ summary: { webhooks } }: DiffReport): Markup {
  const row = (title: string, names: readonly string[]): Markup =>
    names.length === 0
      ? nothing
      : markup`<dt>Webhooks ${title}</dt>
          <dd class="names">
            ${names.map((name) => markup`<a href="#${webhookFragment(name)}"><code>${name}</code></a> `)}
          </dd>`;
  const unchanged =
    webhooks.unchanged.length === 0
      ? nothing
      : markup`<dt>Webhooks unchanged</dt>
          <dd>
            <details class="fold">
              <summary>${webhooks.unchanged.length}</summary>
              <code>${webhooks.unchanged.join(", ")}</code>
            </details>
          </dd>`;
  return markup`${row("added", webhooks.added)}${row("removed", webhooks.removed)}${row("changed", webhooks.changed)}${unchanged}`;
}

function renameRow({ renames }: DiffReport): Markup {
  return renames.length === 0
    ? nothing
    : markup`<dt>Possible renames</dt>
        <dd><a href="#renames">${renames.length}</a></dd>`;
}

function docsFixes({ mode, summary: { likelyDocsFixes } }: DiffReport): Markup {
  return mode === "drift" && likelyDocsFixes > 0
    ? markup`<dt>Docs put right</dt>
        <dd>${counted(likelyDocsFixes, "change looks", "changes look")} like the docs put right.</dd>`
    : nothing;
}

export function problemSection(problems: readonly FindingInput[]): Markup {
  return problems.length === 0
    ? nothing
    : markup`<section class="panel" aria-labelledby="problems-title">
        <h2 id="problems-title">${counted(problems.length, "problem")} with the decisions</h2>
        ${problems.map(problemArticle)}
      </section>`;
}

function problemArticle({ rule, severity, message, at, quote, fix }: FindingInput): Markup {
  const mark = severity === "error" ? "breaking" : severity === "warning" ? "dangerous" : "docs";
  return markup`<article class="problem">
    <p><span class="sev sev-${mark}">${severity}</span> ${message}</p>
    ${quote === undefined ? nothing : markup`<q class="quote muted">${quote}</q>`}${fix === undefined ? nothing : markup`<p class="hint small">${fix}</p>`}
    <p class="place"><code>${rule}</code> · <code>${at.file}:${at.line}:${at.column}</code></p>
  </article> `;
}
