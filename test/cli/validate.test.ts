// What validate prints of files, and the exit codes it ends with.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runValidate } from "../../src/cli/validate.ts";
import { loadModel } from "../../src/pipeline/load-model.ts";
import { recorder } from "./support/recorder.ts";
import { smallModel } from "./support/small-model.ts";

vi.mock("../../src/pipeline/load-model.ts", () => ({ loadModel: vi.fn() }));

let folder = "";
const files: Readonly<Record<string, string>> = {
  "good.json": '{"action":"parcel_moved","payload":{"id":1}}',
  "bad.json": '{"action":"parcel_moved","payload":{"id":"1"}}',
  "unknown.json": '{"action":"parcel_mved","payload":{}}',
  "broken.json": '{\n  "action": }\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-validate-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  vi.mocked(loadModel).mockResolvedValue({ model: smallModel, known: ["1.5"] });
});

const run = async (names: readonly string[], { stdin = "" } = {}) => {
  const { console, written } = recorder(stdin);
  const paths = names.map((name) => (name === "-" ? name : join(folder, name)));
  const code = await runValidate({ version: "v1.5", files: paths, generated: join(folder, "generated") }, console);
  return { code, out: written.out.replaceAll(`${folder}/`, ""), err: written.err.replaceAll(`${folder}/`, "") };
};

test.each<[string, { given: string[]; want: { code: number; out: string; err?: string } }]>([
  ["a valid file ends with 0", { given: ["good.json"], want: { code: 0, out: "good.json: valid (parcel_moved)\n" } }],
  [
    "an invalid one ends with 1, its path and reason on one line",
    {
      given: ["bad.json", "good.json"],
      want: {
        code: 1,
        out: 'bad.json: $.payload.id: an integer is needed, the string "1" was received (parcel_moved)\ngood.json: valid (parcel_moved)\n',
      },
    },
  ],
  [
    "an unknown name ends with 1 and a near name",
    {
      given: ["unknown.json"],
      want: {
        code: 1,
        out: 'unknown.json: $.action: one of the 1 documented names is needed, the string "parcel_mved" was received, did you mean parcel_moved?\n',
      },
    },
  ],
  [
    "a file that is no JSON ends with 1, line and column",
    { given: ["broken.json"], want: { code: 1, out: "broken.json:2:13: the text is no JSON: value expected\n" } },
  ],
  [
    "a file that is not there ends with 2, the others are judged all the same",
    {
      given: ["none.json", "bad.json", "good.json"],
      want: {
        code: 2,
        out: expect.stringContaining("good.json: valid"),
        err: "none.json can't be read: there is no such file\n",
      },
    },
  ],
])("%s", async (_name, { given, want }) => {
  expect(await run(given)).toEqual({ err: "", ...want });
});

test("standard input is a file too", async () => {
  expect(await run(["-"], { stdin: files["good.json"] ?? "" })).toMatchObject({
    code: 0,
    out: "stdin: valid (parcel_moved)\n",
  });
});
