// Writes the drift of a run as the Markdown review of a pull request; never into the output, which a second run must not change.
import { realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { DiffReport } from "../diff/report.ts";

/** Why the file can't be the drift report; undefined where it can. */
export async function refuseDriftReport(file: string, output: string): Promise<string | undefined> {
  const folder = dirname(resolve(file));
  const found = await stat(folder).catch(() => undefined);
  const path = join(await real(folder), basename(file));
  const inside = await real(resolve(output));
  if (path === inside || path.startsWith(inside.endsWith(sep) ? inside : inside + sep)) {
    return `the drift report ${file} would stand inside the output ${output}, which holds nothing but what the pages give`;
  }
  if (found?.isDirectory() !== true) return `the drift report ${file} can't be written: its folder does not exist`;
  const target = await stat(path).catch(() => undefined);
  return target?.isDirectory() === true ? `the drift report ${file} can't be written: it is a folder` : undefined;
}

/** Undefined where all went well, else why not. */
export async function writeDriftReport(
  file: string,
  drift: readonly DiffReport[],
  root: string,
): Promise<string | undefined> {
  const { reviewMarkdown } = await import("../diff/reports/report-markdown.ts");
  try {
    await writeFile(file, reviewMarkdown(drift, { title: "Drift of the webhook reference", places: { root } }));
    return undefined;
  } catch (error) {
    return `the drift report ${file} can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** With links followed, as far as the path exists. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await real(parent), basename(path));
  }
}
