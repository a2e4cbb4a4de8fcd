// Finds where YAML is nested too deeply, before its reader runs out of stack on it.
import { CST, Lexer } from "yaml";

/**
 * Offset of the first place that stands within more than so many indents, brackets, dashes and question marks; undefined where none does.
 * Values that are nested no deeper may still count for twice as many.
 */
export function findDeepPlace(text: string, most: number): number | undefined {
  const indents: number[] = [];
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  let indent: number | undefined = 0;
  for (const source of new Lexer().lex(text)) {
    if (MARKS.has(source)) continue;
    const type = CST.tokenType(source);
    if (type === "newline") {
      indicators = 0;
      indent = 0;
    } else if (indent !== undefined && type === "space") indent += source.length;
    else if (type !== "comment") {
      if (indent !== undefined && brackets === 0) enter(indents, indent);
      indent = undefined;
      if (type === "flow-seq-start" || type === "flow-map-start") brackets += 1;
      else if (type === "flow-seq-end" || type === "flow-map-end") brackets -= 1;
      else if (type === "seq-item-ind" || type === "explicit-key-ind") indicators += 1;
      if (brackets + indicators + indents.length > most) return offset;
    }
    offset += source.length;
  }
  return undefined;
}

/** Signs that the lexer adds to the text. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function enter(indents: number[], indent: number): void {
  while ((indents.at(-1) ?? -1) >= indent) indents.pop();
  indents.push(indent);
}
