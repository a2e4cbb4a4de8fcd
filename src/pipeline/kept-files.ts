// How files of the output are kept in the cache: as they are, one after the other, behind a line that tells them apart.
import { hashOf } from "../cache/hash.ts";
import type { OutputFile } from "../emit/emitted-file.ts";

/** Path, bytes of the content, hash of the content. */
export type KeptFile = readonly [path: string, size: number, hash: string];

/** `rest` is plain JSON; it stands in the line. */
export function packFiles(files: readonly OutputFile[], rest: object = {}): Uint8Array {
  const contents = files.map(({ content }) => Buffer.from(content));
  const kept = files.map(({ path, content, hash = hashOf(content) }, index): KeptFile => {
    return [path, contents[index]?.length ?? 0, hash];
  });
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...rest, files: kept })}\n`), ...contents]);
}

export interface Unpacked {
  /** What was packed beside the files, with their list. */
  readonly head: Packed;
  readonly files: readonly (OutputFile & { readonly content: Buffer })[];
}

export interface Packed {
  readonly files: readonly KeptFile[];
}

/** Undefined for bytes that were not packed here. */
export function unpackFiles(bytes: Buffer): Unpacked | undefined {
  let at = bytes.indexOf("\n") + 1;
  const head: unknown = JSON.parse(bytes.toString("utf8", 0, at));
  if (!isPacked(head)) return undefined;
  const files = head.files.map(([path, size, hash]) => {
    at += size;
    return { path, content: bytes.subarray(at - size, at), hash };
  });
  return { head, files };
}

/** The checksum of the file vouches for the rest. */
function isPacked(value: unknown): value is Packed {
  return typeof value === "object" && value !== null && "files" in value && Array.isArray(value.files);
}
