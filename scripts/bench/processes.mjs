// Runs whole processes in turn, A B A B, so that a busy machine slows them alike; medians of wall time in milliseconds.
import { spawnSync } from "node:child_process";

/** @param cases name -> { args, before? }; returns name -> median */
export function timeInTurn(cases, rounds) {
  const times = new Map(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { args, before }] of Object.entries(cases)) {
      before?.();
      const { milliseconds } = runOnce(args);
      if (round > 0) times.get(name).push(milliseconds);
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

/** One run of node: its time, and the most memory that it held in megabytes. Throws where it fails. */
export function runOnce(args, env = {}) {
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1e9,
    env: { ...process.env, ...env },
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (error !== undefined || status !== 0) throw new Error(`node ${args.join(" ")}: ${error ?? stderr.slice(-2000)}`);
  return { milliseconds, megabytes: Number(/^maxRSS (\d+)$/m.exec(stderr)?.[1] ?? 0) / 1024 };
}

/** Options of node that make a process tell its memory at its end. */
export const TELL_MEMORY = [
  "--import",
  `data:text/javascript,process.on("exit",()=>process.stderr.write("\\nmaxRSS "+process.resourceUsage().maxRSS+"\\n"))`,
];

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** One line: what, the ratio, its bound where it has one, and whether it holds. */
export function tell(what, ratio, bound) {
  const verdict =
    bound === undefined ? "" : `  bound ${bound.toFixed(1).padStart(5)}  ${ratio <= bound ? "ok" : "over"}`;
  console.log(`${what.padEnd(64)}${ratio.toFixed(2).padStart(8)}${verdict}`);
}
