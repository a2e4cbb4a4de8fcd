// docs-input/sources.lock.json: what was last got of each page. The same state gives the same bytes.
import { readValidators, type Validators } from "./validators.ts";

export const LOCK_FILE = "sources.lock.json";
const FORMAT = 1;

export interface LockedPage extends Validators {
  /** As in the register. */
  readonly file: string;
  readonly url: string;
  /** Of the page's bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** ISO date of the day on which these bytes first came. */
  readonly fetched: string;
}

/** Pages by file; none of those, and a word why, where the text is no lock file. */
export function readLock(text: string): { readonly pages: ReadonlyMap<string, LockedPage>; readonly problem?: string } {
  try {
    const read: unknown = JSON.parse(text);
    if (isObject(read) && read["format"] === FORMAT && Array.isArray(read["pages"])) {
      const pages = read["pages"].flatMap(readEntry);
      if (pages.length === read["pages"].length) return { pages: new Map(pages.map((page) => [page.file, page])) };
    }
    return { pages: new Map(), problem: "it is not as fetch writes it" };
  } catch (error) {
    return { pages: new Map(), problem: error instanceof Error ? error.message : String(error) };
  }
}

export function printLock(pages: Iterable<LockedPage>): string {
  const sorted = [...pages].sort((one, other) => (one.file < other.file ? -1 : 1));
  const entries = sorted.map(({ file, url, sha256, fetched, etag, lastModified }) => ({
    file,
    url,
    sha256,
    fetched,
    etag,
    lastModified,
  }));
  return `${JSON.stringify({ format: FORMAT, pages: entries }, null, 2)}\n`;
}

function readEntry(value: unknown): readonly LockedPage[] {
  if (!isObject(value)) return [];
  const { file, url, sha256, fetched, etag, lastModified } = value;
  if (typeof file !== "string" || typeof url !== "string" || typeof sha256 !== "string") return [];
  if (typeof fetched !== "string") return [];
  return [{ file, url, sha256, fetched, ...readValidators(etag, lastModified) }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
