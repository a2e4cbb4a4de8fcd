// What explain prints, and what it says of names that it does not know.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { runExplain } from "../../src/cli/explain.ts";
import { loadModel } from "../../src/pipeline/load-model.ts";
import { recorder } from "./support/recorder.ts";
import { smallModel } from "./support/small-model.ts";

vi.mock("../../src/pipeline/load-model.ts", () => ({ loadModel: vi.fn() }));

beforeEach(() => {
  vi.mocked(loadModel).mockImplementation((_output, version) =>
    Promise.resolve(version === "1.5" ? { model: smallModel, known: ["1.4", "1.5"] } : { known: ["1.4", "1.5"] }),
  );
});

const run = async (target: string, { version = "1.5", json = false } = {}) => {
  const { console, written } = recorder();
  const code = await runExplain({ version, target, generated: "generated", json }, console);
  return { code, ...written };
};

test("a field is printed with its type, presence, description and every evidence on a line, safe for a terminal", async () => {
  expect(await run("parcel_moved.queue")).toEqual({
    code: 0,
    out: `parcel_moved: payload.queue
  type: string
  presence: optional
  description: Where it waits.
  v1.5/page.md:30:3  table  present-if  | Present if it waits. ·[2J
  v1.5/page.md:12:3  sample  sample/value  | "a"
`,
    err: "",
  });
});

test("a webhook is printed with its body and its payload", async () => {
  expect((await run("parcel_moved")).out).toBe(`parcel_moved
  envelope: documented
  description: A parcel moved.
  v1.5/page.md:5:3  heading  section  | parcel_moved

request body
    action   required  "parcel_moved"
    payload  required  { queue?, id }

payload
  type: { queue?, id }
    queue  optional  string
    id     required  integer
`);
});

test("what several webhooks share is printed of the first that has it", async () => {
  expect((await run("envelope")).out).toBe(`parcel_moved: envelope
  type: { action }
    action  required  "parcel_moved"
`);
  expect((await run("*.id")).out).toBe(`parcel_moved: payload.id
  type: integer
  presence: required
`);
});

test("--json prints the same as data", async () => {
  const { out } = await run("parcel_moved.queue", { json: true });
  expect(JSON.parse(out)).toMatchObject({
    kind: "field",
    webhook: "parcel_moved",
    fields: [{ path: "payload.queue" }],
  });
});

describe("an unknown name ends with 2 and a hint:", () => {
  test.each<[string, { given: [string, string?]; want: string }]>([
    [
      "a version",
      { given: ["x", "1.6"], want: 'version "1.6" is not generated in generated, did you mean 1.5 or 1.4?\n' },
    ],
    [
      "a version near none",
      {
        given: ["x", "latest"],
        want: 'version "latest" is not generated in generated; generated versions are 1.4, 1.5\n',
      },
    ],
    [
      "a webhook",
      { given: ["parcel_mved.queue"], want: 'version 1.5 has no webhook "parcel_mved", did you mean parcel_moved?\n' },
    ],
    ["a structure", { given: ["$defs.Parcel"], want: 'version 1.5 has no structure "Parcel"\n' }],
    ["a member of all", { given: ["*.quue"], want: 'no webhook has a member "quue", did you mean queue?\n' }],
    [
      "a member of the envelope",
      { given: ["envelope.actoin"], want: 'envelope has no member "actoin", did you mean action?\n' },
    ],
    ["a member", { given: ["parcel_moved.quue"], want: 'parcel_moved has no member "quue", did you mean queue?\n' }],
    [
      "a member further down",
      { given: ["parcel_moved.queue.x"], want: 'parcel_moved, payload.queue has no member "x"\n' },
    ],
  ])("%s", async (_name, { given: [target, version = "1.5"], want }) => {
    expect(await run(target, { version })).toEqual({ code: 2, out: "", err: want });
  });
});

test("a name with dots is named whole where a member of it is not known", async () => {
  const webhooks = smallModel.webhooks.map((webhook) => ({ ...webhook, name: "parcel.moved" }));
  vi.mocked(loadModel).mockResolvedValue({ model: { ...smallModel, webhooks }, known: ["1.5"] });
  expect((await run("parcel.moved.queue.x")).err).toBe('parcel.moved, payload.queue has no member "x"\n');
});
