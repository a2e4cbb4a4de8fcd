// Runs the real program on a page with a limit of time and memory, and measures what it took.
import { spawn } from "node:child_process";

export interface LimitedRun {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  /** The lesser of time on the wall and on the processor: a busy machine stretches the one, collecting threads the other. */
  readonly seconds: number;
  /** Largest resident set. */
  readonly megabytes: number;
}

/** Written by the program itself at its end, to its fourth stream. */
const measure = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from "node:fs";
   process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())));`,
)}`;

/** An error may stand behind megabytes of warnings. */
const LONGEST_OUTPUT = 20_000_000;

export function runLimited(program: string, args: readonly string[], cwd: string, seconds = 60): Promise<LimitedRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ["--max-old-space-size=900", "--import", measure, program, ...args], {
      cwd,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      timeout: seconds * 1000,
      killSignal: "SIGKILL",
      env: { ...process.env, NO_COLOR: "1" },
    });
    const seen = ["", "", "", ""];
    for (const index of [1, 2, 3]) {
      const stream = child.stdio[index];
      if (stream === null || stream === undefined || !("on" in stream)) continue;
      stream.on("data", (chunk: Buffer) => {
        if ((seen[index] ?? "").length < LONGEST_OUTPUT) seen[index] += chunk.toString("utf8");
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const wall = (performance.now() - started) / 1000;
      const usage: { userCPUTime?: number; systemCPUTime?: number; maxRSS?: number } =
        seen[3] === "" ? {} : JSON.parse(seen[3] ?? "");
      const processor = ((usage.userCPUTime ?? Infinity) + (usage.systemCPUTime ?? 0)) / 1e6;
      const megabytes = (usage.maxRSS ?? 0) / 1024;
      resolve({ code, signal, out: seen[1] ?? "", err: seen[2] ?? "", seconds: Math.min(wall, processor), megabytes });
    });
  });
}
