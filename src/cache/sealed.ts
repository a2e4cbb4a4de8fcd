// How files of the cache are kept: one line with the checksum of the rest, then the rest.
import { hashOf } from "./hash.ts";

export function seal(body: string): string {
  return `${hashOf(body)}\n${body}`;
}

/** Undefined where the text is damaged. The checksum is against that, not against those who could change the program too. */
export function unseal(text: string): string | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return end >= 0 && text.slice(0, end) === hashOf(body) ? body : undefined;
}
