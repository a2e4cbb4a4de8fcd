// Loads the long way of every command.
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { cacheFolder } from "../cache/cache-folder.ts";
import { loadScript } from "../cache/compiled-code.ts";
import { damageText } from "../cache/sealed.ts";

/**
 * V8 optimises a function after this many bytes of its bytecode have run; its own default is a tenth. A command is over
 * before most of its optimising pays: with this, generating everything takes a third less of the processor's time.
 */
const INTERRUPT_BUDGET = 600_000;

export interface Program {
  /** Runs a command line, without the names of node and of the program; resolves to the exit code. */
  readonly start: (argv: readonly string[]) => Promise<number>;
}

/** What a run of generate made V8 compile serves the other commands too. */
export function loadProgram(argv: readonly string[]): Program {
  // Compiled code holds for the flags that it was compiled under.
  setFlagsFromString(`--interrupt-budget=${String(INTERRUPT_BUDGET)}`);
  const program = loadScript(fileURLToPath(new URL("./start.cjs", import.meta.url)), {
    folder: argv.includes("--no-cache") ? undefined : cacheFolder(process.cwd(), process.env),
    keeps: argv[0] === "generate",
    onDamage: (file) => process.stderr.write(damageText(file)),
  });
  if (!isProgram(program)) throw new Error("internal: the program has no start");
  return program;
}

function isProgram(value: unknown): value is Program {
  return typeof value === "object" && value !== null && "start" in value && typeof value.start === "function";
}
