// What the report does beyond being read: filter, deep links, keys, print. It only shows, hides and opens what is in the page.
import { keyScript, themeScript } from "./page.ts";

const filterScript = `
const form = document.getElementById("filters");
const search = document.getElementById("search");
const count = document.getElementById("count");
const none = document.getElementById("none");
const clear = document.getElementById("clear");
const boxes = [...form.querySelectorAll("input[name=severity]")];
const hides = [...form.querySelectorAll("input[name=hide]")];
const group = document.getElementById("group");
const webhook = document.getElementById("webhook");
const changes = [...document.querySelectorAll("article.change")].map((node) => ({
  node,
  severity: node.dataset.severity,
  groups: new Set(node.dataset.groups.split(" ")),
  webhooks: new Set(node.dataset.webhooks.split(" ")),
  marks: new Set(node.dataset.marks.split(" ")),
  words: undefined,
}));
const bands = [...document.querySelectorAll("section.band")].map((node) => ({
  node,
  severity: node.dataset.severity,
  number: node.querySelector("h2 .number"),
  total: node.querySelectorAll("article.change").length,
}));
const wordsOf = (change) => (change.words ??= change.node.textContent.toLowerCase());
const chosen = (select) => select.selectedOptions[0]?.dataset.at;
const filtered = () =>
  boxes.some((box) => box.checked !== box.defaultChecked) || hides.some((box) => box.checked) || group.value !== "" || webhook.value !== "" || search.value !== "";

const apply = () => {
  const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const hidden = hides.filter((box) => box.checked).map((box) => box.value);
  const inGroup = chosen(group);
  const inWebhook = chosen(webhook);
  const words = search.value.toLowerCase().split(" ").filter((word) => word !== "");
  const shown = new Map();
  let total = 0;
  for (const change of changes) {
    const show =
      severities.has(change.severity) &&
      (inGroup === undefined || change.groups.has(inGroup)) &&
      (inWebhook === undefined || change.webhooks.has(inWebhook)) &&
      !hidden.some((mark) => change.marks.has(mark)) &&
      words.every((word) => wordsOf(change).includes(word));
    if (change.node.hidden === show) change.node.hidden = !show;
    if (show) {
      total += 1;
      shown.set(change.severity, (shown.get(change.severity) ?? 0) + 1);
    }
  }
  for (const band of bands) {
    const here = shown.get(band.severity) ?? 0;
    band.node.hidden = here === 0;
    band.number.textContent = here === band.total ? String(band.total) : here + " of " + band.total;
  }
  const all = changes.length + (changes.length === 1 ? " change" : " changes");
  count.textContent = total === changes.length ? all : total + " of " + all;
  none.hidden = total !== 0 || changes.length === 0;
  clear.hidden = !filtered();
};

// Docs are off at first; a link that filters by anything else shows them unless it names severities.
const writeHash = () => {
  const params = new URLSearchParams();
  const hidden = hides.filter((box) => box.checked).map((box) => box.value);
  const bare = group.value + webhook.value + search.value === "" && hidden.length === 0;
  if (boxes.some((box) => box.checked !== (bare ? box.defaultChecked : true)))
    params.set("severity", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
  if (group.value !== "") params.set("group", group.value);
  if (webhook.value !== "") params.set("webhook", webhook.value);
  if (search.value !== "") params.set("text", search.value);
  if (hidden.length > 0) params.set("hide", hidden.join(","));
  const hash = params.toString();
  try {
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : "#" + hash);
  } catch {}
};

const choose = (select, value) => {
  select.value = [...select.options].some((option) => option.value === value) ? value : "";
};
const setFilters = (params) => {
  const severities = params.get("severity")?.split(",");
  const hidden = params.get("hide")?.split(",") ?? [];
  for (const box of boxes) box.checked = severities?.includes(box.value) ?? (params.toString() !== "" || box.defaultChecked);
  for (const box of hides) box.checked = hidden.includes(box.value);
  choose(group, params.get("group") ?? "");
  choose(webhook, params.get("webhook") ?? "");
  search.value = params.get("text") ?? "";
  apply();
};
const clearFilters = () => {
  setFilters(new URLSearchParams());
  writeHash();
};

const reveal = (node) => {
  if (node.hidden) setFilters(new URLSearchParams({ severity: boxes.map((box) => box.value).join(",") }));
  const details = node.querySelector("details");
  if (details) details.open = true;
  const goal = node.querySelector("summary") ?? node;
  const go = () => node.scrollIntoView({ block: "start" });
  goal.focus({ preventScroll: true });
  go();
  requestAnimationFrame(() => requestAnimationFrame(go));
};
const readHash = () => {
  const hash = location.hash.slice(1);
  const node = hash === "" ? null : document.getElementById(hash);
  if (node?.matches("article.change, article.rename")) reveal(node);
  else if (/^(severity|group|webhook|text|hide)=/.test(hash)) {
    setFilters(new URLSearchParams(hash));
    document.getElementById("changes").scrollIntoView();
  }
};

const index = document.getElementById("index");
if (index && matchMedia("(max-width: 60rem)").matches) index.open = false;

let warmed = 0;
const warm = (deadline) => {
  while (warmed < changes.length && deadline.timeRemaining() > 1) wordsOf(changes[warmed++]);
  if (warmed < changes.length) requestIdleCallback(warm);
};
if (window.requestIdleCallback) requestIdleCallback(warm);

let asked = false;
const applySoon = () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    apply();
    writeHash();
  });
};
form.addEventListener("input", applySoon);
form.addEventListener("submit", (event) => event.preventDefault());
clear.addEventListener("click", () => {
  clearFilters();
  search.focus();
});
addEventListener("hashchange", readHash);
`;

