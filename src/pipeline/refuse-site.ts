// Whether a folder may become the site: what is stale is removed there, so it must hold no package and nothing of somebody else's.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST_FILE, readManifest } from "../emit/output/manifest.ts";
import { isInside } from "./compare-versions.ts";
import { textAt } from "./load-model.ts";

interface Folders {
  readonly site?: string;
  readonly input: string;
  readonly output: string;
  readonly force?: boolean;
}

/** Why not; undefined where it may. Files whose names begin with a dot, as `.git`, are no matter. */
export async function refuseSite({ site, input, output, force = false }: Folders): Promise<string | undefined> {
  if (site === undefined) return undefined;
  for (const [other, what] of [
    [input, "pages"],
    [output, "package"],
  ] as const) {
    if ((await isInside(site, other)) || (await isInside(other, site)))
      return `the site ${site} and the ${what} in ${other} can't be in one folder; choose another one for the site`;
  }
  const manifest = textAt(join(site, MANIFEST_FILE));
  const recorded = manifest === undefined ? undefined : readManifest(manifest);
  if (recorded !== undefined) {
    const isSite = [...recorded.keys()].every((path) => path.endsWith(".html"));
    return isSite ? undefined : `${site} holds a package that hooksmith wrote, no site; choose another folder`;
  }
  const names = await readdir(site).catch(() => []);
  const [foreign] = names.filter((name) => !name.startsWith(".")).sort();
  if (foreign === undefined || force) return undefined;
  return `${site} holds files that hooksmith did not write, as ${JSON.stringify(foreign)}; choose an empty folder, or --force keeps them beside the site`;
}
