// All registered versions, read from the project's own pages or from the vendor's: the same register, other files.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadInputs, loadVersion } from "../../src/pipeline/load-inputs.ts";
import { readLoaded, type ReadVersion } from "../../src/pipeline/read-version.ts";
import { docsInput, pages } from "./pages.ts";
import { shared } from "./shared.ts";

/** Those that are named, or all. */
export async function readVersions(root: string, only?: readonly string[]): Promise<ReadonlyMap<string, ReadVersion>> {
  const loaded = loadInputs(root, only);
  if (!("inputs" in loaded)) throw new Error(loaded.problem.message);
  const read = new Map<string, ReadVersion>();
  for (const entry of loaded.inputs.chosen)
    read.set(entry.version, await readLoaded(loadVersion(loaded.inputs, entry)));
  return read;
}

export function readOwnVersions(only?: readonly string[]): Promise<ReadonlyMap<string, ReadVersion>> {
  return readVersions(docsInput, only);
}

/** Lays the vendor's pages out as the register names them, in a folder that is gone afterwards. */
export async function readVendorVersions(): Promise<ReadonlyMap<string, ReadVersion>> {
  const root = mkdtempSync(join(tmpdir(), "hooksmith-vendor-"));
  try {
    for (const name of ["sources.yaml", "corrections.yaml"]) cpSync(join(docsInput, name), join(root, name));
    for (const name of readdirSync(shared("pages"))) {
      if (name.startsWith("v")) cpSync(shared("pages", name), join(root, name), { recursive: true });
    }
    const seeds = readdirSync(shared("seeds"));
    for (const { version, seed, file } of pages) {
      mkdirSync(join(root, `v${version}`), { recursive: true });
      cpSync(shared("seeds", seeds.find((name) => name.startsWith(seed)) ?? seed), join(root, `v${version}`, file));
    }
    return await readVersions(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
