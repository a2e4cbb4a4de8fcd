// The long way of every command.
import { setFlagsFromString } from "node:v8";
import { printableLines } from "../findings/printable.ts";
import { processConsole } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { run } from "./program.ts";

/**
 * V8 optimises a function after this many bytes of its bytecode have run; its own default is a tenth. A command is over
 * before most of its optimising pays: with this, generating everything takes a third less of the processor's time.
 */
const INTERRUPT_BUDGET = 600_000;

/** Runs a command line, without the names of node and of the program. */
export async function start(argv: readonly string[]): Promise<ExitCode> {
  setFlagsFromString(`--interrupt-budget=${String(INTERRUPT_BUDGET)}`);
  const console = processConsole();
  return run(argv, console).catch((error: unknown) => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.err.write(
      `hooksmith stopped on something it did not expect, which is a fault of its own:\n${printableLines(trace)}\n`,
    );
    return EXIT.unusable;
  });
}
