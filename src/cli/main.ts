#!/usr/bin/env node
// The entry of the command line.
import { processConsole } from "./console.ts";
import { EXIT } from "./exit-codes.ts";
import { run } from "./program.ts";

const console = processConsole();
process.exitCode = await run(process.argv.slice(2), console).catch((error: unknown) => {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.err.write(`hooksmith stopped on something it did not expect, which is a fault of its own:\n${trace}\n`);
  return EXIT.unusable;
});
