// Words the pull request: a title, labels, and the review under a head of its own.
import { countsOf, labelsOf } from "./labels.mjs";

/** The longest body that GitHub takes. */
const LONGEST = 65_536;
const MOST = 20;

/** @param fetched, generated what the commands print under --json; @param review Markdown; @param release a sentence */
export function pullRequestOf({ fetched, generated, review, release }) {
  const { drift } = generated;
  const refusals = fetched.findings.filter(({ severity }) => severity === "error");
  const errors = generated.findings.filter(({ severity }) => severity === "error");
  const versions = drift.map(({ version }) => version);
  const counts = countsOf(drift);
  const what = versions.length === 0 ? "pages without a change of their models" : versions.join(", ");
  const head = [
    "The pages of the webhook reference have changed. This pull request takes them over, with what is generated from them.",
    section(
      "Pages",
      fetched.pages.filter(({ state }) => state !== "unchanged"),
      ({ state, file, url }) => `${state}: ${code(file)} from ${code(url)}`,
    ),
    section("Refused pages; their old files were kept", refusals, ({ message }) => code(message)),
    section("Errors in pages; their versions kept the last good output", errors, told),
    `Release: ${escaped(release)}.`,
  ].filter((part) => part !== "");
  return {
    title: `Docs update: ${what}${counts === "" ? "" : ` (${counts})`}`,
    labels: labelsOf(drift, refusals.length + errors.length),
    body: fit(`${head.join("\n\n")}\n\n`, review),
  };
}

function section(title, items, tell) {
  if (items.length === 0) return "";
  const rest = items.length > MOST ? [`- and ${items.length - MOST} more`] : [];
  return [`**${title}**`, "", ...items.slice(0, MOST).map((item) => `- ${tell(item)}`), ...rest].join("\n");
}

function told({ file, line, rule, message }) {
  return `${code(`${file}:${line} ${rule}`)} ${code(message)}`;
}

/** Text of pages and servers: a code span that nothing in it can end, on one line. */
function code(text) {
  return `\`${String(text)
    .replace(/[`\s\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, " ")
    .slice(0, 400)
    .trim()}\``;
}

function escaped(text) {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>#|~@]/g, "\\$&");
}

/** Details go from the end, each whole, where head and review are too long together. */
function fit(head, review) {
  if (head.length + review.length <= LONGEST) return head + review;
  const note = "\n\n**Details were left out for length.** The diff of the models holds everything.\n";
  const blocks = review.split(/\n\n(?=<details><summary><b>)/);
  let length = head.length + note.length;
  const kept = blocks.filter((block) => (length += block.length + 2) <= LONGEST);
  return head + kept.join("\n\n") + note;
}
