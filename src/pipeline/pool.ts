// Runs tasks on the cores there are, each within a time and a memory: a task that needs more is ended, and the others go on.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { codeOf } from "../source/thrown.ts";
import type { FormattedCode } from "../emit/libraries.ts";
import { type Finding, report } from "../source/finding.ts";
import { DEFAULT_TIME_LIMIT, MEMORY_LIMIT } from "./limits.ts";
import { findingOf } from "./findings.ts";
import type { Results, Task } from "./tasks.ts";
import type { Order } from "./worker.ts";

export interface Pool {
  /** The result, or why there is none. Rejects only where hooksmith itself is wrong. */
  readonly run: <K extends Task["kind"]>(task: Extract<Task, { readonly kind: K }>) => Promise<Ran<Results[K]>>;
  /** Ends the threads; they may be gone before the promise is waited for. */
  readonly close: () => Promise<void>;
}

export type Ran<T> = { readonly result: T } | { readonly refused: Finding };

export interface PoolOptions {
  /** Seconds that a task may take; 30 by default. */
  readonly timeLimit?: number;
  /** The worker as it is built; by default what lies beside this program. Without one, tasks run in this thread and without limits. */
  readonly script?: URL;
  /** Megabytes of a task's heap. */
  readonly memoryLimit?: number;
  /** A thread is started at once, to load while the tasks are prepared. */
  readonly eager?: boolean;
  /** Ends what runs, and rejects it and what waits with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Megabytes. Node leaves a thread at its limit 16 more to end in; with as many young objects the process would end instead. */
const YOUNG_GENERATION = 16;

/** Of pages, for which one more thread is started: in the time that it takes to load, one that has loaded reads more than these. */
const BYTES_A_THREAD = 50_000;

/** Threads start when they are first needed, all but an eager one; where none can be started, this thread does the work. */
export function openPool({
  timeLimit = DEFAULT_TIME_LIMIT,
  script,
  memoryLimit = MEMORY_LIMIT,
  eager = false,
  signal,
}: PoolOptions = {}): Pool {
  const filename = fileURLToPath(script ?? new URL("./worker.cjs", import.meta.url));
  if (!existsSync(filename)) return poolHere(signal);
  const most = availableParallelism();
  let bytes = 0;
  const inTurn = turns(() => Math.min(most, 1 + Math.floor(bytes / BYTES_A_THREAD)));
  const here = poolHere(signal);
  const open = () => openThreads(filename, { minThreads: eager ? 1 : 0, maxThreads: most, memoryLimit });
  let opened = eager ? open() : undefined;
  // Whoever runs a task learns of it.
  opened?.catch(() => undefined);
  let closed: Promise<void> | undefined;
  return {
    run: (task) => {
      bytes += bytesOf(task);
      return inTurn(async () => {
        signal?.throwIfAborted();
        const page = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
        const order: Order = { task, page };
        const end = AbortSignal.timeout(timeLimit * 1000);
        try {
          opened ??= open();
          const result = await (await opened).run(order, { signal: anyOf(end, signal) });
          return { result: "findings" in result ? { ...result, findings: result.findings.map(findingOf) } : result };
        } catch (error) {
          signal?.throwIfAborted();
          const file = pagesOf(task)[Math.max(0, Atomics.load(page, 0))] ?? "";
          if (end.aborted) return { refused: tooSlow(file, timeLimit) };
          if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY") return { refused: tooLarge(file, memoryLimit) };
          if (NO_THREADS.has(codeOf(error) ?? "")) return here.run(task);
          throw error;
        }
      });
    },
    close: () =>
      (closed ??= Promise.resolve(opened).then(
        (threads) => threads?.destroy(),
        () => undefined,
      )),
  };
}

function bytesOf(task: Task): number {
  const pages = "loaded" in task ? task.loaded.pages : [task];
  return pages.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
}

/** The pages of a task, of which a thread notes the index. */
function pagesOf(task: Task): readonly string[] {
  return "loaded" in task ? task.loaded.pages.map(({ file }) => file) : [task.file];
}

function anyOf(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? one : AbortSignal.any([one, other]);
}

/** The system has no more threads, or a permission was not given. */
const NO_THREADS: ReadonlySet<string> = new Set(["ERR_WORKER_INIT_FAILED", "ERR_ACCESS_DENIED"]);

interface Threads {
  readonly minThreads: number;
  readonly maxThreads: number;
  readonly memoryLimit: number;
}

async function openThreads(filename: string, { memoryLimit, ...threads }: Threads) {
  const { Tinypool } = await import("tinypool");
  const pool = new Tinypool({
    filename,
    ...threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit, maxYoungGenerationSizeMb: YOUNG_GENERATION },
  });
  // What breaks a thread that has no task breaks the task that comes next, which reports it.
  pool.on("error", () => undefined);
  return pool;
}

/** Without limits: whoever waits for a task in the same thread can't end it. */
function poolHere(signal: AbortSignal | undefined): Pool {
  const formatted: FormattedCode = new Map();
  const inTurn = turns(() => 1);
  const run: Pool["run"] = async <K extends Task["kind"]>(task: Extract<Task, { readonly kind: K }>) =>
    inTurn(async () => {
      signal?.throwIfAborted();
      // A script of its own: with threads this one needs none of it.
      const { runTask } = await import("./tasks.ts");
      return { result: await runTask<K>(task, () => undefined, formatted) };
    });
  return { run, close: () => Promise.resolve() };
}

/** Lets so many works run at a time, a number that may grow: a task that waits must not use up its time. */
function turns(most: () => number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most()) running += 1;
    else await new Promise<void>((next) => waiting.push(next));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

function tooSlow(file: string, seconds: number): Finding {
  const message = `reading the page and writing what it says took longer than the ${String(seconds)} s that a version may take; it was ended`;
  const fix =
    "take out what is no reference, split the page into several, which one version may list, or raise --time-limit";
  return report("error", "limit/time", message, { at: { file, line: 1, column: 1 } }, fix);
}

function tooLarge(file: string, megabytes: number): Finding {
  const message = `reading the page and writing what it says needed more than ${String(megabytes)} MB of memory; it was ended`;
  const fix = "take out what is no reference, or split the page into several, which one version may list";
  return report("error", "limit/memory", message, { at: { file, line: 1, column: 1 } }, fix);
}
