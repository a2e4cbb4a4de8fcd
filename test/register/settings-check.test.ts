// The checks of settings: their schemas are sound, and what the build compiles of them judges as they do.
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsAjv, type SettingsSchema } from "../../src/register/settings-ajv.ts";
import { settingsCheck } from "../../src/register/settings-check.ts";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const cache = join(project, "node_modules", ".cache");
let folder = "";
let check = settingsCheck;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "settings-check-"));
  const plugin = pathToFileURL(join(project, "scripts/compile-settings-checks.mjs")).href;
  const { compileSettingsChecks } = await import(plugin);
  const outfile = join(folder, "checks.mjs");
  await build({
    stdin: {
      contents: `export { settingsCheck } from "./settings-check.ts";`,
      resolveDir: join(project, "src/register"),
    },
    absWorkingDir: project,
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    plugins: [compileSettingsChecks()],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  ({ settingsCheck: check } = await import(pathToFileURL(outfile).href));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each<SettingsSchema>(["sources", "corrections", "decisions"])("the schema of %s is one", (name) => {
  const schema = settingsAjv({ all: true }).getSchema(name)?.schema;
  const ajv = new Ajv2020({ discriminator: true, allowUnionTypes: true, strictTypes: false });
  ajv.addFormat("date", true);
  expect(ajv.validateSchema(schema ?? false)).toBe(true);
  expect(() => ajv.compile(schema ?? false)).not.toThrow();
});

describe("what the build compiles", () => {
  const page = { kind: "webhooks", file: "a.md" };
  const version = { version: "3.5", status: "stable", pages: [page] };
  const sources = { package: "a", versions: [version] };
  const correction = { id: "a", why: "b", versions: "all" };
  const values: readonly (readonly [SettingsSchema, unknown])[] = [
    ["sources", sources],
    ["sources", null],
    ["sources", {}],
    ["sources", { ...sources, package: "A B", other: 1 }],
    ["sources", { ...sources, versions: [] }],
    ["sources", { ...sources, versions: [{ ...version, version: 3.5, status: "old" }, { pages: [] }] }],
    [
      "sources",
      { ...sources, versions: [{ ...version, pages: [{ ...page, revised: "2021-13-01", url: "ftp://a" }] }] },
    ],
    ["sources", { ...sources, versions: [{ ...version, pages: [{ ...page, revised: "2021-09-01" }] }] }],
    ["corrections", { corrections: [] }],
    ["corrections", { corrections: [correction, { ...correction, type: { kind: "enum", values: ["a", "a"] } }] }],
    [
      "corrections",
      {
        corrections: [
          { ...correction, type: { kind: "other" } },
          { ...correction, id: "" },
        ],
      },
    ],
    ["decisions", { renames: [], acceptances: [{ until: "tomorrow" }] }],
    ["decisions", []],
  ];

  test.each([true, false])("judges as the schemas do, with the same errors; all of them: %s", (all) => {
    expect(check).not.toBe(settingsCheck);
    for (const [name, value] of values) {
      const wanted = settingsCheck(name, all);
      const found = check(name, all);
      expect([found(value), found.errors]).toEqual([wanted(value), wanted.errors]);
    }
    expect(values.filter(([name, value]) => check(name, all)(value))).toHaveLength(3);
  });
});
