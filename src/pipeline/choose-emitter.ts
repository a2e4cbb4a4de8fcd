// Where the files of versions are made: in a thread of its own where the program is built; sources run in one.
import { existsSync } from "node:fs";
import { emitBeside } from "./emit-beside.ts";
import { type Emitter, emitHere } from "./emitter.ts";

/** For one run or several in a row. */
export function chooseEmitter(): Emitter {
  const script = new URL("./emit-worker.cjs", import.meta.url);
  return existsSync(script) ? emitBeside(script) : emitHere();
}
