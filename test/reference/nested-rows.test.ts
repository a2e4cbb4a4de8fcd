// Rows that tell of a member's member: set in, marked by an arrow, or named by a path.
import { describe, expect, test } from "vitest";
import { readPayload } from "../support/snippets.ts";

const head = "| Field | Notes |\n|-|-|\n";

describe("a row of a member's member", () => {
  test.each([
    ["an arrow", "| ↳ `pos` | Optional. |"],
    ["an arrow before plain words", "| ↳ pos | Optional. |"],
    ["spaces", "| &nbsp;&nbsp;`pos` | Optional. |"],
    ["a dash", "| - `pos` | Optional. |"],
  ])("is known by %s", async (_, row) => {
    const table = `${head}| \`queue\` | x |\n${row}\n| \`id\` | y |`;
    const { lines, rules } = await readPayload({ table, payloads: ['{ "queue": { "pos": 1 }, "id": "a" }'] });
    expect(lines.map((line) => line.split(/\s/)[0])).toEqual([
      "payload",
      "payload.queue",
      "payload.queue.pos?",
      "payload.id",
    ]);
    expect(rules).toEqual([]);
  });

  test("two levels down has the whole path", async () => {
    const table = `${head}| \`chat\` | x |\n| ↳ \`queue\` | y |\n| ↳ ↳ \`pos\` | Optional. |`;
    const { lines } = await readPayload({ table, payloads: ['{ "chat": { "queue": { "pos": 1 } } }'] });
    expect(lines.map((line) => line.split(/\s/)[0])).toContain("payload.chat.queue.pos?");
  });

  test.each([
    ["payload.id", '{ "id": "a" }', "payload.id?"],
    ["queue.pos", '{ "chat": { "queue": { "pos": 1 } } }', "payload.chat.queue.pos?"],
  ])("may be written %s", async (path, payload, want) => {
    const { lines, rules } = await readPayload({ table: `${head}| \`${path}\` | Optional. |`, payloads: [payload] });
    expect(lines.map((line) => line.split(/\s/)[0])).toContain(want);
    expect(rules).toEqual([]);
  });
});
