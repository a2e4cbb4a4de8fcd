// Finds bodies that a page shows in several formats, each titled by its own: "Thin" and "Snapshot", "JSON (v1)" and "JSON (v2)".
import type { Code, RootContent } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import type { SampleNode } from "../samples/sample.ts";
import type { SampleBlock } from "./reference.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

/** Words that name a format of a body. They title one where nothing is beside them but words for bodies. */
export const formatRules: readonly PatternRule[] = [
  {
    id: "version",
    pattern: /\bv\d+(?:\.\d+){0,3}\b|\bversion \d+(?:\.\d+){0,3}\b|\b20\d\d-\d\d-\d\d\b/g,
    example: "Version 2",
  },
  {
    id: "age",
    pattern:
      /\blegacy\b|\b(?:old|new|classic|deprecated|current|latest)\b(?=.{0,40}\b(?:payload|format|body|structure|schema|style)\b)/g,
    example: "Legacy payload",
  },
  {
    id: "encoding",
    pattern: /\b(?:json|xml|yaml|(?:x www )?form(?: ?(?:url ?)?encoded| data)?|multipart|cloud ?events?|protobuf)\b/g,
    example: "Form-encoded",
  },
  {
    id: "extent",
    pattern:
      /\b(?:thin|fat|snapshot|compact|full|minimal|slim|light|lite|basic|simple|extended|expanded|enhanced|enriched|detailed|verbose|summary|raw)\b/g,
    example: "Snapshot",
  },
  {
    id: "plan",
    pattern: /\b(?:free|starter|pro|plus|business|premium|enterprise)\b(?=.{0,20}\b(?:plan|tier|edition)s?\b)/g,
    example: "Enterprise plan",
  },
];

const ABOUT_BODIES =
  /\b(?:an?|the|of|for|in|on|as|with|is|and|api|http|post|examples?|samples?|payloads?|body|bodies|requests?|webhooks?|events?|formats?|structures?|schemas?|styles?|messages?|notifications?|deliver(?:y|ies)|data|objects?|content|types?|application|plans?|tiers?|editions?)\b/g;

/** The format that a title names, as words in lower case; undefined where it says anything else too. */
export function formatIn(title: string): string | undefined {
  if (title.length > 80) return undefined;
  const words = titleWords(title);
  const rest = formatRules.reduce((text, { pattern }) => text.replace(pattern, " "), words);
  if (rest === words || /[\p{L}\p{N}]/u.test(rest.replace(ABOUT_BODIES, " "))) return undefined;
  return words.replace(ABOUT_BODIES, " ").replace(/\s+/g, " ").trim();
}

