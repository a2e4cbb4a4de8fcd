// What observe reads, prints of differences, and the exit codes it ends with.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runObserve } from "../../src/cli/observe.ts";
import { loadModel } from "../../src/pipeline/load-model.ts";
import { recorder } from "./support/recorder.ts";
import { smallModel } from "./support/small-model.ts";

vi.mock("../../src/pipeline/load-model.ts", () => ({ loadModel: vi.fn() }));

const good = '{"action":"parcel_moved","payload":{"id":1}}';
const heavy = '{"action":"parcel_moved","payload":{"id":1,"weight":4}}';
const files: Readonly<Record<string, string>> = {
  "good.json": good,
  "heavy.json": heavy,
  "array.json": `[${good},${heavy}]`,
  "lines.ndjson": `${good}\n\n${heavy}\r\n${good}\n`,
  "bad-lines.ndjson": `${good}\nnot json\n${heavy}\n`,
  "cut-lines.json": `rest":4}}\n${good}\n${heavy}\n`,
  "only-bad.jsonl": `{"action"\n"payload"\n`,
  "broken-list.json": `[\n${good},\n${heavy}\n} \n`,
  "broken-inner.json": `{\n"a": [\n  ${good}\n  ]\n`,
  "empty.json": "",
  "empty.ndjson": "\n",
  "empty-list.json": "[]",
  "broken.json": '{\n  "action": }\n',
  "folder/deep/a.json": good,
  "folder/b.jsonl": heavy,
  "folder/read.me": "nothing of this",
  "empty/read.me": "",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-observe-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  vi.mocked(loadModel).mockResolvedValue({ model: smallModel, known: ["1.5"] });
});

const run = async (names: readonly string[], { stdin = "", json = false } = {}) => {
  const { console, written } = recorder(stdin);
  const paths = names.map((name) => (name === "-" ? name : join(folder, name)));
  const code = await runObserve({ version: "v1.5", files: paths, generated: "generated", json }, console);
  return { code, out: written.out.replaceAll(`${folder}/`, ""), err: written.err.replaceAll(`${folder}/`, "") };
};

const report = (count: string) => `parcel_moved: payload.weight: undocumented member, in ${count}
  docs say: its members are queue, id
    v1.5/page.md:5:3  heading  | parcel_moved
  arrived: integer 4
  correction:
  - id: observed-parcel-moved-weight
    versions:
      - "1.5"
    path: parcel_moved.weight
    expect:
      missing: true
    set:
      type: integer
      presence: optional
    reason: In ${count.replace(/bod(?:y|ies)/, "captured bodies")} the member is there.
`;

