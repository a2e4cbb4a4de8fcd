// Reads a Markdown page: CommonMark with tables, front matter and the defects that pages of this kind have.
import remarkParse from "remark-parse";
import remarkGfm from "remark-gfm";
import { type Processor, unified } from "unified";
import { type Grammar, parseInPieces } from "../../documents/parse-in-pieces.ts";
import { editText } from "../../source/edit-text.ts";
import { finding, type Finding } from "../../source/finding.ts";
import type { Reader } from "../document.ts";
import { finishTree, placeNodes } from "./finish-tree.ts";
import { preparePage } from "./prepare-page.ts";

const parser = unified().use(remarkParse).use(gfm).freeze();

const grammar: Grammar = { name: "markdown", tags: false, parse: (text) => parser.parse(text) };

export const readMarkdown: Reader = (text, { file, pieces }) => {
  const page = preparePage(text, { file, mdx: false });
  try {
    const edited = editText(page.islands.text, page.edits);
    const tree = parseInPieces(edited.text, grammar, pieces);
    placeNodes(tree, page, edited);
    const { ignored, findings } = finishTree(tree, page);
    const document = { file, format: "markdown", text, tree, metadata: page.metadata, ignored } as const;
    return { document, findings: [...page.findings, ...findings] };
  } catch (error) {
    return { findings: [...page.findings, tooDeep(error, file)] };
  }
};

/** Addresses that are no links stay text: nothing asks for them, and looking for them takes a sixth of the reading. */
export function gfm(this: Processor): void {
  remarkGfm.call(this, { singleTilde: false });
  const data = this.data();
  const extensions = data.fromMarkdownExtensions ?? [];
  data.fromMarkdownExtensions = extensions.flat().map((extension) => ({ ...extension, transforms: [] }));
}

export function tooDeep(error: unknown, file: string): Finding {
  const deep = error instanceof RangeError;
  const reason = error instanceof Error ? error.message : String(error);
  return finding({
    rule: "document/unreadable",
    severity: "error",
    message: deep ? "the page is nested too deep to be read" : `the page could not be parsed (${reason})`,
    at: { file, line: 1, column: 1, offset: 0 },
  });
}
