// The thread beside: makes the files of the versions that it is sent, in turn.
import { parentPort } from "node:worker_threads";
import { prepareEmitting } from "../emit/index.ts";
import type { EmitAnswer, EmitOrder } from "./emit-beside.ts";
import { emitHere } from "./emitter.ts";

const emitter = emitHere();
// What fails here fails again, and is reported, when a version is emitted.
prepareEmitting().catch(() => undefined);

parentPort?.on("message", (order: EmitOrder) => {
  void answer(order).then((made) => {
    parentPort?.postMessage(made);
  });
});

async function answer({ id, model, packageName }: EmitOrder): Promise<EmitAnswer> {
  try {
    return { id, made: await emitter.emit(model, packageName) };
  } catch (error) {
    return { id, error };
  }
}
