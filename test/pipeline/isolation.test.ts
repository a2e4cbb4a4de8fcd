// One version that fails never stops the others: what any stage throws is an error of the version's page.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runGenerate } from "../../src/cli/generate.ts";
import type { Console } from "../../src/cli/console.ts";
import { generate, type GenerateResult } from "../../src/pipeline.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";

type Stage = "reader" | "structures" | "webhooks" | "model" | "emitter" | "comparison" | "nothing";
/** The stage that throws, for what says `parcel_broken`. */
let broken: Stage = "nothing";
const fail = (stage: Stage, given: unknown): void => {
  if (stage === broken && JSON.stringify(given)?.includes("parcel_broken"))
    throw new Error("no such luck\nsecond line");
};

/** The function as it is, but for a look at its arguments. */
function watched<T extends readonly unknown[], R>(stage: Stage, work: (...given: T) => R): (...given: T) => R {
  return (...given) => {
    fail(stage, given);
    return work(...given);
  };
}

vi.mock(import("../../src/formats/markdown/markdown.ts"), async (original) => {
  const { readMarkdown } = await original();
  return { readMarkdown: watched("reader", readMarkdown) };
});
vi.mock(import("../../src/reference/extract-webhooks.ts"), async (original) => {
  const { extractWebhooks } = await original();
  return { extractWebhooks: watched("webhooks", extractWebhooks) };
});
vi.mock(import("../../src/reference/extract-structures.ts"), async (original) => {
  const { extractStructures } = await original();
  return { extractStructures: watched("structures", extractStructures) };
});
vi.mock(import("../../src/model/build-model.ts"), async (original) => {
  const { buildModel } = await original();
  return { buildModel: watched("model", buildModel) };
});
vi.mock(import("../../src/emit/emit-version.ts"), async (original) => {
  const { emitVersion } = await original();
  return { emitVersion: watched("emitter", emitVersion) };
});
vi.mock(import("../../src/diff/compare-models.ts"), async (original) => {
  const { compareModels } = await original();
  return { compareModels: watched("comparison", compareModels) };
});

const page = (name: string) => `# Webhooks

### ${name}

| Field | Notes |
| --- | --- |
| \`id\` | Optional |

\`\`\`json
{ "action": "${name}", "payload": { "id": "a1" } }
\`\`\`
`;
const STRUCTURES = `# Structures

## Parcel

| Field | Required | Data type | Notes |
| --- | --- | --- | --- |
| \`id\` | yes | \`string\` | Kept |
`;
const entry = (version: string): string => `
  - version: "${version}"
    status: stable
    pages: [{ kind: webhooks, file: ${version}.md }, { kind: structures, file: ${version}-structures.md }]`;

let folder = "";
let input = "";
let output = "";
beforeEach(() => {
  broken = "nothing";
  folder = mkdtempSync(join(tmpdir(), "hooksmith-isolation-"));
  [input, output] = [join(folder, "docs-input"), join(folder, "generated")];
  mkdirSync(input);
  put("sources.yaml", `package: "@example/parcels"\nversions:${["1.0", "2.0", "3.0"].map(entry).join("")}\n`);
  for (const version of ["1.0", "2.0", "3.0"]) {
    put(`${version}.md`, page("parcel_moved"));
    put(`${version}-structures.md`, STRUCTURES);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): void {
  writeFileSync(join(input, name), text);
}

const run = (options: { readonly keepGoing?: boolean } = {}): Promise<GenerateResult> =>
  generate({ input, output, ...options });
const states = ({ versions }: GenerateResult): readonly string[] => versions.map(({ state }) => state);
const errors = ({ findings }: GenerateResult): readonly string[] =>
  findings
    .filter(({ fatal }) => fatal === true)
    .map(
      ({ ruleId, file, reason, line }) =>
        `${ruleId ?? ""} ${(file ?? "").slice(input.length + 1)}:${line ?? 0} ${reason}`,
    );
const textsOf = (name: string): string =>
  readdirSync(join(output, name), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), "utf8"))
    .join("\n");

/** A webhook and a structure more in every version, of which one is broken. */
function edit(): void {
  for (const version of ["1.0", "2.0", "3.0"]) {
    const name = version === "2.0" ? "parcel_broken" : "parcel_sent";
    put(`${version}.md`, page("parcel_moved") + page(name).replace("# Webhooks\n", ""));
    put(`${version}-structures.md`, STRUCTURES.replace("Kept", name));
  }
}

