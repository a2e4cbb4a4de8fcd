#!/usr/bin/env node
// The entry of the command line: small, so that a run with nothing to do is over at once.
import { replayUnchanged } from "../cache/replay.ts";

/** Fulfilled when the command has ended. */
export const done = run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function run(argv: readonly string[]): Promise<number> {
  const code = replayUnchanged(argv);
  if (code !== undefined) return code;
  const { loadProgram } = await import("./load-program.ts");
  return loadProgram(argv).start(argv);
}
