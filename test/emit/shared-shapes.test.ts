// What types.ts declares once: the envelope, shapes that recur, structures that shadow a global type, members of open unions.
import { describe, expect, test } from "vitest";
import type { Model, Structure, TypeNode } from "../../src/model/model.ts";
import { envelope, field, model, object, reference, string, integer, webhook } from "./fixtures.ts";
import { filesOf } from "./support.ts";

const pair = object(field("id", string), field("count", integer));
const structure = (name: string, type: TypeNode): Structure => ({
  name,
  type,
  description: "",
  anchor: "",
  documented: true,
  evidence: [],
});
const typesOf = async (rest: Partial<Model>): Promise<string> =>
  ((await filesOf(model("1", rest))).get("types.ts") ?? "").replace(/^ *(?:\/\*\*| \*).*\n/gm, "");
const payloads = (...types: readonly TypeNode[]): Partial<Model> => ({
  webhooks: types.map((type, index) => webhook(`thing_${index}`, type, [])),
});

describe("a shape", () => {
  test.each<[string, Partial<Model>, readonly string[], readonly string[]]>([
    [
      "under one member name is declared once",
      payloads(object(field("sender", pair)), object(field("sender", pair, { presence: "optional" }))),
      ["sender: Sender;", "sender?: Sender;", "export type Sender = {\n  id: string;\n  count: number;\n};"],
      [],
    ],
    ["that occurs once stays in place", payloads(object(field("sender", pair))), ["sender: {"], ["Sender"]],
    [
      "under two names stays in place",
      payloads(object(field("sender", pair)), object(field("reader", pair))),
      ["sender: {", "reader: {"],
      ["Sender", "Reader"],
    ],
    [
      "that may be null keeps null at its place",
      payloads(object(field("sender", { ...pair, nullable: true })), object(field("sender", pair))),
      ["sender: Sender | null;", "sender: Sender;"],
      [],
    ],
    [
      "in a list or a map is called an item or a value",
      payloads(
        object(field("rows", { kind: "array", items: pair }), field("by_id", { kind: "map", keys: "", values: pair })),
        object(field("rows", { kind: "array", items: pair }), field("by_id", { kind: "map", keys: "", values: pair })),
      ),
      ["rows: RowsItem[];", "[k: string]: ByIdValue;"],
      [],
    ],
    [
      "within another that recurs is no further occurrence",
      payloads(
        object(field("outer", object(field("inner", pair)))),
        object(field("outer", object(field("inner", pair)))),
      ),
      ["outer: Outer;", "inner: {"],
      ["Inner"],
    ],
    [
      "takes no name that exists, nor one of a global type",
      {
        ...payloads(
          object(field("sender", pair), field("document", pair)),
          object(field("sender", pair), field("document", pair)),
        ),
        structures: [structure("Sender", object(field("other", string)))],
      },
      ["sender: Sender2;", "document: DocumentShape;", "export interface Sender {"],
      [],
    ],
    [
      "that is the structure of the member's name is that structure",
      { ...payloads(object(field("sender", pair))), structures: [structure("Sender", pair)] },
      ["sender: Sender;", "export interface Sender {"],
      ["Sender2"],
    ],
    [
      "is found under a name that is no identifier",
      payloads(object(field("the sender!", pair)), object(field("the sender!", pair))),
      ['"the sender!": TheSender;'],
      [],
    ],
  ])("%s", async (_, given, holds, lacks) => {
    const code = await typesOf(given);
    for (const text of holds) expect(code).toContain(text);
    for (const name of lacks) expect(code).not.toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe("the envelope", () => {
  test("is extended by every webhook, which adds what is its own", async () => {
    const code = await typesOf(payloads(pair, pair));
    expect(code).toContain("export interface WebhookEnvelope {\n  webhook_id: string;\n  secret_key: string;\n");
    expect(code).toContain(
      'export interface Thing0Webhook extends WebhookEnvelope {\n  action: "thing_0";\n  payload: Thing0Payload;\n}',
    );
  });

  test("holds only what all webhooks with one have alike", async () => {
    const fields = [field("webhook_id", string), field("secret_key", string, { presence: "optional" })];
    const other = webhook("other", pair, [], { envelope: envelope("other", { fields, payloadAt: 0 }) });
    const code = await typesOf({ webhooks: [webhook("one", pair, []), other] });
    expect(code).toContain("export interface WebhookEnvelope {\n  webhook_id: string;\n}");
    expect(code).toMatch(/OneWebhook extends WebhookEnvelope \{\n {2}secret_key: string;/);
    expect(code).toMatch(/OtherWebhook extends WebhookEnvelope \{[^}]*secret_key\?: string;/);
  });
});

test("a structure that is named like a global type is exported under a second name that nothing else has", async () => {
  const structures = ["Event", "EventStructure", "Sender"].map((name) => structure(name, pair));
  const code = await typesOf({ ...payloads(reference("Event")), structures });
  expect(code).toContain("export type { Event as EventStructure2 };");
  expect(code).not.toMatch(/Sender as/);
});

describe("an undocumented variant of an open union", () => {
  const one = (kind: string, ...rest: readonly (readonly [string, TypeNode, ("required" | "optional")?])[]): TypeNode =>
    object(
      field("kind", { kind: "literal", value: kind }),
      ...rest.map(([name, type, presence = "required"]) => field(name, type, { presence })),
    );
  const union = (...variants: readonly TypeNode[]): Partial<Model> => ({
    ...payloads(object(field("thing", { kind: "union", variants, discriminator: "kind", open: true }))),
    structures: [structure("A", one("a", ["id", string], ["size", integer]))],
  });

  test.each<[string, Partial<Model>, string]>([
    [
      "has what every documented one requires",
      union(reference("A"), one("b", ["id", string])),
      'UnknownVariant<"kind"> & { id: string; }',
    ],
    [
      "has each type that a member has in one of them",
      union(reference("A"), one("b", ["id", integer])),
      'UnknownVariant<"kind"> & { id: string | number; }',
    ],
    [
      "has nothing that may be absent",
      union(reference("A"), one("b", ["id", string, "optional"])),
      'UnknownVariant<"kind">;',
    ],
    ["has nothing where a variant is unknown", union(reference("A"), reference("Gone")), 'UnknownVariant<"kind">;'],
  ])("%s", async (_, given, want) => {
    expect((await typesOf(given)).replace(/\s+/g, " ")).toContain(want);
  });
});
