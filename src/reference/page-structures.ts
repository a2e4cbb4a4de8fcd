// Reads what a page of webhooks says beside them: the objects, and the tables that hold for several webhooks, in its other sections.
import type { RootContent, Table } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { isSpecifics } from "./action-row.ts";
import { isElse } from "./anatomy/scan.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import { columnRole } from "./labels.ts";
import type { OutlineOther } from "./outline.ts";
import { ofAll, readFieldList } from "./read-field-list.ts";
import { readProse } from "./read-prose.ts";
import { readSamples } from "./read-samples.ts";
import { readSection, type ReadSection } from "./read-section.ts";
import type { Section } from "./reference.ts";
import { blockKinds } from "../samples/block-kinds.ts";
import { keysOf } from "../samples/sample.ts";
import { bareHeading, isOfOneObject } from "./structure-heading.ts";

export interface PageStructures {
  readonly structures: readonly Section[];
  /** What none of them was read from. */
  readonly rest: readonly OutlineOther[];
}

/**
 * A section is named by its heading, or by the one above where its own says no more than "Fields" or "Example".
 *
 * @param keys names of members that bodies of the page show
 */
export function readPageStructures(
  file: string,
  others: readonly OutlineOther[],
  coverage: CoverageKeeper,
  keys: ReadonlySet<string>,
): PageStructures {
  const read: ReadSection[] = [];
  const rest: OutlineOther[] = [];
  const above: { readonly depth: number; readonly name: string }[] = [];
  for (const other of others) {
    const { heading, nodes } = other;
    if (heading === undefined) {
      rest.push(other);
      continue;
    }
    while ((above.at(-1)?.depth ?? 0) >= heading.depth) above.pop();
    const own = bareHeading(heading.text) === undefined ? undefined : heading.text;
    const name = own ?? above.at(-1)?.name ?? heading.text;
    above.push({ depth: heading.depth, name });
    const under = isOfOneObject(heading.text) ? heading.text : undefined;
    if (!nodes.some((node, index) => describes(file, node, nodes[index - 1], under))) {
      reportFields(file, nodes, keys, coverage);
      rest.push(other);
      continue;
    }
    coverage.consume("heading");
    const { section, samples } = readSection(
      file,
      { heading, nodes: nodes.filter((node) => isRead(file, node)) },
      coverage,
    );
    read.push({ section: { ...section, name }, samples });
    const left = nodes.filter((node) => !isRead(file, node));
    if (left.length > 0) rest.push({ isGroup: true, nodes: left });
  }
  const samples = readSamples(
    read,
    coverage,
    read.map(({ section }) => isElse(section.name)),
  );
  const structures = read.map(({ section }, index): Section => ({ ...section, samples: samples[index] ?? [] }));
  for (const structure of structures) reportUnlike(structure, coverage);
  return { structures, rest };
}

/** Paragraphs that begin with members of the page's bodies, set apart from what is said of them. */
function reportFields(
  file: string,
  nodes: readonly RootContent[],
  keys: ReadonlySet<string>,
  coverage: CoverageKeeper,
): void {
  const fields = nodes.filter((node) => {
    const [first] = node.type === "paragraph" ? node.children : [];
    return (first?.type === "strong" || first?.type === "inlineCode") && keys.has(textOf(first));
  });
  const [first] = fields;
  if (first === undefined || fields.length < FEWEST) return;
  const message = `${String(fields.length)} paragraphs begin with names of fields, and are below no heading of a webhook; they were not read`;
  const said = readProse(file, first);
  coverage.report("warning", "reference/unread-list", message, { at: said.at, quote: said.text }, "| Field | Notes |");
}

const FEWEST = 3;

/** Samples of one object share members; where two hardly do, the heading of the second may be lost. */
function reportUnlike({ name, samples }: Section, coverage: CoverageKeeper): void {
  const first = samples.find((sample) => keysOf(sample).length > 1);
  const known = first === undefined ? [] : keysOf(first);
  for (const sample of samples) {
    const keys = keysOf(sample);
    const common = keys.filter((key) => known.includes(key)).length;
    if (keys.length === 0 || common * 2 >= Math.min(keys.length, known.length)) continue;
    const { at, value: quote } = sample;
    const message = `this sample shares ${String(common)} of ${String(keys.length)} members with the first one below "${name}"; was there a heading between them?`;
    coverage.report("warning", "reference/unlike-samples", message, { at, quote });
  }
}

/** @param under a heading of an object, over all that is below it */
function describes(file: string, node: RootContent, above?: RootContent, under?: string): boolean {
  if (node.type === "list") {
    const isOfObject =
      under !== undefined && readFieldList(file, node, { under, lead: undefined, keys: new Set() }).kind === "rows";
    return isOfObject || ofAll(file, above) !== undefined;
  }
  return node.type === "table" ? isFieldTable(file, node) : node.type === "code" && isJson(node.value, node.lang);
}

/** Other tables and code blocks stay what they are outside of sections. */
function isRead(file: string, node: RootContent): boolean {
  return node.type === "table" || node.type === "code" ? describes(file, node) : true;
}

function isJson(text: string, lang: string | null | undefined): boolean {
  const block = { text, ...(lang === null || lang === undefined ? {} : { lang: lang.toLowerCase() }) };
  return /^\s*(?:(?:\/\/|#)[^\n]*\n\s*)*[{[]/.test(text) && blockKinds.every(({ matches }) => !matches(block));
}

const MEMBER = /^[A-Za-z_$][\w$-]*(?:\[[\w*]*\])*(?:\.[\w${}*-]+(?:\[[\w*]*\])*)*\??$/;

/** A column is labelled as names, and most of its cells are names; a table of values or of webhooks is none. */
function isFieldTable(file: string, table: Table): boolean {
  if (isSpecifics(table)) return false;
  const [head, ...rows] = table.children;
  const labels = (head?.children ?? []).map((cell) => columnRole(readProse(file, cell).text));
  const column = labels.indexOf("name");
  if (column < 0 || rows.length === 0 || labels.every((role, index) => role === undefined || index === column))
    return false;
  const named = rows.filter(({ children }) => {
    const cell = children[column];
    if (cell === undefined) return false;
    const { text, codes } = readProse(file, cell);
    return MEMBER.test(codes[0] ?? text.split(" ")[0] ?? "") && (codes.length > 0 || text.split(" ").length <= 3);
  });
  return named.length * 2 > rows.length;
}
