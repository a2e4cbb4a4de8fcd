// Colours, the progress line and the summary table.
import { describe, expect, test } from "vitest";
import { type Stream, wantsColor, progressOn } from "../../src/cli/console.ts";
import { summaryTable } from "../../src/cli/generate.ts";

test.each<[string, { given: [Record<string, string>, boolean]; want: boolean }]>([
  ["a terminal has colours", { given: [{}, true], want: true }],
  ["a pipe has none", { given: [{}, false], want: false }],
  ["NO_COLOR takes them", { given: [{ NO_COLOR: "1" }, true], want: false }],
  ["an empty NO_COLOR does not count", { given: [{ NO_COLOR: "" }, true], want: true }],
  ["FORCE_COLOR gives them to a pipe", { given: [{ FORCE_COLOR: "1" }, false], want: true }],
  ["FORCE_COLOR=0 takes them", { given: [{ FORCE_COLOR: "0" }, true], want: false }],
  ["NO_COLOR wins over FORCE_COLOR", { given: [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true], want: false }],
  ["a dumb terminal has none", { given: [{ TERM: "dumb" }, true], want: false }],
])("%s", (_name, { given: [env, isTTY], want }) => {
  expect(wantsColor(env, isTTY)).toBe(want);
});

describe("progress", () => {
  const shown = (isTTY: boolean, columns = 80) => {
    let text = "";
    const stream: Stream = { isTTY, columns, color: false, write: (more) => (text += more) };
    const progress = progressOn(stream);
    progress.show("3.5: reading the pages");
    progress.done();
    progress.done();
    return text;
  };
  test("is a line on a terminal, erased once at the end", () => {
    expect(shown(true)).toBe("\r\u001b[2K3.5: reading the pages\r\u001b[2K");
  });
  test("never breaks a narrow terminal's line", () => {
    expect(shown(true, 6)).toBe("\r\u001b[2K3.5: \r\u001b[2K");
  });
  test("is silent elsewhere", () => {
    expect(shown(false)).toBe("");
  });
});

test("the summary is a table, numbers to the right", () => {
  const row = { version: "3.5", webhooks: 36, fields: 410, repairs: 6, warnings: 12, errors: 0, milliseconds: 81.6 };
  const versions = [
    { ...row, state: "written" as const },
    { ...row, version: "3.4-preview", fields: 9, errors: 1, state: "kept" as const },
  ];
  expect(summaryTable(versions)).toBe(`version      webhooks  fields  repairs  warnings  errors   time  output
3.5                36     410        6        12       0  82 ms  written
3.4-preview        36       9        6        12       1  82 ms  kept
`);
  expect(summaryTable([])).toBe("");
});