test.each<[string, { given: string[]; want: { code: number; out: string; err: string } }]>([
  [
    "a body as documented ends with 0 and prints no result",
    { given: ["good.json"], want: { code: 0, out: "", err: "1 body: nothing differs from the docs\n" } },
  ],
  [
    "a difference ends with 1, and a correction to paste",
    {
      given: ["heavy.json"],
      want: { code: 1, out: report("1 of 1 body"), err: "1 body: 1 difference from the docs\n" },
    },
  ],
  [
    "an array holds a body an item",
    {
      given: ["array.json"],
      want: { code: 1, out: report("1 of 2 bodies"), err: "2 bodies: 1 difference from the docs\n" },
    },
  ],
  [
    "NDJSON holds a body a line",
    {
      given: ["lines.ndjson"],
      want: { code: 1, out: report("1 of 3 bodies"), err: "3 bodies: 1 difference from the docs\n" },
    },
  ],
  [
    "a folder holds such files at any depth",
    {
      given: ["folder"],
      want: { code: 1, out: report("1 of 2 bodies"), err: "2 bodies: 1 difference from the docs\n" },
    },
  ],
  [
    "a line that is no JSON ends with 2 and its place; the others are held all the same",
    {
      given: ["bad-lines.ndjson"],
      want: {
        code: 2,
        out: report("1 of 2 bodies"),
        err: "bad-lines.ndjson:2:1: the text is no JSON: invalid symbol; the line was left out\n2 bodies: 1 difference from the docs\n",
      },
    },
  ],
  [
    "a log that was cut at its start loses that line alone",
    {
      given: ["cut-lines.json"],
      want: {
        code: 2,
        out: report("1 of 2 bodies"),
        err: "cut-lines.json:1:1: the text is no JSON: invalid symbol; the line was left out\n2 bodies: 1 difference from the docs\n",
      },
    },
  ],
  [
    "a file of lines by its ending, of which one is JSON and no body, tells of the other",
    {
      given: ["only-bad.jsonl"],
      want: {
        code: 2,
        out: expect.stringContaining("unknown name"),
        err: "only-bad.jsonl:1:10: the text is no JSON: colon expected; the line was left out\n1 body: 1 difference from the docs\n",
      },
    },
  ],
  [
    "a broken list, or a broken body of several lines, is none of lines",
    {
      given: ["broken-list.json", "broken-inner.json"],
      want: {
        code: 2,
        out: "",
        err: "broken-list.json:4:1: the text is no JSON: comma expected\nbroken-inner.json:5:1: the text is no JSON: close brace expected\n0 bodies: nothing was compared with the docs\n",
      },
    },
  ],
  [
    "what holds no body ends with 2",
    {
      given: ["empty.json", "empty.ndjson", "empty-list.json"],
      want: {
        code: 2,
        out: "",
        err: "empty.json:1:1: the file is empty, where JSON is needed\nempty.ndjson:1:1: the file is empty, where JSON is needed\nempty-list.json holds an empty list, and no body\n0 bodies: nothing was compared with the docs\n",
      },
    },
  ],
  [
    "a file that is no JSON ends with 2 and its place",
    {
      given: ["broken.json", "good.json"],
      want: {
        code: 2,
        out: "",
        err: "broken.json:2:13: the text is no JSON: value expected\n1 body: nothing differs from the docs\n",
      },
    },
  ],
  [
    "a file that is not there, and a folder without bodies, end with 2",
    {
      given: ["none.json", "empty"],
      want: {
        code: 2,
        out: "",
        err: "none.json can't be read: there is no such file\nempty holds no file that ends in .json, .ndjson or .jsonl\n0 bodies: nothing was compared with the docs\n",
      },
    },
  ],
])("%s", async (_name, { given, want }) => {
  expect(await run(given)).toEqual(want);
});

test("standard input is read as a file is", async () => {
  expect(await run(["-"], { stdin: `${good}\n${heavy}\n` })).toMatchObject({ code: 1, out: report("1 of 2 bodies") });
});

test("a line that is no UTF-8 is left out, not read with other letters", async () => {
  const bytes = Buffer.from(`${good}\n${good.replace("parcel", "?")}\n${heavy}\n`);
  bytes[bytes.indexOf("?")] = 0xff;
  writeFileSync(join(folder, "bytes.ndjson"), bytes);
  expect(await run(["bytes.ndjson"])).toMatchObject({
    code: 2,
    out: report("1 of 2 bodies"),
    err: "bytes.ndjson:2:1: the bytes are not UTF-8; the line was left out\n2 bodies: 1 difference from the docs\n",
  });
});

test("--json prints one document", async () => {
  const { code, out } = await run(["heavy.json"], { json: true });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    version: "1.5",
    bodies: 1,
    differences: [
      {
        kind: "undocumented-member",
        webhook: "parcel_moved",
        path: "payload.weight",
        arrived: [{ kind: "integer", shown: "4", times: 1 }],
        bodies: 1,
        of: 1,
        correction: { path: "parcel_moved.weight" },
      },
    ],
  });
});

test("a version that is not generated ends with 2", async () => {
  vi.mocked(loadModel).mockResolvedValue({ problem: "no", known: ["1.6"] });
  expect(await run(["good.json"])).toMatchObject({ code: 2, out: "" });
});
