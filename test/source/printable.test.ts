// What is safe to show: on a terminal, as JSON on one, and in the log of a runner.
import { expect, test } from "vitest";
import { guardOutput } from "../../src/cli/console.ts";
import { printable, printableJson, printableLines, withoutCommands } from "../../src/source/printable.ts";
const unseen: readonly (readonly [string, string])[] = [
  ["a colour", "\u001b[31m"],
  ["a title", "\u001b]0;x\u0007"],
  ["a control of eight bits", "\u009b2J"],
  ["a backspace", "\b"],
  ["delete", "\u007f"],
  ["a carriage return", "\r"],
  ["a turned direction", "\u202e"],
  ["an isolate", "\u2066"],
  ["an Arabic letter mark", "\u061c"],
  ["a separator of lines", "\u2028"],
  ["a separator of paragraphs", "\u2029"],
  ["the next line", "\u0085"],
  ["a space of no width", "\u200b"],
  ["a byte order mark", "\ufeff"],
  ["a hidden tag", "\u{e0041}"],
];
const raw = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\udb40/;

test.each(unseen)("%s is shown as dots, and what stands behind it keeps its column", (_name, sign) => {
  const shown = printable(`a${sign}b`);
  expect(shown).not.toMatch(raw);
  expect(shown).toHaveLength(sign.length + 2);
  expect(printableLines(`a${sign}\nb`).split("\n")).toHaveLength(2);
  expect(guardOutput(`a${sign}b\n`, false)).not.toMatch(raw);
});

test.each(unseen)("%s is an escape in JSON, of the same value", (_name, sign) => {
  const value = { [`key${sign}`]: [`a${sign}b`] };
  const text = printableJson(value, 2);
  expect(text).not.toMatch(raw);
  expect(JSON.parse(text)).toEqual(value);
});

test("words, signs of other scripts and pictures stay as they are", () => {
  const words = "Ünïcödé 漢字 עברית 👩 ﬁ";
  expect([printable(words), JSON.parse(printableJson(words)), guardOutput(words, false)]).toEqual([
    words,
    words,
    words,
  ]);
});

test.each<[string, { given: [string, boolean]; want: string }]>([
  [
    "colours of our own pass where there are colours",
    { given: ["\u001b[1m\u001b[31mx\u001b[39m\u001b[22m", true], want: "\u001b[1m\u001b[31mx\u001b[39m\u001b[22m" },
  ],
  ["they do not where there are none", { given: ["\u001b[31mx", false], want: "·x" }],
  ["other sequences never do", { given: ["\u001b[45mx\u001b[2Jy\u001b]8;;z", true], want: "·[45mx·[2Jy·]8;;z" }],
  ["the line that erases itself passes", { given: ["\r\u001b[2Kx", false], want: "\r\u001b[2Kx" }],
  ["tabs and line feeds pass", { given: ["a\tb\n", false], want: "a\tb\n" }],
])("%s", (_name, { given: [text, color], want }) => {
  expect(guardOutput(text, color)).toBe(want);
});

test.each<[string, { given: string; want: string }]>([
  [
    "a line that begins as a command",
    { given: "a\n  ::error::x\n::set-output name=a::b", want: "a\n  ·:error::x\n·:set-output name=a::b" },
  ],
  ["a command of the older form, wherever it stands", { given: "quoted ##[add-mask]x", want: "quoted #·[add-mask]x" }],
])("on a runner, %s is none", (_name, { given, want }) => {
  expect(withoutCommands(given, { GITHUB_ACTIONS: "true" })).toBe(want);
  expect(withoutCommands(given, {})).toBe(given);
});
