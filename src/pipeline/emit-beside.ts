// Makes the files of versions in a thread beside this one, which goes on reading meanwhile.
import { Worker } from "node:worker_threads";
import { type EmittedVersion, type Emitter, emitHere } from "./emitter.ts";

/** What goes to the thread; `id` counts the orders of one thread. */
export interface EmitOrder {
  readonly id: number;
  readonly model: string;
  readonly packageName: string;
}

/** What comes back for an order. */
export type EmitAnswer =
  { readonly id: number; readonly made: EmittedVersion } | { readonly id: number; readonly error: unknown };

/** Megabytes: with fewer, much of the time goes into collecting the trees that compiling and formatting leave. */
const YOUNG_GENERATION = 64;

/**
 * `script` is emit-worker.ts, bundled. The thread starts when it is first needed, and does not keep the process alive; where
 * none can be started, or it ends, this thread does the work.
 */
export function emitBeside(script: URL): Emitter {
  const here = emitHere();
  let started: Thread | undefined;
  const thread = (): Thread => (started ??= startThread(script));
  return {
    prepare: () => {
      thread();
    },
    emit: async (model, packageName) => {
      const answer = await thread().ask((id) => ({ id, model, packageName }));
      if (answer === undefined) return here.emit(model, packageName);
      if ("made" in answer) return answer.made;
      throw answer.error;
    },
  };
}

interface Thread {
  /** Undefined where the thread has ended. */
  readonly ask: (order: (id: number) => EmitOrder) => Promise<EmitAnswer | undefined>;
}

type Settle = (answer: EmitAnswer | undefined) => void;

function startThread(script: URL): Thread {
  const worker = newWorker(script);
  if (worker === undefined) return { ask: () => Promise.resolve(undefined) };
  const waiting = new Map<number, Settle>();
  let count = 0;
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const settle of waiting.values()) settle(undefined);
    waiting.clear();
  };
  worker.on("message", (answer: EmitAnswer) => {
    const settle = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    settle?.(answer);
  });
  worker.on("error", end);
  worker.on("exit", end);
  // Behind the listeners, which would hold the process again.
  worker.unref();
  return {
    ask: (order) =>
      new Promise((settle) => {
        if (ended) {
          settle(undefined);
          return;
        }
        count += 1;
        waiting.set(count, settle);
        worker.ref();
        worker.postMessage(order(count));
      }),
  };
}

/** Undefined where the system, or a permission that was not given, allows no thread. */
function newWorker(script: URL): Worker | undefined {
  try {
    return new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
  } catch {
    return undefined;
  }
}
