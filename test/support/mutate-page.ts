// Damages a page in one place at a time: every heading, table, row, code block and bracket, by the places that its tree knows.
import type { Nodes, TableCell } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { SourceDocument } from "../../src/formats/document.ts";
import { formatOf } from "../../src/formats/choose-format.ts";
import { readDocument } from "../../src/formats/read-document.ts";
import { groupBy } from "../../src/source/group-by.ts";
import { allLabels } from "../../src/reference/labels.ts";

export interface Mutation {
  readonly kind: string;
  /** What was damaged, with its line. */
  readonly name: string;
  readonly text: string;
  /** Cells of a row, where one is concerned. */
  readonly cells: readonly string[];
}

/** `MUTATE=all` damages everything, for some minutes. */
export const MUTATE_ALL = process.env["MUTATE"] === "all";

/**
 * One of so many is damaged, beginning with this one: of the code blocks, and of headings and rows that the page repeats in
 * section after section ("Specifics", "Action"). What stands on the page a few times is always damaged. Unless every one is,
 * each is deleted or misspelt by turns; the few headers of tables both.
 */
export interface Share {
  readonly every: number;
  readonly from: number;
  /** Of each kind of damage one in so many is done, three at the least. */
  readonly of?: number;
}

export async function mutationsOf(text: string, file: string, share: Share): Promise<readonly Mutation[]> {
  const document = await documentOf(text, file);
  const all = [...damageHeadings(document, share), ...damageTables(document, share), ...damageCode(document, share)];
  return [...groupBy(all, ({ kind }) => kind).values()].flatMap((own) => {
    const step = Math.min(share.of ?? 1, Math.max(1, Math.floor(own.length / 3)));
    return own.filter((_, index) => index % step === 0);
  });
}

/** Every heading, header row and cell, row, fence and one of the names, deleted and misspelt: for pages of which nothing is known but that. */
export async function damageToPage(text: string, file: string, names: readonly string[]): Promise<readonly Mutation[]> {
  const document = await documentOf(text, file);
  const every = { every: 1, from: 0 };
  return [
    ...damageHeadings(document, every),
    ...damageTables(document, every),
    ...damageHeaderCells(document),
    ...nodesOf(document.tree, "code").flatMap((node) => damageFence(document, node)),
    ...damageNames(document, names),
  ];
}

function damageHeaderCells(document: SourceDocument): readonly Mutation[] {
  return nodesOf(document.tree, "table").flatMap(({ children: [head] }) =>
    (head?.children ?? []).flatMap((cell) => {
      const [first, last] = [cell.children[0]?.position, cell.children.at(-1)?.position];
      const { offset: start } = first?.start ?? {};
      const { offset: end } = last?.end ?? {};
      if (start === undefined || end === undefined) return [];
      const cells = [textOf(cell)];
      return [
        replace(document, "header cell deleted", start, end, "", cells),
        ...misspell(document, "header cell misspelt", cell, cells),
      ];
    }),
  );
}

