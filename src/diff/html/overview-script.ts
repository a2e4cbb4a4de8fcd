// What the overview does beyond being read: filter its rows, keys, theme.
import { keyScript, themeScript } from "./theme-script.ts";

const rowScript = `
const form = document.getElementById("filters");
const search = document.getElementById("search");
const only = document.getElementById("only-changed");
const count = document.getElementById("count");
const rows = [...document.querySelectorAll("tr.webhook")];
const bodies = [...document.querySelectorAll("tbody")];
const apply = () => {
  const words = search.value.toLowerCase().split(" ").filter((word) => word !== "");
  let shown = 0;
  for (const row of rows) {
    const name = row.dataset.name.toLowerCase();
    const show = (!only.checked || row.dataset.changed === "yes") && words.every((word) => name.includes(word));
    row.hidden = !show;
    if (show) shown += 1;
  }
  for (const body of bodies) body.hidden = !body.querySelector("tr.webhook:not([hidden])");
  const all = rows.length + (rows.length === 1 ? " webhook" : " webhooks");
  count.textContent = shown === rows.length ? all : shown + " of " + all;
};
const clearFilters = () => {
  if (search.value === "" && !only.checked) return false;
  search.value = "";
  only.checked = false;
  apply();
};
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
const keys = {
  "/": () => {
    search.focus();
    search.select();
  },
  t: nextTheme,
  "?": () => help.showModal(),
  Escape: clearFilters,
};
const typedKeys = {
  Escape: (target) => {
    if (search.value !== "") {
      search.value = "";
      apply();
    } else target.blur();
  },
};
apply();
`;

export const overviewScript = `"use strict";
(() => {${themeScript}${rowScript}${keyScript}
})();
`;
