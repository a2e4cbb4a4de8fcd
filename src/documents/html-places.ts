// Turns offsets of a page into points and extents: 1-based line and column.
import type { Point, Position as Extent } from "unist";
import type { Position } from "../findings/finding.ts";
import type { HtmlNode } from "./html-nodes.ts";
import { isElement } from "./html-nodes.ts";
import { pointAt } from "./line-starts.ts";

export interface Places {
  readonly file: string;
  readonly text: string;
  readonly point: (offset: number) => Point;
  readonly extent: (start: number, end: number) => Extent;
  /** The same as a finding's place. */
  readonly place: (start: number, end: number) => Position;
}

export function placesOf(file: string, text: string): Places {
  const point = (offset: number): Point => ({ ...pointAt(text, offset), offset });
  const extent = (start: number, end: number): Extent => ({ start: point(start), end: point(Math.max(start, end)) });
  const place = (start: number, end: number): Position => {
    const from = point(start);
    const to = point(Math.max(start, end));
    return {
      file,
      line: from.line,
      column: from.column,
      offset: start,
      endLine: to.line,
      endColumn: to.column,
      endOffset: Math.max(start, end),
    };
  };
  return { file, text, point, extent, place };
}

/** Start and end offset of a node; an element without a tag of its own (an implied `<tbody>`) takes its children's. */
export function rangeOf(node: HtmlNode): readonly [start: number, end: number] {
  let start: number | undefined;
  let end: number | undefined;
  for (let first: HtmlNode | undefined = node; first !== undefined && start === undefined;)
    [start, first] = [first.sourceCodeLocation?.startOffset, isElement(first) ? first.childNodes[0] : undefined];
  for (let last: HtmlNode | undefined = node; last !== undefined;) {
    end = Math.max(end ?? 0, last.sourceCodeLocation?.endOffset ?? 0);
    last = isElement(last) && last.sourceCodeLocation?.endTag === undefined ? last.childNodes.at(-1) : undefined;
  }
  return [start ?? 0, Math.max(start ?? 0, end ?? 0)];
}
