// The side of a report: filters, how many changes they leave, and an index of the webhooks that anything happens to.
import { type Change, type DiffReport, severities, type Severity } from "../report.ts";
import { type Markup, markup, nothing, visible } from "./markup.ts";
import { counted, severityCount, severityTitles, webhookFragment, webhookId } from "./page.ts";

/** What changes can be filtered by, in the order of their first change; a change names its entries by index. */
export interface FilterLists {
  readonly groups: readonly string[];
  readonly webhooks: readonly string[];
  readonly groupsOf: (change: Change) => readonly number[];
  readonly webhooksOf: (change: Change) => readonly number[];
}

export function filterLists(changes: readonly Change[]): FilterLists {
  const groupOf = new Map<string, string>();
  for (const { group, webhooks } of changes)
    if (group !== undefined) for (const webhook of webhooks) groupOf.set(webhook, group);
  const groups = indexed(changes.flatMap(({ group }) => (group === undefined ? [] : [group])));
  const webhooks = indexed(changes.flatMap((change) => change.webhooks).sort());
  return {
    groups: [...groups.keys()],
    webhooks: [...webhooks.keys()],
    groupsOf: ({ group, webhooks: carriers }) => {
      const names = [group, ...carriers.map((webhook) => groupOf.get(webhook))];
      return [...new Set(names.flatMap((name) => (name === undefined ? [] : (groups.get(name) ?? []))))];
    },
    webhooksOf: (change) => change.webhooks.flatMap((name) => webhooks.get(name) ?? []),
  };
}

function indexed(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, at) => [name, at]));
}

export function filterPanel({ mode, changes }: DiffReport, lists: FilterLists): Markup {
  return markup`<div class="side">
    <form id="filters" class="scripted" role="search" aria-label="Filter the changes" autocomplete="off">
      <div class="status wide">
        <span id="count" role="status" aria-live="polite">${counted(changes.length, "change")}</span
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
  const here = changes.filter((change) => change.severity === severity);
  const isOff = severity === "docs" && here.length < changes.length;
  const box = isOff
    ? markup`<input type="checkbox" name="severity" value="${severity}" />`
    : markup`<input type="checkbox" name="severity" value="${severity}" checked />`;
  return markup`<label class="check">${box}${severityTitles[severity]}<span class="number">${here.length}</span></label>`;
}

function hideBoxes(mode: DiffReport["mode"], changes: readonly Change[]): Markup {
  const box = (value: string, title: string, count: number): Markup =>
    count === 0
      ? nothing
      : markup`<label class="check"
          ><input type="checkbox" name="hide" value="${value}" />${title}<span class="number">${count}</span></label
        >`;
  const accepted = changes.filter(({ acceptedBy }) => acceptedBy !== undefined).length;
  const fixes = mode === "drift" ? changes.filter(({ likelyDocsFix }) => likelyDocsFix !== undefined).length : 0;
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
  const worst = new Map<string, { severity: Severity; count: number }>();
  for (const { webhooks, severity } of changes)
    for (const name of webhooks) {
      const known = worst.get(name);
      if (known === undefined) worst.set(name, { severity, count: 1 });
      else {
        known.count += 1;
        if (severities.indexOf(severity) < severities.indexOf(known.severity)) known.severity = severity;
      }
    }
  const item = (name: string): Markup => {
    const { severity, count } = worst.get(name) ?? { severity: "docs" as const, count: 0 };
    return markup`<li id="${webhookId(name)}">
      <a href="#${webhookFragment(name)}">${name}</a>${severityCount(severity, count)}
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
