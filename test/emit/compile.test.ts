// Emitted code under the three TypeScripts that users have, strict, with types that must and types that must not fit: of the
// models of the tests, and v3.6 of the project's own pages, whose structures narrow as documented.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { versionFolder } from "../../src/emit/names.ts";
import type { Model } from "../../src/model/model.ts";
import { compilers, typeCheck } from "../support/type-check.ts";
import { readOwnVersions } from "../support/versions.ts";
import { models } from "./fixtures.ts";
import { emitAll, install } from "./support.ts";

const root = mkdtempSync(join(tmpdir(), "hooksmith-types-"));
const project = join(import.meta.dirname, "..", "..");
/** The compiler's own libraries are not checked: they are not emitted, and take longer than all that is. */
const strict = {
  ...{ target: "es2022", module: "nodenext", strict: true, skipDefaultLibCheck: true, noEmit: true },
  ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true },
  ...{ isolatedModules: true, erasableSyntaxOnly: true },
};

beforeAll(async () => {
  const fixtures = await layOut("fixtures", models, "test/types");
  writeFileSync(join(fixtures, "types", "readme.ts"), readmeExample(fixtures));
  configure(fixtures, {
    compilerOptions: {
      ...{ ...strict, lib: ["es2023"], types: ["node"], typeRoots: [join(project, "node_modules", "@types")] },
      ...{ noImplicitOverride: true, noUnusedLocals: true },
    },
    include: ["types/*.ts", "generated/index.ts", ...models.map(sourcesOf)],
  });

  const model = (await readOwnVersions(["3.6"])).get("3.6")?.model;
  if (model === undefined) throw new Error("v3.6 could not be read");
  configure(await layOut("structures", [model], "test/types/v3.6"), {
    compilerOptions: { ...strict, lib: ["es2023", "dom"], types: [] },
    include: ["types/*.ts", sourcesOf(model)],
  });
}, 120_000);
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test.each(compilers)(
  "%s accepts the emitted code, refuses what does not fit it, and keeps unknown variants of structures apart",
  { timeout: 120_000 },
  async (compiler) => {
    expect(await typeCheck(compiler, ["fixtures", "structures"], root)).toEqual({ output: "", code: 0 });
  },
);

/** A folder with the package of these models, and with the code that uses it. */
async function layOut(name: string, versions: readonly Model[], uses: string): Promise<string> {
  const folder = join(root, name);
  install(folder, await emitAll(versions));
  cpSync(join(project, uses), join(folder, "types"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return folder;
}

function sourcesOf({ version }: Model): string {
  return `generated/${versionFolder(version)}/*.ts`;
}

function configure(folder: string, config: object): void {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
}

function readmeExample(folder: string): string {
  const readme = readFileSync(join(folder, "generated", "README.md"), "utf8");
  const code = /^```ts\n([^]*?)^```$/m.exec(readme)?.[1];
  if (code === undefined) throw new Error("the README shows no example");
  return code;
}
