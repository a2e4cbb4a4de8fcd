// The real command line: built once for a test file, into a folder of its own, and run as a process.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

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
}

/** Builds before the tests of the calling file and clears up after them. */
export function builtBinary(): Binary {
  let folder = "";
  beforeAll(() => {
    const cache = join(project, "node_modules", ".cache");
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, "hooksmith-"));
    const built = spawnSync(process.execPath, ["scripts/build.mjs", folder], { cwd: project, encoding: "utf8" });
    if (built.status !== 0) throw new Error(`the build failed:\n${built.stderr}`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = () => join(folder, "hooksmith.js");
  return {
    path,
    run: (args, { cwd = project, input = "", env = {} } = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [path(), ...args], {
        cwd,
        input,
        encoding: "utf8",
        env: { ...plainEnvironment(), ...env },
        maxBuffer: 64 * 1024 * 1024,
      });
      return { code: status, out: stdout, err: stderr };
    },
  };
}

/** This process's environment without what decides about colours. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };
}
