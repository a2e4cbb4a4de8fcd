// Reads a Markdown page: CommonMark with tables, front matter and the defects that pages of this kind have.
import remarkParse from "remark-parse";
import remarkGfm from "remark-gfm";
import { type Processor, unified } from "unified";
import { editText } from "../../source/line-index.ts";
import { type Reader, unreadable } from "../document.ts";
import { finishTree, placeNodes } from "./finish-tree.ts";
import { preparePage } from "./prepare-page.ts";
import { EditMap } from "micromark-util-edit-map";

const consume = EditMap.prototype.consume;

/** The same edits, made to the events from the first edit on; those before it stay where they are. */
EditMap.prototype.consume = function (this: EditMap, events: Parameters<EditMap["consume"]>[0]): undefined {
  const first = this.map.reduce((least, [at]) => Math.min(least, at), events.length);
  const tail = events.splice(first);
  for (const change of this.map) change[0] -= first;
  consume.call(this, tail);
  for (const event of tail) events.push(event);
};
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

/** Addresses that are no links stay text: nothing asks for them, and looking for them takes a sixth of the reading. */
export function gfm(this: Processor): void {
  remarkGfm.call(this, { singleTilde: false });
  const data = this.data();
  const extensions = data.fromMarkdownExtensions ?? [];
  data.fromMarkdownExtensions = extensions.flat().map((extension) => ({ ...extension, transforms: [] }));
}
