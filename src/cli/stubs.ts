// stubs: handler files in the user's own project, created and kept in step.
import { join } from "node:path";
import {
  type Edit,
  findingRecords,
  findingsText,
  printable,
  printableJson,
  stubs,
  type StubsOptions,
} from "../index.ts";
import { type Console, EXIT, type ExitCode, unusable, type WithJson } from "./console.ts";

export type StubsArguments = WithJson<StubsOptions>;

/** A file that had to be left alone ends it with 2, after all others were written. */
export async function runStubs({ json = false, ...given }: StubsArguments, console: Console): Promise<ExitCode> {
  const { output, check = false } = given;
  const { problem, edits, unwritten, findings, sources, outOfStep, failed } = await stubs(given);
  if (problem !== undefined) return unusable(problem, console);
  if (json) {
    const listed = edits.map(({ path, before, reasons }) => ({ path, change: changeOf(before), reasons }));
    console.out.write(
      `${printableJson({ edits: listed, unwritten, findings: findingRecords(findings), outOfStep: check ? outOfStep : 0 }, 2)}\n`,
    );
  } else {
    console.err.write(findingsText(findings, { color: console.err.color, sources }));
    console.out.write(edits.map(line).join(""));
  }
  for (const { path, problem: why } of unwritten) unusable({ message: `${join(output, path)} ${why}` }, console);
  if (failed) return EXIT.unusable;
  if (!check || outOfStep === 0) return EXIT.fine;
  console.note(`${outOfStep === 1 ? "1 file is" : `${String(outOfStep)} files are`} out of step\n`);
  return EXIT.found;
}

function line({ path, before, reasons }: Edit): string {
  return `${changeOf(before).padEnd(7)}  ${printable(path)}  ${printable(reasons.join("; "))}\n`;
}

function changeOf(before: string | undefined): "added" | "changed" {
  return before === undefined ? "added" : "changed";
}
