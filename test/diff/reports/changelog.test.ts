// Entries of a changelog made from findings, and their place among what people wrote.
import { describe, expect, test } from "vitest";
import { addToChangelog, changelogEntries, type ChangelogEntry } from "../../../src/diff/reports/release.ts";
import { change, dangerous, inEnvelope, report } from "../report-fixtures.ts";

const a: ChangelogEntry = { key: "a", text: "- A <!-- a -->" };
const b: ChangelogEntry = { key: "b", text: "- B <!-- b -->" };

describe("entries", () => {
  test("tell every version's changes, words as one, each with a key", () => {
    const docs = change({ fingerprint: "111111111111", severity: "docs" });
    const entries = changelogEntries([
      { version: "1.0", state: "removed" },
      { version: "1.5", state: "compared", report: report([change(), dangerous, inEnvelope, docs, docs]) },
      { version: "2.0", state: "added" },
    ]);
    expect(entries.map(({ text }) => text)).toEqual([
      "- **Breaking:** v1.0 is gone. <!-- v1.0 removed -->",
      '- **Breaking:** v1.5: parcel\\_moved.payload.queued\\_at: "queued\\_at" was removed. <!-- v1.5 0123456789ab -->',
      '- **Take care:** v1.5: \\$defs.Parcel.state="lost": "lost" was added to "state" (affects 1 webhook: parcel\\_lost). <!-- v1.5 cccccccccccc -->',
      '- Changed: v1.5: envelope.organization: "organization" was added (affects 2 webhooks: parcel\\_moved, parcel\\_lost). <!-- v1.5 bbbbbbbbbbbb -->',
      "- Docs: v1.5: 2 changes of words, samples or links. <!-- v1.5 docs -->",
      "- Added: v2.0, a version of its own. <!-- v2.0 added -->",
    ]);
  });

  test("no words of a page end the comment or the line", () => {
    const evil = "--> <b>\n## 9.9.9\n- x";
    const [entry] = changelogEntries([
      { version: evil, state: "compared", report: report([change({ message: evil, path: evil })]) },
    ]);
    expect(entry?.text.split("\n")).toHaveLength(1);
    expect(entry?.text).not.toContain("<b>");
    expect(entry?.key).not.toMatch(/[<>]|--/);
  });
});

describe("the place of entries", () => {
  const old = "# Log\n\nBy hand.\n\n## 0.1.0\n\n- First.\n";
  test.each<[string, { given: string; want: string }]>([
    [
      "before the newest version",
      { given: old, want: "# Log\n\nBy hand.\n\n## 0.2.0\n\n- A <!-- a -->\n- B <!-- b -->\n\n## 0.1.0\n\n- First.\n" },
    ],
    [
      "below what is unreleased",
      {
        given: "## [Unreleased]\n\n- x\n\n## 0.1.0\n",
        want: "## [Unreleased]\n\n- x\n\n## 0.2.0\n\n- A <!-- a -->\n- B <!-- b -->\n\n## 0.1.0\n",
      },
    ],
    [
      "at the end where there is no version yet",
      { given: "# Log\n", want: "# Log\n\n## 0.2.0\n\n- A <!-- a -->\n- B <!-- b -->\n" },
    ],
    [
      "in a file of its own where there was none",
      { given: "", want: "# Changelog\n\n## 0.2.0\n\n- A <!-- a -->\n- B <!-- b -->\n" },
    ],
    [
      "behind what people wrote of the same version",
      {
        given: "## [0.2.0] - soon\n\nOurs.\n\n## 0.1.0\n",
        want: "## [0.2.0] - soon\n\nOurs.\n- A <!-- a -->\n- B <!-- b -->\n\n## 0.1.0\n",
      },
    ],
    [
      "only those that are missing, and a reworded one is not",
      {
        given: "## 0.2.0\n\n- Better words <!-- a -->\n",
        want: "## 0.2.0\n\n- Better words <!-- a -->\n- B <!-- b -->\n",
      },
    ],
    [
      "not at a heading in a fence",
      {
        given: "```\n## 0.2.0\n```\n## 0.1.0\n",
        want: "```\n## 0.2.0\n```\n## 0.2.0\n\n- A <!-- a -->\n- B <!-- b -->\n\n## 0.1.0\n",
      },
    ],
    [
      "with the file's own line ends",
      {
        given: "# Log\r\n\r\n## 0.1.0\r\n",
        want: "# Log\r\n\r\n## 0.2.0\r\n\r\n- A <!-- a -->\r\n- B <!-- b -->\r\n\r\n## 0.1.0\r\n",
      },
    ],
  ])("is %s", (_name, { given, want }) => {
    const once = addToChangelog(given, "0.2.0", [a, b]);
    expect(once).toBe(want);
    expect(addToChangelog(once, "0.2.0", [a, b]), "a second time").toBe(once);
  });
});
