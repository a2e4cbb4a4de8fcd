// stubs: handler files in the user's own project, created and kept in step.
import { join } from "node:path";
import { type Finding, severityOf } from "../source/finding.ts";
import { printable } from "../source/printable.ts";
import { reportText } from "../source/report-text.ts";
import { unsettled } from "../stubs/plan-removals.ts";
import { planStubs } from "../stubs/plan-stubs.ts";
import { readFolder } from "../stubs/read-folder.ts";
import type { Edit, ExistingFile } from "../stubs/stub-file.ts";
import { writeEdits } from "../stubs/write-edits.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { findModel } from "./inputs.ts";
import { readFile } from "node:fs/promises";

const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

export interface StubsArguments {
  readonly version: string;
  readonly out: string;
  readonly output: string;
  readonly check?: boolean;
  readonly package?: string;
}

/** A file that had to be left alone ends it with 2, after all others were written. */
export async function runStubs(given: StubsArguments, console: Console): Promise<ExitCode> {
  const { out: folder, check = false } = given;
  const model = await findModel(given.output, given.version, console);
  if (model === undefined) return EXIT.unusable;
  const named = await packageName(given.output, given.package);
  const read = await readFolder(folder);
  if ("problem" in named || "problem" in read) {
    console.err.write(`${printable("problem" in named ? named.problem : "problem" in read ? read.problem : "")}\n`);
    return EXIT.unusable;
  }
  const { edits, findings } = await planStubs(model, read.files, { packageName: named.name });
  const uncompilable = findings.flatMap(({ ruleId, file }) => (unsettled.has(ruleId ?? "") ? [file ?? ""] : []));
  tell(folder, findings, read.files, console);
  const unwritten = check ? [] : await writeEdits(folder, edits);
  const failed = new Set(unwritten.map(({ path }) => path));
  console.out.write(
    edits
      .filter(({ path }) => !failed.has(path))
      .map(line)
      .join(""),
  );
  for (const { path, problem } of unwritten) console.err.write(`${printable(`${join(folder, path)} ${problem}`)}\n`);
  if (unwritten.length > 0 || findings.some((finding) => severityOf(finding) === "error")) return EXIT.unusable;
  if (!check) return EXIT.fine;
  const outOfStep = new Set([...edits.map(({ path }) => path), ...uncompilable]).size;
  if (outOfStep > 0) console.err.write(`${outOfStep === 1 ? "1 file is" : `${outOfStep} files are`} out of step\n`);
  return outOfStep > 0 ? EXIT.found : EXIT.fine;
}

function line({ path, before, reasons }: Edit): string {
  const change = before === undefined ? "added  " : "changed";
  return `${change}  ${printable(path)}  ${printable(reasons.join("; "))}\n`;
}

function tell(folder: string, findings: readonly Finding[], files: readonly ExistingFile[], { err }: Console): void {
  const shown = (path: string): string => join(folder, path);
  for (const finding of findings) finding.file = shown(finding.file ?? "");
  const texts = files.flatMap((file) => ("text" in file ? [[shown(file.path), file.text] as const] : []));
  err.write(reportText(findings, { color: err.color, sources: new Map(texts) }));
}

/** The wanted name, or the one found; a problem where neither is a package's name. */
async function packageName(
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
