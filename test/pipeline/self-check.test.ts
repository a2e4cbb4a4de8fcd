// Samples as the page shows them, given to the emitted validators and the receiver: what it does not take is a finding with its place.
import { describe, expect, test, vi } from "vitest";
import { nameVersion } from "../../src/emit/names.ts";
import { validatorsCode } from "../../src/emit/validators/validators-code.ts";
import { buildModel } from "../../src/model/build-model.ts";
import type { Model } from "../../src/model/model.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import { selfCheck } from "../../src/pipeline/self-check.ts";
import { readConventions } from "../../src/register/conventions.ts";
import type { Reference } from "../../src/reference/reference.ts";

const body = (text: string): string => `\`\`\`json\n${text}\n\`\`\``;
const page = (shown: string): string =>
  [
    "# Kites",
    `## kite.flown\n\n${body(shown)}`,
    `## kite.lost\n\n${body('{ "event": "kite.lost", "sent": 1, "data": { "where": "Ulm" } }')}`,
    `## kite.found\n\n${body('{ "event": "kite.found", "sent": 1, "data": { "by": "Ann" } }')}`,
  ].join("\n\n");

async function read(text: string): Promise<{ readonly model: Model; readonly references: readonly Reference[] }> {
  const { reference } = await readPage(new TextEncoder().encode(text), {
    ...{ file: "page.md", format: "markdown", kind: "webhooks" },
  });
  const references = reference === undefined ? [] : [reference];
  const conventions = readConventions({ payload: "data" }, "", () => ({ file: "", line: 1, column: 1, offset: 0 }));
  return { model: buildModel(references, { status: "stable", pages: [], conventions }).model, references };
}

async function said({ model, references }: Awaited<ReturnType<typeof read>>, by: Model = model) {
  const found = await selfCheck(model, references, validatorsCode(by, nameVersion(by)));
  return found.map(({ ruleId, line, reason }) => `${String(line)} ${String(ruleId)}: ${reason.split(": ")[1] ?? ""}`);
}

describe("the self-check", () => {
  test.each([
    [
      "says nothing of a sample that goes to its handler",
      '{ "event": "kite.flown", "sent": 1, "data": { "id": "k1" } }',
      [],
    ],
    ["takes a repaired sample as it was repaired", '{ "event": "kite.flown", "sent": 1 "data": { "id": "k1", }', []],
    ["leaves out a payload alone, of which another finding speaks", '{ "id": "k1" }', []],
    [
      "says what is refused where a member has another name than the payload's",
      '{ "event": "kite.flown", "sent": 1, "datum": { "id": "k1" } }',
      ["6 model/refused-sample: /data is nothing, not object"],
    ],
  ])("%s", async (_, shown, want) => {
    expect(await said(await read(page(shown)))).toEqual(want);
  });

  test("says that a sample without its name goes to no handler", async () => {
    const flat = (name: string, rest: string): string => `## ${name}\n\n${body(`{ ${rest} }`)}`;
    const text = [
      "# Kites",
      flat("kite.flown", '"event": "kite.flown", "id": 1, "wind": "calm"'),
      flat("kite.lost", '"event": "kite.lost", "id": 1, "where": "Ulm"'),
      flat("kite.found", '"id": 1, "by": "Ann"'),
    ].join("\n\n");
    const { model, references } = await read(text);
    expect(model.webhooks.map(({ name }) => name)).toContain("kite.found");
    expect(await said({ model, references })).toEqual(["18 model/undispatched-sample: it names no webhook"]);
  });

  test("says where a sample goes to another webhook's handler", async () => {
    const { model, references } = await read(page('{ "event": "kite.flown", "sent": 1, "data": { "id": "k1" } }'));
    const names = ["kite.lost", "kite.flown", "kite.hidden"];
    const webhooks = model.webhooks.map((webhook, index) => ({ ...webhook, name: names[index] ?? webhook.name }));
    expect(await said({ model: { ...model, webhooks }, references })).toEqual([
      '6 model/undispatched-sample: it goes to the handler of "kite.flown"',
      '12 model/undispatched-sample: it goes to the handler of "kite.lost"',
      '18 model/undispatched-sample: no webhook is called "kite.found"',
    ]);
  });

  test("finds what the validators refuse, whatever the model admits", async () => {
    const { model, references } = await read(page('{ "event": "kite.flown", "sent": 1, "data": { "id": "k1" } }'));
    const stricter = await read(page('{ "event": "kite.flown", "sent": 1, "data": { "id": 5, "tail": "red" } }'));
    expect(await said({ model, references }, stricter.model)).toEqual([
      "6 model/refused-sample: /data/id is string, not integer; /data/tail is nothing, not string",
    ]);
  });

  test("writes nothing to the console", async () => {
    const written = [vi.spyOn(console, "log"), vi.spyOn(console, "warn"), vi.spyOn(console, "error")];
    await said(await read(page('{ "event": "kite.flown", "sent": 1, "datum": {} }')));
    expect(written.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  test("speaks of no dispatching where no body of the pages shows its name", async () => {
    const text = `# Kites\n\n## kite_flown\n\n| Action | \`kite_flown\` |\n|---|---|\n\n${body('{ "id": 1 }')}`;
    expect(await said(await read(text))).toEqual([]);
  });
});
