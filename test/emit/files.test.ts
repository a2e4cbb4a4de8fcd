// The files of a version and of the package: which there are, what they say, and that the same model gives the same bytes.
import { join } from "node:path";
import { buildSync } from "esbuild";
import { transpileModule } from "typescript";
import { describe, expect, test } from "vitest";
import { emitPackage } from "../../src/emit/emit-package.ts";
import { emitVersion } from "../../src/emit/emit-version.ts";
import { modelJson } from "../../src/emit/model-json.ts";
import type { Model, TypeNode } from "../../src/model/model.ts";
import { share } from "../hostile/share.ts";
import { empty, everything, hostile, model, models, small, string, webhook } from "./fixtures.ts";
import { filesOf, PACKAGE } from "./support.ts";

const golden = (name: string): string => join(import.meta.dirname, "goldens", name);

test.each([
  ["types.ts", "types.ts.txt"],
  ["schemas/queue_left.schema.json", "queue_left.schema.json"],
  ["model.json", "model.json"],
])("a small version's %s reads as reviewed", async (path, name) => {
  await expect((await filesOf(small)).get(path)).toMatchFileSnapshot(golden(name));
});

test("a version holds what the contract says, below its own folder", async () => {
  const files = await emitVersion(small, { packageName: PACKAGE });
  expect(files.map(({ path }) => path)).toEqual([
    "v0.1/asyncapi.json",
    "v0.1/handlers.ts",
    "v0.1/index.ts",
    "v0.1/model.json",
    "v0.1/openapi.json",
    "v0.1/samples/queue_left.json",
    "v0.1/schemas.d.ts",
    "v0.1/schemas.js",
    "v0.1/schemas/queue_left.schema.json",
    "v0.1/schemas/webhooks.schema.json",
    "v0.1/testing.ts",
    "v0.1/types.ts",
    "v0.1/validators.d.ts",
    "v0.1/validators.js",
  ]);
});

test.each(models.map(({ version }, index) => [version, index] as const))(
  "version %s gives the same bytes twice",
  async (_, index) => {
    const given = models[index] ?? empty;
    const again: Model = JSON.parse(JSON.stringify(given));
    expect(await emitVersion(again, { packageName: PACKAGE })).toEqual(
      await emitVersion(given, { packageName: PACKAGE }),
    );
  },
);

test("every path is made of safe characters, and no two differ only in case", async () => {
  const paths = (await emitVersion(hostile, { packageName: "@x/../../y" })).map(({ path }) => path);
  for (const path of paths) expect(path).toMatch(/^v6\.7\/(?:[a-z]+\/)?[a-z0-9_](?:[a-z0-9_.-]{0,130}[a-z0-9_])?$/);
  expect(new Set(paths).size).toBe(paths.length);
});

describe("model.json", () => {
  test("is the model, whatever the order its objects were made in", () => {
    const text = modelJson(everything);
    expect(JSON.parse(text)).toEqual(everything);
    expect(modelJson(JSON.parse(text))).toBe(text);
    expect(modelJson(JSON.parse(JSON.stringify(reversed(everything))))).toBe(text);
  });

  test("keeps the order of a sample's members", () => {
    const text = modelJson(
      model("1", { webhooks: [webhook("a", string, [{ z: 1, a: { name: 1, kind: 2, at: { z: 1, b: 2 } } }])] }),
    );
    expect(text.replace(/\s/g, "")).toContain('{"z":1,"a":{"name":1,"kind":2,"at":{"z":1,"b":2}}}');
  });
});

/** Members of all objects but samples in the opposite order. */
function reversed(value: unknown, key = ""): unknown {
  if (key === "body" || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => reversed(item));
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, reversed(member, name)])
      .reverse(),
  );
}

