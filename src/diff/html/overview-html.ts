// All versions on one page: a matrix of webhooks by version, each cell leading to the report of its step.
import { type DiffReport, severities } from "../report.ts";
import { helpDialog, type KeyHelp, toolButtons } from "./help.ts";
import { type Markup, markup, nothing, visible } from "./markup.ts";
import { overviewScript } from "./overview-script.ts";
import {
  type OverviewGroup,
  overviewGroups,
  type OverviewRow,
  type OverviewVersion,
  reportsOfSteps,
  type Step,
} from "./overview-steps.ts";
import { overviewStyle } from "./overview-style.ts";
import { pageHtml } from "./page.ts";
import { counted, severityMark, severityMeanings, webhookFragment } from "./words.ts";

export type { OverviewVersion } from "./overview-steps.ts";

export interface OverviewInput {
  /** Oldest first; a step leads from each to the next. */
  readonly versions: readonly OverviewVersion[];
  /** Reports of the steps in any order. A step without one is shown as not compared. */
  readonly reports: readonly DiffReport[];
}

const keys: readonly KeyHelp[] = [
  { keys: ["/"], does: "search the webhooks" },
  { keys: ["t"], does: "theme: system, light, dark" },
  { keys: ["Esc"], does: "leave the field, then show every webhook" },
  { keys: ["?"], does: "this help" },
];

export function overviewHtml({ versions, reports }: OverviewInput): string {
  const groups = overviewGroups(versions, reports);
  const steps = reportsOfSteps(versions, reports);
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const body = markup`<a class="skip" href="#matrix">Skip to the matrix</a>
    <div class="frame">
      <header>
        <div class="top">
          <h1>Webhooks by version</h1>
          ${toolButtons}
        </div>
        <p class="lede">
          What each version did to each webhook since the version before it. A cell leads to the report of that step.
        </p>
      </header>
      <main>
        <form id="filters" class="filters scripted" role="search" aria-label="Filter the webhooks" autocomplete="off">
          <label class="check"
            >Webhook<input type="search" id="search" aria-keyshortcuts="/" spellcheck="false"
          /></label>
          <label class="check"><input type="checkbox" id="only-changed" />Only with added, removed or changed</label>
          <span id="count" role="status" aria-live="polite" data-all="${rows}">${counted(rows, "webhook")}</span>
        </form>
        ${rows === 0 ? markup`<p class="lede">No version has webhooks.</p>` : nothing}
        <div class="scroll" id="matrix" role="region" aria-label="Matrix of webhooks by version" tabindex="0">
          <table>
            <caption class="unseen">
              What each step between versions did to each webhook
            </caption>
            <thead>
              <tr>
                <th scope="col">Webhook</th>
                ${versions.map((version, at) => versionHead(version, versions[at - 1], steps[at]))}
              </tr>
            </thead>
            ${groups.map((group) => groupBody(group, versions))}
          </table>
        </div>
        <ul class="legend" aria-label="Severities">
          ${severities.map((severity) => markup`<li>${severityMark(severity)} ${severityMeanings[severity]}</li>`)}
        </ul>
      </main>
      <footer>${counted(versions.length, "version")}, ${counted(rows, "webhook")}, written by hooksmith.</footer>
    </div>
    ${helpDialog(keys)}`;
  return pageHtml({ title: "Webhooks by version", style: overviewStyle, script: overviewScript, body });
}

function versionHead(
  { version, status, webhooks }: OverviewVersion,
  before: OverviewVersion | undefined,
  report: DiffReport | undefined,
): Markup {
  const step =
    report !== undefined
      ? markup`<a href="${reportFile(report)}"
          ><span class="unseen">v${version}: </span>${counted(report.summary.total, "change")}</a
        >`
      : before === undefined
        ? markup`first`
        : markup`not compared`;
  return markup`<th scope="col">
    <span class="version">v${version}</span><span class="muted">${status}, ${webhooks.length}</span
    ><span class="step">${step}</span>
  </th>`;
}

function groupBody({ title, rows }: OverviewGroup, versions: readonly OverviewVersion[]): Markup {
  return markup`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="${versions.length + 1}"><span>${title}</span></th>
    </tr>
    ${rows.map((row) => webhookRow(row, versions))}
  </tbody> `;
}

function webhookRow({ name, steps }: OverviewRow, versions: readonly OverviewVersion[]): Markup {
  const changed = steps.some(({ kind }) => kind === "added" || kind === "removed" || kind === "changed");
  return markup`<tr class="webhook" data-name="${name}" data-changed="${changed ? "yes" : "no"}">
    <th scope="row"><code>${name}</code></th>
    ${steps.map((step, at) => cell(name, step, versions[at]?.version ?? ""))}
  </tr> `;
}

const stillCells = {
  absent: markup`<td class="absent"><span class="unseen">absent</span></td>`,
  present: markup`<td class="still"><span class="dot" aria-hidden="true"></span><span class="unseen">there</span></td>`,
  unchanged: markup`<td class="still">
    <span class="dot" aria-hidden="true"></span><span class="unseen">unchanged</span>
  </td>`,
} as const;

function cell(name: string, step: Step, version: string): Markup {
  if (step.kind === "absent" || step.kind === "present" || step.kind === "unchanged") return stillCells[step.kind];
  const counts = [
    ...(step.open > 1 ? [counted(step.open, "change")] : []),
    ...(step.accepted > 0 ? [`${String(step.accepted)} accepted`] : []),
  ].join(", ");
  return markup`<td class="moved ${step.kind}">
    <a href="${reportFile(step.report)}#${webhookFragment(name)}"
      ><span class="unseen">${name}, v${version}: </span
      ><b class="what">${step.kind}</b> ${severityMark(step.severity)}<span class="counts">${counts}</span></a
    >
  </td>`;
}

/** Name of the report's file beside the overview, as `v3.4...v3.5.html`, safe as a link. */
function reportFile({ old, new: now }: DiffReport): string {
  const part = (version: string): string => encodeURIComponent(visible(version));
  return `./v${part(old.version)}...v${part(now.version)}.html`;
}
