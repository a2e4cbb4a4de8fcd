// Reads the nodes of one section by what they are: description, tables, footnotes, samples with their titles.
import type { Code, List, RootContent, TableRow } from "mdast";
import { positionOf } from "../documents/document.ts";
import { locate } from "../documents/locate.ts";
import { finding } from "../findings/finding.ts";
import { chooseSamples, type CodeBlock } from "./choose-samples.ts";
import type { LedgerKeeper } from "./keep-ledger.ts";
import { headingRole } from "./labels.ts";
import type { OutlineSection } from "./outline.ts";
import { keysShown, readFieldList, readFieldParagraph } from "./read-field-list.ts";
import { anchorOf, readHeading } from "./read-heading.ts";
import { readFootnote } from "./read-footnote.ts";
import { readProse } from "./read-prose.ts";
import type { UnreadSample } from "./read-samples.ts";
import { readTable } from "./read-tables.ts";
import type { FieldTable, Footnote, Prose, Section, Specifics } from "./reference.ts";

export interface ReadSection {
  readonly section: Omit<Section, "samples">;
  readonly samples: readonly UnreadSample[];
}

/** Words that title a sample: "Sample webhook", "`x` sample payload". */
const SAMPLE_TITLE = /\b(?:sample|example)\b/i;

export function readSection(file: string, outlined: OutlineSection, ledger: LedgerKeeper): ReadSection {
  const { heading, nodes } = outlined;
  const prose: Prose[] =
    heading.deprecated === undefined ? [] : [{ text: "Deprecated.", codes: [], links: [], at: heading.at }];
  const tables: FieldTable[] = [];
  const footnotes: Footnote[] = [];
  const blocks: CodeBlock[] = [];
  let specifics: Specifics | undefined;
  let under: string | undefined;
  let title: Prose | undefined;
  const keys = keysShown(nodes);
  nodes.forEach((node, index) => {
    const at = positionOf(file, node);
    switch (node.type) {
      case "heading":
        under = readSubheading(readHeading(file, node), nodes[index + 1], ledger);
        break;
      case "table": {
        const reading = readTable(file, node, under, ledger);
        if (reading.kind === "specifics") specifics = mergeSpecifics(specifics, reading.specifics);
        else if (reading.kind === "fields") tables.push(reading.table);
        else unreadTable(file, node.children, ledger);
        break;
      }
      case "code":
        blocks.push(readBlock(node, nodes[index - 1], file, title));
        title = undefined;
        break;
      case "blockquote":
      case "paragraph": {
        const paragraph = readProse(file, node);
        if (paragraph.text === "") break;
        ledger.consume("paragraph");
        const row =
          node.type === "paragraph" ? readFieldParagraph(file, node, { under, lead: undefined, keys }) : undefined;
        if (row !== undefined) {
          tables.push({ ...(under === undefined ? {} : { heading: under }), rows: [row], at });
          break;
        }
        const footnote = readFootnote(paragraph);
        const alone = footnotes.at(-1);
        if (footnote !== undefined) footnotes.push(footnote);
        else if (alone?.body.text === "") footnotes.splice(-1, 1, { marker: alone.marker, body: paragraph });
        else if (nodes[index + 1]?.type === "code" && isTitle(paragraph)) title = paragraph;
        else prose.push(paragraph);
        break;
      }
      case "list": {
        const above = nodes[index - 1];
        const lead = above?.type === "paragraph" ? readProse(file, above).text : undefined;
        const reading = readFieldList(file, node, { under, lead, keys });
        ledger.consume("item", node.children.length);
        if (reading.kind === "rows") {
          tables.push({ ...(under === undefined ? {} : { heading: under }), rows: reading.rows, at });
          break;
        }
        if (reading.kind === "doubtful") reportList(file, node, ledger);
        const items = node.children.map((item) => ({ ...readProse(file, item), item: true as const }));
        const last = items.at(-1);
        if (last !== undefined && nodes[index + 1]?.type === "code" && leadsTo(last)) title = items.pop();
        prose.push(...items);
        break;
      }
      case "thematicBreak":
      case "definition":
      case "html":
        break;
      default:
        ledger.unread(
          "paragraph",
          "reference/unread-content",
          readProse(file, node).text,
          at,
          `no meaning is known here for content of the kind "${node.type}"`,
        );
    }
  });
  return {
    section: {
      name: heading.text,
      at: heading.at,
      anchor: heading.id ?? anchorOf(heading.text),
      depth: heading.depth,
      ...(outlined.group === undefined ? {} : { group: outlined.group }),
      description: prose,
      ...(specifics === undefined ? {} : { specifics }),
      tables,
      footnotes,
    },
    samples: chooseSamples(blocks, ledger),
  };
}

/** A sub-heading with a known role is consumed; another one is unread unless what follows it was understood by itself. */
function readSubheading(
  heading: ReturnType<typeof readHeading>,
  next: RootContent | undefined,
  ledger: LedgerKeeper,
): string {
  if (headingRole(heading.text) !== undefined) {
    ledger.consume("heading");
    if (next === undefined || next.type === "heading") {
      ledger.report(
        finding({
          rule: "reference/empty-heading",
          severity: "warning",
          message: `nothing stands under "${heading.text}"`,
          at: heading.at,
          quote: heading.text,
        }),
      );
    }
  } else {
    ledger.unread(
      "heading",
      "reference/unread-heading",
      heading.text,
      heading.at,
      `no meaning is known for the heading "${heading.text}" inside a section`,
    );
  }
  return heading.text;
}

function isTitle({ text }: Prose): boolean {
  return text.length <= 120 && SAMPLE_TITLE.test(text);
}

function readBlock(node: Code, above: RootContent | undefined, file: string, title: Prose | undefined): CodeBlock {
  const lang = node.lang?.toLowerCase();
  return {
    sample: readCode(node, file, title),
    ...(lang === undefined || lang === "" ? {} : { lang }),
    ...(above?.type === "paragraph" ? { lead: readProse(file, above).text } : {}),
  };
}

/** The words of an item right above its sample. */
function leadsTo({ text }: Prose): boolean {
  return text.length <= 120 && (text.endsWith(":") || SAMPLE_TITLE.test(text));
}

function reportList(file: string, node: List, ledger: LedgerKeeper): void {
  ledger.report(
    finding({
      rule: "reference/unread-list",
      severity: "warning",
      message: "this list names fields, but not as rows of a table would; it was read as a description",
      at: positionOf(file, node),
      quote: node.children.map((item) => readProse(file, item).text).join("\n"),
      fix: "| Field | Notes |",
    }),
  );
}

function readCode(node: Code, file: string, title: Prose | undefined): UnreadSample {
  const named = node.data?.title ?? title?.text;
  const source = node.data?.source ?? { file, text: node.value, runs: [{ value: 0, source: 0 }] };
  return {
    ...(named === undefined ? {} : { title: named }),
    locate: (start, end) => locate(source, start, end),
    value: node.value,
    at: locate(source, 0, node.value.length),
  };
}

function mergeSpecifics(one: Specifics | undefined, other: Specifics): Specifics {
  return one === undefined ? other : { ...other, ...one };
}

function unreadTable(file: string, rows: readonly TableRow[], ledger: LedgerKeeper): void {
  for (const row of rows) {
    const quote = row.children.map((cell) => readProse(file, cell).text).join(" | ");
    ledger.unread("row", "reference/unread-row", quote, positionOf(file, row), "no meaning is known for this table");
  }
}
