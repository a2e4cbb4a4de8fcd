// Lifts the text of a reference page, copied from a browser or extracted, into mdast with true places.
import type { Root } from "mdast";
import { finding, type Finding } from "../../source/finding.ts";
import type { Ignored, Reader } from "../document.ts";
import { type Block, groupLines, PAGE_NUMBER } from "./blocks.ts";
import { headingDepths } from "./headings.ts";
import { type CopiedLine, placeOf, splitLines } from "./lines.ts";
import { withoutLineNumbers } from "./noise.ts";
import { blockNode } from "./to-mdast.ts";
import { collectWords } from "./row-rules.ts";

/**
 * Reads both shapes of text, and mixtures of them: blocks parted by blank lines with table cells run together, and
 * lines without blanks between them with pipes in the tables. Never fails: what can't be told apart stays as paragraphs.
 */
export const readText: Reader = (text, { file, labels = [] }) => {
  const { lines: all, runs, columns } = withoutLineNumbers(splitLines(text));
  const words = collectWords(all, labels);
  const { blocks, lines, noise } = groupLines(all, words);
  const depths = headingDepths(blocks, lines);
  const making = { file, text, lines, words };
  const children = blocks.map((block, index) => blockNode(block, depths.get(index), making));
  const ignored = [
    ...noise.map(({ rule, line }): Ignored => ({ rule, quote: line.text, at: placeOf(file, line) })),
    ...columns.map((column) => leftOutColumn(column, file)),
  ];
  const tree: Root = { type: "root", children, position: wholeOf(text, all) };
  const findings = [
    ...blocks.flatMap((block) => findingsOf(block, lines, file)),
    ...runs.flatMap((run) => numberedLines(run, file)),
    ...noise.filter(({ rule }) => rule === PAGE_NUMBER).map(({ line }) => pageNumber(line, file)),
  ];
  return { document: { file, format: "text", text, tree, metadata: {}, ignored }, findings };
};

function wholeOf(text: string, lines: readonly CopiedLine[]): NonNullable<Root["position"]> {
  const last = lines[lines.length - 1];
  const end = last
    ? { line: last.number, column: last.to - last.start + 1, offset: last.to }
    : { line: 1, column: 1, offset: Math.min(0, text.length) };
  return { start: { line: 1, column: 1, offset: 0 }, end };
}

function leftOutColumn(column: readonly CopiedLine[], file: string): Ignored {
  const quote = column.map(({ text }) => text).join(" ");
  const [first] = column;
  const at = first === undefined ? { file, line: 1, column: 1, offset: 0 } : placeOf(file, first, column.at(-1));
  return { rule: "document/line-numbers", quote, at };
}

function numberedLines(run: readonly CopiedLine[], file: string): Finding[] {
  const [first] = run;
  if (first === undefined) return [];
  return [
    finding({
      rule: "document/numbered-lines",
      severity: "warning",
      message: `${String(run.length)} lines of a sample have their numbers before them; read without the numbers`,
      at: placeOf(file, first, run.at(-1)),
      quote: first.text,
      fix: "remove the numbers",
    }),
  ];
}

function pageNumber(line: CopiedLine, file: string): Finding {
  return finding({
    rule: PAGE_NUMBER,
    severity: "warning",
    message: `${line.text} stands alone at the margin of an indented sample; taken for the number of a page and left out`,
    at: placeOf(file, line),
    quote: line.text,
    fix: "remove the number, or indent it if it is a value",
  });
}

function findingsOf(block: Block, lines: readonly CopiedLine[], file: string): Finding[] {
  const first = lines[block.first];
  if (block.kind === "code" && !block.opened && first) {
    return [
      finding({
        rule: "document/sample-without-opener",
        severity: "warning",
        message: "a sample begins without its opening bracket; lifted as a code block from its first line on",
        at: placeOf(file, first),
        quote: first.text,
        fix: "put the line that opens the sample before this one",
      }),
    ];
  }
  if (block.kind !== "table") return [];
  return block.table.rows
    .filter(({ split }) => !split)
    .map(({ line }) =>
      finding({
        rule: "document/run-together-cells",
        severity: "warning",
        message: "nothing tells where each cell of this table row ends; kept with the cells that could be told apart",
        at: placeOf(file, line),
        quote: line.text,
        fix: "part the cells with a tab or ` | `",
      }),
    );
}
