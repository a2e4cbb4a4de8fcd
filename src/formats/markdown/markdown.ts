// Reads a Markdown page: CommonMark with tables, front matter and the defects that pages of this kind have.
import remarkParse from "remark-parse";
import { unified } from "unified";
import { editText } from "../../source/line-index.ts";
import { type Reader, unreadable } from "../document.ts";
import { finishTree, placeNodes } from "./finish-tree.ts";
import { gfm } from "./gfm.ts";
import { preparePage } from "./prepare-page.ts";

const parser = unified().use(remarkParse).use(gfm).freeze();

export const readMarkdown: Reader = (text, { file }) => {
  const page = preparePage(text, { file, mdx: false });
  try {
    const edited = editText(page.embedded.text, page.edits);
    const tree = parser.parse(edited.text);
    placeNodes(tree, page, edited);
    const { ignored, findings } = finishTree(tree, page);
    const document = { file, format: "markdown", text, tree, metadata: page.metadata, ignored } as const;
    return { document, findings: [...page.findings, ...findings] };
  } catch (error) {
    return { findings: [...page.findings, unreadable(error, file)] };
  }
};
