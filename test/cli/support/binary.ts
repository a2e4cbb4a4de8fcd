// The real command line: built once a run, and run as a process.
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, inject } from "vitest";
import { onceARun } from "../../support/once-a-run.ts";

export const project = join(import.meta.dirname, "../../..");

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Binary {
  /** Path of the built program. */
  path(): string;
  run(args: readonly string[], options?: RunOptions): Run;
  /** One command line after another in a single process, which starts in the time of one. */
  runEach(lines: readonly (readonly string[])[], options?: RunOptions): readonly Run[];
  /** The same without keeping this process from answering; takes no input. */
  runEachBeside(lines: readonly (readonly string[])[], options?: RunOptions): Promise<readonly Run[]>;
}

/**
 * Built before the tests of the calling file. Other files run the same program: who changes anything in its folder
 * asks for a copy of their own.
 */
export function builtBinary({ own = false } = {}): Binary {
  let folder = "";
  beforeAll(async () => {
    folder = await onceARun("near", "dist", (place) => {
      const built = spawnSync(process.execPath, ["scripts/build.mjs", place], { cwd: project, encoding: "utf8" });
      if (built.status !== 0) throw new Error(`the build failed:\n${built.stderr}`);
    });
    if (own) {
      const copy = mkdtempSync(join(inject("near"), "own-"));
      cpSync(folder, copy, { recursive: true });
      folder = copy;
    }
  });
  const path = () => join(folder, "hooksmith.js");
  const run = (args: readonly string[], { cwd = project, input = "", env = {} }: RunOptions = {}): Run => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd,
      input,
      encoding: "utf8",
      env: { ...plainEnvironment(), ...env },
      maxBuffer: 64 * 1024 * 1024,
      // What waits for ever fails its test and not the whole run.
      timeout: 300_000,
    });
    return { code: status, out: stdout, err: stderr };
  };
  const argsOf = (lines: readonly (readonly string[])[]) => [oneAfterAnother, path(), MARK, JSON.stringify(lines)];
  return {
    path,
    run: (args, options) => run([path(), ...args], options),
    runEach: (lines, options) => runsIn(run(argsOf(lines), options), lines.length),
    runEachBeside: async (lines, { cwd = project, env = {} } = {}) => {
      const child = spawn(process.execPath, argsOf(lines), { cwd, env: { ...plainEnvironment(), ...env } });
      const said = { out: "", err: "" };
      child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
      const code = await new Promise<number | null>((ended) => child.on("close", ended));
      return runsIn({ code, ...said }, lines.length);
    },
  };
}

const MARK = `${randomUUID()}\n`;

function runsIn(all: Run, count: number): readonly Run[] {
  const [outs, errs] = [all.out.split(MARK), all.err.split(MARK)];
  if (outs.length !== 2 * count + 1) throw new Error(`the process ended before all had run:\n${all.err}`);
  return Array.from({ length: count }, (_, index) => ({
    code: Number(outs[2 * index + 1]),
    out: outs[2 * index] ?? "",
    err: errs[index] ?? "",
  }));
}

const oneAfterAnother = join(import.meta.dirname, "one-after-another.mjs");

/** This process's environment without what decides about colours. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };
}
