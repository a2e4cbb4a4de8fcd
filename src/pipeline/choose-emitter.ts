// Where the files of versions are made: in a thread of its own where the program is built; sources run in one.
import { existsSync } from "node:fs";
import { emitBeside } from "./emit-beside.ts";
import { type Emitter, emitHere } from "./emitter.ts";
import { formattedPlace } from "./formatted-cache.ts";
import type { CachePlace } from "./cache-place.ts";

/** For one run or several in a row. `memory` is where formatted code is kept between programs' runs; undefined for nowhere. */
export function chooseEmitter(memory: CachePlace | undefined): Emitter {
  const script = new URL("./emit-worker.cjs", import.meta.url);
  return existsSync(script) ? emitBeside(script, { formatted: memory && formattedPlace(memory) }) : emitHere();
}
