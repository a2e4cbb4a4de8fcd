// Reads a footnote paragraph: a marker with a closing parenthesis, then its text.
import type { Footnote, Prose } from "./reference.ts";

const FOOTNOTE = /^\s*(\*{1,4}|[†‡]|[¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2})\s*\)\s*/;

/** Undefined where the paragraph is no footnote. Its text is empty where the marker stands alone: the next paragraph is it. */
export function readFootnote(paragraph: Prose): Footnote | undefined {
  const found = FOOTNOTE.exec(paragraph.text);
  if (found?.[1] === undefined) return undefined;
  const { text, marked } = paragraph;
  const body = {
    ...paragraph,
    text: text.slice(found[0].length),
    ...(marked === undefined ? {} : { marked: marked.replace(FOOTNOTE, "") }),
  };
  return { marker: found[1], body };
}
