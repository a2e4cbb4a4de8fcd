// Ends runs of a program in the middle, at moments that are random and the same every time.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { plainEnvironment } from "../cli/support/binary.ts";

/** So many kills as `KILLS` says, which is for a thorough run; by default fewer, for one that everybody can wait for. */
export function howManyKills(byDefault: number): number {
  return Number(process.env["KILLS"] ?? byDefault);
}

export interface Moment {
  /** Folders: the clock starts with the first change in one of them. Without any it starts with the run. */
  readonly writingIn?: readonly string[];
  readonly milliseconds: number;
}

/** False where the run ended before. Rejects where it ended in another way than well. */
export function killAt(run: readonly string[], { writingIn = [], milliseconds }: Moment): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, run, { env: plainEnvironment(), stdio: "ignore" });
    let timer: NodeJS.Timeout | undefined;
    const begin = (): void => {
      timer ??= setTimeout(() => child.kill("SIGKILL"), milliseconds);
    };
    const watchers = writingIn.map((folder) => watch(folder, begin));
    if (watchers.length === 0) begin();
    child.once("error", reject);
    child.once("exit", (code) => {
      for (const watcher of watchers) watcher.close();
      clearTimeout(timer);
      if (code === null || code === 0) resolve(code === null);
      else reject(new Error(`the run ended by itself with ${code}`));
    });
  });
}

/** Numbers from 0 to 1, the same for the same seed. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
