// What reading the pages of several versions has in common: a page that versions share is read once.
import type { PageEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import type { ReadPage } from "./read-page.ts";
import { readRegisteredPage } from "./read-registered-page.ts";
import type { ReadStructures, StructuresCache } from "./structures-cache.ts";

export interface Reading {
  /** Pages that were read before, and those that are read now. */
  readonly pages: Map<string, Promise<ReadPage>>;
  /** By the pages that describe them. */
  readonly structures: Map<string, Promise<ReadStructures>>;
  /** What earlier runs left; undefined where there is no place to keep anything. */
  readonly kept?: { readonly structures: StructuresCache };
}

export function readOnce(inputs: Inputs, page: PageEntry, { pages }: Reading): Promise<ReadPage> {
  const key = pageKey(page);
  const reading = pages.get(key) ?? readRegisteredPage(inputs, page);
  pages.set(key, reading);
  return reading;
}

/** Tells apart in what way a page of the input folder is read. */
export function pageKey({ kind, file, samples }: PageEntry): string {
  return JSON.stringify([kind, file, samples]);
}
