// Text that makes a careless pattern try every part of a run anew: 200,000 characters take each of these no time.
import { expect, test } from "vitest";
import { admonitionRules } from "../../src/formats/markdown/finish-tree.ts";
import { tagEnd } from "../../src/formats/markdown/jsx-tags.ts";
import { readMarkdown } from "../../src/formats/markdown/markdown.ts";
import { scanLines } from "../../src/formats/markdown/line-scan.ts";
import { mendTables } from "../../src/formats/markdown/overlong.ts";
import { sniffFormat } from "../../src/formats/choose-format.ts";
import { readDeprecation } from "../../src/model/rules/unread-words.ts";
import { sentencesOf } from "../../src/model/rules/presence.ts";
import { readReference } from "../../src/model/rules/references.ts";
import { readHeadingMark } from "../../src/reference/read-heading.ts";
import { columnRole } from "../../src/reference/labels.ts";
import { metadataRules } from "../../src/reference/read-claims.ts";
import { readPushEquivalents } from "../../src/reference/cell-rows.ts";
import { processorSeconds } from "../support/processor-seconds.ts";

const LENGTH = 200_000;
const run = (mark: string): string => mark.repeat(LENGTH / mark.length);
const prose = (text: string) => ({ text, codes: [], links: [], at: { file: "a", line: 1, column: 1, offset: 0 } });
/** A line may have half of that. */
const half = (mark: string): string => run(mark).slice(0, LENGTH / 2.2);
const page = (text: string) => readMarkdown(text, { file: "a.md" });
const scan = (text: string) => scanLines(text, { file: "a", mdx: false });

test.each<readonly [string, () => unknown]>([
  ["a label of colons", () => columnRole(`${run(":")}a`)],
  ["a note of exclamation marks", () => sentencesOf(`${run("!")}a`)],
  ["a note of commas", () => readReference(`${run(",")}a`)],
  ["a note of brackets", () => readDeprecation(`${run("(")}a`, [])],
  ["a heading of blanks", () => readHeadingMark(`${run(" ")}a`)],
  ["a heading of dashes", () => readHeadingMark(`${run("- ")}a`)],
  ["a box of colons", () => admonitionRules.map(({ pattern }) => pattern.test(run("\n:::")))],
  ["a version of digits", () => metadataRules.map(({ pattern }) => pattern.test(run("1")))],
  ["a cell that names no API", () => readPushEquivalents(prose(run("Agent ")))],
  ["a cell of nothing but APIs", () => readPushEquivalents(prose(run("API ")))],
  ["a line of tabs", () => sniffFormat(`${run("\t")}a`)],
  ["a row of tabs", () => mendTables(scan(`| -${run("\t")}a |\n| b |\n`))],
  ["a row of dashes", () => mendTables(scan(`| a |\n|${run("-")}a |\n`))],
  ["a cell of comments that do not end", () => page(`| a |\n|---|\n| ${half("<!--")} |`)],
  ["a cell of instructions that do not end", () => page(`| a |\n|---|\n| ${half("<? a ")} |`)],
  ["a cell of stars and letters", () => page(`| a |\n|---|\n| ${half("*a")} |`)],
  ["a cell of tildes and letters", () => page(`| a |\n|---|\n| ${half("~~a")} |`)],
  ["a cell of brackets that are no links", () => page(`a | b\n--- | ---\na | ${half("a](")}`)],
  ["cells of escapes and words", () => page(`| a |\n|---|\n${`| ${half("\\* had a ")} |\n`.repeat(2)}`)],
  ["words behind an open bracket", () => page(`[${half("h ")}`)],
  ["a fence with a line separator", () => scan(`${run("`")}\u2028a`)],
  ["half tags of blanks", () => Array.from({ length: 300 }, () => tagEnd(`<a${" ".repeat(4990)}<`, 0))],
])("%s", (_, read) => {
  const seconds = processorSeconds(read);
  expect(seconds).toBeLessThan(4);
});
