// Makes the files of versions in a thread beside this one, which goes on reading meanwhile.
import { Worker } from "node:worker_threads";
import type { Model } from "../model/model.ts";
import type { EmittedVersion, Emitter } from "./emitter.ts";
import type { FormattedPlace } from "./formatted-cache.ts";

/** What goes to the thread; `id` counts the orders of one thread. */
export type EmitOrder =
  | { readonly id: number; readonly kind: "emit"; readonly model: Model; readonly packageName: string }
  | { readonly id: number; readonly kind: "save" };

/** What comes back for an order. */
export type EmitAnswer =
  | { readonly id: number; readonly made: EmittedVersion }
  | { readonly id: number; readonly damaged: readonly string[] }
  | { readonly id: number; readonly error: unknown };

export interface WorkerSettings {
  /** Where the code stands that earlier runs formatted; undefined for nowhere. */
  readonly formatted: FormattedPlace | undefined;
}

/** Megabytes: with fewer, much of the time goes into collecting the trees that compiling and formatting leave. */
const YOUNG_GENERATION = 64;

/** `script` is emit-worker.ts, bundled. The thread starts when it is first needed, and does not keep the process alive. */
export function emitBeside(script: URL, settings: WorkerSettings): Emitter {
  let started: Thread | undefined;
  const thread = (): Thread => (started ??= startThread(script, settings));
  return {
    prepare: () => {
      thread();
    },
    emit: async (model, packageName) => {
      const answer = await thread().ask((id) => ({ id, kind: "emit", model, packageName }));
      if ("made" in answer) return answer.made;
      throw "error" in answer ? answer.error : new Error("internal: an answer without files");
    },
    save: async () => {
      const answer = await started?.ask((id) => ({ id, kind: "save" })).catch(() => undefined);
      return answer !== undefined && "damaged" in answer ? answer.damaged : [];
    },
  };
}

interface Thread {
  readonly ask: (order: (id: number) => EmitOrder) => Promise<EmitAnswer>;
}

interface Waiting {
  readonly resolve: (answer: EmitAnswer) => void;
  readonly reject: (error: unknown) => void;
}

function startThread(script: URL, workerData: WorkerSettings): Thread {
  const worker = new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let ended: unknown;
  const fail = (error: unknown): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.unref();
  worker.on("message", (answer: EmitAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    asked?.resolve(answer);
  });
  worker.on("error", fail);
  worker.on("exit", () => {
    fail(new Error("the thread that writes types and schemas has ended"));
  });
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        count += 1;
        waiting.set(count, { resolve, reject });
        worker.ref();
        worker.postMessage(order(count));
      }),
  };
}
