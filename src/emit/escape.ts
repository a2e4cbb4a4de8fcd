import type { Json } from "./json.ts";

// The one place where text of a page is made harmless for emitted code: comments, string literals, property names, links, Markdown.

interface EscapeRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly replace: (match: string) => string;
  readonly example: string;
  readonly result: string;
}

const visible = (match: string): string =>
  Array.from({ length: match.length }, (_, at) => `\\u${match.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");

/** What must not be in a JSDoc comment as it is. All rules apply, from top to bottom. */
export const commentRules: readonly EscapeRule[] = [
  {
    id: "line-end",
    pattern: /\r\n|[\r\v\f\u0085\u2028\u2029]/g,
    replace: () => "\n",
    example: "one\u2028two",
    result: "one\ntwo",
  },
  {
    id: "control",
    pattern: /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g,
    replace: visible,
    example: "a\u0000b",
    result: "a\\u0000b",
  },
  {
    id: "bidi",
    pattern: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    replace: visible,
    example: "a\u202eb",
    result: "a\\u202eb",
  },
  {
    id: "lone-surrogate",
    pattern: /\p{Surrogate}/gu,
    replace: visible,
    example: "a\ud800b",
    result: "a\\ud800b",
  },
  { id: "comment-end", pattern: /\*(?=\/)/g, replace: () => "*\\", example: "ids */ here", result: "ids *\\/ here" },
  {
    id: "tag",
    pattern: /(?<![^\s{(*])@/g,
    replace: () => "\\@",
    example: "@internal {@link x} a@b.c",
    result: "\\@internal {\\@link x} a@b.c",
  },
];

/** Text for the inside of a JSDoc comment: it ends no comment, starts no tag and shows what would be invisible. */
export function escapeComment(text: string): string {
  return commentRules.reduce((done, { pattern, replace }) => done.replace(pattern, replace), text).trim();
}

/** A double-quoted TypeScript literal of one line that holds no invisible character as it is. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(INVISIBLE, visible);
}

const INVISIBLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A JSON value as an object or list of TypeScript, a member a line; `__proto__` is a member like any other. */
export function objectLiteral(value: object): string {
  return JSON.stringify(value, null, 2)
    .replace(INVISIBLE, visible)
    .replace(/^( *)"__proto__": /gm, '$1["__proto__"]: ');
}

/** A literal type or value: strings quoted, numbers and booleans as JSON. */
export function scalarLiteral(value: string | number | boolean): string {
  return typeof value === "string" ? stringLiteral(value) : JSON.stringify(value);
}

/** The name of a member, quoted where it is no plain identifier. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}

/** An http or https link that can be in a comment or in Markdown; undefined for anything else. */
export function safeLink(address: string, anchor = ""): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  if (anchor !== "") url.hash = anchor;
  return url.href.replace(/[*{}()<>[\]|\\`@]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text for one cell of a Markdown table or one line of a list. */
export function escapeMarkdown(text: string): string {
  return escapeComment(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|#&~]/g, "\\$&");
}

/** A literal that holds no invisible character, no line end, and neither closes nor opens markup. */
export function inScript(value: Json): string {
  return typeof value === "string" ? stringLiteral(value).replaceAll("<", "\\u003c") : JSON.stringify(value);
}

/** `d.id`, or `d["an id"]`. */
export function access(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${inScript(name)}]`;
}
