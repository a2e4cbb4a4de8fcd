// How files of the cache are kept: one line with the checksum of the rest, then the rest.
import { readFileSync } from "node:fs";
import { hashOf } from "./hash.ts";
import { markUsed } from "./prune.ts";

export function seal(body: string | Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${hashOf(body)}\n`), Buffer.from(body)]);
}

/** Undefined where the file is damaged. The checksum is against that, not against those who could change the program too. */
export function unseal(file: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const end = bytes.indexOf("\n");
  const body = bytes.subarray(end + 1);
  return end >= 0 && bytes.toString("latin1", 0, end) === hashOf(body) ? body : undefined;
}

/** What to tell the user of a damaged file. */
export function damageText(file: string): string {
  return `the cache file ${file} is damaged; it is ignored\n`;
}

/** What a file of the cache holds; undefined where there is none, or a damaged one, of which `onDamage` is told. */
export function readSealed(file: string, onDamage: (file: string) => void): Buffer | undefined {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const body = unseal(bytes);
  if (body === undefined) onDamage(file);
  else markUsed(file);
  return body;
}
