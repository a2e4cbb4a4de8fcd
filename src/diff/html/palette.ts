// The colours of the pages, light and dark side by side. Each ink is told from the grounds it stands on by 4.5 to 1 or more.

/** Custom property, its light colour, its dark colour. */
export const palette: readonly (readonly [name: string, light: string, dark: string])[] = [
  ["ground", "#f6f7f8", "#121418"],
  ["surface", "#ffffff", "#1a1d23"],
  ["sunken", "#f2f4f6", "#15181d"],
  ["line", "#dcdfe4", "#2e333c"],
  ["edge", "#858d99", "#7a828f"],
  ["ink", "#1b1f24", "#e3e6ea"],
  ["muted", "#565e69", "#a3abb7"],
  ["link", "#1a56b4", "#8ab6ff"],
  ["focus", "#1a56b4", "#8ab6ff"],
  ["target", "#fff8db", "#2a2714"],
  ["breaking", "#a1121d", "#ff9d9d"],
  ["breaking-ground", "#fdeaea", "#3a1a1e"],
  ["dangerous", "#834600", "#f3bf66"],
  ["dangerous-ground", "#fcf0da", "#35280f"],
  ["compatible", "#175f33", "#86d7a1"],
  ["compatible-ground", "#e4f4e9", "#14301f"],
  ["docs", "#454d5a", "#b8c0cc"],
  ["docs-ground", "#eaedf1", "#272c35"],
  ["old-word", "#f9d5d5", "#5a242a"],
  ["new-word", "#c9ecd2", "#1c4a2c"],
];

const rows = (at: 1 | 2): string => palette.map((row) => `--${row[0]}:${row[at]};`).join("");

/** The theme follows the system until `data-theme` on the root says otherwise. Paper is always light. */
export const paletteStyle = `
:root{color-scheme:light;${rows(1)}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){color-scheme:dark;${rows(2)}}}
@media screen{:root[data-theme="dark"]{color-scheme:dark;${rows(2)}}}
`;
