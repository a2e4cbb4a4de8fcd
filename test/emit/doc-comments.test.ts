// Doc comments speak to the user of a type: what each member is, not how the docs were read.
import { describe, expect, test } from "vitest";
import type { Model, TypeNode } from "../../src/model/model.ts";
import { readValueNotes, valueNoteRules } from "../../src/model/rules/value-notes.ts";
import { generatedText } from "../diff/support/generated.ts";
import { field, integer, model, object, string, webhook } from "./fixtures.ts";
import { filesOf } from "./support.ts";

const typesOf = async (given: Model): Promise<string> => (await filesOf(given)).get("types.ts") ?? "";
const withMember = (name: string, type: TypeNode, rest: object): Promise<string> =>
  typesOf(model("0.1", { webhooks: [webhook("door_opened", object(field(name, type, rest)), [])] }));

describe("a note that says what a value is by default or may be", () => {
  test.each(valueNoteRules)("$id reads its example: $example", ({ id, example }) => {
    expect(readValueNotes(example)).toMatchObject({ rest: "", notes: [{ id }] });
  });

  test.each([
    ["The code. Default: EUR. Example: USD.", "The code.", ["default EUR", "example USD"]],
    ["Cents. Defaults to 0.", "Cents.", ["default 0"]],
    ["The default is 1.5.", "", ["default 1.5"]],
    ["By default, nothing is sent.", "By default, nothing is sent.", []],
    ["The default is sent when nothing else fits.", "The default is sent when nothing else fits.", []],
    ["For example: on Mondays.", "", ["example on Mondays"]],
    ["Deprecated.", "", ["deprecated "]],
    [
      "Old name. Deprecated in favor of `store`. Kept for now.",
      "Old name. Kept for now.",
      ["deprecated in favor of `store`."],
    ],
    ["Holds deprecated keys.", "Holds deprecated keys.", []],
    ["One.\nDefault: a\nExample: b", "One.", ["default a", "example b"]],
  ])("%j", (given, rest, notes) => {
    const read = readValueNotes(given);
    expect(read.rest).toBe(rest);
    expect(read.notes.map(({ id, text }) => `${id} ${text}`)).toEqual(notes);
  });
});

describe("the comment of a member", () => {
  test.each([
    ["text in quotes", string, "Default: EUR. Example: USD.", ['@default "EUR"', '@example "USD"']],
    ["a number as it is", integer, "Cents. Default: 0", ["Cents.", "@default 0"]],
    ["why it is deprecated", string, "The shop. Deprecated: use store.", ["The shop.", "@deprecated use store."]],
  ])("has %s as tags", async (_name, type, description, want) => {
    const text = await withMember("it", type, { description });
    const comment = /\/\*\*\n((?: +\*.*\n)*?) +\*\/\n +it: /.exec(text)?.[1] ?? "";
    expect(
      comment
        .split("\n")
        .map((line) => line.replace(/^ +\* ?/, ""))
        .filter((line) => line !== ""),
    ).toEqual(want);
  });

  test("has the bare tag of a member that is deprecated without a word", async () => {
    expect(await withMember("it", string, { description: "The shop.", deprecated: true })).toContain(
      "   * The shop.\n   * @deprecated\n   */\n  it: string;",
    );
  });

  test("is none where it only repeats the member's name or value", async () => {
    expect(
      await withMember("kind", { kind: "literal", value: "rich_message" }, { description: "rich message" }),
    ).not.toContain("rich message");
    expect(await withMember("status", string, { description: "Status" })).not.toContain("* Status");
  });

  test.each(["*/ export const bad = 1; /*", "a\nb @internal", "\u202e", "`${bad}`"])(
    "stays a comment after %j",
    async (evil) => {
      const text = await withMember("it", string, {
        description: `Default: ${evil}. Example: ${evil}\nDeprecated: ${evil}`,
      });
      expect(text).not.toMatch(/^export const bad|\*\/ export|[^\\]@internal|\u202e/m);
    },
  );
});

test("each member around the payload has a comment", async () => {
  const text = await withMember("id", string, {});
  const envelope = /interface WebhookEnvelope \{\n([^]*?)\n\}/.exec(text)?.[1] ?? "";
  const body = /interface DoorOpenedWebhook [^{]*\{\n([^]*?)\n\}/.exec(text)?.[1] ?? "";
  for (const members of [envelope, body]) {
    expect(members).toMatch(/\w/);
    expect([...members.matchAll(/^ {2}(\w+)\??:/gm)].length).toBe([...members.matchAll(/^ {2}\/\*\*/gm)].length);
  }
});

test("what a map is keyed by is said where it says anything", async () => {
  const map = (keys: string): TypeNode => ({ kind: "map", keys, values: string });
  expect(await withMember("it", map("weekday"), {})).toContain("Keyed by weekday.");
  expect(await withMember("it", map("hex-id or placeholder"), {})).toContain("Keyed by hex id.");
  expect(await withMember("it", map("placeholder"), {})).not.toContain("Keyed by");
});

test("an object that is a form of a structure, with other members, is a type with a name", async () => {
  const chat = object(field("id", string), field("thread", string, { presence: "optional" }));
  const given = model("0.1", {
    webhooks: [webhook("incoming_chat", object(field("chat", { ...chat, structure: "Chat" })), [])],
    structures: [
      {
        name: "Chat",
        documented: true,
        description: "",
        type: object(field("id", string), field("x", string)),
        evidence: [],
      },
    ],
  });
  const text = await typesOf(given);
  expect(text).toContain("chat: IncomingChatPayloadChat;");
  expect(text).toMatch(/export type IncomingChatPayloadChat = \{/);
});

test("no comment of ours speaks of pages, samples or placeholders", () => {
  const ours = /the page|leaves members out|keyed by (?:placeholder|stand.in)|no page|\* message$/im;
  for (const version of ["3.0", "3.5", "3.7"]) expect(generatedText(version, "types.ts")).not.toMatch(ours);
});
