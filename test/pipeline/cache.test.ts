// What is remembered of a run of generate: used where nothing has changed, never where anything has.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asManifest, readRequest } from "../../src/pipeline/unchanged.ts";
import { entryBytes, hashOf, readEntry } from "../../src/pipeline/cache.ts";
import { asVersionResult } from "../../src/pipeline/version-cache.ts";
import { type Run, builtBinary, plainEnvironment } from "../cli/support/binary.ts";

const binary = builtBinary({ own: true });
let folder = "";

const page = (name: string) => `# Webhooks

### ${name}

| Field | Notes |
| --- | --- |
| \`id\` | Optional |

\`\`\`json
{ "action": "${name}", "payload": { "id": "a1", "count": 1, } }
\`\`\`
`;
const REGISTER = `package: "@example/parcels"
versions:
  - version: "1.0"
    status: stable
    pages: [{ kind: webhooks, file: one.mdx, samples: samples }]
  - version: "2.0"
    status: preview
    pages: [{ kind: webhooks, file: two.md }, { kind: structures, file: structures.md }]
`;
/** With a comma too many, so that it has a finding and a repair of its own. */
const STRUCTURES = `# Structures

## Parcel

| Field | Required | Data type | Notes |
| --- | --- | --- | --- |
| \`id\` | yes | \`string\` | Told by the sender |
| \`weight\` | no | \`number\` | In grams |

\`\`\`json
{ "id": "a1", "weight": 20, }
\`\`\`
`;

