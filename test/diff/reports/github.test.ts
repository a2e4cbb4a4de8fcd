// The report as workflow commands of GitHub.
import { expect, test } from "vitest";
import type { Change } from "../../../src/diff/report.ts";
import { reportGithub } from "../../../src/diff/reports/render-report.ts";
import {
  accepted,
  change,
  dangerous,
  evils,
  full,
  inEnvelope,
  report,
  said,
  spoiled,
  unseen,
} from "../report-fixtures.ts";

const lines = (given: Change, root?: string) =>
  reportGithub(report([given]), root === undefined ? {} : { root }).split("\n");

test.each<[string, { given: Change; want: RegExp }]>([
  ["a breaking change is an error", { given: change(), want: /^::error file=v1\.5\/page\.md,line=12,col=3,title=/ }],
  [
    "a dangerous change is a warning at the new page",
    { given: dangerous, want: /^::warning file=v2\.0\/page\.md,line=22/ },
  ],
  ["a compatible change is a notice", { given: inEnvelope, want: /^::notice .*%0Aaffects 2 webhooks: / }],
  ["an accepted change is a notice", { given: accepted, want: /^::notice .*%0Aaccepted: nobody/ }],
  [
    "a change without a place has none",
    { given: change({ old: { text: "a", evidence: [] } }), want: /^::error title=/ },
  ],
  [
    "a property's colon, comma, percent and line feed are escaped",
    {
      given: change({ old: { text: "a", evidence: [said("q", 1, "C:\\a,b%0A\n.md")] } }),
      want: /^::error file=C%3A\\a%2Cb%250A·\.md,line=1,/,
    },
  ],
  [
    "a message starts no command of its own",
    { given: change({ message: "a%b\r\n::set-output name=x::y" }), want: /^::error [^\n]*: a%25b ::set-output/ },
  ],
])("%s", (_name, { given, want }) => {
  const [first, ...rest] = lines(given);
  expect(first).toMatch(want);
  expect(rest).toEqual([""]);
});

test.each(evils)("%s starts no command, and leaves no property", (_name, evil) => {
  const given = reportGithub(spoiled(evil)).trimEnd().split("\n");
  expect(given).toHaveLength(2);
  for (const line of given) {
    expect(line).not.toMatch(unseen);
    expect(line).toMatch(/^::(?:error|notice) (?:(?:file|line|col|title)=[^,:\s]*(?: [^,:]*)?,?)+::/);
    expect(line.match(/(?:file|line|col|title)=/g)?.length).toBeGreaterThanOrEqual(4);
    expect(line.replace(/%(?:25|0A|3A|2C)/g, "")).not.toContain("%");
  }
});

test("files are named as the workflow sees them", () => {
  expect(lines(change(), "./docs-input/")[0]).toContain("file=docs-input/v1.5/page.md,");
  expect(lines(change({ old: { text: "a", evidence: [said("q", 1, "../new.md")] } }), "docs-input")[0]).toContain(
    "file=new.md,",
  );
});

test("stale decisions are errors, and nothing at all is nothing", () => {
  expect(reportGithub(full)).toMatch(/^::error file=decisions\.yaml,line=3,col=5,title=decision\/stale::no change/);
  expect(reportGithub(report([]))).toBe("");
});
