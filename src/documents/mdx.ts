// Reads an MDX page: strictly where its syntax holds, else line by line. Nothing of a page is ever evaluated.
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { VFileMessage } from "vfile-message";
import type { Root } from "mdast";
import { finding, type Finding } from "../findings/finding.ts";
import type { Ignored, ReadOptions, ReadResult } from "./document.ts";
import { editText, type EditedText } from "./edit-text.ts";
import { finishTree, placeNodes } from "./finish-tree.ts";
import { gfm } from "./gfm.ts";
import { type LimitedAcorn, limitedAcorn } from "./limited-acorn.ts";
import { blankJsx, placeSamples } from "./mdx-tolerant.ts";
import { lineAt } from "./page-lines.ts";
import { preparePage, type PreparedPage } from "./prepare-page.ts";
import { tooDeep } from "./too-deep.ts";
import { unwrapJsx } from "./unwrap-jsx.ts";

const strict = unified().use(remarkParse).use(gfm).freeze();
const tolerant = unified().use(remarkParse).use(gfm).use(withoutHtml).freeze();

/** The tolerant path alone, for a page whose syntax does not hold; `why` is put before the findings. */
export function readMdxTolerantly(text: string, options: ReadOptions, why: readonly Finding[] = []): ReadResult {
  const page = preparePage(text, { file: options.file, mdx: true });
  const start = [...why, ...page.findings];
  try {
    const jsx = blankJsx({ ...page, text: page.islands.text });
    const edited = editText(page.islands.text, [...page.edits, ...jsx.edits]);
    const tree = tolerant.parse(edited.text);
    placeNodes(tree, page, edited);
    const samples = placeSamples(tree, jsx, text, options);
    return finished(tree, page, jsx.ignored, [...start, ...jsx.findings, ...samples]);
  } catch (error) {
    return { findings: [...start, tooDeep(error, options.file)] };
  }
}

export function readMdx(text: string, options: ReadOptions): ReadResult {
  const page = preparePage(text, { file: options.file, mdx: true });
  const edited = editText(page.islands.text, page.edits);
  const acorn = limitedAcorn();
  let tree: Root;
  try {
    tree = parseStrictly(edited.text, acorn);
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
    return { findings: [...page.findings, tooDeep(error, options.file)] };
  }
}

/** What was parsed when patience ended is of no use. */
function parseStrictly(text: string, acorn: LimitedAcorn): Root {
  const tree = strict().use(remarkMdx, { acorn }).parse(text);
  if (acorn.givenUpAt() !== undefined) throw new Error("an expression does not end");
  return tree;
}

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

function notMdx(reason: string, offset: number, { file, survey }: PreparedPage): Finding {
  const index = lineAt(survey.lines, offset);
  const line = survey.lines[index] ?? { start: 0, end: 0, text: "" };
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
