// The real binary compares versions, model files and pages of a small input folder.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runDiff } from "../../src/cli/diff.ts";
import { run as runHere } from "../../src/cli/program.ts";
import { MODEL_FORMAT } from "../../src/model/model.ts";
import { builtBinary, project, type Run } from "./support/binary.ts";
import { recorder } from "./support/recorder.ts";

const hooksmith = builtBinary();
const fixture = join(import.meta.dirname, "fixtures/docs-input/v1.5/webhooks.md");
let folder = "";

/** By the program's own command line in this process, which has loaded it; the built one runs where streams and exit codes matter. */
const run = async (...args: readonly string[]): Promise<Run> => {
  const { console, written } = recorder();
  return { code: await runHere(args, console), ...written };
};
const diff = (...args: readonly string[]): Promise<Run> => run("diff", ...args);
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
interface Report {
  readonly mode: string;
  readonly profile: string;
  readonly new: { readonly kind: string; readonly version: string };
  readonly changes: readonly {
    readonly rule: string;
    readonly path: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly acceptedBy?: object;
  }[];
}
async function report(...args: readonly string[]): Promise<Report> {
  return JSON.parse((await diff(...args, "--format", "json")).out);
}
const open = async (...args: readonly string[]) =>
  (await report(...args)).changes.filter(({ severity }) => severity !== "docs");

const one = readFileSync(fixture, "utf8");
/** Without `count`. */
const two = one.replace('    "count": 3,\n', "");
/** With a weight. */
const three = two.replace('"PJ0MRSHTDG",', '"PJ0MRSHTDG",\n    "weight": 4,');

