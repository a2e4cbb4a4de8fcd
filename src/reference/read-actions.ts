// Reads the value of an "Action" row: one action, or several names where the page gives more.
import type { Prose } from "./reference.ts";

const NAME = /^[a-z][a-z0-9]*(?:[_.][a-z0-9]+)*$/;

/** The first is the row's action; the others are names that the page gives beside it. */
export function readActions({ text, codes }: Prose): readonly string[] {
  if (codes.length > 0) return codes.filter((code, index) => index === 0 || NAME.test(code));
  const parts = text.split(/[,;/|]|\s(?:and|or)(?=\s)/i).map((part) => part.trim());
  if (parts.length > 1 && parts.every((part) => NAME.test(part))) return parts;
  return text === "" ? [] : [text];
}
