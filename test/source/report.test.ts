// The reports over findings: what a person reads, what a program reads, and in which order.
import { describe, expect, test } from "vitest";
import { countFindings, finding, type FindingInput, type Position, sayCounts } from "../../src/source/finding.ts";
import { reportJson, excerptsOf, reportText } from "../../src/source/report.ts";
const at = (line: number, column: number, rest: Partial<Position> = {}): Position => ({
  file: "v1/page.txt",
  line,
  column,
  offset: 0,
  ...rest,
});
const make = (input: Partial<FindingInput>) =>
  finding({ rule: "sample/missing-comma", severity: "warning", message: "read with a comma", at: at(2, 3), ...input });

const sources = new Map([["v1/page.txt", '{\n  "a": 1\n  "b": 2\n}\n']]);

describe("the text report", () => {
  test.each<[string, { given: Parameters<typeof make>[0][]; want: string }]>([
    ["says nothing of nothing", { given: [], want: "" }],
    [
      "gives place, severity, rule and message, the source line with a caret, the fix and the counts",
      {
        given: [{ at: at(3, 3, { endLine: 3, endColumn: 6 }), fix: "put a comma behind 1" }],
        want: `v1/page.txt:3:3  warning  sample/missing-comma  read with a comma
  |   "b": 2
  |   ^^^
  fix: put a comma behind 1

1 warning
`,
      },
    ],
    [
      "shows the quote where the file's text is not at hand",
      {
        given: [{ at: at(9, 1, { file: "other.md" }), quote: "the\n  words", severity: "info" }],
        want: "other.md:9:1  info  sample/missing-comma  read with a comma\n  | the words\n\n1 note\n",
      },
    ],
    [
      "sorts by file, then by line as a number, column and rule, capitals before small letters",
      {
        given: [
          { at: at(10, 1, { file: "b" }), rule: "x" },
          { at: at(9, 2, { file: "b" }), rule: "x" },
          { at: at(9, 1, { file: "b" }), rule: "y" },
          { at: at(9, 1, { file: "b" }), rule: "x", severity: "error" },
          { at: at(1, 1, { file: "a" }), rule: "x" },
          { at: at(1, 1, { file: "B" }), rule: "x" },
        ],
        want: [
          "B:1:1  warning  x  read with a comma",
          "a:1:1  warning  x  read with a comma",
          "b:9:1  error  x  read with a comma",
          "b:9:1  warning  y  read with a comma",
          "b:9:2  warning  x  read with a comma",
          "b:10:1  warning  x  read with a comma",
          "",
          "1 error, 5 warnings",
          "",
        ].join("\n"),
      },
    ],
    [
      "lets no control character of a page reach the terminal",
      {
        given: [{ at: at(1, 1, { file: "x" }), message: "found \u001b[2J and \u202e", quote: "\u001b]0;title\u0007" }],
        want: "x:1:1  warning  sample/missing-comma  found ·[2J and ·\n  | ·]0;title·\n\n1 warning\n",
      },
    ],
  ])("%s", (_name, { given, want }) => {
    expect(reportText(given.map(make), { color: false, sources })).toBe(want);
  });

  test("colours only when told to, whatever the environment says", () => {
    const escape = "\u001b[";
    expect(reportText([make({})], { color: true, sources })).toContain(escape);
    expect(reportText([make({})], { color: false, sources })).not.toContain(escape);
  });

  test("indexes a file once, so that many findings of a large page are quick", () => {
    const large = new Map([["v1/page.txt", '  "a": 1\n'.repeat(300_000)]]);
    const findings = Array.from({ length: 2_000 }, (_, index) => make({ at: at(index * 100 + 1, 3) }));
    expect(reportText(findings, { color: false, sources: large }).split("\n")).toHaveLength(6_003);
  }, 5_000);
});

describe("the source line", () => {
  const long = `${"x".repeat(500)}HERE${"y".repeat(500)}`;
  test.each<[string, { given: [string, number, number, { line: number; column: number }?]; want: unknown }]>([
    ["keeps a short line whole", { given: ["ab\ncd", 2, 2], want: { line: "cd", caret: " ^" } }],
    [
      "turns tabs to single spaces so that the caret stands right",
      { given: ["\tab", 1, 2], want: { line: " ab", caret: " ^" } },
    ],
    ["drops the carriage return of a line", { given: ["ab\r\ncd", 1, 1], want: { line: "ab", caret: "^" } }],
    ["points behind the end of a line", { given: ["ab\ncd", 1, 3], want: { line: "ab", caret: "  ^" } }],
    [
      "underlines to the end of the line when the place goes on",
      { given: ["abc\nd", 1, 2, { line: 2, column: 2 }], want: { line: "abc", caret: " ^^" } },
    ],
    ["has nothing for an empty line", { given: ["a\n\nb", 2, 1], want: undefined }],
    ["has nothing for a line that is not there", { given: ["a", 7, 1], want: undefined }],
    [
      "cuts a long line around the place",
      {
        given: [long, 1, 501, { line: 1, column: 505 }],
        want: { line: `…${"x".repeat(40)}HERE${"y".repeat(56)}…`, caret: `${" ".repeat(41)}^^^^` },
      },
    ],
  ])("%s", (_name, { given: [text, line, column, end], want }) => {
    expect(excerptsOf(text)(line, column, end)).toEqual(want);
  });
});

test("the JSON report holds every fact, null where there is none", () => {
  const findings = [
    make({ at: at(3, 3, { endLine: 3, endColumn: 6 }), fix: "a comma", quote: '"b"', severity: "error" }),
  ];
  expect(JSON.parse(reportJson(findings))).toEqual([
    {
      file: "v1/page.txt",
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 6,
      severity: "error",
      rule: "sample/missing-comma",
      message: "read with a comma",
      quote: '"b"',
      fix: "a comma",
    },
  ]);
  expect(JSON.parse(reportJson([make({})]))).toMatchObject([{ quote: null, fix: null }]);
});

test("counts are said in words, those of nothing left out", () => {
  const severities = ["error", "error", "warning", "info"] as const;
  const counts = countFindings(severities.map((severity) => make({ severity })));
  expect(counts).toEqual({ errors: 2, warnings: 1, infos: 1 });
  expect(sayCounts(counts)).toBe("2 errors, 1 warning, 1 note");
  expect(sayCounts(countFindings([]))).toBe("no findings");
});
