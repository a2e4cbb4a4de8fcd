// Runs emitted checks: of one schema, as the emitter would write them.
import type { JsonObject } from "../../src/emit/json.ts";
import { compileChecks } from "../../src/emit/validators/compile-checks.ts";
import { PRELUDE } from "../../src/emit/validators/prelude.ts";

export interface Mismatch {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}
export type Check = (body: unknown, mode?: string) => readonly Mismatch[] | undefined;

export function isCheck(value: unknown): value is Check {
  return typeof value === "function";
}

/** The exports of a module that imports nothing. */
export async function load(code: string): Promise<Readonly<Record<string, unknown>>> {
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

export async function checkOf(schema: JsonObject, defs: JsonObject = {}): Promise<Check> {
  const checks = compileChecks(defs);
  const name = checks.nameOf(schema, "Body");
  const code = `${PRELUDE}\n${checks.code()}\nexport const check = (body, mode) => run(${name}, body, mode);`;
  const { check } = await load(code);
  if (!isCheck(check)) throw new Error("no check was emitted");
  return check;
}
