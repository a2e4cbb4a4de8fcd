// stubs from its command line: a project made, kept in step and checked, and what is refused.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run as runHere } from "../../src/cli/program.ts";
import { modelOf } from "../stubs/support.ts";
import { builtBinary, project, type Run } from "./support/binary.ts";
import { recorder } from "./support/recorder.ts";

const hooksmith = builtBinary();
let folder = "";
const hooks = () => join(folder, "hooks");
const built = (...args: readonly string[]): Run => hooksmith.run(["stubs", ...args], { cwd: folder });
/** In this process, which has loaded the compiler. */
const run = async (...args: readonly string[]): Promise<Run> => {
  const { console, written } = recorder();
  return { code: await runHere(["stubs", ...args], console), ...written };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-stubs-"));
  for (const model of [modelOf("1.0", ["chat_opened", "chat_closed"]), modelOf("1.1", ["chat_opened"])]) {
    const version = join(folder, "generated", `v${model.version}`);
    mkdirSync(version, { recursive: true });
    writeFileSync(join(version, "model.json"), JSON.stringify(model));
  }
  writeFileSync(join(folder, "generated/package.json"), JSON.stringify({ name: "@acme/hooks" }));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(project);
  rmSync(folder, { recursive: true, force: true });
});

test("a project is made, and is in step with its version", () => {
  expect(built("1.0", "--output", "hooks")).toEqual({
    code: 0,
    out: [
      'added    chat-closed.ts  "chat_closed" has no handler yet',
      'added    chat-opened.ts  "chat_opened" has no handler yet',
      "added    index.ts  wires the handlers",
      "",
    ].join("\n"),
    err: "",
  });
  expect(readFileSync(join(hooks(), "index.ts"), "utf8")).toContain('from "@acme/hooks/v1.0"');
  expect(built("1.0", "--output", "hooks", "--check")).toEqual({ code: 0, out: "", err: "" });
});

test("--check lists what is out of step, ends with 1 and writes nothing", async () => {
  expect(await run("1.0", "--output", "hooks", "--check")).toMatchObject({ code: 1, err: "3 files are out of step\n" });
  expect(readdirSync(folder)).toEqual(["generated"]);
  await run("1.0", "--output", "hooks");
  const { code, out } = await run("1.1", "--output", "hooks", "--check");
  expect(code).toBe(1);
  expect(out).toContain(
    'changed  chat-closed.ts  marks "chat_closed" as deprecated: version 1.1 has no such webhook\n',
  );
  expect(readFileSync(join(hooks(), "chat-closed.ts"), "utf8")).not.toContain("@deprecated");
});

test("a handler whose file was deleted is not brought back: the wiring says undefined", async () => {
  await run("1.0", "--output", "hooks");
  rmSync(join(hooks(), "chat-closed.ts"));
  expect(await run("1.0", "--output", "hooks")).toEqual({
    code: 0,
    out: 'changed  index.ts  leaves "chat_closed" without a handler: chat-closed.ts is gone\n',
    err: "",
  });
  const wiring = readFileSync(join(hooks(), "index.ts"), "utf8");
  expect(wiring).toContain("chat_closed: undefined,");
  expect(wiring).not.toContain("./chat-closed");
  expect(await run("1.0", "--output", "hooks", "--check")).toEqual({ code: 0, out: "", err: "" });
  expect(readdirSync(hooks()).sort()).toEqual(["chat-opened.ts", "index.ts"]);
});

test("--only writes the handlers of these webhooks, which have to be documented", async () => {
  const { code, out } = await run("1.0", "--output", "hooks", "--only", "chat_opened", "--json");
  expect({ code, paths: JSON.parse(out).edits.map(({ path }: { path: string }) => path) }).toEqual({
    code: 0,
    paths: ["chat-opened.ts", "index.ts"],
  });
  expect(await run("1.0", "--output", "hooks", "--only", "chat_opend")).toMatchObject({
    code: 2,
    err: 'version 1.0 has no webhook "chat_opend", did you mean chat_opened or chat_closed?\n',
  });
});

test("--package names another package", async () => {
  await run("1.0", "--output", "hooks", "--package", "livehooks");
  expect(readFileSync(join(hooks(), "chat-opened.ts"), "utf8")).toContain('from "livehooks/v1.0"');
});

test("a file that is no TypeScript ends with 2 and its place, after the others were written", async () => {
  mkdirSync(hooks());
  writeFileSync(join(hooks(), "chat-opened.ts"), "export const handle = {{{");
  const { code, err } = await run("1.0", "--output", "hooks");
  expect(code).toBe(2);
  expect(err).toMatch(/^hooks\/chat-opened\.ts:1:\d+ {2}error {2}stubs\/not-typescript/);
  expect(readFileSync(join(hooks(), "chat-opened.ts"), "utf8")).toBe("export const handle = {{{");
  expect(readdirSync(hooks()).sort()).toEqual(["chat-closed.ts", "chat-opened.ts", "index.ts"]);
});

test.each<[string, { given: () => string[]; want: RegExp }]>([
  ["no --output", { given: () => ["1.0"], want: /required option '--output <dir>'/ }],
  ["a version that is not there", { given: () => ["1.2", "--output", "hooks"], want: /did you mean/ }],
  [
    "a name that is no package's",
    { given: () => ["1.0", "--output", "hooks", "--package", '"; x'], want: /no name of a package/ },
  ],
  [
    "a folder that is a link",
    {
      given: () => {
        symlinkSync(folder, hooks());
        return ["1.0", "--output", "hooks"];
      },
      want: /is a symbolic link/,
    },
  ],
  [
    "a file for a folder",
    {
      given: () => {
        writeFileSync(hooks(), "");
        return ["1.0", "--output", "hooks"];
      },
      want: /is no folder/,
    },
  ],
])("%s is refused with 2", async (_name, { given, want }) => {
  const { code, out, err } = await run(...given());
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(want);
});