const correction = `corrections:
  - id: count-is-text
    versions: ["1.5"]
    path: parcel_moved.count
    expect: { type: integer }
    set: { type: string }
    reason: bodies hold text
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-diff-"));
  const version = (name: string, status: string) =>
    `  - version: "${name}"\n    status: ${status}\n    pages:\n      - kind: webhooks\n        file: v${name}/webhooks.md\n`;
  write(
    "docs-input/sources.yaml",
    `package: "@example/parcels"\nversions:\n${version("1.5", "legacy")}${version("2.0-preview", "preview")}${version("2.0", "stable")}`,
  );
  write("docs-input/v1.5/webhooks.md", one);
  write("docs-input/v2.0-preview/webhooks.md", two);
  write("docs-input/v2.0/webhooks.md", three);
  process.chdir(folder);
  expect((await run("generate")).code).toBe(0);
});
afterAll(() => {
  process.chdir(project);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs with an input file that is taken away afterwards. */
async function having(path: string, text: string, use: () => Promise<void>): Promise<void> {
  write(path, text);
  try {
    await use();
  } finally {
    rmSync(join(folder, path));
  }
}

describe("the least severity that is shown", () => {
  test("is docs where nobody is at a terminal", async () => {
    expect((await diff("1.5", "2.0")).out).not.toContain("hidden");
  });

  test("is what --min says, and what is less severe is counted", async () => {
    const { code, out } = await diff("1.5", "2.0", "--min", "breaking");
    expect(code).toBe(0);
    expect(out).toMatch(/^hidden: 1 compatible \(--min docs shows all\)$/m);
    expect(out).toContain("was removed");
    expect(out).not.toContain("was added");
    expect((await report("1.5", "2.0", "--min", "breaking")).changes.map(({ severity }) => severity)).toEqual([
      "breaking",
    ]);
  });

  test("changes no exit code", async () => {
    expect((await diff("2.0-preview", "1.5", "--min", "breaking", "--fail-on", "dangerous")).code).toBe(
      (await diff("2.0-preview", "1.5", "--fail-on", "dangerous")).code,
    );
  });

  test.each([
    [true, undefined, ["breaking"]],
    [true, "compatible", ["breaking", "compatible"]],
    [false, undefined, ["breaking", "compatible"]],
  ] as const)("on a terminal (%s) with --min %s", async (isTTY, min, want) => {
    let out = "";
    const stream = { write: (text: string) => void (out += text), isTTY, color: false, columns: 80 };
    const console = {
      out: stream,
      err: stream,
      note: stream.write,
      stdoutClosed: new AbortController().signal,
      readStdin: never,
    };
    const models = { old: join(folder, "generated/v1.5/model.json"), new: join(folder, "generated/v2.0/model.json") };
    const options = { format: "text", failOn: "none", profile: "tolerant", input: folder, generated: folder } as const;
    await runDiff({ ...models, ...options, ...(min === undefined ? {} : { min }) }, console);
    expect(["breaking", "compatible"].filter((severity) => out.includes(`\n  ${severity} `))).toEqual(want);
  });
});

const never = (): Promise<Uint8Array> => Promise.reject(new Error("nothing reads here"));

describe("what is compared", () => {
  test("two versions", async () => {
    const { code, out, err } = await diff("1.5", "2.0-preview");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(
      /^1\.5 → 2\.0-preview {2}upgrade, for tolerant receivers; package: a major release\n1 breaking/,
    );
    expect(out).toContain("docs-input/v1.5/webhooks.md:");
    expect(out).not.toContain("\u001b[");
  });

  test("a version may be written with a v, a model as its file or folder", async () => {
    const want = await open("1.5", "2.0");
    expect(want.length).toBeGreaterThan(1);
    expect(await open("v1.5", "generated/v2.0/model.json")).toEqual(want);
    expect(await open("generated/v1.5", "generated/v2.0")).toEqual(want);
  });

  test("a page of the register stands for its version", async () => {
    expect(await report("1.5", "docs-input/v2.0/webhooks.md")).toMatchObject({
      mode: "upgrade",
      new: { kind: "page", version: "2.0" },
    });
    expect(await open("1.5", "docs-input/v2.0/webhooks.md")).toEqual(await open("1.5", "2.0"));
  });

  test("another page is a revision of the version on the other side, which is said", async () => {
    await having("new.md", two, async () => {
      const { code, out, err } = await diff("1.5", "new.md");
      expect({ code, err }).toEqual({
        code: 0,
        err: "new.md is taken for a revision of version 1.5; --api-version says otherwise\n",
      });
      expect(out).toMatch(/^1\.5 → new\.md \(1\.5\) {2}drift/);
      expect(out).toMatch(/"count".*\n.*parcel_moved\.payload\.count/);
    });
  });

  test("a page may be a version of its own", async () => {
    await having("new.md", two, async () => {
      expect(await report("1.5", "new.md", "--api-version", "9.9")).toMatchObject({
        mode: "upgrade",
        new: { version: "9.9" },
      });
    });
  });

  test("two pages without a register", async () => {
    const bare = mkdtempSync(join(tmpdir(), "hooksmith-bare-"));
    writeFileSync(join(bare, "a.md"), one);
    writeFileSync(join(bare, "b.md"), three);
    const { code, out } = hooksmith.run(["diff", "a.md", "b.md"], { cwd: bare });
    rmSync(bare, { recursive: true });
    expect(code).toBe(0);
    expect(out).toMatch(/^ *\| a\.md:\d+:/m);
  });

  test("corrected models, or with --uncorrected what the pages say", async () => {
    await having("docs-input/corrections.yaml", correction, async () => {
      expect((await run("generate")).code).toBe(0);
      await having("same.md", one, async () => {
        expect((await diff("1.5", "same.md")).out).toBe("no changes\n");
        expect((await open("1.5", "docs-input/v2.0-preview/webhooks.md")).map(({ path }) => path)).toEqual([
          "parcel_moved.payload.count",
        ]);
        expect(
          (await diff("docs-input/v1.5/webhooks.md", "same.md", "--uncorrected", "--api-version", "1.5")).out,
        ).toBe("no changes\n");
        expect(await diff("generated/v1.5", "same.md", "--uncorrected")).toMatchObject({ code: 2, out: "" });
      });
      expect((await diff("1.5", "2.0", "--uncorrected")).code).toBe(0);
    });
    expect((await run("generate")).code).toBe(0);
  });
});

describe("upgrade and drift", () => {
  test.each<[string, { given: readonly string[]; want: string }]>([
    ["a step to another version is an upgrade", { given: ["1.5", "2.0"], want: "upgrade" }],
    ["from a preview to its release is drift", { given: ["2.0-preview", "2.0"], want: "drift" }],
    ["a model and a page of its version are drift", { given: ["2.0", "docs-input/v2.0/webhooks.md"], want: "drift" }],
    ["--mode says otherwise", { given: ["2.0-preview", "2.0", "--mode", "upgrade"], want: "upgrade" }],
  ])("%s", async (_name, { given, want }) => {
    expect((await report(...given)).mode).toBe(want);
  });
});

describe("equal sides", () => {
  test.each<[string, string]>([
    ["text", "no changes\n"],
    ["github", ""],
  ])("are no changes as %s, and 0", async (format, want) => {
    expect(await diff("1.5", "1.5", "--format", format, "--fail-on", "dangerous")).toMatchObject({
      code: 0,
      out: want,
    });
  });
});

describe("the formats", () => {
  test("markdown, HTML, JSON and annotations go to stdout", async () => {
    expect((await diff("1.5", "2.0", "--format", "markdown")).out).toMatch(/^# Upgrade: 1\.5 → 2\.0\n\n\|/);
    expect((await diff("1.5", "2.0", "--format", "html")).out).toMatch(/^<!doctype html>/i);
    expect((await diff("1.5", "2.0", "--format", "github")).out).toMatch(
      /^::error file=docs-input\/v1\.5\/webhooks\.md,line=\d+,/,
    );
    expect((await report("1.5", "2.0", "--profile", "strict")).profile).toBe("strict");
  });

  test("--output writes the same into a file", async () => {
    const { code, out } = await diff("1.5", "2.0", "--format", "markdown", "--output", "review.md");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(read("review.md")).toBe((await diff("1.5", "2.0", "--format", "markdown")).out);
    expect((await diff("1.5", "2.0", "--output", "no/such/folder.md")).code).toBe(2);
  });

  test("colour follows the environment, never into a file", async () => {
    const env = { FORCE_COLOR: "1" };
    expect(hooksmith.run(["diff", "1.5", "2.0"], { cwd: folder, env }).out).toContain("\u001b[31m");
    hooksmith.run(["diff", "1.5", "2.0", "--output", "plain.txt"], { cwd: folder, env });
    expect(read("plain.txt")).not.toContain("\u001b");
  });
});

const endings: readonly (readonly [string, { given: readonly string[]; want: number; says?: RegExp }])[] = [
  ["is 0 with breaking changes where nobody asked to fail", { given: ["1.5", "2.0"], want: 0 }],
  ["is 1 with --fail-on breaking", { given: ["1.5", "2.0", "--fail-on", "breaking"], want: 1 }],
  ["is 1 with --fail-on dangerous and worse", { given: ["1.5", "2.0", "--fail-on", "dangerous"], want: 1 }],
  ["is 0 where nothing is as bad", { given: ["2.0-preview", "2.0", "--fail-on", "breaking"], want: 0 }],
  [
    "is 1 for a member without which bodies of the same version are reported from now on",
    { given: ["2.0-preview", "2.0", "--fail-on", "dangerous"], want: 1 },
  ],
  [
    "is 1 for the strict profile, which an added member breaks",
    { given: ["2.0-preview", "2.0", "--fail-on", "breaking", "--profile", "strict"], want: 1 },
  ],
  ["is 2 for a version that is not there", { given: ["1.4", "2.0"], want: 2, says: /did you mean 1\.5\?/ }],
  [
    "is 2 for one that the register lacks",
    { given: ["1.4", "2.0", "--uncorrected"], want: 2, says: /did you mean 1\.5\?/ },
  ],
  [
    "is 2 for a version far from all",
    { given: ["zzzzzzzz", "2.0"], want: 2, says: /generated versions are 1\.5, 2\.0, 2\.0-preview/ },
  ],
  ["is 2 for a file that is not there", { given: ["1.5", "gone.md"], want: 2, says: /gone\.md can't be read/ }],
  ["is 2 for a folder without a model", { given: ["1.5", "docs-input/"], want: 2, says: /without a model\.json/ }],
  [
    "is 2 for an input folder that is not there",
    { given: ["1.5", "2.0", "--input", "docs-inptu"], want: 2, says: /docs-inptu.*no such folder/ },
  ],
  [
    "is 2 for an input folder that is a file",
    { given: ["1.5", "2.0", "--input", "docs-input/sources.yaml"], want: 2, says: /no such folder/ },
  ],
  ["is 2 for an unknown format", { given: ["1.5", "2.0", "--format", "pdf"], want: 2 }],
  ["is 2 for an unknown severity", { given: ["1.5", "2.0", "--fail-on", "docs"], want: 2 }],
  ["is 2 for one side alone", { given: ["1.5"], want: 2 }],
];

describe("the exit code", () => {
  let runs: readonly Run[] = [];
  beforeAll(() => {
    const lines = endings.map(([, { given }]) => ["diff", ...given]);
    runs = hooksmith.runEach(lines, { cwd: folder });
  });
  test.each(endings.map(([name, row], index) => [name, row, index] as const))(
    "%s",
    (_name, { want, says = /^/ }, index) => {
      const { code, err } = runs[index] ?? { code: null, err: "it did not run" };
      expect(code, err).toBe(want);
      expect(err).toMatch(says);
    },
  );

  test("is 2 for a model of a newer format, with both formats named", async () => {
    const newer = JSON.stringify({ ...JSON.parse(read("generated/v2.0/model.json")), format: MODEL_FORMAT + 1 });
    await having("newer.json", newer, async () => {
      const { code, out, err } = await diff("1.5", "newer.json");
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(new RegExp(`format ${String(MODEL_FORMAT + 1)}; .*formats up to ${String(MODEL_FORMAT)}`));
    });
  });

  test.each(["[]", "{}", "{", "null", '{"format":1}'])("is 2 for %s, which is no model", async (text) => {
    await having("none.json", text, async () => {
      expect(await diff("1.5", "none.json")).toMatchObject({ code: 2, out: "" });
    });
  });

  test("is 3 for a page with errors, and nothing is compared", async () => {
    const broken = one.replace('"payload": {', '"payload": {"a" "b" {{{');
    await having("broken.md", broken, async () => {
      const { code, out, err } = await diff("1.5", "broken.md", "--format", "html", "--output", "broken.html");
      expect({ code, out }, err).toEqual({ code: 3, out: "" });
      expect(err).toMatch(/^broken\.md:\d+:\d+ {2}error /m);
      expect(err).toContain("nothing was compared");
      expect(() => read("broken.html")).toThrow();
    });
  });

  test("is 3 for a page without webhooks", async () => {
    await having("empty.md", "# Nothing\n", async () => {
      expect(await diff("1.5", "empty.md")).toMatchObject({ code: 3, out: "" });
    });
  });
});

describe("decisions", () => {
  const accept = (fingerprint: string, until: string) => `acceptances:
  - between: { old: "1.5", new: "2.0-preview" }
    fingerprint: "${fingerprint}"
    reason: nobody counts
    until: ${until}
