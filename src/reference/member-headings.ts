// Finds the member that a heading inside a section names: "`queue`", "The queue object", and the field that one is: "`id` string required".
import type { RootContent, Heading } from "mdast";
import { anchorsOf } from "./anatomy/scan.ts";
import type { ReadHeading } from "./read-heading.ts";
import { columnRole } from "./labels.ts";
import type { FieldTable, FieldRow, Prose } from "./reference.ts";
import { positionOf } from "../formats/document.ts";
import { markedEnd, markedOf, readProse } from "./read-prose.ts";

const FIELD = /^`?([A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\])*)(\??)`?(?::| [-–—])? +(\S[^\n]{0,120})$/;

const SAYS =
  /\b(?:string|number|integer|int|boolean|bool|object|array|list|float|date|datetime|timestamp|enum|required|optional|nullable)\b/i;

export interface MemberFinder {
  /** Makes the rows of a table known. */
  tell(table: FieldTable): void;
  /**
   * The path of the member, where a row names it or a sample of the section shows it as an object or a list; several where rows give
   * them the type that the heading names.
   */
  membersOf(heading: ReadHeading): readonly string[];
}

const OBJECT_KEY = /\b([A-Za-z]\w{0,60})["']?\s{0,9}:\s{0,99}[[{]/g;
const PATH = /^[a-z]\w{0,60}(?:\.\w{1,60}){0,9}$/;

/** @param nodes of the section */
export function memberFinder(nodes: readonly RootContent[]): MemberFinder {
  const named = new Map<string, string>();
  const typed = new Map<string, string[]>();
  let shown: ReadonlySet<string> | undefined;
  return {
    tell: ({ rows }) => {
      for (const { names, dataType } of rows) {
        for (const path of names) {
          const last = lastOf(path);
          if (!named.has(path)) named.set(path, path);
          if (!named.has(last)) named.set(last, path);
        }
        for (const type of dataType === undefined ? [] : typesIn(dataType))
          typed.set(type, [...(typed.get(type) ?? []), ...names]);
      }
    },
    membersOf: (heading) => {
      const name = nameIn(heading.text);
      shown ??= objectsIn(nodes);
      const path = !PATH.test(name) ? undefined : (named.get(name) ?? (shown.has(lastOf(name)) ? name : undefined));
      const linked = anchorsOf(heading).find((anchor) => typed.has(`#${anchor}`));
      const ofType = typed.get(linked === undefined ? singular(name) : `#${linked}`) ?? [];
      return [...new Set([...(path === undefined ? [] : [path]), ...ofType])];
    },
  };
}

function nameIn(text: string): string {
  return text
    .replace(/^(?:the|an?)\s+/i, "")
    .replace(/(?<!\s)\s+(?:objects?|fields|properties|members|items|array)$/i, "")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
}

/** What a cell of types leads to, and the name that it says: "array of [alert objects](#alert)", "`Visitor[]`". */
function typesIn({ text, links }: Prose): readonly string[] {
  const bare = text.replace(/`/g, "").replace(/^(?:an? )?(?:array|list)(?: of |[<[(])|[\])>]+$|\[\]$/gi, "");
  const name = singular(nameIn(bare));
  return [
    ...links.flatMap(({ href }) => (href.startsWith("#") ? [href] : [])),
    ...(PATH.test(name) && !SAYS.test(bare.replace(/ objects?$/i, "")) ? [name] : []),
  ];
}

function singular(name: string): string {
  return name.replace(/(?<=[^s])s$/, "");
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function objectsIn(nodes: readonly RootContent[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const node of nodes) {
    if (node.type !== "code") continue;
    for (const [, key] of node.value.matchAll(OBJECT_KEY)) if (key !== undefined) keys.add(key);
  }
  return keys;
}

/**
 * With its type behind it, or type and description in a list below it.
 *
 * @param keys names of members that the samples show; another heading is none of a field
 */
export function readFieldHeading(
  file: string,
  node: Heading,
  below: RootContent | undefined,
  keys: ReadonlySet<string>,
): FieldRow | undefined {
  const prose = readProse(file, node);
  const cells = below?.type === "list" ? below.children.map((item) => labelledCell(readProse(file, item))) : [];
  if (cells.length > 0 && cells.every((cell) => cell !== undefined)) {
    const path = prose.text.replace(/\[["']([^"'[\]]{1,100})["']\]/g, ".$1");
    if (!FIELD_PATH.test(path) || !keys.has(path.split(".", 1)[0] ?? path)) return undefined;
    return { names: [path], ...Object.assign({}, ...cells), at: positionOf(file, node) };
  }
  const [, name, mark, rest = ""] = FIELD.exec(markedOf(prose)) ?? [];
  if (name === undefined || !SAYS.test(rest)) return undefined;
  const last = name.replaceAll("[]", "").split(".").at(-1) ?? name;
  if (!keys.has(last)) return undefined;
  const words = `${rest.replaceAll("`", " ")}${mark === "?" ? " optional" : ""}`.replace(/\s+/g, " ").trim();
  return {
    names: [name],
    beside: { text: words, codes: [], links: [], at: prose.at },
    ...(below?.type === "paragraph" ? { notes: readProse(file, below) } : {}),
    at: positionOf(file, node),
  };
}

const FIELD_PATH = /^[A-Za-z_$][\w$-]{0,99}(?:\.[\w$-]{1,100}|\[\]){0,20}$/;

/** An item that has the label of a column before what would be in its cell: "type: string". */
function labelledCell(item: Prose): Pick<FieldRow, "dataType" | "notes"> | undefined {
  const [whole = "", label = ""] = /^([A-Za-z ]{1,30}?) ?: ?/.exec(item.text) ?? [];
  const role = columnRole(label);
  if (role !== "type" && role !== "notes") return undefined;
  const text = item.text.slice(whole.length);
  return { [role === "type" ? "dataType" : "notes"]: { ...item, text, marked: markedEnd(item, text.length) } };
}
