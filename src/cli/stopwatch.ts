// Takes the time of the stages of a run.

export interface Stopwatch {
  /** Ends the stage before. */
  start(stage: string, version?: string): void;
  /** A stage that went on beside the others, in milliseconds. */
  beside(stage: string, version: string | undefined, milliseconds: number): void;
  /** One line a stage, in the order of their first start, with the time since the process began at the end. */
  report(): string;
}

export function stopwatch(now: () => number = () => performance.now()): Stopwatch {
  const spent = new Map<string, number>();
  const besides: (readonly [string, number])[] = [];
  let running = "starting the program";
  let since = 0;
  const start = (stage: string, version?: string): void => {
    const moment = now();
    spent.set(running, (spent.get(running) ?? 0) + moment - since);
    running = named(stage, version);
    since = moment;
  };
  return {
    start,
    beside: (stage, version, milliseconds) => {
      besides.push([`${named(stage, version)} (in a thread beside)`, milliseconds]);
    },
    report: () => {
      start("");
      const rows = [...spent, ["in all", since] as const, ...besides].map(
        ([stage, milliseconds]) => [`${String(Math.round(milliseconds))} ms`, stage] as const,
      );
      const width = Math.max(...rows.map(([time]) => time.length));
      return rows.map(([time, stage]) => `${time.padStart(width)}  ${stage}\n`).join("");
    },
  };
}

function named(stage: string, version: string | undefined): string {
  return version === undefined ? stage : `${stage}, ${version}`;
}
