// What the pages do beyond being read: filters, deep links, keys, print. One script for all: what a page lacks does nothing.
// It only shows, hides and opens what is in the page.

/** Runs before anything is shown. */
export const earlyScript = `document.documentElement.dataset.script = "on";`;

/** Items have a severity and lists of marks, groups and webhooks; a list that a filter names has to hold what the filter says. */
const filterScript = `
const byId = (id) => document.getElementById(id);
const form = byId("filters");
const search = byId("search");
const count = byId("count");
const none = byId("none");
const clear = byId("clear");
const boxes = [...form.querySelectorAll("input[name=severity]")];
const hides = [...form.querySelectorAll("input[name=hide]")];
const selects = [...form.querySelectorAll("select")];
const items = [...document.querySelectorAll("[data-marks]")].map((node) => ({ node, words: undefined }));
const bands = [...document.querySelectorAll("section.band, .scroll tbody")].map((node) => ({
  node,
  items: [...node.querySelectorAll("[data-marks]")],
  number: node.querySelector("h2 .number"),
}));
// The rows of fields that an item has; what says why a row is believed is not searched.
const rowText = (row) => [...row.cells].flatMap((cell) => [...cell.childNodes]).filter((node) => node.nodeName !== "DETAILS").map((node) => node.textContent).join(" ");
const rowsOf = (item) => (item.rows ??= [...item.node.querySelectorAll(".fields tbody tr")].map((node) => ({ node, words: rowText(node).toLowerCase() })));
const entryText = (item) => [...item.node.querySelectorAll("h3, .says")].map((node) => node.textContent + " ").join("") + rowsOf(item).map((row) => row.words).join(" ");
const textOf = (item) => (item.node.matches(".entry") ? entryText(item) : item.node.dataset.name ?? item.node.textContent);
const wordsOf = (item) => (item.words ??= textOf(item).toLowerCase());
const showHits = (item, words) => {
  const line = item.node.querySelector(".hits");
  if (!line || (words.length === 0 && line.textContent === "")) return;
  const found = rowsOf(item).filter((row) => {
    const hit = words.length > 0 && words.every((word) => row.words.includes(word));
    row.node.classList.toggle("hit", hit);
    return hit;
  });
  const names = found.slice(0, 4).map((row) => row.node.cells[0].querySelector("code").textContent);
  line.textContent = names.join(", ") + (found.length > 4 ? " and " + (found.length - 4) + " more" : "");
};
const valuesOf = (inputs, checked) => inputs.filter((box) => box.checked === checked).map((box) => box.value);
const holds = ({ node }, list, value) => node.dataset[list].split(" ").includes(value);
const filtered = () =>
  boxes.some((box) => box.checked !== box.defaultChecked) || [search, ...selects].some((field) => field.value !== "") || valuesOf(hides, true).length > 0;
const apply = () => {
  const off = valuesOf(boxes, false);
  const hidden = valuesOf(hides, true);
  const chosen = selects.filter((select) => select.value !== "").map((select) => [select.id + "s", select.selectedOptions[0].dataset.at]);
  const words = search.value.toLowerCase().split(" ").filter((word) => word !== "");
  let shown = 0;
  for (const item of items) {
    const show =
      !off.includes(item.node.dataset.severity) &&
      chosen.every(([list, at]) => holds(item, list, at)) &&
      !hidden.some((mark) => holds(item, "marks", mark)) &&
      words.every((word) => wordsOf(item).includes(word));
    if (item.node.hidden === show) item.node.hidden = !show;
    showHits(item, show ? words : []);
    if (show) shown += 1;
  }
  const some = (number, all) => (number === all ? String(all) : number + " of " + all);
  for (const { node, items: inside, number } of bands) {
    const here = inside.filter((one) => !one.hidden).length;
    node.hidden = here === 0;
    if (number) number.textContent = some(here, inside.length);
  }
  count.textContent = some(shown, items.length) + " " + count.dataset.noun + (items.length === 1 ? "" : "s");
  if (none) none.hidden = shown !== 0 || items.length === 0;
  if (clear) clear.hidden = !filtered();
};

// Docs are off at first; a link that filters by anything else shows them unless it names severities.
const writeHash = () => {
  const params = new URLSearchParams();
  for (const { name, value } of [...selects, search]) if (value !== "") params.set(name, value);
  const hidden = valuesOf(hides, true);
  if (hidden.length > 0) params.set("hide", hidden.join(","));
  const bare = params.toString() === "";
  const severities = boxes.some((box) => box.checked !== (bare ? box.defaultChecked : true))
    ? [["severity", valuesOf(boxes, true).join(",")]]
    : [];
  const hash = new URLSearchParams([...severities, ...params]).toString();
  try {
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : "#" + hash);
  } catch {}
};
const setFilters = (params) => {
  const severities = params.get("severity")?.split(",");
  const hidden = params.get("hide")?.split(",") ?? [];
  for (const box of boxes) box.checked = severities?.includes(box.value) ?? (params.toString() !== "" || box.defaultChecked);
  for (const box of hides) box.checked = hidden.includes(box.value);
  for (const select of selects) {
    const value = params.get(select.name) ?? "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
  search.value = params.get("text") ?? "";
  apply();
};
const update = () => {
  apply();
  writeHash();
};
const clearFilters = () => {
  setFilters(new URLSearchParams());
  writeHash();
};
const reveal = (node) => {
  if (node.hidden) setFilters(new URLSearchParams({ severity: boxes.map((box) => box.value).join(",") }));
  const details = node.querySelector("details");
  if (details) details.open = true;
  const go = () => node.scrollIntoView({ block: "start" });
  (node.querySelector("summary") ?? node).focus({ preventScroll: true });
  go();
  requestAnimationFrame(() => requestAnimationFrame(go));
};
const readHash = () => {
  const hash = location.hash.slice(1);
  const node = hash === "" ? null : byId(hash);
  if (node?.matches("article")) reveal(node);
  else if (/^(severity|group|webhook|text|hide)=/.test(hash)) {
    setFilters(new URLSearchParams(hash));
    byId("changes")?.scrollIntoView();
  }
};
const index = byId("index");
if (index && matchMedia("(max-width: 60rem)").matches) index.open = false;
form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
clear?.addEventListener("click", () => {
  clearFilters();
  search.focus();
});
addEventListener("hashchange", readHash);
`;

