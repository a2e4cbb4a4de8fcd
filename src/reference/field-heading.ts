// Reads a heading that is a field: its name, and words that say its type or whether it is there: "`id` string required".
import type { Heading, RootContent } from "mdast";
import { positionOf } from "../formats/document.ts";
import { markedOf, readProse } from "./read-prose.ts";
import type { FieldRow } from "./reference.ts";

const FIELD = /^`?([A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\])*)(\??)`?(?::| [-–—])? +(\S[^\n]{0,120})$/;
const SAYS =
  /\b(?:string|number|integer|int|boolean|bool|object|array|list|float|date|datetime|timestamp|enum|required|optional|nullable)\b/i;

/** @param keys names of members that the samples show; another heading is none of a field */
export function readFieldHeading(
  file: string,
  node: Heading,
  below: RootContent | undefined,
  keys: ReadonlySet<string>,
): FieldRow | undefined {
  const prose = readProse(file, node);
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
