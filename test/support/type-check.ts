// Runs a TypeScript that users have, as a process: each compiler checks all projects of a test in one.
import { spawn } from "node:child_process";
import { join } from "node:path";

const modules = join(import.meta.dirname, "../../node_modules");

/** As src/cli/main.ts does for the program: of what runs once, optimising less takes a fifth less of the processor. */
export const optimiseLess = "--interrupt-budget=600000";

/** By the names under which they are installed. */
export const compilers = ["typescript-5.9", "typescript", "typescript-7.0"] as const;
export type Compiler = (typeof compilers)[number];

export interface Checked {
  readonly output: string;
  readonly code: number | null;
}

/** What the compiler says of these projects' configurations, paths from `cwd`. */
export function typeCheck(compiler: Compiler, configs: readonly string[], cwd: string): Promise<Checked> {
  const tsc = join(modules, compiler, "bin", "tsc");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [optimiseLess, tsc, "--build", "--force", ...configs], { cwd });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ output, code });
    });
  });
}
