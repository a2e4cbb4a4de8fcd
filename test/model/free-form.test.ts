// Words that say that others decide what is in an object: it may hold anything then, whatever the sample shows.
import { describe, expect, test } from "vitest";
import { readPayload } from "../support/snippets.ts";

const typeOf = async (note: string, value = '{ "custom": { "nested": "json" } }', rows = "") => {
  const { lines, rules } = await readPayload({
    payloads: [`{ "content": ${value} }`],
    table: `| Field | Notes |\n|---|---|\n| \`content\` | ${note} |\n${rows}`,
  });
  const shown = lines
    .filter((line) => line.startsWith("payload."))
    .map((line) => line.split("  ").slice(0, 2).join(" "));
  return { shown, rules: rules.filter((rule) => rule !== "model/inferred-convention") };
};
const open = { shown: ["payload.content object open"], rules: [] };

test.each([
  "The content you define.",
  "Any JSON object.",
  "Arbitrary data.",
  "A free-form object.",
  "User-defined key-value pairs.",
  "A map of custom fields.",
  "Object with any properties.",
  "An object whose content depends on the template.",
  "Key-value storage.",
  "Metadata set by the developer; can hold anything.",
  "Schemaless.",
  "What is in it is up to the sender.",
  "Whatever your app attached when it made the order.",
  "It has no fixed structure.",
  "Opaque to us; passed through as received.",
  "Contents vary by account.",
  "Up to 50 keys of your choice.",
  "Extra information in a shape that the integration picks.",
  "The properties are configured per account.",
  "JSON of any kind.",
])("a note that lets others decide opens the object: %s", async (note) => {
  expect(await typeOf(note)).toEqual(open);
});

test("words that no rule reads open it too, with a finding", async () => {
  const read = await typeOf("Not checked: senders may nest as deep as they like.");
  expect(read).toEqual({ ...open, rules: ["model/unread-note"] });
});

test.each([
  "The address that the customer entered.",
  "The user who sent it.",
  "Data of the chat.",
  "Details of the agent assigned by the router.",
  "Settings of the group, always complete.",
  "Sent if any data is known.",
  "The name and the e-mail address of whoever wrote it.",
  "An array of changes, with one entry for each field.",
])("ordinary words leave the shape of the sample: %s", async (note) => {
  expect((await typeOf(note)).shown).toContain("payload.content.custom object");
});

describe("beside the words", () => {
  test("members that rows describe stay, wherever their rows are", async () => {
    const { shown } = await typeOf(
      "Any JSON object.",
      '{ "source": "web", "x": 1 }',
      "| `content.source` | Always there. |",
    );
    expect(shown).toEqual(["payload.content object open", "payload.content.source string"]);
  });

  test("a map keeps the type of its values", async () => {
    const { shown } = await typeOf("Counts keyed by the ID of the queue.", '{ "a": 1, "b": 2 }');
    expect(shown).toEqual(["payload.content map by name", "payload.content.* integer"]);
  });

  test.each(['"text"', "7", '["a"]', '[{ "id": 1 }]'])("no other type is touched: %s", async (value) => {
    const { shown } = await typeOf("Custom data of the sender.", value);
    expect(shown).toEqual((await typeOf("Of the chat.", value)).shown);
  });

  test("a comment and a sentence say it as well", async () => {
    const comment = await readPayload({ payloads: ['{ "content": { "x": 1 } // any JSON object\n }'] });
    const prose = await readPayload({
      prose: "The `content` is whatever the sender put in.",
      payloads: ['{ "content": { "x": 1 } }'],
    });
    for (const { lines } of [comment, prose]) expect(lines.join("\n")).not.toContain("content.x");
  });
});