test("nothing heavy is loaded before something is emitted", () => {
  const { metafile } = buildSync({
    entryPoints: ["emit-version.ts", "emit-package.ts", "write-output.ts"].map((name) =>
      join(import.meta.dirname, "..", "..", "src", "emit", name),
    ),
    outdir: "out",
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
  });
  const apart = "src/emit/type-libraries.ts";
  const imports = Object.entries(metafile.inputs).flatMap(([path, input]) => (path === apart ? [] : input.imports));
  const heavy = imports.filter(
    ({ external, path }) => path === apart || (external === true && !path.startsWith("node:")),
  );
  expect(heavy.map(({ path, kind }) => `${kind} ${path}`)).toEqual([`dynamic-import ${apart}`]);
});

test("a type nested hundreds of levels deep is cut, and the cut is told", async () => {
  let deep: TypeNode = string;
  for (let depth = 0; depth < share(1000); depth += 1) deep = { kind: "array", items: deep };
  const files = await filesOf(model("1", { webhooks: [webhook("deep", deep, [])] }));
  expect(files.get("types.ts")).toMatch(/export type DeepPayload =\s+unknown\[\]/);
  expect(files.get("schemas/deep.schema.json")).toContain("nested deeper than 100 levels");
});

describe("the package", () => {
  const emit = async (existing: { packageJson?: string; changelog?: string } = {}): Promise<Map<string, string>> => {
    const files = emitPackage([small, everything], { name: PACKAGE, existing });
    return new Map(files.map(({ path, content }) => [path, content]));
  };

  test.each([
    ["has none yet", undefined, "0.1.0"],
    ["has one", '{"version":"2.3.4-rc.1"}', "2.3.4-rc.1"],
    ["has one that is no version", '{"version":"latest; rm -rf"}', "0.1.0"],
    ["can't be read", "{", "0.1.0"],
  ])("keeps its version number; where it %s, that is %j", async (_, packageJson, want) => {
    const files = await emit(packageJson === undefined ? {} : { packageJson });
    expect(JSON.parse(files.get("package.json") ?? "")).toMatchObject({
      version: want,
      type: "module",
      sideEffects: false,
    });
  });

  test("marks itself as generated and opens each version as a subpath, types first", async () => {
    const manifest: { exports: Record<string, object>; hooksmith: unknown } = JSON.parse(
      (await emit()).get("package.json") ?? "",
    );
    expect(manifest.hooksmith).toEqual({ versions: ["0.1", "9.1-preview"] });
    expect(Object.keys(manifest.exports["./v9.1-preview"] ?? {})).toEqual(["types", "default"]);
  });

  test("keeps a changelog that is there", async () => {
    expect((await emit({ changelog: "mine" })).get("CHANGELOG.md")).toBe("mine");
    expect((await emit()).get("CHANGELOG.md")).toMatch(/^# Changelog/);
  });

  test("gives each version a namespace", async () => {
    expect((await emit()).get("index.ts")).toContain('export type * as v9_1_preview from "./v9.1-preview/types.js";');
  });

  test("lists its versions", async () => {
    expect((await emit()).get("README.md")).toContain("| stable | 8 | 5 | `v9.1-preview` |");
  });
});

describe("handlers.ts at run time", () => {
  const load = async (given: Model): Promise<Record<string, unknown>> => {
    const code = transpileModule((await filesOf(given)).get("handlers.ts") ?? "", {
      compilerOptions: { module: 99, target: 9, verbatimModuleSyntax: true },
    }).outputText;
    return import(`data:text/javascript,${encodeURIComponent(code)}`);
  };

  test("tells the documented names and webhooks from any others", async () => {
    const { isKnownWebhook, isWebhookName } = await load(hostile);
    if (typeof isKnownWebhook !== "function" || typeof isWebhookName !== "function") throw new Error("not emitted");
    for (const name of ["a_b", "A_B", "toString"]) {
      expect([name, isWebhookName(name), isKnownWebhook({ action: name })]).toEqual([name, true, true]);
    }
    for (const name of ["hasOwnProperty", "valueOf", 1, undefined]) {
      expect([name, isWebhookName(name), isKnownWebhook({ action: name })]).toEqual([name, false, false]);
    }
    for (const body of [{}, [], null, "a_b", Object.create({ action: "a_b" })]) {
      expect(isKnownWebhook(body)).toBe(false);
    }
  });
});
