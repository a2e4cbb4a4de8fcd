// JSON values as the emitters build them, and their one way to text.

import { applyEdits, findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { tokensOf } from "../model/types/value.ts";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * Two spaces, a newline at the end, members in the order they were built.
 *
 * @param digits of whole numbers that JavaScript rounds, by JSON Pointer: they are written as they are
 */
export function printJson(value: unknown, digits: Readonly<Record<string, string>> = {}): string {
  const text = JSON.stringify(value, null, 2);
  const exact = Object.entries(digits);
  if (exact.length === 0) return `${text}\n`;
  const tree = parseTree(text);
  const edits = exact.flatMap(([pointer, content]) => {
    const node = tree === undefined ? undefined : nodeAt(tree, tokensOf(pointer));
    return node?.value === Number(content) ? [{ offset: node.offset, length: node.length, content }] : [];
  });
  return `${applyEdits(text, edits)}\n`;
}

function nodeAt(root: Node, tokens: readonly string[]): Node | undefined {
  return findNodeAtLocation(
    root,
    tokens.map((token) => (/^\d{1,9}$/.test(token) ? Number(token) : token)),
  );
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An empty object where there is none. */
export function member(object: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return isObject(value) ? value : {};
}

/** Schemas of named members, those of names that stand as a pattern among them. */
export function membersOf(schema: JsonObject): JsonObject {
  const patterns = Object.entries(member(schema, "patternProperties"));
  return {
    ...member(schema, "properties"),
    ...Object.fromEntries(patterns.map(([pattern, value]) => [JSON.parse(`"${pattern.slice(1, -1)}"`), value])),
  };
}

/** An empty list where there is none. */
export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
