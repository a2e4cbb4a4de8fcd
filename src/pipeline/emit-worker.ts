// The thread beside: makes the files of the versions that it is sent, in turn.
import { parentPort, workerData } from "node:worker_threads";
import { prepareEmitting } from "../emit/index.ts";
import type { EmitAnswer, EmitOrder, WorkerSettings } from "./emit-beside.ts";
import { emitHere } from "./emitter.ts";
import { readFormatted, writeFormatted } from "./formatted-cache.ts";

const { formatted: place }: WorkerSettings = workerData;
const damaged: string[] = [];
const formatted = place === undefined ? new Map<string, string>() : readFormatted(place, (file) => damaged.push(file));
let kept = formatted.size;
const emitter = emitHere(formatted);
// After an edit nearly all declarations are known. What fails here fails again, and is told, when a version is emitted.
if (kept === 0) prepareEmitting().catch(() => undefined);

parentPort?.on("message", (order: EmitOrder) => {
  void answer(order).then((told) => {
    parentPort?.postMessage(told);
  });
});

async function answer(order: EmitOrder): Promise<EmitAnswer> {
  const { id } = order;
  try {
    if (order.kind === "emit") return { id, made: await emitter.emit(order.model, order.packageName) };
    if (place !== undefined && formatted.size > kept) writeFormatted(place, formatted);
    kept = formatted.size;
    return { id, damaged: damaged.splice(0) };
  } catch (error) {
    return { id, error };
  }
}
