// Short stable names of changes and proposals, by what they are about and not by where the page says it.
import { createHash } from "node:crypto";

/** Twelve hexadecimal digits of SHA-256. */
export function fingerprint(...parts: readonly (string | readonly string[])[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}
