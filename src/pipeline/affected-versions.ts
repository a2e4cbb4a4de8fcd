// Says which versions must be generated again after an edit of the input folder.
import { correctionsFor } from "../register/correction-versions.ts";
import type { VersionEntry } from "../register/register.ts";
import { CORRECTIONS_FILE, DECISIONS_FILE, type Inputs, REGISTER_FILE } from "./load-inputs.ts";

/**
 * Versions by the register's order; none where only what stands between versions is touched; undefined where nothing depends
 * on the files.
 *
 * @param before of the last run; undefined where there was none
 * @param files paths below the input folder, with forward slashes
 */
export function affectedVersions(
  before: Inputs | undefined,
  after: Inputs,
  files: ReadonlySet<string>,
): readonly string[] | undefined {
  const all = after.chosen.map(({ version }) => version);
  if (before === undefined || before.register.package !== after.register.package) return all;
  const affected = after.chosen
    .filter((entry) => isAffected(entry, before, after, files))
    .map(({ version }) => version);
  if (affected.length > 0) return affected;
  const between = order(before) !== order(after) || files.has(DECISIONS_FILE);
  return between ? [] : undefined;
}

function isAffected(entry: VersionEntry, before: Inputs, after: Inputs, files: ReadonlySet<string>): boolean {
  const { version, pages } = entry;
  if (pages.some((page) => [...files].some((file) => belongs(file, page)))) return true;
  if (files.has(REGISTER_FILE)) {
    const old = before.register.versions.find((one) => one.version === version);
    if (old === undefined || plain(old) !== plain(entry)) return true;
  }
  return (
    (files.has(REGISTER_FILE) || files.has(CORRECTIONS_FILE)) &&
    corrections(version, before) !== corrections(version, after)
  );
}

function belongs(file: string, page: VersionEntry["pages"][number]): boolean {
  return file === page.file || (page.samples !== undefined && file.startsWith(`${page.samples}/`));
}

/** Without places: no output tells where the register says it. */
function plain({ version, status, pages }: VersionEntry): string {
  return JSON.stringify([
    ...[version, status],
    ...pages.map(({ kind, file, samples, url, revised }) => [kind, file, samples, url, revised]),
  ]);
}

/** With places, which the evidence of a corrected field holds. */
function corrections(version: string, { corrections: all, register }: Inputs): string {
  return JSON.stringify(correctionsFor(version, all, register));
}

function order({ register }: Inputs): string {
  return JSON.stringify(register.versions.map(({ version }) => version));
}