describe.each<[Stage, string]>([
  ["reader", "internal/reader 2.0.md:1 reading the page failed"],
  ["webhooks", "internal/reader 2.0.md:1 reading the page failed"],
  ["structures", "internal/reader 2.0-structures.md:1 reading the page failed"],
  ["model", "internal/model 2.0.md:1 making a model of the page failed"],
  ["emitter", "internal/emitter 2.0.md:1 writing the types and schemas of the page failed"],
])("what is thrown by the %s", (stage, want) => {
  test("is an error of the version's page; its previous output stays, and the others are written", async () => {
    await run();
    const before = textsOf("v2.0");
    edit();
    broken = stage;
    const result = await run();
    expect(errors(result)).toEqual(expect.arrayContaining([expect.stringContaining(want)]));
    expect(errors(result).every((one) => one.includes(" 2.0") && one.endsWith("no such luck"))).toBe(true);
    expect(states(result)).toEqual(["written", "kept", "written"]);
    expect(textsOf("v2.0")).toBe(before);
    expect([textsOf("v1.0"), textsOf("v3.0")].every((text) => text.includes("parcel_sent"))).toBe(true);
    expect(textsOf("diffs")).not.toContain("parcel_broken");
    broken = "nothing";
    expect(states(await run())).toEqual(["unchanged", "written", "unchanged"]);
  });

  test("leaves the first output to the other versions", async () => {
    edit();
    broken = stage;
    const result = await run();
    expect(states(result)).toEqual(["written", "failed", "written"]);
    expect(readdirSync(output).filter((name) => name.startsWith("v"))).toEqual(["v1.0", "v3.0"]);
  });
});

test("an emitter's fault keeps the version even with --keep-going", async () => {
  await run();
  edit();
  broken = "emitter";
  expect(states(await run({ keepGoing: true }))).toEqual(["written", "kept", "written"]);
});

test("a comparison that fails is an error, and its previous files stay", async () => {
  await run();
  const names = ["v1.0...v2.0", "v2.0...v3.0"].flatMap((pair) => [".html", ".json", ".md"].map((end) => pair + end));
  const review = (name: string): string => readFileSync(join(output, "diffs", name), "utf8");
  const before = names.map(review);
  edit();
  broken = "comparison";
  const result = await run();
  expect(errors(result)).toEqual([
    expect.stringMatching(/^internal\/comparison 2\.0\.md:1 comparing the page's version with another failed/),
    expect.stringMatching(/^internal\/comparison 3\.0\.md:1 /),
  ]);
  expect(states(result)).toEqual(["written", "written", "written"]);
  expect(names.map(review)).toEqual(before);
  broken = "nothing";
  await run();
  expect(textsOf("diffs")).toContain("parcel_broken");
});

test("the run ends with 3", async () => {
  const said = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write: (text: string) => {
      said[name] += text;
    },
    ...{ isTTY: false, color: false, columns: 80 },
  });
  const { signal } = new AbortController();
  const console: Console = {
    out: stream("out"),
    err: stream("err"),
    note: stream("err").write,
    stdoutClosed: signal,
    readStdin: () => Promise.resolve(new Uint8Array()),
  };
  edit();
  broken = "emitter";
  expect(await runGenerate({ input, output, cache: false }, console)).toBe(3);
  expect(said.err).toMatch(/2\.0\.md:1:1 {2}error {2}internal\/emitter {2}.*no such luck/);
  expect(said.err).not.toContain("second line");
});

test.each<Stage>(["reader", "webhooks", "model"])("parse reports what the %s throws too", async (stage) => {
  broken = stage;
  const { model, findings } = await parsePage(Buffer.from(page("parcel_broken")), { file: "a.md" });
  expect(model).toBeUndefined();
  expect(findings.map(({ ruleId, fatal }) => [ruleId, fatal])).toEqual([
    [stage === "model" ? "internal/model" : "internal/reader", true],
  ]);
});

test("a page that two versions share stops both and no other", async () => {
  cpSync(join(input, "2.0.md"), join(input, "shared.md"));
  put("shared.md", page("parcel_broken"));
  const register = readFileSync(join(input, "sources.yaml"), "utf8");
  put("sources.yaml", register.replace("file: 1.0.md", "file: shared.md").replace("file: 2.0.md", "file: shared.md"));
  broken = "reader";
  const result = await run();
  expect(states(result)).toEqual(["failed", "failed", "written"]);
  expect(errors(result)).toHaveLength(1);
});
