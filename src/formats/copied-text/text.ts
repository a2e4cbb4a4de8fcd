// Lifts the text of a reference page, copied from a browser or extracted, into mdast with true places.
import type { Root } from "mdast";
import { type Finding, findingIn } from "../../source/finding.ts";
import { extentAt, placeAt, type SourceText } from "../../source/line-index.ts";
import type { Ignored, Reader } from "../document.ts";
import { type Block, groupLines, PAGE_NUMBER } from "./blocks.ts";
import { headingDepths } from "./headings.ts";
import { type CopiedLine, splitLines } from "./lines.ts";
import { withoutLineNumbers } from "./noise.ts";
import { collectWords } from "./row-rules.ts";
import { blockNode } from "./to-mdast.ts";

/**
 * Reads both shapes of text, and mixtures of them: blocks separated by blank lines with table cells run together, and
 * lines without blanks between them with pipes in the tables. Never fails: what cannot be distinguished stays as paragraphs.
 */
export const readText: Reader = (text, { file, labels = [] }) => {
  const page = { file, text };
  const { lines: all, runs, columns } = withoutLineNumbers(splitLines(text));
  const words = collectWords(all, labels);
  const { blocks, lines, noise } = groupLines(all, words);
  const depths = headingDepths(blocks, lines);
  const making = { ...page, lines, words };
  const children = blocks.map((block, index) => blockNode(block, depths.get(index), making));
  const ignore = (rule: string, quoted: readonly CopiedLine[]): Ignored => {
    const quote = quoted.map((line) => line.text).join(" ");
    return { rule, quote, at: placeAt(page, quoted[0]?.from ?? 0, quoted.at(-1)?.to ?? 0) };
  };
  const ignored = [
    ...noise.map(({ rule, line }) => ignore(rule, [line])),
    ...columns.map((column) => ignore("document/line-numbers", column)),
  ];
  const tree: Root = { type: "root", children, position: extentAt(text, 0, all.at(-1)?.to ?? 0) };
  const findings = [
    ...blocks.flatMap((block) => findingsOf(block, lines, page)),
    ...runs.map((run) => {
      const message = `${String(run.length)} lines of a sample have their numbers before them; read without the numbers`;
      return lineFinding(page, "numbered-lines", message, "remove the numbers", run[0], run.at(-1));
    }),
    ...noise.flatMap(({ rule, line }) => (rule === PAGE_NUMBER ? pageNumber(line, page) : [])),
  ];
  return { document: { ...page, format: "text", tree, metadata: {}, ignored }, findings };
};

/** Quotes the first of the lines that it is about. */
function lineFinding(
  page: SourceText,
  name: string,
  message: string,
  fix: string,
  first: CopiedLine | undefined,
  last = first,
): Finding {
  const [start, end] = [first?.from ?? 0, last?.to ?? 0];
  return findingIn(page, { rule: `document/${name}`, message, fix, start, end, quote: first?.text });
}

function pageNumber(line: CopiedLine, page: SourceText): Finding {
  const message = `${line.text} stands alone at the margin of an indented sample; taken for the number of a page and left out`;
  return lineFinding(page, "page-number", message, "remove the number, or indent it if it is a value", line);
}

function findingsOf(block: Block, lines: readonly CopiedLine[], page: SourceText): readonly Finding[] {
  if (block.kind === "code" && !block.opened) {
    const message = "a sample begins without its opening bracket; lifted as a code block from its first line on";
    const fix = "put the line that opens the sample before this one";
    return [lineFinding(page, "sample-without-opener", message, fix, lines[block.first])];
  }
  if (block.kind !== "table") return [];
  const message =
    "nothing tells where each cell of this table row ends; kept with the cells that could be distinguished";
  const fix = "part the cells with a tab or ` | `";
  const whole = block.table.rows.filter(({ split }) => !split);
  return whole.map(({ line }) => lineFinding(page, "run-together-cells", message, fix, line));
}
