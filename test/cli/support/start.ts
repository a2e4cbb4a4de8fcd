// Starts the real binary as a process that runs on, and reads what it prints while it does.
import { spawn } from "node:child_process";
import { plainEnvironment } from "./binary.ts";

export interface Started {
  /** Resolves as soon as stdout holds so many whole lines. */
  readonly lines: (count: number) => Promise<readonly string[]>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

export function start(
  path: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, [path, ...args], { cwd, env: { ...plainEnvironment(), ...env } });
  const seen = { out: "", err: "" };
  let onMore: () => void = () => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    seen.out += text;
    onMore();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (seen.err += text));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once("close", (code) => {
      resolve({ code, ...seen });
      onMore();
    });
  });
  const lines = (count: number) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const look = (): void => {
        const whole = seen.out.split("\n").slice(0, -1);
        if (whole.length >= count) resolve(whole);
        else if (child.exitCode !== null) reject(new Error(`it ended before: ${seen.out}${seen.err}`));
      };
      onMore = look;
      look();
    });
  return { lines, ended, kill: (signal) => child.kill(signal) };
}
