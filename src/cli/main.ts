#!/usr/bin/env node
// The entry of the command line: small, so that a run with nothing to do is over at once.
import { setFlagsFromString } from "node:v8";
import { recallAnswer, withoutColors } from "../pipeline/unchanged.ts";
import { processConsole } from "./console.ts";

/**
 * V8 optimises a function after this many bytes of its bytecode have run; its own default is a tenth. A command is over
 * before most of its optimising pays: with this, generating everything takes a third less of the processor's time.
 */
const INTERRUPT_BUDGET = 600_000;

/** Fulfilled when the command has ended. */
export const done = run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function run(argv: readonly string[]): Promise<number> {
  const answer = recallAnswer(argv);
  if (answer !== undefined) {
    const { out, err } = processConsole();
    err.write(err.color ? answer.coloredErr : withoutColors(answer.coloredErr));
    out.write(answer.out);
    return answer.exitCode;
  }
  setFlagsFromString(`--interrupt-budget=${String(INTERRUPT_BUDGET)}`);
  // Most patterns run more than once: compiled to machine code at once they are not compiled twice.
  setFlagsFromString("--no-regexp-tier-up");
  const { start } = await import("./start.ts");
  return start(argv);
}
