// A format is a reader and a row of the table: nothing else has to know of it.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { judgePage } from "../../src/fetch/judge-page.ts";
import type * as table from "../../src/formats/index.ts";
import { readDocument } from "../../src/formats/read-document.ts";
import { generate } from "../../src/pipeline.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import { checkPath } from "../../src/register/read-register.ts";
import { formatOf, sniffFormat, usualEndings } from "../../src/formats/choose-format.ts";

vi.mock("../../src/formats/index.ts", async (importOriginal) => {
  const original = await importOriginal<typeof table>();
  const toy: table.Format = {
    label: "toy",
    endings: [".toy"],
    sniff: ({ text }) => text.startsWith("%toy"),
    read: async () => (await import("./toy-reader.ts")).readToy,
  };
  return { ...original, formats: [...original.formats, toy] };
});

const page = `%toy
= Webhooks
= parcel_sent
Sent when a parcel leaves.
{ "action": "parcel_sent", "payload": { "id": 7, "weight": 1.5 } }
`;
const bytes = new TextEncoder().encode(page);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toy-"));
  await mkdir(join(folder, "docs"));
  await writeFile(join(folder, "docs", "webhooks.toy"), page);
  await writeFile(
    join(folder, "docs", "sources.yaml"),
    'package: "@example/toy"\nversions:\n  - version: "1.0"\n    status: stable\n    pages:\n      - kind: webhooks\n        file: webhooks.toy\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a page of it is found by its ending, in the register too, and the ending is among those that messages name", () => {
  expect(formatOf("docs/Webhooks.TOY")).toBe("toy");
  expect(checkPath("webhooks.toy", "page")).toEqual([]);
  expect(checkPath("webhooks.pdf", "page")[0]).toContain(".toy");
  expect(usualEndings()).toContain(".toy");
});

test("a page of it with another ending is known by its content, with a finding", async () => {
  expect(sniffFormat(page)).toBe("toy");
  const { document, findings } = await readDocument(bytes, "text", { file: "webhooks.txt" });
  expect(document?.format).toBe("toy");
  expect(findings.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
    ["document/format", "the file is named as text and holds toy; read as toy"],
  ]);
});

test("every node of it has its place, made by the shared helpers", async () => {
  const { document } = await readDocument(bytes, "toy", { file: "webhooks.toy" });
  const shown = document?.tree.children.map(({ type, position }) => [type, position?.start.line]);
  expect(shown).toEqual([
    ["heading", 2],
    ["heading", 3],
    ["paragraph", 4],
    ["code", 5],
  ]);
});

test.each<readonly [string, { readonly file: string; readonly want: string | undefined }]>([
  ["taken under its own ending", { file: "webhooks.toy", want: undefined }],
  ["refused under another, with the ending it should have", { file: "webhooks.txt", want: "fetch/format" }],
])("a page of it that was fetched is %s", async (_, { file, want }) => {
  const read = await readPage(bytes, { file, format: formatOf(file) ?? "", kind: "webhooks" });
  const refusal = judgePage({ file, mediaType: "text/plain", versions: ["1.0"], read });
  expect(refusal?.rule).toBe(want);
  if (want !== undefined) expect(refusal?.fix).toContain(".toy");
});

test("a page of it is generated", async () => {
  const output = join(folder, "generated");
  const outcome = await generate({ input: join(folder, "docs"), output });
  expect(outcome.findings.filter(({ fatal }) => fatal === true)).toEqual([]);
  const model: unknown = JSON.parse(await readFile(join(output, "v1.0", "model.json"), "utf8"));
  expect(model).toMatchObject({ webhooks: [{ name: "parcel_sent" }] });
});
