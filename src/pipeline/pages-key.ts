// What the pages of a version hold just now, as one text that tells whether they have changed.
import type { PageEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import { recordPages } from "./record-inputs.ts";

/** Undefined where that can't be told: a page is missing, or has arrived and does not stand in the input folder. */
export function pagesKey({ root, arrived }: Inputs, pages: readonly PageEntry[]): string | undefined {
  if (arrived !== undefined) return undefined;
  try {
    const { files, folders, absent } = recordPages(root, pages);
    if (absent.length > 0) return undefined;
    return JSON.stringify([
      root,
      ...files.map(({ path, hash }) => [path, hash]),
      ...folders.map(({ path, names }) => [path, names]),
    ]);
  } catch {
    return undefined;
  }
}
