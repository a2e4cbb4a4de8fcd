// Tables, footnotes, strikethrough and task lists of GitHub's Markdown, without its search for addresses in plain text.
import "./splice-events.ts";
import remarkGfm from "remark-gfm";
import type { Processor } from "unified";

/** Addresses that are no links stay text: nothing asks for them, and looking for them takes a sixth of the reading. */
export function gfm(this: Processor): void {
  remarkGfm.call(this, { singleTilde: false });
  const data = this.data();
  const extensions = data.fromMarkdownExtensions ?? [];
  data.fromMarkdownExtensions = extensions.flat().map((extension) => ({ ...extension, transforms: [] }));
}
