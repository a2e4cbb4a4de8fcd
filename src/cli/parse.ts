// parse: one page to model JSON.
import { countFindings, findingsText, parse, type ParseOptions, printableJson } from "../index.ts";
import { type Console, EXIT, type ExitCode, unusable } from "./console.ts";

/** `-` is standard input. */
export type ParseArguments = Omit<ParseOptions, "bytes" | "signal">;

export async function runParse(given: ParseArguments, console: Console): Promise<ExitCode> {
  const isStdin = given.file === "-";
  if (isStdin && given.format === undefined) {
    const message = "a page from standard input has no ending that names its format; say it with --format";
    return unusable({ message }, console);
  }
  const page = isStdin ? { file: "stdin", bytes: await console.readStdin() } : {};
  const { model, findings, sources, problem } = await parse({ ...given, ...page });
  if (problem !== undefined) return unusable(problem, console);
  console.err.write(findingsText(findings, { color: console.err.color, sources }));
  if (model !== undefined) console.out.write(`${printableJson(model, 2)}\n`);
  return model === undefined || countFindings(findings).errors > 0 ? EXIT.pageErrors : EXIT.fine;
}
