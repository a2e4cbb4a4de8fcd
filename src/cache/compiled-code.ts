// Loads the program with what V8 compiled of it in an earlier run: compiling it anew takes a tenth of a short run's time.
import { isAscii } from "node:buffer";
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { hashOf } from "./hash.ts";
import { readSealed, seal } from "./sealed.ts";
import { writeWhole } from "./write-whole.ts";

export interface CompiledOptions {
  /** The cache; undefined for none. */
  readonly folder: string | undefined;
  /** What runs in this process is to be kept, where nothing is yet. */
  readonly keeps: boolean;
  readonly onDamage: (file: string) => void;
}

/** The exports of a CommonJS script, which is run once a process. */
export function loadScript(path: string, options: CompiledOptions): unknown {
  const require = createRequire(path);
  const known = require.cache[path];
  if (known !== undefined) return known.exports;
  const bytes = readFileSync(path);
  const file = options.folder === undefined ? undefined : join(options.folder, `code-${keyOf(bytes)}.bin`);
  const cachedData = file === undefined ? undefined : readSealed(file, options.onDamage);
  const script = new Script(`${HEAD}${textOf(bytes)}\n})`, {
    filename: path,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = new Module(path);
  require.cache[path] = module;
  const run: unknown = script.runInThisContext();
  if (typeof run !== "function") throw new Error("internal: a script that is no function");
  run(module.exports, require, module, path, dirname(path));
  if (file !== undefined && cachedData === undefined && options.keeps) {
    process.once("exit", () => {
      writeWhole(file, seal(script.createCachedData()));
    });
  }
  return module.exports;
}

const HEAD = "(function (exports, require, module, __filename, __dirname) {";

/** Bundled scripts are ASCII, which is read sooner as what it also is. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

/** V8 itself looks at no more of the code than its length. */
function keyOf(code: Uint8Array): string {
  return hashOf(
    JSON.stringify([process.version, process.arch, process.execArgv, process.env["NODE_OPTIONS"], HEAD, hashOf(code)]),
  );
}