function put(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

const cache = (): string => join(folder, "cache");
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Run =>
  binary.run(args, { cwd: folder, env: { HOOKSMITH_CACHE: cache(), ...env } });

/** Stands in the place of the remembered answer, so that one that is made anew can be told from it. */
const MARK = "said from memory";
let memory: readonly (readonly [file: string, content: Uint8Array])[] = [];

/** Of a run the same entry with another answer; any other entry as it is. */
function marked(file: string): Uint8Array {
  if (!basename(file).startsWith("run-")) return readFileSync(file);
  const { key, body: whole } = partsOf(file);
  const manifest: object = JSON.parse(whole);
  const body = JSON.stringify({
    ...manifest,
    answer: { exitCode: 0, out: "", coloredErr: `\u001b[1m${MARK}\u001b[22m\n` },
  });
  return entryBytes(key, body);
}

/** The cache as the first run left it. */
let whole: typeof memory = [];

/** Brings back what was remembered, whatever a test made of it. */
function remind(): void {
  for (const [file, content] of memory) writeFileSync(file, content);
}

function runFiles(): readonly string[] {
  return readdirSync(cache())
    .filter((name) => name.startsWith("run-"))
    .map((name) => join(cache(), name));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-cache-"));
  mkdirSync(join(folder, "docs-input", "samples", "deep"), { recursive: true });
  put("docs-input/sources.yaml", REGISTER);
  put("docs-input/corrections.yaml", "corrections: []\n");
  put("docs-input/one.mdx", page("parcel_moved"));
  put("docs-input/two.md", page("parcel_lost"));
  put("docs-input/structures.md", STRUCTURES);
  put("docs-input/samples/deep/spare.json", "{}");
  const { code, err } = run(["generate"]);
  if (code !== 0) throw new Error(err);
  memory = runFiles().map((file) => [file, marked(file)]);
  whole = names().map((file) => [file, readFileSync(file)]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(remind);

const LONG = "the long way\n";
let entry = "";

/** The program's entry as it is, with nothing behind it but a word: whether memory is asked needs no more. */
function ask(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...plainEnvironment(), HOOKSMITH_CACHE: cache(), ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  const alone = mkdtempSync(join(tmpdir(), "hooksmith-entry-"));
  entry = join(alone, "hooksmith.cjs");
  copyFileSync(binary.path(), entry);
  writeFileSync(join(alone, "start.cjs"), `exports.start = () => console.error(${JSON.stringify(LONG.trim())});`);
  return () => {
    rmSync(alone, { recursive: true, force: true });
  };
});

describe("where nothing has changed", () => {
  test.each([[["generate"]], [["generate", "--check"]], [["generate", "--output", "generated", "--check"]]])(
    "%j is said from memory, without colours where none are wanted",
    (args) => {
      expect(run(args)).toEqual({ code: 0, out: "", err: `${MARK}\n` });
      expect(run(args, { FORCE_COLOR: "1" }).err).toBe(`\u001b[1m${MARK}\u001b[22m\n`);
    },
  );

  test("memory says what a run without it says, and ends as it ends, but for the time", { timeout: 300_000 }, () => {
    rmSync(cache(), { recursive: true });
    const timeless = ({ err, ...rest }: Run): Run => ({ ...rest, err: err.replace(/ +(?:time|\d+ ms)/g, " time") });
    for (const args of [
      ["generate", "--check"],
      ["generate", "--check", "--json"],
      ["generate", "--check", "--strict"],
    ]) {
      const without = run([...args, "--no-cache"]);
      run(args);
      expect(runFiles().length).toBeGreaterThan(0);
      const again = run(args);
      expect(timeless({ ...again, out: again.out.replace(/"milliseconds": [\d.]+/g, "") })).toEqual(
        timeless({ ...without, out: without.out.replace(/"milliseconds": [\d.]+/g, "") }),
      );
    }
  });

  test("a file that was written again with the same content makes no difference, and is looked at by its stamps next time", async () => {
    const file = join(folder, "docs-input", "one.mdx");
    writeFileSync(file, readFileSync(file));
    utimesSync(file, 1_000_000_000, 1_000_000_000);
    const before = memory.map(([path]) => readFileSync(path, "utf8"));
    // Stamps younger than a fifth of a second prove nothing, and are not remembered.
    await setTimeout(300);
    expect(run(["generate", "--check"]).err).toContain(MARK);
    expect(memory.map(([path]) => readFileSync(path, "utf8"))).not.toEqual(before);
    expect(run(["generate", "--check"]).err).toContain(MARK);
  });
});

describe("memory is not asked", () => {
  test.each<[string, { given: readonly string[]; env?: Record<string, string> }]>([
    ["with --no-cache", { given: ["generate", "--check", "--no-cache"] }],
    ["with --timing", { given: ["generate", "--check", "--timing"] }],
    ["for another working of the same pages", { given: ["generate", "--check", "--strict"] }],
    ["for other versions", { given: ["generate", "--check", "--only", "1.0"] }],
    ["for help", { given: ["generate", "--help"] }],
    ["for a wrong option", { given: ["generate", "--chekc"] }],
    ["with another cache", { given: ["generate", "--check"], env: { HOOKSMITH_CACHE: "elsewhere" } }],
  ])("%s", (_, { given, env }) => {
    expect(ask(given, env).err).not.toContain(MARK);
  });

  type Change = () => () => void;
  const edit =
    (path: string, change: (text: string) => string): Change =>
    () => {
      const before = readFileSync(join(folder, path), "utf8");
      put(path, change(before));
      return () => put(path, before);
    };
  const add =
    (path: string): Change =>
    () => {
      put(path, "{}");
      return () => rmSync(join(folder, path));
    };
  const remove =
    (path: string): Change =>
    () => {
      const before = readFileSync(join(folder, path));
      rmSync(join(folder, path));
      return () => put(path, before.toString());
    };
  const oneByte = (text: string): string => text.replace(/e/, "o");

  test.each<[string, Change]>([
    ["after an edit of a page that keeps its size", edit("docs-input/two.md", oneByte)],
    ["after an edit that leaves the page's time as it was", keepingTime(edit("docs-input/two.md", oneByte))],
    ["after an edit of the register", edit("docs-input/sources.yaml", (text) => text.replace("stable", "legacy"))],
    ["after an edit of the corrections", edit("docs-input/corrections.yaml", (text) => `${text}# changed\n`)],
    [
      "after decisions have come",
      () => {
        put("docs-input/decisions.yaml", "renames: []\n");
        return () => rmSync(join(folder, "docs-input/decisions.yaml"));
      },
    ],
    ["after a page has gone", remove("docs-input/two.md")],
    ["after a sample has come", add("docs-input/samples/deep/other.json")],
    ["after an edit of a sample", edit("docs-input/samples/deep/spare.json", () => "[]")],
    ["after a sample has gone", remove("docs-input/samples/deep/spare.json")],
    ["after an edit of the output", edit("generated/v1.0/types.ts", oneByte)],
    ["after a file has gone from the output", remove("generated/v2.0/model.json")],
    ["after a file has come to the output", add("generated/v2.0/stray.json")],
    ["while another run writes", add(".hooksmith-12345678.lock")],
    [
      "for another build of the program",
      () => {
        const build = join(dirname(binary.path()), "build.json");
        const before = readFileSync(build);
        writeFileSync(build, '{"sha256":"other"}');
        return () => writeFileSync(build, before);
      },
    ],
  ])("%s, and is again when that is undone", (_, change) => {
    const undo = change();
    try {
      expect(ask(["generate", "--check"]).err).toBe(LONG);
    } finally {
      undo();
    }
    remind();
    expect(ask(["generate", "--check"]).err).toBe(`${MARK}\n`);
  });

  function keepingTime(change: Change): Change {
    return () => {
      const path = join(folder, "docs-input/two.md");
      const { atime, mtime } = statSync(path);
      const undo = change();
      utimesSync(path, atime, mtime);
      return undo;
    };
  }
});

describe("a run that found a difference is not remembered", () => {
  test("by --check", () => {
    const before = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    put("docs-input/two.md", page("parcel_found"));
    expect(run(["generate", "--check"]).code).toBe(1);
    expect(run(["generate", "--check"]).code).toBe(1);
    put("docs-input/two.md", before);
  });
});

describe("a changed page", () => {
  test("costs its own version alone, and gives the bytes of a run without memory", { timeout: 300_000 }, () => {
    const before = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    run(["generate", "--check"]);
    const kept = versionFiles();
    put("docs-input/two.md", page("parcel_sent"));
    expect(run(["generate"]).code).toBe(0);
    expect(versionFiles().filter((name) => !kept.includes(name))).toHaveLength(1);
    expect(run(["generate", "--check", "--no-cache"])).toMatchObject({ code: 0, out: "" });
    put("docs-input/two.md", before);
    expect(run(["generate"]).code).toBe(0);
    expect(run(["generate", "--check", "--no-cache"])).toMatchObject({ code: 0, out: "" });
    memory = runFiles().map((file) => [file, marked(file)]);
  });

  const versionFiles = (): readonly string[] => readdirSync(cache()).filter((name) => name.startsWith("version-"));
});

const names = (): readonly string[] => readdirSync(cache()).map((name) => join(cache(), name));

/** Key and body of an entry. */
function partsOf(file: string): { readonly key: string; readonly body: string } {
  const [, key = "", ...rest] = readFileSync(file, "utf8").split("\n");
  return { key: JSON.parse(key), body: rest.join("\n") };
}

describe("a damaged cache", () => {
  beforeEach(() => {
    rmSync(cache(), { recursive: true });
    mkdirSync(cache());
    for (const [file, content] of whole) writeFileSync(file, content);
  });

  type Spoil = (file: string) => string | Uint8Array;
  /** With its key and a digest that fits. */
  const sealed =
    (change: (body: string) => string): Spoil =>
    (file) => {
      const { key, body } = partsOf(file);
      expect(change(body)).not.toBe(body);
      return entryBytes(key, change(body));
    };
  const text =
    (change: (text: string) => string): Spoil =>
    (file) =>
      change(readFileSync(file, "utf8"));

  test.each<[string, Spoil]>([
    ["cut", text((whole) => whole.slice(0, whole.length / 2))],
    ["empty", () => ""],
    ["changed in one place", text((whole) => whole.replace(/"exitCode":0|"repairs":\d/, '"repairs":7'))],
    ["no entry", () => "{"],
    ["without a key", () => "x\n"],
    ["of another key", (file) => entryBytes(`${partsOf(file).key} `, partsOf(file).body)],
    ["a digest over nothing", () => entryBytes("", "")],
    ["no JSON", sealed(() => "{\n")],
    ["null", sealed(() => "null\n")],
    ["a list", sealed(() => "[]\n")],
    ["an object without members", sealed(() => "{}\n")],
    ["of members of other types", sealed((body) => body.replace(/"(files|paths)":\[/, '"$1":7,"others":['))],
    ["of other items", sealed((body) => body.replace(/"(files|paths)":\[/, '"$1":[null,'))],
    [
      "of other findings or another day",
      sealed((body) => body.replace(/"findings":\[|"day":null/, '"day":7,"findings":[7,')),
    ],
    ["of other places", sealed((body) => body.replace(/"line":\d+|"exitCode":0/, '"line":"one"'))],
    ["cut in its JSON", sealed((body) => body.slice(0, -1))],
    [
      "of another model",
      sealed((body) => body.replace(/\\"webhooks\\": ?\[/, '\\"webhoops\\":[').replace('"stamps"', '"stumps"')),
    ],
  ])("an entry that is %s is ignored and reported", (_, spoil) => {
    const damaged: string[] = [];
    for (const file of names()) {
      const { key } = partsOf(file);
      writeFileSync(file, spoil(file));
      const kind = basename(file).startsWith("run-") ? "run" : "version";
      const decode = kind === "run" ? asManifest : asVersionResult;
      const read = readEntry<object>({ folder: cache(), kind, key }, decode, (name) => damaged.push(name));
      expect(read).toBeUndefined();
    }
    expect(damaged).toEqual(names());
  });

  test("is reported to the user, and made anew", () => {
    for (const file of names()) writeFileSync(file, entryBytes(partsOf(file).key, "{}"));
    const { code, err } = run(["generate", "--check"]);
    // The run and two versions.
    expect({ code, said: err.match(/is damaged; it is ignored/g)?.length }).toEqual({ code: 0, said: 3 });
    expect(run(["generate", "--check"]).err).not.toContain("damaged");
  });

  test("two entries that were swapped change nothing", { timeout: 300_000 }, () => {
    for (const kind of ["version-", "run-"]) {
      run(["generate", "--check", "--strict"]);
      const [one = "", other = ""] = names().filter((name) => basename(name).startsWith(kind));
      const [first, second] = [readFileSync(one), readFileSync(other)];
      writeFileSync(one, second);
      writeFileSync(other, first);
      for (const name of names()) if (kind === "version-" && basename(name).startsWith("run-")) rmSync(name);
      expect(run(["generate", "--check"])).toMatchObject({ code: 0, out: "" });
      expect(run(["generate", "--check", "--strict"]).code).toBe(1);
    }
    expect(run(["generate", "--check", "--no-cache"])).toMatchObject({ code: 0, out: "" });
  });

  test("a cache that can't be written is no error", () => {
    writeFileSync(join(folder, "no-folder"), "");
    expect(run(["generate", "--check"], { HOOKSMITH_CACHE: join(folder, "no-folder") }).code).toBe(0);
  });
});

describe("a working folder that was prepared", () => {
  const HOSTILE = `require("node:fs").writeFileSync("ran", "");`;
  const home = (): Readonly<Record<string, string>> => ({
    HOOKSMITH_CACHE: "",
    XDG_CACHE_HOME: "",
    LOCALAPPDATA: "",
    HOME: join(folder, "home"),
    USERPROFILE: join(folder, "home"),
  });

  test("with a node_modules/.cache of the names that the program uses or used is neither read nor written", () => {
    const prepared = join(folder, "node_modules", ".cache", "hooksmith");
    mkdirSync(prepared, { recursive: true });
    const entries = names().map((name) => [basename(name), marked(name)] as const);
    for (const [name, content] of entries) writeFileSync(join(prepared, name), content);
    for (const name of ["code-a.bin", "pieces-a.json", "formatted.json", "index.js", "start.cjs"]) {
      writeFileSync(join(prepared, name), HOSTILE);
    }
    const digest = (): readonly string[] =>
      readdirSync(prepared).map((name) => hashOf(readFileSync(join(prepared, name))) + name);
    const before = digest();
    for (const args of [
      ["generate", "--check"],
      ["parse", "docs-input/two.md"],
      ["explain", "2.0", "parcel_lost"],
    ]) {
      const { code, err } = run(args, home());
      expect({ code, err: /damaged|said from memory/.exec(err) }).toEqual({ code: 0, err: null });
    }
    expect(existsSync(join(folder, "ran"))).toBe(false);
    expect(digest()).toEqual(before);
    rmSync(join(folder, "node_modules"), { recursive: true });
  });

  test("leaves what is remembered in the user's own cache folder, which nobody else may read", () => {
    rmSync(join(folder, "home"), { recursive: true, force: true });
    run(["generate", "--check"], home());
    const [own = ""] = [".cache", "Library/Caches", "AppData/Local"]
      .map((name) => join(folder, "home", name, "hooksmith"))
      .filter((path) => existsSync(path));
    expect(readdirSync(own).length).toBe(3);
    if (process.platform !== "win32") expect(statSync(own).mode & 0o077).toBe(0);
  });
});

describe("a command line is read for memory only where it is plain", () => {
  const plain = { input: "docs-input", output: "generated", only: null, strict: false, keepGoing: false, json: false };
  test.each<[string, { given: string; want: object | undefined }]>([
    ["no options", { given: "generate", want: plain }],
    ["--check is the same run", { given: "generate --check", want: plain }],
    ["versions", { given: "generate --only 3.4,3.5", want: { ...plain, only: ["3.4", "3.5"] } }],
    [
      "folders",
      { given: "generate --input a --output b --strict", want: { ...plain, input: "a", output: "b", strict: true } },
    ],
    ["no versions", { given: "generate --only ,", want: undefined }],
    ["a value that looks like an option", { given: "generate --input --check", want: undefined }],
    ["a value that is missing", { given: "generate --input", want: undefined }],
    ["an equals sign", { given: "generate --input=a", want: undefined }],
    ["another command", { given: "parse generate", want: undefined }],
    ["an option that acts", { given: "generate --watch", want: undefined }],
  ])("%s", (_, { given, want }) => {
    expect(readRequest(given.split(" "))).toEqual(want);
  });
});
