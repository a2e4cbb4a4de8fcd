// A diff review as one self-contained page, readable without its script.
import { type Change, type DiffReport, severities, type Severity } from "../report.ts";
import { changeArticle } from "./change.ts";
import { type FilterLists, filterLists, filterPanel } from "./filter-panel.ts";
import { helpDialog, type KeyHelp } from "./help.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import { pageHtml } from "./page.ts";
import { renameSection } from "./renames.ts";
import { reportScript } from "./report-script.ts";
import { reportStyle } from "./report-style.ts";
import type { SideNames } from "./sides.ts";
import { pageHeader, problemSection, sideNames, summaryPanel } from "./summary.ts";
import { counted, severityMark, severityMeanings } from "./words.ts";

/** Breaking changes stand open where there are no more than this. */
const OPEN_AT_MOST = 12;

const keys: readonly KeyHelp[] = [
  { keys: ["/"], does: "search the text" },
  { keys: ["j", "k"], does: "next and previous change" },
  { keys: ["Enter"], does: "open or close the change; from the search, go to the first one found" },
  { keys: ["e"], does: "open or close all that are shown" },
  { keys: ["1", "2", "3", "4"], does: "show or hide a severity, worst first" },
  { keys: ["t"], does: "theme: system, light, dark" },
  { keys: ["Esc"], does: "leave the field, then clear the filters" },
  { keys: ["?"], does: "this help" },
];

/** The whole page as text: one line of changes a severity, worst first; `#<fingerprint>` leads to a change. */
export function reportHtml(report: DiffReport): string {
  const names = sideNames(report);
  const lists = filterLists(report.changes);
  const body = markup`<a class="skip" href="#changes">Skip to the changes</a>
    <div class="frame">
      ${pageHeader(report, names)}
      <main>
        ${summaryPanel(report)} ${problemSection(report.problems)}
        <div class="body">
          ${filterPanel(report, lists)}
          <div id="changes" tabindex="-1">${changeList(report, names, lists)}${renameSection(report.renames, report.changes)}</div>
        </div>
      </main>
      <footer>
        ${counted(report.changes.length, "change")}, written by hooksmith (report format ${report.format}).
      </footer>
    </div>
    ${helpDialog(keys)}`;
  return pageHtml({
    title: `${names.old} to ${names.new}: webhook changes`,
    style: reportStyle,
    script: reportScript,
    body,
  });
}

function changeList(report: DiffReport, names: SideNames, lists: FilterLists): Markup {
  if (report.changes.length === 0)
    return markup`<p class="empty">No changes: both sides say the same.</p>
      <p class="empty" id="none" hidden></p>`;
  const renames = new Map(report.renames.map((rename) => [rename.fingerprint, rename]));
  const breaking = report.changes.filter(({ severity }) => severity === "breaking").length;
  const article = (change: Change): Markup =>
    changeArticle(change, {
      names,
      renames,
      groups: lists.groupsOf(change),
      webhooks: lists.webhooksOf(change),
      open: change.severity === "breaking" && change.acceptedBy === undefined && breaking <= OPEN_AT_MOST,
    });
  return markup`${severities.map((severity) => band(severity, report.changes, article))}
    <p class="empty" id="none" hidden>No change is left by these filters.</p>`;
}

function band(severity: Severity, changes: readonly Change[], article: (change: Change) => Markup): Markup {
  const here = changes.filter((change) => change.severity === severity);
  if (here.length === 0) return nothing;
  return markup`<section class="band" data-severity="${severity}" aria-labelledby="band-${severity}">
    <header>
      <h2 id="band-${severity}">${severityMark(severity)} <span class="number">${here.length}</span></h2>
      <p class="muted small">${severityMeanings[severity]}</p>
    </header>
    ${here.map(article)}
  </section> `;
}
