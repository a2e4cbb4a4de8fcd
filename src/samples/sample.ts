// The tree of a documented sample: JSON with its comments, each node with offsets into the sample's text.
import type { Finding, Position } from "../source/finding.ts";

export interface SampleComment {
  /** Without the markers, trimmed. */
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

export interface SampleMember {
  readonly key: string;
  readonly keyOffset: number;
  readonly keyLength: number;
  readonly value: SampleNode;
  /** Further values that the page shows in the same place: `"x" | "y"`. */
  readonly alternatives?: readonly SampleNode[] | undefined;
  /** Values of earlier members with the same key, which this one replaces as in JSON. */
  readonly replaced?: readonly SampleNode[];
  /** Comments on the member's own line (behind its value, its comma or its opener) and on lines of their own before it. */
  readonly comments: readonly SampleComment[];
}

interface SampleBase {
  readonly offset: number;
  readonly length: number;
}

export interface SampleObject extends SampleBase {
  readonly kind: "object";
  /** In page order, each key once: a repeated one is reported, and keeps its first place and its last value. */
  readonly members: readonly SampleMember[];
  /** Members that are in comments: the page knows them, the sample does not hold them. */
  readonly inComments?: readonly SampleMember[];
  /** Comments inside that belong to no member. */
  readonly comments: readonly SampleComment[];
  /** `...` was among the members: the page leaves some out. */
  readonly elided: boolean;
}

export interface SampleItem {
  readonly value: SampleNode;
  readonly alternatives?: readonly SampleNode[] | undefined;
  readonly comments: readonly SampleComment[];
}

export interface SampleArray extends SampleBase {
  readonly kind: "array";
  readonly items: readonly SampleItem[];
  readonly comments: readonly SampleComment[];
  readonly elided: boolean;
}

export interface SampleScalar extends SampleBase {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Of a whole number beyond 2^53 as it is written, where JavaScript would round it. */
  readonly digits?: string;
  /** The page names a type here; the value is one of that type. */
  readonly namesType?: { readonly nullable?: true; readonly values?: readonly string[] };
  /** A value among others that name types: it is always the same. */
  readonly isConstant?: true;
}

export type SampleNode = SampleObject | SampleArray | SampleScalar;

/** Every value of a sample, itself included, in no order of the page. */
export function* valuesIn(root: SampleNode): Iterable<SampleNode> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (node.kind === "scalar") continue;
    for (const { value } of node.kind === "object" ? node.members : node.items) open.push(value);
  }
}

/** How often each member occurs under its nearest key. */
export type Pairs = ReadonlyMap<string, number>;

/** A defect that was read over: the rule's id, what was done, where. */
export interface Repair {
  readonly rule: string;
  readonly at: Position;
}

export interface SampleOptions {
  /** Turns an offset of the sample's text into a place in its file. */
  readonly locate: (start: number, end?: number) => Position;
  /** Members of the page's sound samples: evidence for where a missing closer belongs. */
  readonly known?: Pairs;
  /** Brackets that don't match make the sample unreadable: no place is sought for those that it lacks. */
  readonly asItStands?: true;
}

export interface SampleResult {
  /** Undefined where the text can't be repaired; then a finding of severity error says why and where. */
  readonly root?: SampleNode;
  readonly repairs: readonly Repair[];
  readonly findings: readonly Finding[];
  /** Comments that speak to a highlighter or a formatter; left out. */
  readonly directives?: readonly SampleComment[];
}

/** Strict JSON: objects own every key, `__proto__` too. Samples nest as deep as their reader allows. */
export function toJson(node: SampleNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(({ value }) => toJson(value));
  return Object.fromEntries(node.members.map(({ key, value }) => [key, toJson(value)]));
}

/** The digits of whole numbers that JavaScript would round, by JSON Pointer. */
export function digitsIn(root: SampleNode): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  const open: { readonly node: SampleNode; readonly path: string }[] = [{ node: root, path: "" }];
  for (const { node, path } of open) {
    if (node.kind === "object")
      for (const { key, value } of node.members)
        open.push({ node: value, path: `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}` });
    else if (node.kind === "array")
      for (const [index, { value }] of node.items.entries())
        open.push({ node: value, path: `${path}/${String(index)}` });
    else if (node.digits !== undefined) found.push([path, node.digits]);
  }
  return Object.fromEntries(found);
}

/** Names of the members of a sample's object; none where it is something else, or can't be read. */
export function keysOf({ root }: { readonly root?: SampleNode | undefined }): readonly string[] {
  return root?.kind === "object" ? root.members.map(({ key }) => key) : [];
}
