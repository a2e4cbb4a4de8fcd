// The one webhook of a page on which nothing names it: neither its requests nor a list of events.
import type { RootContent, Table } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { keysOf } from "../../samples/sample.ts";
import type { RankedDiscriminator } from "../reference.ts";
import { isWireSpelled, mayNameEvent, wordsOf } from "./name-rules.ts";
import { headingsOver, lineOf, type PageScan, type ShownBody, SPEAKS_OF_EVENTS } from "./scan.ts";

/** Words of headings that say nothing of what a webhook is about. */
const ORDINARY = new Set(
  `a an about add an and api as at body bodie by callback configur configure configuration configuring content data default deliverie delivery
  detail documentation endpoint event example field for format from get guide hook how http https in integration introduction is it json message method
  notifier of on option our outgoing overview parameter payload post property propertie receive receiver reference request sample schema send sending sent set setting
  setup structure support the their to type up url use using webhook what when with work you your`.split(/\s+/),
);

/** Undefined where something names it, or bodies differ: then there are several. */
export function onlyWebhook(scan: PageScan): RankedDiscriminator | undefined {
  const { bodies, parts, listed, document } = scan;
  const [first] = bodies;
  const title = document.metadata["title"] ?? "";
  const texts = [...parts.flatMap(({ heading }) => heading?.text ?? []), title];
  const isNamed =
    numberedBy(scan) !== undefined ||
    tablesIn(parts).some(isOfEvents) ||
    listed.some(({ name, isEvent }) => isEvent && isWireSpelled(name)) ||
    bodies.some((body) => showsName(body) || headingsOver(parts, body.part).some(isDottedName));
  const speaks = texts.some((text) => SPEAKS_OF_EVENTS.test(text));
  if (first === undefined || isNamed || !speaks || !bodies.every((body) => isAlike(body, first))) return undefined;
  const [said] = [...headingsOver(parts, first.part), title].flatMap((text) => nameIn(text) ?? []);
  const { offset, length } = first.root;
  const webhook = said ?? "notification";
  const at = first.at(offset, offset + length);
  return { discriminator: { in: "none", webhook }, score: 0, quote: webhook, at };
}

/** A member whose number seems to name the webhook: bodies differ in it, or a table lists such numbers. */
export function numberedBy({
  bodies,
  parts,
}: PageScan): Omit<RankedDiscriminator, "discriminator" | "score"> | undefined {
  const shown = bodies.flatMap(({ root, at }) =>
    (root.kind === "object" ? root.members : []).flatMap(({ key, value }) =>
      mayNameEvent(key) && value.kind === "scalar" && /^\d+$/.test(String(value.value))
        ? [{ key, number: String(value.value), at: at(value.offset, value.offset + value.length) }]
        : [],
    ),
  );
  const listed = tablesIn(parts).flatMap((table) => {
    const numbers = firstCells(table).filter((cell) => /^\d+$/.test(cell));
    return numbers.length > 1 && numbers.length * 2 > table.children.length - 1 ? numbers : [];
  });
  const [first] = shown.filter(({ key, number }) =>
    listed.length > 0 ? listed.includes(number) : shown.some((other) => other.key === key && other.number !== number),
  );
  return first === undefined ? undefined : { quote: `"${first.key}": ${first.number}`, at: first.at };
}

/** The part with all bodies, and with the tables and lists of their members; below the page's title, where one part is. */
export function partOfOnly({ parts, bodies }: PageScan): number {
  const keys = new Set(bodies.flatMap(keysOf));
  const about = parts.flatMap(({ nodes }, part) => (nodes.some((node) => describes(node, keys)) ? [part] : []));
  const lines = [...bodies.map(({ part }) => part), ...about].map((part) => lineOf(parts, part));
  const [line = []] = lines;
  const common = line.filter((part) => lines.every((other) => other.includes(part)));
  const below = common.filter((part) => (parts[part]?.heading?.depth ?? 1) > 1);
  return below.at(-1) ?? common.at(-1) ?? line.at(-1) ?? 0;
}

function describes(node: RootContent, keys: ReadonlySet<string>): boolean {
  const rows = node.type === "table" ? firstCells(node) : [];
  return rows.length > 0 && rows.filter((name) => keys.has(name)).length * 2 > rows.length;
}

function tablesIn(parts: PageScan["parts"]): readonly Table[] {
  return parts.flatMap(({ nodes }) => nodes.flatMap((node) => (node.type === "table" ? [node] : [])));
}

/** Whether it lists several events, by whatever names. */
function isOfEvents({ children: [head, ...rows] }: Table): boolean {
  const label = /^(?:webhook )?(?:events?|topics?|triggers?)(?: (?:name|type|code|id)s?)?$/i;
  return rows.length > 1 && head?.children.some((cell) => label.test(textOf(cell).trim())) === true;
}

/** Without the label. */
function firstCells({ children }: Table): readonly string[] {
  return children.slice(1).map(({ children: [cell] }) => (cell === undefined ? "" : textOf(cell).trim()));
}

/** Most members of the smaller body are in the other one too. */
function isAlike(one: ShownBody, other: ShownBody): boolean {
  const [few, many] = [keysOf(one), keysOf(other)].toSorted((a, b) => a.length - b.length);
  return few !== undefined && few.filter((key) => many?.includes(key)).length * 2 > few.length;
}

function showsName({ root }: ShownBody): boolean {
  return (
    root.kind === "object" &&
    root.members.some(
      ({ key, value }) =>
        value.kind === "scalar" && typeof value.value === "string" && mayNameEvent(key) && isWireSpelled(value.value),
    )
  );
}

function isDottedName(text: string): boolean {
  return isWireSpelled(text) && /[._:/]/.test(text);
}

/** What a heading says beside words that are in any of them: "Configure alert notifications" is of an alert. */
function nameIn(text: string): string | undefined {
  const words =
    text
      .slice(0, 120)
      .toLowerCase()
      .match(/[a-z][a-z0-9]*/g) ?? [];
  const own = words.filter((word) => !wordsOf(word).some((one) => ORDINARY.has(one)));
  return own.length === 0 || own.length > 3
    ? undefined
    : own.map((word) => word.replace(/(?<![eius])s$/, "")).join("-");
}
