// What reading the pages of several versions has in common: what versions share is read once.
import type { DeclaredConventions } from "../register/conventions.ts";
import type { PageEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import type { ReadPage } from "./read-page.ts";
import { readRegisteredPage } from "./read-registered-page.ts";
import type { ReadStructures } from "./read-structures.ts";

export interface Reading {
  /** Pages that were read before, and those that are read now. */
  readonly pages: Map<string, Promise<ReadPage>>;
  /** By the pages that describe them. */
  readonly structures: Map<string, Promise<ReadStructures>>;
}

export function readOnce(
  inputs: Inputs,
  page: PageEntry,
  { pages }: Reading,
  conventions: DeclaredConventions = {},
): Promise<ReadPage> {
  const key = JSON.stringify([pageKey(page), conventions]);
  const reading = pages.get(key) ?? readRegisteredPage(inputs, page, conventions);
  pages.set(key, reading);
  return reading;
}

/** Differs for every two ways in which pages of the input folder are read. */
export function pageKey({ kind, file, samples }: PageEntry): string {
  return JSON.stringify([kind, file, samples]);
}