`;
  const given = ["1.5", "2.0-preview"] as const;
  const decided = (text: string, use: () => Promise<void>): Promise<void> =>
    having("docs-input/decisions.yaml", text, use);
  const fingerprint = async () => (await open(...given))[0]?.fingerprint ?? "";

  test("an accepted change does not fail a review", async () => {
    expect((await diff(...given, "--fail-on", "breaking")).code).toBe(1);
    await decided(accept(await fingerprint(), "2999-12-31"), async () => {
      expect((await open(...given))[0]?.acceptedBy).toEqual({ reason: "nobody counts", until: "2999-12-31" });
      expect((await diff(...given, "--fail-on", "breaking")).code).toBe(0);
    });
  });

  test("an acceptance that has expired fails it, whatever else was asked", async () => {
    await decided(accept(await fingerprint(), "2001-01-01"), async () => {
      const { code, err } = await diff(...given);
      expect(code).toBe(1);
      expect(err).toMatch(/decisions\.yaml:3:\d+ {2}error {2}decision\/expired/);
    });
  });

  test("a stale acceptance fails it", async () => {
    await decided(accept("000000000000", "2999-12-31"), async () => {
      const { code, err } = await diff(...given);
      expect(code).toBe(1);
      expect(err).toContain("decision/stale");
      expect((await diff("2.0-preview", "2.0")).code).toBe(0);
    });
  });

  test("decisions that can't be read are 2", async () => {
    await decided("acceptances: nobody\n", async () => {
      const { code, out, err } = await diff(...given);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/docs-input\/decisions\.yaml:1:\d+ {2}error/);
    });
  });
});

test("nothing is written into the input or the output", async () => {
  const before = await run("generate", "--check");
  await diff("1.5", "2.0", "--format", "html");
  expect(before.code).toBe(0);
  expect((await run("generate", "--check")).code).toBe(0);
});