function titleWords(title: string): string {
  return title
    .toLowerCase()
    .replace(/(?<!\d)-|-(?!\d)|[^\p{L}\p{N}.-]|\.(?!\d)/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export interface BodyFormats {
  /** Without what shows another format than the chosen one. */
  readonly children: readonly RootContent[];
  /** What was left out. */
  readonly left: readonly Code[];
  /** The titles of code blocks beside which others show another format. */
  readonly titles: ReadonlyMap<RootContent, string>;
}

interface Shown {
  readonly node: Code;
  readonly format: string;
  readonly title: string;
  /** The words right above, where they are the title. */
  readonly lead?: RootContent;
  /** Each of its titles names a format. */
  readonly isNamed: boolean;
}

/** What is under one heading that names no format. */
interface Group {
  readonly shown: Shown[];
  readonly nodes: { readonly node: RootContent; readonly formats: readonly string[] }[];
}

/** @param chosen the title of the format that the register wants */
export function bodyFormats(children: readonly RootContent[], chosen: string | undefined): BodyFormats {
  const wanted = chosen === undefined ? undefined : formatOf(chosen);
  const groups = groupsOf(children, wanted);
  const out = new Set<RootContent>();
  const titles = new Map<RootContent, string>();
  const left: Code[] = [];
  for (const { shown, nodes } of groups) {
    if (new Set(shown.map(({ format }) => format)).size < 2) continue;
    const kept = shown
      .filter(({ format }) => wanted !== undefined && holds(format, wanted))
      .map(({ format }) => format);
    for (const { node, format, title, lead, isNamed } of shown) {
      if (isNamed || kept.length > 0) titles.set(node, title);
      if (kept.length === 0 || kept.includes(format)) continue;
      left.push(node);
      out.add(node);
      if (lead !== undefined) out.add(lead);
    }
    for (const { node, formats } of kept.length === 0 ? [] : nodes)
      if (formats.some((format) => !kept.some((one) => holds(one, format)))) out.add(node);
  }
  return { children: out.size === 0 ? children : children.filter((node) => !out.has(node)), left, titles };
}

function groupsOf(children: readonly RootContent[], wanted: string | undefined): readonly Group[] {
  const read = (title: string): string | undefined => (titleWords(title) === wanted ? wanted : formatIn(title));
  let group: Group = { shown: [], nodes: [] };
  const groups = [group];
  let over: { readonly depth: number; readonly title: string; readonly format: string }[] = [];
  children.forEach((node, index) => {
    if (node.type === "heading") {
      const title = textOf(node);
      const format = read(title);
      over = over.filter(({ depth }) => depth < node.depth);
      if (format !== undefined) over.push({ depth: node.depth, title, format });
      else if (over.length === 0) groups.push((group = { shown: [], nodes: [] }));
    }
    group.nodes.push({ node, formats: over.map(({ format }) => format) });
    if (node.type !== "code") return;
    const above = children[index - 1];
    const lead = above?.type === "paragraph" || above?.type === "list" ? above : undefined;
    const words = lead === undefined ? "" : textOf(lead);
    const isLead = read(words) !== undefined;
    const own = titleOf(node) ?? "";
    // Beside what the register names, any title of a component or a fence is that of another format.
    const named = [
      ...over.map(({ title }) => title),
      ...(own !== "" && (wanted !== undefined || read(own) !== undefined) ? [own] : []),
      ...(isLead ? [words] : []),
    ];
    if (named.length === 0) return;
    group.shown.push({
      node,
      format: [...new Set(named.map((title) => read(title) ?? titleWords(title)))].join(" "),
      title: named.map((title) => title.replace(/:$/, "").trim()).join(", "),
      ...(isLead && lead !== undefined && { lead }),
      isNamed: named.every((title) => formatIn(title) !== undefined),
    });
  });
  return groups;
}

function formatOf(title: string): string {
  return formatIn(title) ?? titleWords(title);
}

/** Whether a title is that of the chosen format. */
export function isFormat(title: string, chosen: string): boolean {
  return holds(titleWords(title), formatOf(chosen));
}

/** Whether a format is the wanted one, more exactly said or not: "json v2" is "v2". */
function holds(format: string, wanted: string): boolean {
  const words = format.split(" ");
  return wanted.split(" ").every((word) => words.includes(word));
}

/** The title that a component or the fence itself gives a code block. */
export function titleOf({ data, meta }: Code): string | undefined {
  return data?.title ?? /\btitle=["']([^"']{1,200})["']/.exec(meta ?? "")?.[1] ?? meta ?? undefined;
}

/** Whether samples of two formats each show what the other does not: then neither is the other with less in it. */
export function formatsDiffer(samples: readonly SampleBlock[]): boolean {
  const shapes = new Map<string, Set<string>>();
  for (const { format, root } of samples) {
    if (format === undefined || root === undefined) continue;
    const shape = shapes.get(format) ?? new Set();
    shapes.set(format, shape);
    for (const member of membersIn(root)) shape.add(member);
  }
  const all = [...shapes.values()];
  return all.some((one) =>
    all.some((other) => [...one].some((name) => !other.has(name)) && [...other].some((name) => !one.has(name))),
  );
}

/** The path of each member with the kind of its value. */
function membersIn(root: SampleNode): readonly string[] {
  const members: string[] = [];
  const open: { readonly node: SampleNode; readonly path: string }[] = [{ node: root, path: "" }];
  for (const { node, path } of open) {
    if (node.kind === "array") for (const { value } of node.items) open.push({ node: value, path: `${path}[]` });
    if (node.kind !== "object") continue;
    for (const { key, value } of node.members) {
      const kind = value.kind === "scalar" ? typeof value.value : value.kind;
      if (value.kind !== "scalar" || value.value !== null) members.push(`${path}.${key}: ${kind}`);
      open.push({ node: value, path: `${path}.${key}` });
    }
  }
  return members;
}
