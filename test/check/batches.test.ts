// Bodies that are, or hold, a list of webhooks: each is judged by itself, and what is said of it says which one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { observe } from "../../src/api/observe.ts";
import { validate } from "../../src/api/validate.ts";
import { modelJson } from "../../src/emit/model-json.ts";
import { object, version, webhook } from "./version.ts";

const sound = { action: "kite_flown", payload: { id: "k1" } };
const broken = { action: "kite_flown", payload: { id: 5 } };
const other = { action: "kite_lost", payload: { where: "Ulm" } };
const webhooks = [
  webhook("kite_flown", object({ id: { kind: "string" } }, ["id"])),
  webhook("kite_lost", object({ where: { kind: "string" } }, ["where"])),
];
let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "hooksmith-batches-"));
  const model = version(webhooks, {});
  for (const [name, path] of [
    ["1", "[]"],
    ["2", "sent.events"],
    ["3", undefined],
  ] as const) {
    const batch = path === undefined ? {} : { batch: { path, evidence: [] } };
    mkdirSync(join(root, `v${name}`), { recursive: true });
    const text = modelJson({ ...model, version: name, conventions: { ...model.conventions, ...batch } });
    writeFileSync(join(root, `v${name}`, "model.json"), text);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const given = (body: unknown) => ({ name: "body.json", bytes: Buffer.from(JSON.stringify(body)) });

interface Case {
  readonly of: string;
  readonly body: unknown;
  readonly valid: boolean;
  readonly webhook?: string;
  readonly paths: readonly string[];
  /** How many webhooks `observe` compares, and where they differ. */
  readonly observed: readonly [number, readonly string[]];
}

const cases: readonly (readonly [string, Case])[] = [
  [
    "a list of sound webhooks",
    {
      of: "1",
      body: [sound, other, sound],
      valid: true,
      webhook: "kite_flown, kite_lost",
      paths: [],
      observed: [3, []],
    },
  ],
  [
    "a list with one that differs",
    {
      ...{ of: "1", body: [sound, broken, {}], valid: false, webhook: "kite_flown" },
      ...{ paths: ["$[1].payload.id", "$[2].action"], observed: [3, ["payload.id", "action"]] },
    },
  ],
  [
    "an object that holds a list",
    {
      ...{ of: "2", body: { sent: { events: [broken, other] } }, valid: false, webhook: "kite_flown, kite_lost" },
      ...{ paths: ["$.sent.events[0].payload.id"], observed: [2, ["payload.id"]] },
    },
  ],
  [
    "one webhook by itself where lists are sent",
    { of: "2", body: sound, valid: true, webhook: "kite_flown", paths: [], observed: [1, []] },
  ],
  ["an empty list", { of: "2", body: { sent: { events: [] } }, valid: true, paths: [], observed: [0, []] }],
  [
    "a list where one webhook is sent",
    { of: "3", body: { sent: [sound] }, valid: false, paths: ["$.action"], observed: [1, ["action"]] },
  ],
];

describe("validate and observe take apart", () => {
  test.each(cases)("%s", async (_, { of, body, valid, webhook: name, paths, observed }) => {
    const options = { version: of, generated: root, files: [given(body)] };
    const { files } = await validate(options);
    expect(files.map((file) => ({ ...file, mismatches: file.mismatches.map(({ path }) => path) }))).toEqual([
      { file: "body.json", valid, ...(name !== undefined && { webhook: name }), mismatches: paths },
    ]);
    const { bodies, differences } = await observe(options);
    expect([bodies, differences.map(({ path }) => path)]).toEqual(observed);
  });
});
