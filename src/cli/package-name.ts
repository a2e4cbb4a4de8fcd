// The name of the generated package, as its own package.json tells it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** The wanted name, or the one found; a problem where neither is a package's name. */
export async function packageName(
  output: string,
  wanted: string | undefined,
): Promise<{ readonly name: string } | { readonly problem: string }> {
  const name = wanted ?? (await nameIn(join(output, "package.json")));
  if (name === undefined) return { problem: `${join(output, "package.json")} tells no name; say it with --package` };
  if (!PACKAGE_NAME.test(name)) return { problem: `${JSON.stringify(name)} is no name of a package` };
  return { name };
}

async function nameIn(path: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof manifest !== "object" || manifest === null || !("name" in manifest)) return undefined;
    return typeof manifest.name === "string" ? manifest.name : undefined;
  } catch {
    return undefined;
  }
}
