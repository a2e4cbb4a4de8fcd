// The same pages give the same bytes: twice in a process, in any order, at any path; and every sample obeys its own schema.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { generate } from "../../src/pipeline.ts";
import { docsInput } from "../support/pages.ts";

type Files = ReadonlyMap<string, string>;

let root = "";
let input = "";
let register: { readonly list: Entry[]; readonly rest: Entry };
let first: Files;

/** The project's pages; each correction names its versions one by one, so that it means the same in any order of them. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "hooksmith-purity-"));
  input = join(root, "input");
  await cp(docsInput, input, { recursive: true });
  register = listIn(await readFile(join(input, "sources.yaml"), "utf8"), "versions");
  const corrections = listIn(await readFile(join(input, "corrections.yaml"), "utf8"), "corrections");
  const order = register.list.map((one) => String(one["version"]));
  const named = corrections.list.map((one) => ({ ...one, versions: oneByOne(one["versions"], order) }));
  await writeFile(join(input, "corrections.yaml"), stringify({ corrections: named }));
  first = await generated("first", input);
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("the same pages give the same bytes", () => {
  test("there is something to compare, and nothing says where it was made", () => {
    expect([...first.keys()].filter((path) => path.endsWith("/model.json")).length).toBeGreaterThan(3);
    expect([...first].filter(([, content]) => content.includes(root))).toEqual([]);
  });

  test("twice in one process, the second time from another folder, as long as its name may be", async () => {
    const moved = join(root, "a much longer folder", "docs");
    await cp(input, moved, { recursive: true });
    expectSame(await generated("moved", moved), first);
  });

  test("with the register's versions in another order, each version's folder", async () => {
    const shuffled = join(root, "shuffled-input");
    await cp(input, shuffled, { recursive: true });
    await writeFile(
      join(shuffled, "sources.yaml"),
      stringify({ ...register.rest, versions: register.list.toReversed() }),
    );
    const inFolders = (files: Files): Files => new Map([...files].filter(([path]) => /^v\d/.test(path)));
    expectSame(inFolders(await generated("shuffled", shuffled)), inFolders(first));
  });

  test("one version alone, as among all", async () => {
    const folders = [...new Set([...first.keys()].flatMap((path) => /^(v\d[^/]*)\//.exec(path)?.[1] ?? []))];
    const [folder = ""] = folders;
    const alone = await generated("alone", input, [folder]);
    const mine = new Map([...first].filter(([path]) => path.startsWith(`${folder}/`)));
    expectSame(new Map([...alone].filter(([path]) => /^v\d/.test(path))), mine);
  });
});

describe("every generated sample is valid", () => {
  test("against the schema of its webhook and that of all of them", () => {
    const folders = new Set([...first.keys()].flatMap((path) => /^(v\d[^/]*)\/samples\//.exec(path)?.[1] ?? []));
    expect(folders.size).toBeGreaterThan(3);
    for (const folder of folders) expect(invalidIn(folder), folder).toEqual([]);
  });
});

function invalidIn(folder: string): readonly unknown[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true, ownProperties: true });
  formats.default(ajv);
  const schemas = [...first].filter(([path]) => path.startsWith(`${folder}/schemas/`));
  const checks = new Map(
    schemas.map(([path, content]) => {
      const schema: unknown = JSON.parse(content);
      if (typeof schema !== "object" || schema === null) throw new Error(`${path} is no schema`);
      return [nameOf(path), ajv.compile(schema)] as const;
    }),
  );
  const samples = [...first].filter(([path]) => path.startsWith(`${folder}/samples/`));
  expect(samples.length).toBeGreaterThanOrEqual(checks.size - 1);
  return samples.flatMap(([path, content]) => {
    const body: unknown = JSON.parse(content);
    const own = checks.get(nameOf(path)) ?? checks.get(nameOf(path).replace(/[-.]\d+$/, ""));
    const all = checks.get("webhooks");
    return [own, all].flatMap((check): readonly unknown[] =>
      check === undefined ? [{ path, why: "no schema" }] : check(body) ? [] : [{ path, why: check.errors }],
    );
  });
}

function nameOf(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/(?:\.schema)?\.json$/, "");
}

function expectSame(files: Files, wanted: Files): void {
  expect([...files.keys()]).toEqual([...wanted.keys()]);
  for (const [path, content] of files) expect(content === wanted.get(path) ? "" : path).toBe("");
}

type Entry = Readonly<Record<string, unknown>>;

function listIn(text: string, name: string): { readonly list: Entry[]; readonly rest: Entry } {
  const found: unknown = parse(text);
  const rest = isEntry(found) ? found : {};
  const list = rest[name];
  if (!Array.isArray(list)) throw new Error(`the file lists no ${name}`);
  return { list: list.filter(isEntry), rest };
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null;
}

/** A range counts in the register's order: in another order it must be written out. */
function oneByOne(versions: unknown, order: readonly string[]): unknown {
  if (Array.isArray(versions) || !isEntry(versions)) return versions;
  const first = versions["from"] === undefined ? 0 : order.indexOf(String(versions["from"]));
  const last = versions["to"] === undefined ? order.length : order.indexOf(String(versions["to"]));
  return order.slice(first, last + 1);
}

async function generated(name: string, input: string, only?: readonly string[]): Promise<Files> {
  const output = join(root, name);
  const result = await generate({ input, output, ...(only === undefined ? {} : { only }) });
  if (result.problem !== undefined) throw new Error(result.problem.message);
  expect(result.versions.filter(({ errors }) => errors > 0)).toEqual([]);
  const entries = await readdir(output, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(output.length + 1))
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(output, path), "utf8")] as const)),
  );
}
