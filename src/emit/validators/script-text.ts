// Text of pages inside emitted JavaScript: literals that stay literals, wherever the script is put.
import type { Json } from "../json.ts";
import { stringLiteral } from "../escape.ts";

/** A literal that holds no invisible character, no line end, and neither closes nor opens markup. */
export function inScript(value: Json): string {
  return typeof value === "string" ? stringLiteral(value).replaceAll("<", "\\u003c") : JSON.stringify(value);
}

/** `d.id`, or `d["an id"]`. */
export function access(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${inScript(name)}]`;
}
