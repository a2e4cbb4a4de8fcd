// Handler files in the user's own project, created and kept in step.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finding, severityOf } from "../source/finding.ts";
import { didYouMean } from "../source/suggest.ts";
import { type Edit, readFolder, type Unwritten, writeEdits } from "../stubs/folder.ts";
import { planStubs } from "../stubs/plan-stubs.ts";
import { type ModelOptions, openModel, PACKAGE_NAME, type Problem } from "./open-model.ts";

export interface StubsOptions extends ModelOptions {
  /** Folder of the handlers. */
  readonly output: string;
  /** Write nothing. */
  readonly check?: boolean;
  /** The package that the handlers import; by default the generated one. */
  readonly package?: string;
  /** The webhooks that get handlers, by their names; all by default. */
  readonly only?: readonly string[];
}

export interface StubsResult {
  readonly problem?: Problem;
  /** With `check` what would be edited, otherwise what was. */
  readonly edits: readonly Edit[];
  /** Files that had to be left alone. */
  readonly unwritten: readonly Unwritten[];
  /** With files as the user would name them. */
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  /** How many files are out of step with the version. */
  readonly outOfStep: number;
  /** A file is in the way, or can't be read or written. */
  readonly failed: boolean;
}

export async function stubs(options: StubsOptions): Promise<StubsResult> {
  const { output: folder, generated = "generated", check = false, only } = options;
  const stop = (message: string): StubsResult => ({ ...NOTHING, problem: { message } });
  const opened = await openModel(options);
  if ("problem" in opened) return stop(opened.problem.message);
  const named = await packageName(generated, options.package);
  if ("problem" in named) return stop(named.problem);
  const names = opened.model.webhooks.map(({ name }) => name);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined)
    return stop(`version ${opened.model.version} has no webhook "${unknown}"${didYouMean(unknown, names)}`);
  const read = await readFolder(folder);
  if ("problem" in read) return stop(read.problem);
  const planned = await planStubs(opened.model, read.files, {
    packageName: named.name,
    ...(only === undefined ? {} : { only }),
  });
  const { edits, findings } = planned;
  for (const finding of findings) finding.file = join(folder, finding.file ?? "");
  const unwritten = check ? [] : await writeEdits(folder, edits);
  const failed = new Set(unwritten.map(({ path }) => path));
  return {
    edits: edits.filter(({ path }) => !failed.has(path)),
    ...{ unwritten, findings },
    sources: new Map(
      read.files.flatMap((file) => ("text" in file ? [[join(folder, file.path), file.text] as const] : [])),
    ),
    outOfStep: edits.length,
    failed: failed.size > 0 || findings.some((finding) => severityOf(finding) === "error"),
  };
}

const NOTHING = { edits: [], unwritten: [], findings: [], sources: new Map(), outOfStep: 0, failed: true } as const;

/** The wanted name, or the one found; a problem where neither is a package's name. */
async function packageName(
  generated: string,
  wanted: string | undefined,
): Promise<{ readonly name: string } | { readonly problem: string }> {
  const name = wanted ?? (await nameIn(join(generated, "package.json")));
  if (name === undefined) return { problem: `${join(generated, "package.json")} has no name; give one with --package` };
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
