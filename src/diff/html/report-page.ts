// A diff review as one self-contained page, readable without its script.
import type { FindingInput } from "../../source/finding.ts";
import {
  type Change,
  type DiffReport,
  type RenameEvidence,
  type RenameProposal,
  type ReportSide,
  severities,
  type Severity,
} from "../report.ts";
import {
  counted,
  findingArticle,
  fold,
  type Siblings,
  wayBack,
  type Part,
  type KeyHelp,
  pageHtml,
  severityMark,
  severityMeanings,
  webhookFragment,
  type Markup,
  markup,
  nothing,
  severityCount,
  severityTitles,
  webhookId,
  visible,
} from "./page.ts";
import { placeText } from "../reports/words.ts";
import { changeArticle, type SideNames } from "./report-change.ts";

/** Breaking changes are unfolded where there are no more than this. */
const OPEN_AT_MOST = 12;

const keys: KeyHelp = [
  ["/", "search the text"],
  ["j k", "next and previous change"],
  ["Enter", "open or close the change; from the search, go to the first one found"],
  ["e", "open or close all that are shown"],
  ["1 2 3 4", "show or hide a severity, worst first"],
  ["Esc", "leave the field, then clear the filters"],
  ["?", "this help"],
];

/** The whole page as text: one line of changes a severity, worst first; `#<fingerprint>` leads to a change. */
export function reportHtml(report: DiffReport, siblings: Siblings = {}): string {
  const { changes, renames, problems, format } = report;
  const names = sideNames(report);
  const lists = filterLists(changes);
  return pageHtml({
    title: `${names.old} to ${names.new}: webhook changes`,
    nav: wayBack(siblings, [report.old.version, report.new.version]),
    heading: markup`${names.old}<span class="arrow" aria-label="to"> → </span>${names.new}`,
    lede: ledeOf(report),
    skip: { to: "changes", name: "changes" },
    main: markup`${summaryPanel(report)} ${problemSection(problems)}
      <div class="body">
        ${filterPanel(report, lists)}
        <div id="changes" tabindex="-1">${changeList(report, names, lists, siblings)}${renameSection(renames, changes)}</div>
      </div>`,
    footer: `${counted(changes.length, "change")}, written by hooksmith (report format ${String(format)}).`,
    keys,
  });
}