const keyScript = `
let last;
const handleOf = (node) => node.querySelector("summary, a");
const shownItems = () => items.map(({ node }) => node).filter((node) => !node.hidden && handleOf(node));
const step = (by) => {
  const list = shownItems();
  const at = list.indexOf(document.activeElement?.closest("[data-marks]") ?? last);
  const next = list[at === -1 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  if (!next) return false;
  last = next;
  handleOf(next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};
const stepFrom = (by) => (event) => (event.target.closest("[data-marks]") && handleOf(event.target.closest("[data-marks]")) === event.target ? step(by) : false);
const openAll = () => {
  const list = shownItems().flatMap((node) => node.querySelector("details") ?? []);
  const open = list.some((details) => !details.open);
  for (const details of list) details.open = open;
};
const toggleSeverity = (event) => {
  const box = boxes[Number(event.key) - 1];
  if (!box) return false;
  box.checked = !box.checked;
  update();
};
const help = byId("help");
const single = byId("single-keys");
const keys = {
  "/": () => {
    search.focus();
    search.select();
  },
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: stepFrom(1),
  ArrowUp: stepFrom(-1),
  e: openAll,
  "?": () => help.showModal(),
  ...{ 1: toggleSeverity, 2: toggleSeverity, 3: toggleSeverity, 4: toggleSeverity },
  Enter: ({ target }) => {
    if (target !== document.body || !last || last.hidden) return false;
    const details = last.querySelector("details");
    if (!details) return false;
    details.open = !details.open;
  },
  Escape: () => (filtered() ? clearFilters() : false),
};
const fromSearch = ({ target }) => {
  if (target !== search) return false;
  last = undefined;
  search.blur();
  return step(1);
};
const typedKeys = {
  Escape: ({ target }) => {
    if (target !== search || search.value === "") return target.blur();
    search.value = "";
    update();
  },
  Enter: fromSearch,
  ArrowDown: fromSearch,
};
byId("help-open").addEventListener("click", () => help.showModal());
byId("help-close").addEventListener("click", () => help.close());
byId("open-all")?.addEventListener("click", openAll);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  const typing = event.target.matches("select, textarea, input:not([type=checkbox])");
  const act = typing ? typedKeys[event.key] : single.checked || event.key.length > 1 ? keys[event.key] : undefined;
  if (act && act(event) !== false) event.preventDefault();
});
`;

const printScript = `
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});
`;

export const pageScript = `"use strict";
(() => {${filterScript}${keyScript}${printScript}
readHash();
apply();
// The browser scrolls to the fragment once more when all has loaded, and takes the focus away.
addEventListener("load", () => setTimeout(readHash));
})();
`;
