// The hash that tells whether two contents are one.
import { createHash } from "node:crypto";

/** SHA-256, base64url. */
export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("base64url");
}
