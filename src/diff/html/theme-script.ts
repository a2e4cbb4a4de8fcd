// Runs in the page's head: says that scripts run, and sets the theme that was chosen before anything is painted.
// Storage may be missing, full or forbidden: then the choice lasts as long as the page.

export const earlyScript = `"use strict";
{
  const root = document.documentElement;
  root.dataset.script = "on";
  try {
    const kept = localStorage.getItem("hooksmith-theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {}
}
`;

/** Part of a page's own script: a button that goes from the system's theme to light to dark. */
export const themeScript = `
const keep = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {}
};
const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
const themes = ["system", "light", "dark"];
const themeButton = document.getElementById("theme");
const showTheme = () => {
  themeButton.textContent = "Theme: " + (document.documentElement.dataset.theme ?? "system");
};
const nextTheme = () => {
  const root = document.documentElement;
  const next = themes[(themes.indexOf(root.dataset.theme ?? "system") + 1) % themes.length];
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  keep("hooksmith-theme", next);
  showTheme();
};
themeButton.addEventListener("click", nextTheme);
showTheme();
`;

/** Part of a page's own script: the help, and keys that do something unless they are typed or switched off. */
export const keyScript = `
const help = document.getElementById("help");
const single = document.getElementById("single-keys");
if (single) single.checked = kept("hooksmith-keys") !== "off";
if (single) single.addEventListener("change", () => keep("hooksmith-keys", single.checked ? "on" : "off"));
document.getElementById("help-open").addEventListener("click", () => help.showModal());
document.getElementById("help-close").addEventListener("click", () => help.close());
const typing = (target) => target.matches("select, textarea, input:not([type=checkbox])");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  const act = typing(event.target) ? typedKeys[event.key] : single.checked || event.key === "Escape" ? keys[event.key] : undefined;
  if (act && act(event.target) !== false) event.preventDefault();
});
`;
