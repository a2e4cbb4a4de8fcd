// All versions on one page: a matrix of webhooks by version, each cell leading to the report of its step.
import { firstOfEach, groupBy } from "../../source/group-by.ts";
import { type DiffReport, severities, type Severity } from "../report.ts";
import {
  counted,
  type KeyHelp,
  pageHtml,
  severityMark,
  severityMeanings,
  webhookFragment,
  type Markup,
  markup,
  nothing,
  visible,
  linked,
  type Siblings,
} from "./page.ts";

export interface OverviewInput {
  /** Oldest first; a step leads from each to the next. */
  readonly versions: readonly OverviewVersion[];
  /** Reports of the steps in any order. A step without one is shown as not compared. */
  readonly reports: readonly DiffReport[];
  /** In place of "Webhooks by version". */
  readonly title?: string;
}

const keys: KeyHelp = [
  ["/", "search the webhooks"],
  ["j k", "next and previous webhook with a link"],
  ["Esc", "leave the field, then show every webhook"],
  ["?", "this help"],
];

export function overviewHtml(
  { versions, reports, title = "Webhooks by version" }: OverviewInput,
  { versionPage = () => undefined }: Siblings = {},
): string {
  const groups = overviewGroups(versions, reports);
  const steps = reportsOfSteps(versions, reports);
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const main = markup`<form id="filters" class="filters scripted" role="search" aria-label="Filter the webhooks" autocomplete="off">
      <label class="check"
        >Search<input type="search" id="search" name="text" aria-keyshortcuts="/" spellcheck="false"
      /></label>
      <label class="check"
        ><input type="checkbox" name="hide" value="unchanged" />Only with added, removed or changed</label
      >
      <span id="count" role="status" aria-live="polite" data-noun="webhook">${counted(rows, "webhook")}</span>
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
            ${versions.map((version, at) => versionHead(version, versions[at - 1], steps[at], versionPage(version.version)))}
          </tr>
        </thead>
        ${groups.map((group) => groupBody(group, versions, versionPage))}
      </table>
    </div>
    <ul class="legend" aria-label="Severities">
      ${severities.map((severity) => markup`<li>${severityMark(severity)} ${severityMeanings[severity]}</li>`)}
    </ul>`;
  return pageHtml({
    title,
    heading: markup`${title}`,
    lede: markup`What each version did to each webhook since the version before it. A cell leads to the report of that step${versionPage(versions[0]?.version ?? "") === undefined ? "" : ", a name to the webhook itself"}.`,
    skip: { to: "matrix", name: "matrix" },
    main,
    footer: `${counted(versions.length, "version")}, ${counted(rows, "webhook")}, written by hooksmith.`,
    keys,
  });
}

