// A reader of a format that no page has: `= ` begins a heading, a bracket a sample of one line, anything else a paragraph.
import type { RootContent, Text } from "mdast";
import { type Reader, codeNode } from "../../src/formats/document.ts";
import { extentAt, linesOf } from "../../src/source/line-index.ts";

export const readToy: Reader = (text, { file }) => {
  const page = { file, text };
  const words = (start: number, end: number): Text => ({
    ...{ type: "text", value: text.slice(start, end), position: extentAt(text, start, end) },
  });
  const children = linesOf(text)
    .filter(({ text: line }) => line !== "" && line !== "%toy")
    .map(({ start, end, text: line }): RootContent => {
      const position = extentAt(text, start, end);
      const source = { ...page, runs: [{ value: 0, source: start }] };
      if (line.startsWith("{")) return codeNode({ value: line, lang: "json", source, position });
      if (!line.startsWith("= ")) return { type: "paragraph", children: [words(start, end)], position };
      const depth = line === "= Webhooks" ? 1 : 2;
      return { type: "heading", depth, children: [words(start + 2, end)], position };
    });
  const document = {
    ...page,
    format: "toy",
    tree: { type: "root" as const, children, position: extentAt(text, 0, text.length) },
    metadata: {},
    ignored: [],
  };
  return { document, findings: [] };
};