const moveScript = `
let last;
const visibleChanges = () => changes.filter((change) => !change.node.hidden).map((change) => change.node);
const step = (by) => {
  const list = visibleChanges();
  const here = document.activeElement?.closest("article.change") ?? last;
  const at = list.indexOf(here);
  const next = list[at === -1 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  if (!next) return false;
  last = next;
  next.querySelector("summary").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};
const openAll = () => {
  const list = visibleChanges().map((node) => node.querySelector("details"));
  const open = list.some((details) => !details.open);
  for (const details of list) details.open = open;
};
const toggleSeverity = (at) => {
  const box = boxes[at];
  if (!box) return false;
  box.checked = !box.checked;
  applySoon();
};
const keys = {
  "/": () => {
    search.focus();
    search.select();
  },
  j: () => step(1),
  k: () => step(-1),
  e: openAll,
  t: nextTheme,
  "?": () => help.showModal(),
  1: () => toggleSeverity(0),
  2: () => toggleSeverity(1),
  3: () => toggleSeverity(2),
  4: () => toggleSeverity(3),
  Enter: (target) => {
    if (target !== document.body || !last || last.hidden) return false;
    const details = last.querySelector("details");
    details.open = !details.open;
  },
  Escape: () => (filtered() ? clearFilters() : false),
};
const typedKeys = {
  Escape: (target) => {
    if (target === search && search.value !== "") {
      search.value = "";
      applySoon();
    } else target.blur();
  },
  Enter: (target) => {
    if (target !== search) return false;
    apply();
    writeHash();
    last = undefined;
    search.blur();
    return step(1);
  },
};
document.getElementById("open-all").addEventListener("click", openAll);
`;

const printScript = `
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
  closed = [];
});
`;

export const reportScript = `"use strict";
(() => {${themeScript}${filterScript}${moveScript}${keyScript}${printScript}
readHash();
apply();
// The browser scrolls to the fragment once more when all has loaded, and takes the focus away.
addEventListener("load", () => setTimeout(readHash));
})();
`;