function versionHead(
  { version, status, webhooks }: OverviewVersion,
  before: OverviewVersion | undefined,
  report: DiffReport | undefined,
  page: string | undefined,
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
    <span class="version">${linked(page, `v${version}`)}</span><span class="muted">${status}, ${webhooks.length}</span
    ><span class="step">${step}</span>
  </th>`;
}

type VersionPage = NonNullable<Siblings["versionPage"]>;

function groupBody(
  { title, rows }: OverviewGroup,
  versions: readonly OverviewVersion[],
  versionPage: VersionPage,
): Markup {
  return markup`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="${versions.length + 1}"><span>${title}</span></th>
    </tr>
    ${rows.map((row) => webhookRow(row, versions, versionPage))}
  </tbody> `;
}

/** The name leads to the newest version that has the webhook; other words that find it come behind it. */
function webhookRow(
  { name, steps }: OverviewRow,
  versions: readonly OverviewVersion[],
  versionPage: VersionPage,
): Markup {
  const changed = steps.some(({ kind }) => kind === "added" || kind === "removed" || kind === "changed");
  const newest = versions.findLast(({ webhooks }) => webhooks.some((webhook) => webhook.name === name));
  const words = newest?.webhooks.find((webhook) => webhook.name === name)?.words ?? "";
  return markup`<tr class="webhook" data-name="${words === "" ? name : `${name} ${words}`}" data-marks="${changed ? "" : "unchanged"}">
    <th scope="row">${linked(versionPage(newest?.version ?? "", name), markup`<code>${name}</code>`)}</th>
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
    <a href="${reportFile(step.report)}#${webhookFragment(name)}" data-version="v${version}"
      ><span class="unseen">${name}, v${version}: </span
      ><b class="what">${step.kind}</b> ${severityMark(step.severity)}<span class="counts">${counts}</span></a
    >
  </td>`;
}

/** Name of the report's file beside the overview, as `v3.4...v3.5.html`, safe as a link. */
export function reportFile({ old, new: now }: DiffReport): string {
  const part = (version: string): string => encodeURIComponent(visible(version));
  return `./v${part(old.version)}...v${part(now.version)}.html`;
}

export interface OverviewVersion {
  readonly version: string;
  readonly status: string;
  /** In page order. */
  readonly webhooks: readonly {
    readonly name: string;
    readonly group?: string;
    /** What else a search finds it by, as the names of its fields. */
    readonly words?: string;
  }[];
}

export type Step =
  | { readonly kind: "absent" }
  /** There, and nothing is known of a step that led here: the first version, or no report. */
  | { readonly kind: "present" }
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "added" | "removed" | "changed";
      readonly severity: Severity;
      /** Changes that are not accepted, and those that are. */
      readonly open: number;
      readonly accepted: number;
      readonly report: DiffReport;
    };

export interface OverviewRow {
  readonly name: string;
  /** One a version. */
  readonly steps: readonly Step[];
}

export interface OverviewGroup {
  readonly title: string;
  readonly rows: readonly OverviewRow[];
}

/** Report of the step that leads to each version from the one before it; the first has none. */
export function reportsOfSteps(
  versions: readonly OverviewVersion[],
  reports: readonly DiffReport[],
): readonly (DiffReport | undefined)[] {
  return versions.map(({ version }, at) => {
    const before = versions[at - 1]?.version;
    return reports.find((report) => report.old.version === before && report.new.version === version);
  });
}

/** Rows by the group that the newest version puts the webhook in, in the order of the newest page; old names come last in it. */
export function overviewGroups(
  versions: readonly OverviewVersion[],
  reports: readonly DiffReport[],
): readonly OverviewGroup[] {
  const steps = reportsOfSteps(versions, reports);
  const present = versions.map(({ webhooks }) => new Set(webhooks.map(({ name }) => name)));
  const newestFirst = versions.toReversed().flatMap(({ webhooks }) => webhooks);
  const groups = groupBy(
    firstOfEach(newestFirst, ({ name }) => name),
    ({ group = NO_GROUP }) => group.toLowerCase(),
  );
  const stepsOf = (name: string): readonly Step[] =>
    versions.map((_, at) => {
      const step = steps[at];
      const there = present[at]?.has(name) ?? false;
      if (step === undefined) return { kind: there ? "present" : "absent" };
      return stepOf(name, there, present[at - 1]?.has(name) ?? false, step);
    });
  return [...groups.values()].map((group) => ({
    title: group[0].group ?? NO_GROUP,
    rows: group.map(({ name }) => ({ name, steps: stepsOf(name) })),
  }));
}

const NO_GROUP = "No group";

/** `there` and `before`: whether the newer and the older version have the webhook. */
export function stepOf(name: string, there: boolean, before: boolean, report: DiffReport): Step {
  const changes = report.changes.filter(({ webhooks }) => webhooks.includes(name));
  if (!there && !before) return { kind: "absent" };
  const kind = there && !before ? "added" : before && !there ? "removed" : "changed";
  if (changes.length === 0 && kind === "changed") return { kind: "unchanged" };
  const open = changes.filter(({ acceptedBy }) => acceptedBy === undefined);
  const judged = open.length > 0 ? open : changes;
  const severity = severities.find((one) => judged.some((change) => change.severity === one));
  return {
    kind,
    severity: severity ?? (kind === "removed" ? "breaking" : "compatible"),
    open: open.length,
    accepted: changes.length - open.length,
    report,
  };
}
