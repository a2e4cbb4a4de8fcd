// Finds the member that a heading inside a section names: "`queue`", "The queue object".
import type { RootContent } from "mdast";
import type { ReadHeading } from "./read-heading.ts";
import type { FieldTable } from "./reference.ts";

export interface MemberFinder {
  /** Makes the rows of a table known. */
  tell(table: FieldTable): void;
  /** The path of the member, where a row told of it or a sample of the section shows it as an object or a list. */
  memberOf(heading: ReadHeading): string | undefined;
}

const OBJECT_KEY = /\b([A-Za-z]\w{0,60})["']?\s{0,9}:\s{0,99}[[{]/g;
const PATH = /^[a-z]\w{0,60}(?:\.\w{1,60}){0,9}$/;

/** @param nodes of the section */
export function memberFinder(nodes: readonly RootContent[]): MemberFinder {
  const told = new Map<string, string>();
  let shown: ReadonlySet<string> | undefined;
  return {
    tell: ({ rows }) => {
      for (const path of rows.flatMap(({ names }) => names)) {
        const last = lastOf(path);
        if (!told.has(path)) told.set(path, path);
        if (!told.has(last)) told.set(last, path);
      }
    },
    memberOf: ({ text }) => {
      const name = nameIn(text);
      if (!PATH.test(name)) return undefined;
      shown ??= objectsIn(nodes);
      return told.get(name) ?? (shown.has(lastOf(name)) ? name : undefined);
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
