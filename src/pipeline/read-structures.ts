// Reads the pages that describe structures, and builds what they describe: once for all versions that share them.
import { buildStructures } from "../model/structures/build-structures.ts";
import type { PageEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import { pagesKey } from "./pages-key.ts";
import { type PageYield, yieldOf } from "./page-yield.ts";
import { pageKey, readOnce, type Reading } from "./reading.ts";
import type { ReadStructures } from "./structures-cache.ts";

/** `pages` may hold others too. */
export function readStructures(inputs: Inputs, pages: readonly PageEntry[], reading: Reading): Promise<ReadStructures> {
  const own = pages.filter(({ kind }) => kind === "structures");
  const key = own.map(pageKey).join("\n");
  const read = reading.structures.get(key) ?? recallOrRead(inputs, own, reading);
  reading.structures.set(key, read);
  return read;
}

async function recallOrRead(inputs: Inputs, pages: readonly PageEntry[], reading: Reading): Promise<ReadStructures> {
  const cache = pages.length === 0 ? undefined : reading.kept?.structures;
  const keyNow = (): string | undefined => {
    const held = pagesKey(inputs, pages);
    return held && [...pages.map(pageKey), held].join("\n");
  };
  const key = cache && keyNow();
  const known = key === undefined ? undefined : cache?.recall(key);
  if (known !== undefined) return known;
  const read = new Map<string, PageYield>();
  for (const page of pages) read.set(page.file, yieldOf(await readOnce(inputs, page, reading)));
  const references = [...read.values()].flatMap(({ reference }) => reference ?? []);
  const structures = { pages: read, built: buildStructures(references) };
  // A page that was edited meanwhile would be kept under what it held before.
  if (key !== undefined && key === keyNow()) cache?.keep(key, structures);
  return structures;
}
