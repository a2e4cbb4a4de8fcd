// One extractor for every format: the mdast tree of a page of data structures to what it says.
import type { RootContent } from "mdast";
import { positionOf, type SourceDocument } from "../formats/document.ts";
import { type Finding, report } from "../source/finding.ts";
import { keepCoverage, type CoverageKeeper } from "./keep-coverage.ts";
import { headingRole, columnSide, type ColumnSide } from "./labels.ts";
import { liftBlocks } from "./lift-blocks.ts";
import { matchLists } from "./match-lists.ts";
import { readClaims } from "./read-claims.ts";
import { anchorOf, cutAtHeadings, type ReadHeading } from "./read-heading.ts";
import { readProse } from "./read-prose.ts";
import { readSamples } from "./read-samples.ts";
import { readSection, type ReadSection } from "./read-section.ts";
import type { Link, ListedStructure, Reference, Section, StructureGroup, FieldTable } from "./reference.ts";

const headings: Readonly<Record<ColumnSide, string>> = { request: "Request", response: "Response" };

/** Headings that part a structure's tables, not structures from each other. */
const INNER_ROLES: ReadonlySet<string | undefined> = new Set(["request", "response", "payload", "specifics"]);

/**
 * A section is a heading of any level with a table of fields or a sample below it; a heading without them that has sections
 * below it is a group. Never throws; a page without a structure gives no section and an error that says so.
 */
export function extractStructures(document: SourceDocument): Reference {
  const { file, tree } = document;
  const coverage = keepCoverage();
  for (const { rule, quote, at } of document.ignored) coverage.ignore("page", rule, { text: quote, at });
  const isInner = ({ text }: ReadHeading): boolean => INNER_ROLES.has(headingRole(text));
  const stretches = cutAtHeadings(file, liftBlocks(tree.children), isInner);
  const read: ReadSection[] = [];
  const groups: StructureGroup[] = [];
  const parents: { readonly depth: number; readonly group: string; readonly hasContent: boolean }[] = [];
  for (const { heading, nodes } of stretches) {
    if (heading === undefined) {
      ignoreProse(file, nodes, coverage);
      continue;
    }
    while ((parents.at(-1)?.depth ?? 0) >= heading.depth) parents.pop();
    const parent = parents.at(-1);
    const hasContent = nodes.some(({ type }) => type === "table" || type === "code");
    if (hasContent) {
      coverage.consume("heading");
      const outlined = {
        heading,
        nodes,
        ...(parent === undefined || parent.hasContent ? {} : { group: parent.group }),
      };
      const { section, samples } = readSection(file, outlined, coverage);
      read.push({ section: { ...section, tables: sideTables(file, nodes, section.tables, coverage) }, samples });
    } else {
      groups.push(readGroup(file, heading, nodes, coverage));
    }
    parents.push({ depth: heading.depth, group: heading.text, hasContent });
  }
  const samples = readSamples(read, coverage);
  const { sections, groups: matched } = matchLists(
    groups,
    read.map(({ section }, index): Section => ({ ...section, samples: samples[index] ?? [] })),
    coverage,
  );
  const described = sections.filter(({ tables, samples: own }) => tables.length > 0 || own.length > 0);
  const webhooks = sections.filter(({ specifics }) => specifics?.action !== undefined).length;
  const foreign = kindError(file, described.length, webhooks);
  const closed = coverage.close();
  return {
    file,
    kind: "structures",
    claims: readClaims(document),
    discriminators: [],
    authentications: [],
    sections: foreign === undefined ? described : [],
    groups: matched,
    findings: foreign === undefined ? closed.findings : [foreign],
    coverage: closed.coverage,
  };
}

function readGroup(
  file: string,
  heading: ReadHeading,
  nodes: readonly RootContent[],
  coverage: CoverageKeeper,
): StructureGroup {
  const description = [];
  const members = [];
  for (const node of nodes) {
    if (node.type === "list") {
      for (const item of node.children) {
        const prose = readProse(file, { ...item, children: item.children.filter(({ type }) => type !== "list") });
        members.push(...prose.links.map((link) => listed(link, prose.at)));
        coverage.consume("item");
      }
    } else if (node.type === "paragraph" || node.type === "blockquote") {
      description.push(readProse(file, node));
      coverage.consume("paragraph");
    } else if (node.type !== "thematicBreak" && node.type !== "html" && node.type !== "definition") {
      const why = "this content stands under a heading that describes no structure";
      coverage.unread("paragraph", "reference/unread-content", readProse(file, node), why);
    }
  }
  coverage.consume("heading");
  return {
    name: heading.text,
    at: heading.at,
    anchor: heading.id ?? anchorOf(heading.text),
    depth: heading.depth,
    description,
    members,
  };
}

function listed({ text, href }: Link, at: ListedStructure["at"]): ListedStructure {
  return { name: text, at, ...(href.length > 1 && href.startsWith("#") ? { anchor: href.slice(1) } : {}) };
}

function ignoreProse(file: string, nodes: readonly RootContent[], coverage: CoverageKeeper): void {
  for (const node of nodes) {
    if (node.type === "table")
      coverage.unread("row", "reference/unread-table", readProse(file, node), "this table stands before any heading");
    else if (node.type === "code") {
      const code = { text: node.value, at: positionOf(file, node) };
      coverage.unread("code", "reference/unread-sample", code, "this code block stands before any heading");
    } else if (node.type !== "heading") coverage.ignore("paragraph", "prose-outside-sections", readProse(file, node));
  }
}

function kindError(file: string, structures: number, webhooks: number): Finding | undefined {
  if (structures > 0 && webhooks * 2 < structures) return undefined;
  const message =
    webhooks > 0
      ? `${String(webhooks)} headings of this page begin a section of a webhook; it is a page of webhooks, not of data structures`
      : "no heading of this page has a table of fields or a sample below it; it is no page of data structures";
  return report("error", "reference/no-structures", message, { at: { file, line: 1, column: 1 } });
}

/** The tables under the headings that they belong to. A table without a heading is of what is sent only beside one of what arrives. */
function sideTables(
  file: string,
  nodes: readonly RootContent[],
  tables: readonly FieldTable[],
  coverage: CoverageKeeper,
): readonly FieldTable[] {
  const columns = new Map(nodes.map((node) => [node.position?.start.offset ?? -1, sideOfColumns(file, node)]));
  const sideOf = ({ heading, at }: FieldTable): ColumnSide | undefined => {
    const column = columns.get(at.offset);
    const role = heading === undefined ? undefined : headingRole(heading);
    return column === "response" || (role !== "request" && role !== "response") ? column : role;
  };
  const answers = tables.some((table) => sideOf(table) === "response");
  return tables.map((table): FieldTable => {
    const side = sideOf(table);
    const { heading } = table;
    if (side === undefined || (heading !== undefined && headingRole(heading) !== "request") || !answers) return table;
    if (heading !== undefined && side === "request") return table;
    if (heading === undefined && side === "response") return table;
    const stands = heading === undefined ? "under no heading" : `under "${heading}"`;
    const message = `this table stands ${stands}, but its column says what is ${side === "response" ? "returned" : "required"}; it was read as the ${side}`;
    coverage.report("warning", "reference/table-side", message, table, headings[side]);
    return { ...table, heading: headings[side] };
  });
}

/** What a table's labels of columns say. */
function sideOfColumns(file: string, node: RootContent): ColumnSide | undefined {
  if (node.type !== "table") return undefined;
  for (const row of node.children.slice(0, 2))
    for (const cell of row.children) {
      const side = columnSide(readProse(file, cell).text);
      if (side !== undefined) return side;
    }
  return undefined;
}
