// The long way of every command.
import { printableLines } from "../index.ts";
import { processConsole, EXIT, type ExitCode } from "./console.ts";
import { run } from "./program.ts";

/** Runs a command line, without the names of node and of the program. */
export async function start(argv: readonly string[]): Promise<ExitCode> {
  const console = processConsole();
  return run(argv, console).catch((error: unknown) => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.err.write(
      `hooksmith stopped on something it did not expect, which is a fault of its own:\n${printableLines(trace)}\n`,
    );
    return EXIT.unusable;
  });
}
