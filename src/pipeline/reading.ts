// What reading the pages of several versions has in common: a page that versions share is read once.
import type { Finding } from "../findings/finding.ts";
import type { Reference } from "../reference/reference.ts";
import type { PageEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import type { PieceCache } from "./piece-cache.ts";
import type { ReadPage } from "./read-page.ts";
import { readRegisteredPage } from "./read-registered-page.ts";
import type { ReadStructures } from "./read-structures.ts";
import type { StructuresCache } from "./structures-cache.ts";

export interface Reading {
  /** Pages that were read before, and those that are read now. */
  readonly pages: Map<string, Promise<ReadPage>>;
  /** By the pages that describe them. */
  readonly structures: Map<string, Promise<ReadStructures>>;
  /** What earlier runs left; undefined where there is no place to keep anything. */
  readonly kept?: KeptReading;
}

export interface KeptReading {
  readonly piecesOf: (file: string) => PieceCache;
  readonly structures: StructuresCache;
}

/** What a version takes of a page. */
export interface PageYield {
  /** The reader's own; those of the reference stand in it. */
  readonly findings: readonly Finding[];
  readonly repairs: number;
  /** Undefined where the bytes could not be read. */
  readonly text?: string;
  readonly reference?: Reference;
}

export function readOnce(inputs: Inputs, page: PageEntry, { pages, kept }: Reading): Promise<ReadPage> {
  const key = pageKey(page);
  const reading = pages.get(key) ?? readRegisteredPage(inputs, page, kept?.piecesOf(page.file));
  pages.set(key, reading);
  return reading;
}

/** Tells apart in what way a page of the input folder is read. */
export function pageKey({ kind, file, samples }: PageEntry): string {
  return JSON.stringify([kind, file, samples]);
}

export function yieldOf({ findings, text, reference }: ReadPage): PageYield {
  const samples = reference?.sections.flatMap((section) => section.samples) ?? [];
  return {
    findings,
    repairs: samples.flatMap(({ repairs }) => repairs).length,
    ...(text === undefined ? {} : { text }),
    ...(reference === undefined ? {} : { reference }),
  };
}
