// Reads the pages that describe structures, and builds what they describe: once for all versions that share them.
import { type BuiltStructures, buildStructures } from "../model/structures/build-structures.ts";
import type { PageEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import { type PageYield, yieldOf } from "./page-yield.ts";
import { pageKey, readOnce, type Reading } from "./reading.ts";

export interface ReadStructures {
  /** By file. */
  readonly pages: ReadonlyMap<string, PageYield>;
  /** Built once; throws, each time, where that fails. */
  readonly structures: () => BuiltStructures;
}

/** `pages` may hold others too. */
export function readStructures(inputs: Inputs, pages: readonly PageEntry[], reading: Reading): Promise<ReadStructures> {
  const own = pages.filter(({ kind }) => kind === "structures");
  const key = own.map(pageKey).join("\n");
  const read = reading.structures.get(key) ?? readAll(inputs, own, reading);
  reading.structures.set(key, read);
  return read;
}

async function readAll(inputs: Inputs, pages: readonly PageEntry[], reading: Reading): Promise<ReadStructures> {
  const read = new Map<string, PageYield>();
  for (const page of pages) read.set(page.file, yieldOf(await readOnce(inputs, page, reading)));
  const references = [...read.values()].flatMap(({ reference }) => reference ?? []);
  let built: BuiltStructures | undefined;
  return { pages: read, structures: () => (built ??= buildStructures(references)) };
}
