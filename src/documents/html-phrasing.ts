// Brings loose pieces into mdast's order: runs of phrasing become paragraphs, white space folds as a browser folds it.
import type { BlockContent, ListItem, PhrasingContent, RootContent, TableCell, TableRow, Text } from "mdast";
import type { Position as Extent } from "unist";

/** Marks where a block element began or ended, so that text on its two sides stays apart. */
export interface Boundary {
  readonly type: "boundary";
  readonly position: Extent;
}

/** What an unfinished element holds. */
export type Piece = BlockContent | ListItem | TableRow | TableCell | PhrasingContent | Boundary;

const phrasingTypes = new Set(["text", "inlineCode", "break", "link", "image", "strong", "emphasis", "delete"]);

export const isPhrasing = (piece: RootContent | Boundary): piece is PhrasingContent => phrasingTypes.has(piece.type);

/** Blocks made of pieces: paragraphs around runs of phrasing, a list around stray items. */
export function toBlocks(pieces: readonly Piece[]): BlockContent[] {
  const blocks: BlockContent[] = [];
  let run: PhrasingContent[] = [];
  let items: ListItem[] = [];
  const flush = (): void => {
    const children = tidy(run);
    run = [];
    if (children.length > 0) blocks.push({ type: "paragraph", children, ...around(children) });
  };
  const flushItems = (): void => {
    if (items.length > 0)
      blocks.push({ type: "list", ordered: false, spread: false, children: items, ...around(items) });
    items = [];
  };
  for (const piece of pieces) {
    if (isPhrasing(piece)) {
      if (items.length > 0 && !isBlank(piece)) flushItems();
      run.push(piece);
      continue;
    }
    flush();
    if (piece.type === "listItem") items.push(piece);
    else if (piece.type === "tableRow" || piece.type === "tableCell") run.push(...toPhrasing([piece]));
    else if (piece.type !== "boundary") {
      flushItems();
      blocks.push(piece);
    }
  }
  flush();
  flushItems();
  return blocks;
}

/** The phrasing of pieces for a place that can hold nothing else; blocks are set apart by a soft line break. */
export function toPhrasing(pieces: readonly Piece[]): PhrasingContent[] {
  const phrasing: PhrasingContent[] = [];
  const separate = ({ position }: { readonly position?: Extent | undefined }): void => {
    if (position !== undefined) phrasing.push(softBreak(position));
  };
  const stack: (RootContent | Boundary)[] = [...pieces].reverse();
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (isPhrasing(piece)) phrasing.push(piece);
    else {
      separate(piece);
      if (piece.type === "code") phrasing.push({ type: "inlineCode", value: piece.value, ...place(piece.position) });
      else if ("children" in piece) {
        stack.push({ type: "boundary", position: endOf(piece.position) });
        for (const child of [...piece.children].reverse()) stack.push(child);
      }
    }
  }
  return tidy(phrasing);
}

function softBreak(position: Extent): Text {
  return { type: "text", value: "\n", position };
}

export function place(position: Extent | undefined): { position?: Extent } {
  return position === undefined ? {} : { position };
}

function endOf(position: Extent | undefined): Extent {
  const point = position?.end ?? { line: 1, column: 1, offset: 0 };
  return { start: point, end: point };
}

/** The place from the first node's start to the last one's end. */
export function around(nodes: readonly { readonly position?: Extent | undefined }[]): { position?: Extent } {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  return start === undefined || end === undefined ? {} : { position: { start, end } };
}

/** Folds white space across nodes, trims both ends, joins neighbouring texts and drops what is left empty. */
export function tidy(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const state = { spaced: true };
  const kept = join(nodes.flatMap((node) => foldNode(node, state)));
  while (kept.length > 0) {
    const last = kept.at(-1);
    if (last === undefined || !trimEnd(last)) break;
    kept.pop();
  }
  return kept;
}

function foldNode(node: PhrasingContent, state: { spaced: boolean }): PhrasingContent[] {
  if (node.type === "text") {
    if (state.spaced) trimStart(node);
    if (node.value !== "") state.spaced = /[ \n]$/.test(node.value);
    return node.value === "" ? [] : [node];
  }
  if (node.type === "break") state.spaced = true;
  else if ("children" in node) {
    const children = join(node.children.flatMap((child) => foldNode(child, state)));
    if (children.length === 0) return [];
    return [Object.assign(node, { children })];
  } else state.spaced = false;
  return [node];
}

function join(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === "text" && last?.type === "text") {
      last.value += node.value;
      if (last.position !== undefined && node.position !== undefined && node.value.trim() !== "")
        last.position = { start: last.position.start, end: node.position.end };
    } else joined.push(node);
  }
  return joined;
}

function trimStart(node: Text): void {
  node.value = node.value.replace(/^[ \n]+/, "");
}

/** Trims the end of a node; true where nothing of it is left. */
function trimEnd(node: PhrasingContent): boolean {
  if (node.type === "break") return true;
  if (node.type === "text") {
    node.value = node.value.trimEnd();
    return node.value === "";
  }
  if (!("children" in node)) return false;
  const last = node.children.at(-1);
  if (last !== undefined && trimEnd(last)) node.children.pop();
  return node.children.length === 0;
}

const isBlank = (piece: PhrasingContent): boolean => piece.type === "text" && piece.value.trim() === "";

/** The text of phrasing: texts and code spans, a line break as one space. */
export function plainText(nodes: readonly PhrasingContent[]): string {
  const words: string[] = [];
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "text" || node.type === "inlineCode") words.push(node.value);
    else if (node.type === "break") words.push(" ");
    else if ("children" in node) for (const child of node.children.toReversed()) stack.push(child);
  }
  return words.join("").trim();
}
