// The emitted v3.6 of the project's own pages under the three TypeScripts that users have: its structures narrow as documented.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readOwnVersions } from "../support/versions.ts";
import { emitAll, install } from "./support.ts";

const root = mkdtempSync(join(tmpdir(), "hooksmith-structures-"));
const project = join(import.meta.dirname, "..", "..");

beforeAll(async () => {
  const model = (await readOwnVersions(["3.6"])).get("3.6")?.model;
  if (model === undefined) throw new Error("v3.6 could not be read");
  install(root, await emitAll([model]));
  cpSync(join(project, "test", "types", "v3.6"), join(root, "types"), { recursive: true });
  writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023", "dom"],
    module: "nodenext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    noEmit: true,
  };
  writeFileSync(
    join(root, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["types/*.ts", "generated/v3.6/*.ts"] }),
  );
}, 120_000);
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test.each([["typescript-5.9"], ["typescript"], ["typescript-7.0"]])(
  "%s narrows events, users and changes, and keeps unknown variants apart",
  { timeout: 120_000 },
  async (compiler) => {
    const tsc = join(project, "node_modules", compiler, "bin", "tsc");
    expect(await run(tsc, ["-p", root])).toEqual({ output: "", code: 0 });
  },
);

function run(tsc: string, args: readonly string[]): Promise<{ output: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, ...args], { cwd: root });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ output, code });
    });
  });
}
