// .hooksmith.json: which files of an output folder this program wrote, and the digest of each.
import { createHash } from "node:crypto";
import { isRecord } from "../../model/types/value.ts";
import { isSafePath } from "./output-error.ts";

export const MANIFEST_FILE = ".hooksmith.json";
const FORMAT = 1;

/** Digests by path, see `digestOf`. */
export type Recorded = ReadonlyMap<string, string>;

export function printManifest(recorded: Recorded): string {
  const files = Object.fromEntries([...recorded].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: FORMAT, files }, null, 2)}\n`;
}

/** Undefined where the text is no manifest, or names a path that this program never writes. */
export function readManifest(text: string): Recorded | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (!isRecord(read) || read["format"] !== FORMAT || !isRecord(read["files"])) return undefined;
    const files = Object.entries(read["files"]);
    const recorded = files.flatMap(([path, digest]) =>
      isSafePath(path) && typeof digest === "string" ? [[path, digest] as const] : [],
    );
    return recorded.length === files.length ? new Map(recorded) : undefined;
  } catch {
    return undefined;
  }
}

/** The version number of a package, which people and releases raise in place. */
const PACKAGE_VERSION = /^ {2}"version": "\d+\.\d+\.\d+(?:[-+][\w.+-]+)?",$/m;

/** SHA-256 in hexadecimal digits, with every CRLF counted as LF, and without the version number of package.json. */
export function digestOf(path: string, content: string | Uint8Array): string {
  const bytes = withPlainEnds(content);
  const hash = createHash("sha256");
  if (path !== "package.json") return hash.update(bytes).digest("hex");
  return hash.update(bytes.toString("latin1").replace(PACKAGE_VERSION, ""), "latin1").digest("hex");
}

/** Whether they differ in nothing but line ends. */
export function sameContent(one: string | Uint8Array, other: string | Uint8Array): boolean {
  return withPlainEnds(one).equals(withPlainEnds(other));
}

/** Most files have plain ends: those are not copied. */
function withPlainEnds(content: string | Uint8Array): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  if (!bytes.includes("\r\n")) return bytes;
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