function damageNames(document: SourceDocument, names: readonly string[]): readonly Mutation[] {
  const { text } = document;
  return names.flatMap((name) => {
    const found: Mutation[] = [];
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      // A member of that name is none of the webhook's.
      if (/[\w.-]/.test(text.charAt(at - 1)) || /^(?:[\w-]|\.\w|["'`]?\s{0,3}:)/.test(text.slice(at + name.length)))
        continue;
      const end = at + name.length;
      found.push(
        replace(document, "name deleted", at, end, "", []),
        replace(document, "name misspelt", at + 1, at + 2, "", []),
      );
    }
    return found;
  });
}

async function documentOf(text: string, file: string): Promise<SourceDocument> {
  const { document } = await readDocument(new TextEncoder().encode(text), formatOf(file) ?? "text", {
    file,
    labels: allLabels,
  });
  if (document === undefined || document.text !== text) throw new Error(`${file} can't be read as it stands`);
  return document;
}

function damageHeadings(document: SourceDocument, share: Share): readonly Mutation[] {
  const isChosen = chooser(share);
  const inTurn = turns(share);
  return nodesOf(document.tree, "heading").flatMap((node) =>
    isChosen(textOf(node))
      ? inTurn([cut(document, "heading deleted", node, []), ...misspell(document, "heading misspelt", node, [])])
      : [],
  );
}

/** All the ways of damage to a place, or another one for each place. */
function turns({ every }: Share): (ways: readonly Mutation[]) => readonly Mutation[] {
  let turn = 0;
  return (ways) => (every === 1 ? ways : ways.slice(turn % ways.length, (turn++ % ways.length) + 1));
}

const FEW = 3;

/** All of what occurs a few times, the share of what occurs more often. */
function chooser({ every, from }: Share): (label: string) => boolean {
  const counts = new Map<string, number>();
  return (label) => {
    const count = counts.get(label) ?? 0;
    counts.set(label, count + 1);
    return count < FEW || count % every === from % every;
  };
}

function damageTables(document: SourceDocument, share: Share): readonly Mutation[] {
  const isChosen = chooser(share);
  const inTurn = turns(share);
  return nodesOf(document.tree, "table").flatMap((table) =>
    table.children.flatMap((row, index) => {
      const cells = row.children.map((cell) => textOf(cell));
      if (!isChosen(cells[0] ?? "")) return [];
      const isHeader = index === 0 && table.children.length > 1 && !/^action$/i.test(cells[0] ?? "");
      const what = isHeader ? "table header" : "row";
      const [first, second]: readonly TableCell[] = row.children;
      const ways = [
        cut(document, `${what} deleted`, row, cells),
        ...(first === undefined ? [] : misspell(document, `${what} misspelt`, first, cells)),
        ...(second === undefined || !isHeader ? [] : misspell(document, `${what} misspelt`, second, cells)),
      ];
      return isHeader ? ways : inTurn(ways);
    }),
  );
}

function damageCode(document: SourceDocument, share: Share): readonly Mutation[] {
  const { every, from } = share;
  const inTurn = turns(share);
  return nodesOf(document.tree, "code").flatMap((node, index) => {
    const source = node.data?.source;
    if (source === undefined) return [];
    if (index % every !== from) return [];
    const brackets = [...node.value.matchAll(/[{}[\]]/g)].map((found) => {
      const run = source.runs.findLast(({ value }) => value <= found.index) ?? { value: 0, source: 0 };
      return run.source + found.index - run.value;
    });
    return [
      ...damageFence(document, node),
      ...brackets.flatMap((at) =>
        inTurn([
          replace(document, "bracket deleted", at, at + 1, "", []),
          replace(document, "bracket misspelt", at, at + 1, /[{[]/.test(document.text.charAt(at)) ? "(" : ")", []),
        ]),
      ),
    ];
  });
}

const FENCE = /^[ \t]*```[^\n]*$|<pre\b[^>]*>|<\/pre>|<code\b[^>]*>|<\/code>/gm;

function damageFence(document: SourceDocument, node: Nodes): readonly Mutation[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const marks = [...document.text.slice(start, end).matchAll(FENCE)];
  return marks.flatMap((mark) => {
    const from = start + mark.index;
    const to = from + mark[0].length;
    const misspelt = mark[0].startsWith("<") ? mark[0].replace(/[a-z](?=[ >])/i, "x") : mark[0].replace("```", "``");
    return [
      replace(document, "fence deleted", from, to, "", []),
      replace(document, "fence misspelt", from, to, misspelt, []),
    ];
  });
}

function nodesOf<Type extends Nodes["type"]>(tree: Nodes, type: Type): readonly Extract<Nodes, { type: Type }>[] {
  const found: Extract<Nodes, { type: Type }>[] = [];
  visit(tree, (node) => {
    if (isType(node, type)) found.push(node);
  });
  return found;
}

function isType<Type extends Nodes["type"]>(node: Nodes, type: Type): node is Extract<Nodes, { type: Type }> {
  return node.type === type;
}

/** Takes a node out with its whole line where it has one to itself. */
function cut(document: SourceDocument, kind: string, node: Nodes, cells: readonly string[]): Mutation {
  const { text } = document;
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const alone = (start === 0 || text[start - 1] === "\n") && text[end] === "\n";
  return replace(document, kind, start, alone ? end + 1 : end, "", cells);
}

/** Leaves a letter out of the node's first word of three or more. */
function misspell(document: SourceDocument, kind: string, node: Nodes, cells: readonly string[]): readonly Mutation[] {
  let leaf: Nodes | undefined;
  visit(node, (child) => {
    if ((child.type === "text" || child.type === "inlineCode") && leaf === undefined && /\p{L}{3}/u.test(child.value))
      leaf = child;
  });
  if (leaf?.position === undefined) return [];
  const start = leaf.position.start.offset ?? 0;
  const end = leaf.position.end.offset ?? start;
  const word = /\p{L}{3}/u.exec(document.text.slice(start, end));
  if (word === null) return [];
  const at = start + word.index + 1;
  return [replace(document, kind, at, at + 1, "", cells)];
}

function replace(
  { text }: SourceDocument,
  kind: string,
  start: number,
  end: number,
  by: string,
  cells: readonly string[],
): Mutation {
  const line = text.slice(0, start).split("\n").length;
  const quote = text.slice(start, end).slice(0, 60).replace(/\s+/g, " ");
  const around = text.slice(Math.max(0, start - 20), Math.min(text.length, end + 20)).replace(/\s+/g, " ");
  return {
    kind,
    name: `${kind} at line ${String(line)}: ${start === end || quote.length < 3 ? around : quote}`,
    text: text.slice(0, start) + by + text.slice(end),
    cells,
  };
}
