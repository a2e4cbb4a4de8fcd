// What is remembered of a run of generate: used where nothing has changed, never where anything has.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashOf } from "../../src/cache/hash.ts";
import { readRequest } from "../../src/cache/request.ts";
import { seal, unseal } from "../../src/cache/sealed.ts";
import { builtBinary, plainEnvironment, type Run } from "../cli/support/binary.ts";

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
let memory: readonly (readonly [file: string, text: string])[] = [];

function marked(text: string): string {
  const manifest: object = JSON.parse(text.slice(text.indexOf("\n") + 1));
  const body = JSON.stringify({
    ...manifest,
    answer: { exitCode: 0, out: "", coloredErr: `\u001b[1m${MARK}\u001b[22m\n` },
  });
  return `${hashOf(body)}\n${body}`;
}

/** Brings back what was remembered, whatever a test made of it. */
function remind(): void {
  for (const [file, text] of memory) writeFileSync(file, text);
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
  memory = runFiles().map((file) => [file, marked(readFileSync(file, "utf8"))]);
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
  const program = `{ start: () => console.error(${JSON.stringify(LONG.trim())}) }`;
  writeFileSync(join(alone, "load-program.cjs"), `exports.loadProgram = () => (${program});`);
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

  test("memory says what a run without it says, and ends as it ends, but for the time", () => {
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

  test("a file that was written again with the same content makes no difference, and is looked at by its stamps next time", () => {
    const file = join(folder, "docs-input", "one.mdx");
    writeFileSync(file, readFileSync(file));
    utimesSync(file, 1_000_000_000, 1_000_000_000);
    const before = memory.map(([path]) => readFileSync(path, "utf8"));
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
  test("costs its own version alone, and gives the bytes of a run without memory", () => {
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
    memory = runFiles().map((file) => [file, marked(readFileSync(file, "utf8"))]);
  });

  const versionFiles = (): readonly string[] => readdirSync(cache()).filter((name) => name.startsWith("version-"));
});

describe("what earlier runs found out of parts", () => {
  const only = (prefix: string, word = ""): string => {
    const files = readdirSync(cache()).filter((one) => one.startsWith(prefix));
    const [name = "", ...others] = files.filter((one) => readFileSync(join(cache(), one), "utf8").includes(word));
    expect(others).toEqual([]);
    return join(cache(), name);
  };
  const spoil = (file: string, change: (text: string) => string): (() => void) => {
    const before = readFileSync(file);
    const text = unseal(before)?.toString() ?? "";
    expect(change(text)).not.toBe(text);
    writeFileSync(file, seal(change(text)));
    return () => {
      writeFileSync(file, before);
    };
  };

  test("of two versions' comparison is taken where neither model has changed", () => {
    rmSync(cache(), { recursive: true });
    run(["generate"]);
    const restore = spoil(only("diff-"), (text) => text.replaceAll("parcel_lost", "parcel_kept"));
    const { out } = run(["generate", "--check", "--strict", "--keep-going"]);
    expect(out.match(/diffs\/\S+/g)).toEqual(["html", "json", "md"].map((ending) => `diffs/v1.0...v2.0.${ending}`));
    const before = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    put("docs-input/two.md", before.replace("Optional", "Optional. A word more"));
    expect(run(["generate"]).code).toBe(0);
    const review = readFileSync(join(folder, "generated/diffs/v1.0...v2.0.md"), "utf8");
    expect([review.includes("parcel_lost"), review.includes("parcel_kept")]).toEqual([true, false]);
    restore();
    put("docs-input/two.md", before);
    expect(run(["generate"]).code).toBe(0);
  });
});

describe("formatted code", () => {
  const formattedFile = (): string => join(cache(), "formatted.json");

  test("is taken from earlier runs, and what an edit changes is added", () => {
    rmSync(cache(), { recursive: true });
    run(["generate"]);
    const before = readFileSync(formattedFile());
    const bodyOf = (file: Uint8Array): string => unseal(file)?.toString() ?? "";
    const entriesOf = (file: Uint8Array): readonly (readonly [string, string])[] => JSON.parse(bodyOf(file)).entries;
    const kept = entriesOf(before);
    const entries = kept.map(([key, text]) => [key, text.replace("export interface", "/* kept */ export interface")]);
    writeFileSync(formattedFile(), seal(JSON.stringify({ ...JSON.parse(bodyOf(before)), entries })));
    const page = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    put("docs-input/two.md", page.replace("Optional", "Optional. Given by the sender."));
    expect(run(["generate", "--only", "2.0"]).code).toBe(0);
    const types = readFileSync(join(folder, "generated/v2.0/types.ts"), "utf8");
    expect(types).toContain("/* kept */ export interface ParcelLostWebhook {");
    expect(types).toContain("\nexport interface ParcelLostPayload {");
    expect(entriesOf(readFileSync(formattedFile())).length).toBeGreaterThan(kept.length);
    writeFileSync(formattedFile(), before);
    put("docs-input/two.md", page);
    rmSync(join(folder, "generated/v2.0/types.ts"));
    expect(run(["generate"]).code).toBe(0);
    expect(run(["generate", "--check", "--no-cache"])).toMatchObject({ code: 0, out: "" });
  });
});

describe("compiled code", () => {
  const codeFiles = (): readonly string[] => readdirSync(cache()).filter((name) => name.startsWith("code-"));
  const edited = (text: string): string => `${text}\nA word more.\n`;

  test("is kept by generate alone, once, and not with --no-cache", () => {
    rmSync(cache(), { recursive: true });
    mkdirSync(cache());
    run(["parse", "docs-input/two.md"]);
    run(["generate", "--check", "--no-cache"]);
    expect(codeFiles()).toEqual([]);
    run(["generate", "--check"]);
    const [kept = "", ...others] = codeFiles();
    expect(others).toEqual([]);
    const { mtimeMs, size } = statSync(join(cache(), kept));
    expect(size).toBeGreaterThan(100_000);
    utimesSync(join(cache(), kept), 1, 1);
    run(["parse", "docs-input/two.md"]);
    expect(codeFiles()).toEqual([kept]);
    expect(statSync(join(cache(), kept)).mtimeMs).toBeGreaterThanOrEqual(mtimeMs);
    expect(statSync(join(cache(), kept)).size).toBe(size);
  });

  test("is not taken for another program of the same length", () => {
    const program = join(dirname(binary.path()), "start.cjs");
    const before = readFileSync(program, "utf8");
    writeFileSync(program, before.replaceAll("Turns a webhook reference", "Turns a Webhook Reference"));
    try {
      expect(run(["--help"]).out).toContain("Turns a Webhook Reference");
    } finally {
      writeFileSync(program, before);
    }
    expect(run(["--help"]).out).toContain("Turns a webhook reference");
  });

  test("is compiled anew where other flags of node make it useless", () => {
    const before = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    put("docs-input/two.md", edited(before));
    expect(run(["generate"], { NODE_OPTIONS: "--stack-trace-limit=20" }).code).toBe(0);
    put("docs-input/two.md", before);
    expect(run(["generate"]).code).toBe(0);
    expect(codeFiles()).toHaveLength(2);
  });
});

describe("structures of an earlier run", () => {
  const model = (): string => readFileSync(join(folder, "generated/v2.0/model.json"), "utf8");
  const told = (): readonly string[] => run(["generate", "--check", "--strict", "--keep-going"]).err.split("\n");

  test("are what reading their page anew gives, with all that it is told of", () => {
    const before = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    put("docs-input/two.md", before.replace("# Webhooks\n", "# Webhooks\n\nWords about parcels.\n"));
    const recalled = run(["generate"]);
    const recalledModel = model();
    const anew = run(["generate", "--no-cache"]);
    const words = ({ err }: Run): string => err.replace(/ +(?:time|\d+ ms) +(?:output|written|unchanged)/g, "");
    expect(words(recalled)).toBe(words(anew));
    expect(recalled.err).toContain("docs-input/structures.md:11:27");
    expect(model()).toBe(recalledModel);
    put("docs-input/two.md", before);
    expect(run(["generate"]).code).toBe(0);
  });

  test("are taken where their page is as it was, and no longer", () => {
    rmSync(cache(), { recursive: true });
    run(["generate", "--only", "2.0"]);
    const [name = ""] = readdirSync(cache()).filter((one) => one.startsWith("structures-"));
    const kept = readFileSync(join(cache(), name));
    writeFileSync(join(cache(), name), seal((unseal(kept)?.toString() ?? "").replaceAll("In grams", "In ounces")));
    const before = readFileSync(join(folder, "docs-input/two.md"), "utf8");
    put("docs-input/two.md", before.replace("Optional", "Optional. Half a word"));
    run(["generate", "--only", "2.0"]);
    expect(model()).toContain("In ounces");
    put("docs-input/structures.md", STRUCTURES.replace("Told by", "Chosen by"));
    run(["generate", "--only", "2.0"]);
    expect([model().includes("In ounces"), model().includes("Chosen by")]).toEqual([false, true]);
    put("docs-input/structures.md", STRUCTURES);
    put("docs-input/two.md", before);
    rmSync(cache(), { recursive: true });
    expect(run(["generate"]).code).toBe(0);
    expect(told().join("\n")).toContain("structures.md");
  });
});

describe("a damaged cache", () => {
  const damage: readonly (readonly [string, (text: string) => string])[] = [
    ["cut", (text) => text.slice(0, text.length / 2)],
    ["empty", () => ""],
    [
      "changed in one place",
      (text) =>
        text
          .replace(/"exitCode":0/, '"exitCode":1')
          .replace(/"repairs":\d|export interface|"depth":\d|parcel_lost/, '"repairs":7'),
    ],
    ["no JSON", () => "{"],
  ];

  test.each(damage)("a file that is %s is ignored with a word, and made anew", (_, spoil) => {
    const names = readdirSync(cache()).map((name) => join(cache(), name));
    for (const name of names) writeFileSync(name, spoil(readFileSync(name, "utf8")));
    const { code, err } = run(["generate", "--check"]);
    // The run, the code, two versions, the structures, the comparison and the formatted code.
    expect({ code, said: err.match(/is damaged; it is ignored/g)?.length }).toEqual({ code: 0, said: 7 });
    expect(run(["generate", "--check"]).err).not.toContain("damaged");
  });

  test("a cache that can't be written is no error", () => {
    writeFileSync(join(folder, "no-folder"), "");
    expect(run(["generate", "--check"], { HOOKSMITH_CACHE: join(folder, "no-folder") }).code).toBe(0);
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
