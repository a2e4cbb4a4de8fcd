// Emitting in a thread beside gives what emitting here gives, and tells what fails there.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modelJson } from "../../src/emit/model-json.ts";
import { emitBeside } from "../../src/pipeline/emit-beside.ts";
import { emitHere } from "../../src/pipeline/emitter.ts";
import { builtBinary } from "../cli/support/binary.ts";
import { small } from "../emit/fixtures.ts";

const binary = builtBinary();
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-emitter-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const built = (): URL => pathToFileURL(join(dirname(binary.path()), "emit-worker.cjs"));

function script(name: string, code: string): URL {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import { parentPort } from "node:worker_threads";\n${code}\n`);
  return pathToFileURL(path);
}

describe("a thread beside", () => {
  test("makes the bytes that this thread makes, for several versions at once", async () => {
    const here = emitHere();
    const beside = emitBeside(built());
    const models = [small, { ...small, version: "9.9" }];
    const made = await Promise.all(models.map((model) => beside.emit(modelJson(model), "@example/parcels")));
    const wanted = await Promise.all(models.map((model) => here.emit(modelJson(model), "@example/parcels")));
    expect(made.map(({ files }) => files)).toEqual(wanted.map(({ files }) => files));
  });

  test.each<[string, string]>([
    ["that breaks at its start", `throw new Error("broken");`],
    ["that ends", `parentPort.on("message", () => process.exit());`],
  ])("%s leaves the work to this one", async (name, code) => {
    const beside = emitBeside(script(name.replaceAll(" ", "-"), code));
    beside.prepare();
    const { files } = await emitHere().emit(modelJson(small), "@example/parcels");
    expect((await beside.emit(modelJson(small), "@example/parcels")).files).toEqual(files);
    expect((await beside.emit(modelJson(small), "@example/parcels")).files).toEqual(files);
  });

  test("that can't be started leaves the work to this one", async () => {
    const beside = emitBeside(new URL("https://example.com/no-file.js"));
    beside.prepare();
    expect((await beside.emit(modelJson(small), "@example/parcels")).files.length).toBeGreaterThan(0);
  });

  test("whose work fails tells why", async () => {
    const code = `parentPort.on("message", ({ id }) => parentPort.postMessage({ id, error: new Error("no types") }));`;
    const beside = emitBeside(script("fails", code));
    await expect(beside.emit(modelJson(small), "@example/parcels")).rejects.toThrow("no types");
    await expect(beside.emit(modelJson(small), "@example/parcels")).rejects.toThrow("no types");
  });
});
