// The labels of the pull request: a row each, with what it stands for and when it applies.

/** How many open changes of a severity all reports hold together. */
const open = (severity) => (drift) => drift.reduce((sum, { summary }) => sum + summary.open[severity], 0);

const rows = [
  { name: "webhooks: breaking", color: "b60205", description: "Breaks code that receives.", count: open("breaking") },
  {
    name: "webhooks: dangerous",
    color: "d93f0b",
    description: "May break code that receives.",
    count: open("dangerous"),
  },
  { name: "webhooks: compatible", color: "0e8a16", description: "Breaks nothing.", count: open("compatible") },
  { name: "webhooks: docs", color: "c5def5", description: "Changes words, samples or links.", count: open("docs") },
  {
    name: "webhooks: page errors",
    color: "5319e7",
    description: "A page was refused or can't be read whole.",
    count: (_drift, errors) => errors,
  },
];

/** Labels that the update sets and takes away; it touches no others. */
export const LABEL_NAMES = new Set(rows.map(({ name }) => name));

export function labelsOf(drift, errors) {
  return rows
    .filter(({ count }) => count(drift, errors) > 0)
    .map(({ name, color, description }) => ({ name, color, description }));
}

/** As "2 breaking, 1 docs"; empty for no open change. */
export function countsOf(drift) {
  return ["breaking", "dangerous", "compatible", "docs"]
    .map((severity) => [open(severity)(drift), severity])
    .filter(([count]) => count > 0)
    .map((words) => words.join(" "))
    .join(", ");
}
