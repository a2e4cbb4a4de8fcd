// Emitted code under the three TypeScripts that users have, strict, with types that must and types that must not fit.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { versionFolder } from "../../src/emit/names.ts";
import { models } from "./fixtures.ts";
import { emitAll, install } from "./support.ts";

const root = mkdtempSync(join(tmpdir(), "hooksmith-types-"));
const project = join(import.meta.dirname, "..", "..");

beforeAll(async () => {
  const files = await emitAll(models);
  install(root, files);
  cpSync(join(project, "test", "types"), join(root, "types"), { recursive: true });
  writeFileSync(join(root, "types", "readme.ts"), readmeExample());
  writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023"],
    module: "nodenext",
    types: ["node"],
    typeRoots: [join(project, "node_modules", "@types")],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    noUnusedLocals: true,
    noEmit: true,
  };
  const versions = models.map(({ version }) => `generated/${versionFolder(version)}/*.ts`);
  writeFileSync(
    join(root, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["types/*.ts", "generated/index.ts", ...versions] }),
  );
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test.each([["typescript-5.9"], ["typescript"], ["typescript-7.0"]])(
  "%s accepts the emitted code and refuses what does not fit it",
  async (compiler) => {
    const tsc = join(project, "node_modules", compiler, "bin", "tsc");
    expect(await run(tsc, ["-p", root])).toEqual({ output: "", code: 0 });
  },
);

function readmeExample(): string {
  const readme = readFileSync(join(root, "generated", "README.md"), "utf8");
  const code = /^```ts\n([^]*?)^```$/m.exec(readme)?.[1];
  if (code === undefined) throw new Error("the README shows no example");
  return code;
}

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