function changeList(
  report: DiffReport,
  names: SideNames,
  lists: FilterLists,
  { versionPage = () => undefined }: Siblings,
): Markup {
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
      webhookPage: (name) => versionPage(report.new.version, name) ?? versionPage(report.old.version, name),
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

/** Short names of the two sides: their versions, or what was asked for where those are the same. */
function sideNames({ old, new: now }: DiffReport): SideNames {
  const name = ({ version, label }: ReportSide, other: ReportSide): string =>
    version !== other.version ? `v${version}` : label !== other.label ? label : `v${version}`;
  return { old: name(old, now), new: name(now, old) };
}

function ledeOf({ mode, old, new: now, profile }: DiffReport): Markup {
  const side = ({ label, kind, status, webhooks }: ReportSide): Markup =>
    markup`<code>${label}</code> (${kind === "version" ? status : `${kind}, ${status}`}, ${counted(webhooks, "webhook")})`;
  const what = mode === "drift" ? "Drift between two revisions" : "Upgrade";
  return markup`${what} from ${side(old)} to ${side(now)}, judged for ${profile} receivers.`;
}

function summaryPanel(report: DiffReport): Markup {
  const { mode, summary, renames } = report;
  const { added, removed, changed, unchanged } = summary.webhooks;
  const row = (title: string, inside: Part): Markup =>
    inside === undefined
      ? nothing
      : markup`<dt>${title}</dt>
          <dd>${inside}</dd>`;
  return markup`<section aria-labelledby="summary-title">
    <h2 class="unseen" id="summary-title">Summary</h2>
    <div class="summary">${severities.map((severity) => tile(report, severity))}</div>
    <div class="panel">
      <dl class="facts">
        ${row("Verdict", verdict(report))} ${row("Publish", semver(report))}
        ${row("Webhooks added", webhookLinks(added))} ${row("Webhooks removed", webhookLinks(removed))}
        ${row("Webhooks changed", webhookLinks(changed))}
        ${row("Webhooks unchanged", unchanged.length === 0 ? undefined : fold(String(unchanged.length), markup`<code>${unchanged.join(", ")}</code>`))}
        ${row("Possible renames", renames.length === 0 ? undefined : markup`<a href="#renames">${renames.length}</a>`)}
        ${row("Docs put right", mode === "drift" && summary.likelyDocsFixes > 0 ? `${counted(summary.likelyDocsFixes, "change looks", "changes look")} like the docs put right.` : undefined)}
      </dl>
    </div>
  </section>`;
}

function webhookLinks(names: readonly string[]): Markup | undefined {
  if (names.length === 0) return undefined;
  return markup`<div class="names">${names.map((name) => markup`<a href="#${webhookFragment(name)}"><code>${name}</code></a> `)}</div>`;
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
  const list = markup`<ul class="small">${links}${more}</ul>`;
  return markup`${bumpWords[bump]}.${because.length === 0 ? nothing : fold(`because of ${counted(because.length, "change")}`, list)}`;
}

function problemSection(problems: readonly FindingInput[]): Markup {
  return problems.length === 0
    ? nothing
    : markup`<section class="panel" aria-labelledby="problems-title">
        <h2 id="problems-title">${counted(problems.length, "problem")} with the decisions</h2>
        ${problems.map(({ at, quote, fix, ...rest }) => findingArticle({ ...rest, quote, fix, place: placeText(at) }))}
      </section>`;
}

function renameSection(renames: readonly RenameProposal[], changes: readonly Change[]): Markup {
  if (renames.length === 0) return nothing;
  const known = new Map(changes.map((change) => [change.fingerprint, change]));
  return markup`<section class="panel" id="renames" aria-labelledby="renames-title">
    <h2 id="renames-title">${counted(renames.length, "possible rename")}</h2>
    <p class="lede">
      A proposal makes no change less severe; docs-input/decisions.yaml confirms or denies it by its fingerprint.
    </p>
    ${renames.map((rename) => renameArticle(rename, known))}
  </section>`;
}

function renameArticle(rename: RenameProposal, known: ReadonlyMap<string, Change>): Markup {
  const { fingerprint, kind, from, to, score, evidence, decision, reason, webhooks, changes } = rename;
  const share = score.toFixed(2);
  const pairs = changes.flatMap((change) => {
    const found = known.get(change);
    return found === undefined ? [] : [markup` <a href="#${change}">${found.message}</a>`];
  });
  return markup`<article class="rename" id="rename-${fingerprint}" tabindex="-1">
    <h3 class="pair">
      <code>${from.join(", ")}</code><span class="arrow" aria-label="to">→</span><code>${to}</code
      ><span class="tag tag-strong">${decision}</span
      ><span class="score"
        >${kind}, score ${share} <meter min="0" max="1" value="${share}" aria-hidden="true"></meter
      ></span>
    </h3>
    ${reason === undefined ? nothing : markup`<p class="small">${reason}</p>`}
    <dl class="signs">${evidence.map(signRow)}</dl>
    <p class="small muted">
      ${counted(webhooks.length, "webhook")}: <code>${webhooks.join(", ")}</code> · pairs${pairs} ·
      <code>${fingerprint}</code>
    </p>
  </article> `;
}

function signRow({ sign, words, weight }: RenameEvidence): Markup {
  return markup`<div>
    <dt>${sign}</dt>
    <dd>${words}</dd>
    <dd class="weight">+${weight.toFixed(2)}</dd>
  </div>`;
}

/** What changes can be filtered by; a change names its entries by index. */
interface FilterLists {
  readonly groups: readonly string[];
  readonly webhooks: readonly string[];
  readonly groupsOf: (change: Change) => readonly number[];
  readonly webhooksOf: (change: Change) => readonly number[];
}

function filterLists(changes: readonly Change[]): FilterLists {
  const groupOf = new Map(
    changes.flatMap(({ group, webhooks }) =>
      group === undefined ? [] : webhooks.map((name) => [name, group] as const),
    ),
  );
  const groups = [...new Set(changes.flatMap(({ group }) => group ?? []))];
  const webhooks = [...new Set(changes.flatMap((change) => change.webhooks))].sort();
  const groupAt = indexOf(groups);
  const webhookAt = indexOf(webhooks);
  return {
    ...{ groups, webhooks },
    groupsOf: ({ group, webhooks: carriers }) => [
      ...new Set([group, ...carriers.map((name) => groupOf.get(name))].flatMap(groupAt)),
    ],
    webhooksOf: (change) => change.webhooks.flatMap(webhookAt),
  };
}

function indexOf(names: readonly string[]): (name: string | undefined) => number | readonly number[] {
  const known = new Map(names.map((name, at) => [name, at]));
  return (name) => known.get(name ?? "") ?? [];
}

function filterPanel({ mode, changes }: DiffReport, lists: FilterLists): Markup {
  return markup`<div class="side">
    <form id="filters" class="scripted" role="search" aria-label="Filter the changes" autocomplete="off">
      <div class="status wide">
        <span id="count" role="status" aria-live="polite" data-noun="change">${counted(changes.length, "change")}</span
        ><button type="button" id="clear" hidden>Clear</button>
      </div>
      <label class="field wide"
        >Text<input
          type="search"
          id="search"
          name="text"
          placeholder="path, words, file, rule"
          aria-keyshortcuts="/"
          spellcheck="false"
      /></label>
      <fieldset>
        <legend>Severity</legend>
        ${severities.map((severity) => severityBox(severity, changes))}
      </fieldset>
      ${hideBoxes(mode, changes)} ${choice("group", "Group", lists.groups)}
      ${choice("webhook", "Webhook", lists.webhooks)}
      <button type="button" id="open-all" class="wide">Open or close all</button>
    </form>
    ${webhookIndex(changes, lists.webhooks)}
  </div>`;
}

/** Docs are off at first where there is anything else. */
function severityBox(severity: Severity, changes: readonly Change[]): Markup {
  const here = changes.filter((change) => change.severity === severity).length;
  const isOn = severity !== "docs" || here === changes.length;
  return filterBox("severity", severity, severityTitles[severity], here, isOn);
}

function filterBox(name: string, value: string, title: string, count: number, checked: boolean): Markup {
  return markup`<label class="check"><input type="checkbox" name="${name}" value="${value}"${checked ? markup` checked` : nothing} />${title}<span class="number">${count}</span></label>`;
}

function hideBoxes(mode: DiffReport["mode"], changes: readonly Change[]): Markup {
  const accepted = changes.filter(({ acceptedBy }) => acceptedBy !== undefined).length;
  const fixes = mode === "drift" ? changes.filter(({ likelyDocsFix }) => likelyDocsFix !== undefined).length : 0;
  const box = (value: string, title: string, count: number): Markup =>
    count === 0 ? nothing : filterBox("hide", value, title, count, false);
  return accepted + fixes === 0
    ? nothing
    : markup`<fieldset>
        <legend>Hide</legend>
        ${box("accepted", "Accepted", accepted)}${box("docs-fix", "Docs put right", fixes)}
      </fieldset>`;
}

function choice(id: "group" | "webhook", title: string, names: readonly string[]): Markup {
  const option = (name: string, at: number): Markup =>
    markup`<option value="${visible(name)}" data-at="${at}">${name}</option>`;
  return markup`<label class="field"
    >${title}<select id="${id}" name="${id}">
      <option value="">Any ${id}</option>
      ${names.map(option)}
    </select></label
  >`;
}

function webhookIndex(changes: readonly Change[], names: readonly string[]): Markup {
  if (names.length === 0) return nothing;
  const item = (name: string): Markup => {
    const here = changes.filter(({ webhooks }) => webhooks.includes(name));
    const worst = severities.find((one) => here.some(({ severity }) => severity === one)) ?? "docs";
    return markup`<li id="${webhookId(name)}">
      <a href="#${webhookFragment(name)}">${name}</a>${severityCount(worst, here.length)}
    </li>`;
  };
  return markup`<nav class="index" aria-label="Webhooks with changes">
    <details id="index" open>
      <summary>${counted(names.length, "webhook")}: worst change, how many</summary>
      <ul>
        ${names.map(item)}
      </ul>
    </details>
  </nav>`;
}
