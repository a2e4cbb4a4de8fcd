// What generate says and which exit code it ends with, for each outcome that the pipeline can have.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type GenerateArguments, runGenerate } from "../../src/cli/generate.ts";
import { generate, type GenerateResult } from "../../src/pipeline.ts";
import { finding, type Severity } from "../../src/source/finding.ts";
import { recorder } from "./support/recorder.ts";

vi.mock("../../src/pipeline.ts", () => ({ generate: vi.fn() }));

const one = { version: "3.5", webhooks: 1, fields: 2, repairs: 0, warnings: 0, errors: 0, milliseconds: 3 };
const sound: GenerateResult = {
  versions: [{ ...one, state: "written" }],
  findings: [],
  fresh: [],
  changes: [],
  drift: [],
  sources: new Map(),
};
const found = (severity: Severity) => [
  finding({ rule: "a/b", severity, message: "found", at: { file: "p.md", line: 2, column: 1, offset: 0 } }),
];
const changes = [{ path: "v3.5/types.ts", change: "changed" as const }];

const conflicts = [
  { path: "README.md", problem: "was not written by hooksmith" },
  { path: "v3.5/types.ts", problem: "was edited since hooksmith wrote it" },
];

const run = async (result: GenerateResult, given: Partial<GenerateArguments> = {}) => {
  vi.mocked(generate).mockResolvedValue({ ...result, fresh: result.findings });
  const { console, written } = recorder();
  const code = await runGenerate({ input: "in", output: "out", ...given }, console);
  return { code, ...written };
};

beforeEach(() => {
  vi.mocked(generate).mockReset();
});

test("what is in the way is listed, a line each, with what helps", async () => {
  const { err } = await run({ ...sound, versions: [], conflicts });
  expect(err).toBe(
    "README.md was not written by hooksmith\nv3.5/types.ts was edited since hooksmith wrote it\n" +
      "nothing was written: 2 files would be lost; --force overwrites them\n",
  );
});

test("of a site it is said where it is, and what only it lacks where it was edited", async () => {
  const site = [{ path: "public/index.html", change: "added" as const }];
  const next = "next: open public/index.html\n";
  expect((await run({ ...sound, changes: site }, { site: "public" })).err).toMatch(new RegExp(`${next}$`));
  expect((await run({ ...sound, changes: [...changes, ...site] }, { site: "public" })).err).toContain(
    `${next}next: review`,
  );
  expect((await run({ ...sound, conflicts }, { site: "public" })).err).toContain(
    "the site was not written: 2 files would be lost; --force overwrites them\n",
  );
});

describe("the exit code", () => {
  const failed = [{ ...one, errors: 1, state: "kept" as const }];
  test.each<[string, { given: [GenerateResult, Partial<GenerateArguments>?]; want: number }]>([
    ["is 0 when all went well", { given: [sound], want: 0 }],
    ["is 0 with warnings", { given: [{ ...sound, findings: found("warning") }], want: 0 }],
    [
      "is 1 with warnings under --strict",
      { given: [{ ...sound, findings: found("warning") }, { strict: true }], want: 1 },
    ],
    ["is 0 with notes under --strict", { given: [{ ...sound, findings: found("info") }, { strict: true }], want: 0 }],
    ["is 1 where --check finds a change", { given: [{ ...sound, changes }, { check: true }], want: 1 }],
    ["is 0 where something was changed without --check", { given: [{ ...sound, changes }], want: 0 }],
    ["is 1 where the output holds what only --force overwrites", { given: [{ ...sound, conflicts }], want: 1 }],
    ["is 3 with an error", { given: [{ ...sound, findings: found("error") }], want: 3 }],
    [
      "is 3 with an error even with --keep-going",
      { given: [{ ...sound, versions: failed, findings: found("error") }, { keepGoing: true }], want: 3 },
    ],
    [
      "is 3 before it is 1",
      {
        given: [
          { ...sound, findings: found("error"), changes },
          { check: true, strict: true },
        ],
        want: 3,
      },
    ],
    [
      "is 2 with an unusable register",
      { given: [{ ...sound, findings: found("error"), problem: { message: "the register" } }], want: 2 },
    ],
  ])("%s", async (_name, { given: [result, args], want }) => {
    expect((await run(result, args)).code).toBe(want);
  });
});

test("findings and summary go to stderr, nothing to stdout", async () => {
  const { out, err } = await run({ ...sound, findings: found("warning"), sources: new Map([["p.md", "a\nb\n"]]) });
  expect(out).toBe("");
  expect(err).toBe(`p.md:2:1  warning  a/b  found
  | b
  | ^

1 warning

version  webhooks  fields  repairs  warnings  errors  time  output
3.5             1       2        0         0       0  3 ms  written
`);
});

test("--check prints what would change on stdout, one file a line", async () => {
  const { out, err } = await run(
    { ...sound, changes: [...changes, { path: "v3.6/a.ts", change: "added" }] },
    { check: true },
  );
  expect(out).toBe("changed  v3.5/types.ts\nadded    v3.6/a.ts\n");
  expect(err).toContain("the output would change in 2 files");
});

test("--json prints one document on stdout and keeps stderr for what is unusable", async () => {
  const { out, err } = await run(
    { ...sound, findings: found("warning"), changes, problem: { message: "no register" } },
    { json: true },
  );
  expect(JSON.parse(out)).toMatchObject({
    versions: [{ version: "3.5", state: "written" }],
    findings: [{ file: "p.md", line: 2, rule: "a/b", severity: "warning" }],
    changes,
    problem: "no register",
  });
  expect(err).toBe("no register\n");
});

test("the pipeline gets the options as they were given", async () => {
  await run(sound, { only: ["3.5"], check: true, strict: true, keepGoing: true, json: true });
  expect(generate).toHaveBeenCalledWith(
    expect.objectContaining({ input: "in", output: "out", only: ["3.5"], check: true, strict: true, keepGoing: true }),
  );
});
