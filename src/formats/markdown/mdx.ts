// Reads an MDX page: strictly where its syntax holds, else line by line. Nothing of a page is ever evaluated.
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import acornJsx from "acorn-jsx";
import { unified } from "unified";
import { VFileMessage } from "vfile-message";
import type { Root } from "mdast";
import { type Expression, type Options, Parser, type Program } from "acorn";
import { finding, type Finding } from "../../source/finding.ts";
import { lineAt, type EditedText, editText } from "../../source/line-index.ts";
import { type Ignored, type Reader, type ReadOptions, type ReadResult, unreadable } from "../document.ts";
import { finishTree, placeNodes } from "./finish-tree.ts";
import { gfm } from "./markdown.ts";
import { type PreparedPage, preparePage } from "./prepare-page.ts";
import { unwrapJsx } from "./strict-jsx.ts";
import { blankJsx, placeSamples } from "./tolerant-jsx.ts";

const strict = unified().use(remarkParse).use(gfm).freeze();
const tolerant = unified().use(remarkParse).use(gfm).use(withoutHtml).freeze();

/** The tolerant path alone, for a page whose syntax does not hold; `why` is put before the findings. */
export function readMdxTolerantly(text: string, options: ReadOptions, why: readonly Finding[] = []): ReadResult {
  const page = preparePage(text, { file: options.file, mdx: true });
  const start = [...why, ...page.findings];
  try {
    const jsx = blankJsx({ ...page, text: page.embedded.text });
    const edited = editText(page.embedded.text, [...page.edits, ...jsx.edits]);
    const tree = tolerant.parse(edited.text);
    placeNodes(tree, page, edited);
    const samples = placeSamples(tree, jsx, text, options);
    return finished(tree, page, jsx.ignored, [...start, ...jsx.findings, ...samples]);
  } catch (error) {
    return { findings: [...start, unreadable(error, options.file)] };
  }
}

export const readMdx: Reader = (text, options) => {
  const page = preparePage(text, { file: options.file, mdx: true });
  const edited = editText(page.embedded.text, page.edits);
  const acorn = limitedAcorn();
  let tree: Root;
  try {
    tree = strict().use(remarkMdx, { acorn }).freeze().parse(edited.text);
    if (acorn.givenUpAt() !== undefined) throw new Error("an expression does not end");
  } catch (error) {
    const unread = acorn.givenUpAt();
    const why = unread === undefined ? syntaxFinding(error, page, edited) : endlessFinding(unread, page, edited);
    return readMdxTolerantly(text, options, [why]);
  }
  try {
    placeNodes(tree, page, edited);
    const { ignored, findings } = unwrapJsx(tree, text, options);
    return finished(tree, page, ignored, [...page.findings, ...findings]);
  } catch (error) {
    return { findings: [...page.findings, unreadable(error, options.file)] };
  }
};

function finished(
  tree: Root,
  page: PreparedPage,
  ignored: readonly Ignored[],
  findings: readonly Finding[],
): ReadResult {
  const { file, text, metadata } = page;
  const last = finishTree(tree, page);
  const document = { file, format: "mdx", text, tree, metadata, ignored: [...ignored, ...last.ignored] } as const;
  return { document, findings: [...findings, ...last.findings] };
}

function syntaxFinding(error: unknown, page: PreparedPage, { toSource }: EditedText): Finding {
  const reason = error instanceof VFileMessage ? error.reason : error instanceof Error ? error.message : String(error);
  const place = error instanceof VFileMessage ? error.place : undefined;
  const point = place === undefined ? undefined : "start" in place ? place.start : place;
  return notMdx(reason, toSource(point?.offset ?? 0), page);
}

function endlessFinding(unread: string, page: PreparedPage, { text, toSource }: EditedText): Finding {
  const start = text.indexOf(unread.trimStart().slice(0, 1000).split("\n")[0] ?? "");
  return notMdx("an expression does not end", toSource(Math.max(0, start)), page);
}

function notMdx(reason: string, offset: number, { file, scan }: PreparedPage): Finding {
  const index = lineAt(scan.lines, offset);
  const line = scan.lines[index] ?? { start: 0, end: 0, text: "" };
  return finding({
    rule: "document/mdx-syntax",
    severity: "warning",
    message: `not valid MDX here (${reason}); read line by line instead`,
    at: { file, line: index + 1, column: offset - line.start + 1, offset },
    quote: line.text,
  });
}

/** MDX knows no HTML, no indented code and no `<https://…>`; nor does its tolerant reading. */
function withoutHtml(this: { data(): { micromarkExtensions?: unknown[] } }): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({ disable: { null: ["codeIndented", "htmlFlow", "htmlText", "autolink"] } });
}

/** Characters that are read for one page, all tries taken together; a line counts as many as it takes to gather it. */
const MOST_READ = 2_000_000;
const LINE = 15;

export interface LimitedAcorn {
  readonly parse: (input: string, options: Options) => Program;
  readonly parseExpressionAt: (input: string, offset: number, options: Options) => Expression;
  /**
   * What was tried when patience ended. From then on imports and exports fail and expressions, which would be tried on and
   * on, succeed, so that parsing comes to its end; its tree is of no use.
   */
  readonly givenUpAt: () => string | undefined;
}

const parser = Parser.extend(acornJsx());

export function limitedAcorn(): LimitedAcorn {
  let read = 0;
  let last: string | undefined;
  const isOver = (input: string): boolean => {
    read += input.length + LINE * linesIn(input);
    if (read > MOST_READ) last ??= input;
    return last !== undefined;
  };
  return {
    parse: (input, options) => {
      if (isOver(input)) throw Object.assign(new SyntaxError("the code does not end"), { pos: 0, raisedAt: 0 });
      return parser.parse(input, options);
    },
    parseExpressionAt: (input, offset, options) =>
      isOver(input)
        ? { type: "Identifier", name: "", start: 0, end: input.length }
        : parser.parseExpressionAt(input, offset, options),
    givenUpAt: () => last,
  };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
