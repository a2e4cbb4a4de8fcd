// Models made by hand: one of everything that a page can say, and one whose every text is out for harm.
import {
  MODEL_FORMAT,
  type Envelope,
  type Evidence,
  type Field,
  type Model,
  type ObjectType,
  type TypeNode,
  type Webhook,
} from "../../src/model/model.ts";
import { safeName, safeNames } from "../../src/model/safe-name.ts";
import { conventions } from "../support/conventions.ts";

const at = { file: "v9.1/webhooks.md", line: 3, column: 1 };
const evidence: readonly Evidence[] = [{ kind: "sample", rule: "sample/value", quote: "made up", at }];

export function field(name: string, type: TypeNode, rest: Partial<Omit<Field, "name" | "type">> = {}): Field {
  return { name, type, presence: "required", evidence, ...rest };
}
export const string: TypeNode = { kind: "string" };
export const integer: TypeNode = { kind: "integer" };
export const object = (...fields: readonly Field[]): ObjectType => ({ kind: "object", fields });
export const reference = (name: string): TypeNode => ({ kind: "reference", name });
const optional = { presence: "optional" } as const;

export function envelope(action: string, rest: Partial<Envelope> = {}): Envelope {
  return {
    origin: "documented",
    payloadPath: "payload",
    payloadAt: 3,
    fields: [
      field("webhook_id", string),
      field("secret_key", string),
      field("action", { kind: "literal", value: action }),
      field("license_id", integer, optional),
      field("additional_data", { kind: "object", fields: [], empty: true }),
    ],
    evidence,
    ...rest,
  };
}

export function webhook(
  name: string,
  payload: TypeNode,
  payloads: readonly unknown[],
  rest: Partial<Webhook> = {},
): Webhook {
  return {
    name,
    id: safeName(name),
    title: name,
    aliases: [],
    description: `Tells of ${name}.`,
    anchor: name.replaceAll("_", "-"),
    sections: [at],
    envelope: envelope(name),
    payload,
    samples: payloads.map((sample) => ({ body: wrap(name, sample), at, repairs: [] })),
    evidence,
    ...rest,
  };
}

const wrap = (action: string, payload: unknown): unknown => ({
  webhook_id: "w1",
  secret_key: "s1",
  action,
  payload,
  additional_data: {},
});

export function model(version: string, rest: Partial<Model>): Model {
  return {
    format: MODEL_FORMAT,
    version,
    status: "stable",
    pages: [{ kind: "webhooks", file: at.file, url: "https://docs.example.com/webhooks/" }],
    conventions,
    webhooks: [],
    structures: [],
    corrections: [],
    coverage: { consumed: { row: 2, heading: 1 }, entries: [] },
    ...rest,
  };
}

/** Small enough to read its files. */
export const small: Model = model("0.1", {
  webhooks: [
    webhook(
      "queue_left",
      object(
        field("user", reference("User"), { description: "Who left." }),
        field("position", { kind: "integer", nullable: true }, optional),
        field("left_at", { kind: "string", format: "date-time" }),
      ),
      [{ user: { id: "u1" }, left_at: "2020-01-01T10:00:00.000000Z" }],
    ),
  ],
  structures: [
    {
      name: "User",
      documented: true,
      description: "Somebody.",
      anchor: "user",
      type: object(field("id", string)),
      evidence,
    },
  ],
});

/** Everything that a model can hold. */
export const everything: Model = model("9.1-preview", {
  webhooks: [
    webhook(
      "incoming_chat",
      object(
        field("chat", reference("Chat"), { description: "The chat, with one thread." }),
        field("requester", { kind: "reference", name: "User", nullable: true }, optional),
        field("old_note", string, { presence: "optional", deprecated: true, description: "Use the other." }),
      ),
      [
        {
          chat: { id: "c1", properties: { ns: { score: 1.5 } }, parent: { id: "c0", properties: {} } },
          requester: null,
        },
      ],
    ),
    webhook(
      "access_updated",
      {
        kind: "array",
        items: {
          kind: "union",
          discriminator: "status",
          variants: [
            object(field("status", { kind: "literal", value: "on" }), field("next_id", integer)),
            object(field("status", { kind: "enum", values: [{ value: "off" }, { value: "gone away" }] })),
          ],
        },
      },
      [[{ status: "on", next_id: 3 }], [{ status: "gone away" }], []],
    ),
    webhook(
      "agent_deleted",
      { kind: "union", variants: [object(field("id", string)), object(field("agent_id", string))] },
      [{ id: "a" }, { agent_id: "b" }],
    ),
    webhook(
      "reason_given",
      object(
        field("reason", {
          kind: "enum",
          values: [{ value: "manual", note: "somebody did it" }, { value: "timed out" }],
          description: "Why.",
        }),
        field("channel", { kind: "enum", values: [{ value: "web" }, { value: "mail" }], open: true }),
        field("channels", {
          kind: "array",
          items: { kind: "enum", values: [{ value: "web" }, { value: "mail" }], open: true, nullable: true },
        }),
        field("codes", {
          kind: "array",
          items: { kind: "enum", values: [{ value: 1 }, { value: true }, { value: "x" }] },
        }),
        field("counts", { kind: "map", keys: "e-mail address", values: { kind: "integer", nullable: true } }),
        field("hours", {
          kind: "map",
          keys: "weekday",
          values: object(field("from", string), field("to", string, optional)),
        }),
        field("anything", { kind: "any" }),
        field("nothing", { kind: "null" }),
        field("ratio", { kind: "number" }),
        field("nullable_list", { kind: "array", items: string, nullable: true }),
        field("nullable_map", { kind: "map", keys: "id", values: string, nullable: true }),
        field("event", reference("Event")),
        field("events", { kind: "array", items: { kind: "reference", name: "Event", nullable: true } }),
        field("elided", { kind: "object", open: true, fields: [field("known", string)] }),
        field("nested", object(field("deeper", object(field("deepest", { kind: "boolean" }, optional)), optional))),
      ),
      [
        {
          reason: "timed out",
          channel: "fax",
          channels: ["web", null, "pager"],
          codes: [1, true, "x"],
          counts: { "a@example.com": 1, "b@example.com": null },
          hours: { monday: { from: "10" } },
          anything: [1],
          nothing: null,
          ratio: 0.5,
          nullable_list: null,
          nullable_map: null,
          event: { whatever: 1 },
          events: [null, {}],
          elided: { known: "a" },
          nested: {},
        },
      ],
    ),
    webhook("chat_updated", object(field("id", string), field("name", string, optional)), [{ id: "c" }], {
      partial: { of: "incoming_chat", evidence },
    }),
    webhook("chat_payload", reference("Chat"), [{ id: "c", properties: {} }]),
    webhook("map_payload", { kind: "map", keys: "id", values: integer }, [{ a: 1 }]),
    webhook("no_samples", object(), []),
  ],
  structures: [
    {
      name: "Chat",
      documented: true,
      description: "A chat; may have a parent.",
      anchor: "chat",
      type: object(
        field("id", string),
        field("users", { kind: "array", items: reference("User") }, optional),
        field("parent", reference("Chat"), optional),
        field("properties", {
          kind: "map",
          keys: "namespace",
          values: { kind: "map", keys: "name", values: { kind: "union", variants: [string, { kind: "number" }] } },
        }),
      ),
      evidence,
    },
    {
      name: "User",
      documented: true,
      description: "",
      type: {
        kind: "union",
        discriminator: "type",
        variants: [reference("Agent"), reference("Customer")],
      },
      evidence,
    },
    {
      name: "Agent",
      documented: true,
      description: "Somebody who answers.",
      type: object(
        field("type", { kind: "literal", value: "agent" }),
        field("chats", { kind: "array", items: reference("Chat") }, optional),
      ),
      evidence,
    },
    {
      name: "Customer",
      documented: true,
      description: "Somebody who asks.",
      type: object(field("type", { kind: "literal", value: "customer" }), field("id", string)),
      evidence,
    },
    { name: "Event", documented: false, description: "", type: { kind: "object", fields: [], open: true }, evidence },
  ],
});

/** No page shows an envelope: the body is the payload. */
export const bare: Model = model("0.3", {
  status: "beta",
  webhooks: [
    webhook("chat_started", object(field("chat", object(field("id", string)))), [], {
      envelope: { origin: "undocumented", payloadAt: 0, fields: [], evidence },
      samples: [{ body: { chat: { id: "c" } }, at, repairs: [] }],
    }),
    webhook("chat_ended", object(field("ended", { kind: "boolean" })), [], {
      envelope: { origin: "undocumented", payloadAt: 0, fields: [], evidence },
      samples: [{ body: { ended: true }, at, repairs: [] }],
    }),
  ],
});

/** Nothing but a version. */
export const empty: Model = model("0.0", { pages: [] });

/** Two headings for one name: both are tried. */
export const shared: Model = model("0.4", {
  webhooks: [
    webhook("make_group", object(field("id", integer)), [], { id: "group_made", title: "group_made" }),
    webhook("make_group", object(field("name", string)), [], { id: "group_created", title: "group_created" }),
  ],
});

/** Texts that try to leave the place they are put in. */
export const attacks: readonly string[] = [
  "*/ export const pwned = 1; /*",
  "**//",
  "`${process.exit(1)}`",
  "line\u2028two\u2029three\r\nfour\rfive",
  "@deprecated gone\n@internal\n {@link evil}",
  '"; export const pwned = 1; //',
  "'; export const pwned = 1; //",
  "\u202e bidi \u2066 \u0000 \u0007 \ud800 \ufeff",
  "\\u002a/ \\*/ \\",
  "</script><script>alert(1)</script>",
  "// eslint-disable\n/* @ts-nocheck */",
  "hooksmith_0 HooksmithTypea p0",
  "$& $1 $` $'",
  "/",
  "*",
  "",
];

/** Names that collide, are reserved, or are no names at all. */
export const strangeNames: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "con",
  "CON",
  "nul.json",
  "../../x",
  "..\\..\\x",
  "/etc/passwd",
  "a/b",
  "a_b",
  "A_B",
  "a b",
  "webhooks",
  "Webhook",
  "unknown",
  "class",
  "default",
  "type",
  "$ref",
  "$id",
  "id",
  "properties",
  "definitions",
  "123",
  "ünï",
  "聊天",
  "聊天室",
  "",
  ".",
  "-",
  "hooksmith_0",
  "Payload",
  "Record",
  "Object",
  "Chat",
  "ChatPayload",
  "ChatWebhook",
  "foo.2",
  "foo",
  "x".repeat(10_000),
  `${"x".repeat(10_000)}y`,
];

/** The same model around any texts: equal texts or hostile ones, its shape stays. */
export function around(texts: readonly string[]): Model {
  return model("6.6", {
    pages: [
      {
        kind: "webhooks",
        file: at.file,
        url: `https://docs.example.com/${encodeURI("a b*/")}?q={@link}`,
      },
    ],
    webhooks: texts.map((text, index) =>
      webhook(
        `hook_${index}`,
        object(
          field("a", { kind: "string", description: text }, { description: text }),
          field("b", { kind: "enum", values: [{ value: "v", note: text }], description: text }, { deprecated: true }),
          field("c", { kind: "map", keys: text, values: { kind: "string", description: text } }),
          field(
            "d",
            object(field("e", { kind: "array", items: { kind: "string", description: text } }, { description: text })),
          ),
          field("f", reference("S"), { description: text }),
        ),
        [],
        { description: text, anchor: text },
      ),
    ),
    structures: [
      { name: "S", documented: false, description: texts.join("\n"), type: object(), evidence, anchor: texts[0] ?? "" },
    ],
  });
}

const hostileIds = safeNames(strangeNames, ["webhooks"]);

/** Strange names wherever a model has a name, hostile texts wherever it has a value. */
export const hostile: Model = model("6.7", {
  webhooks: strangeNames.map((name, index) =>
    webhook(
      name,
      object(
        ...(index < 2 ? strangeNames : []).map((member) => field(member, string, optional)),
        ...(index < 2 ? attacks : []).map((member) => field(member, { kind: "literal", value: member }, optional)),
        field("all", { kind: "enum", values: attacks.map((value) => ({ value, note: value })) }),
        field("s", reference(name)),
      ),
      [
        { all: attacks[index % attacks.length], s: {} },
        { all: "", s: {} },
      ],
      { id: hostileIds[index] ?? "" },
    ),
  ),
  structures: strangeNames.map((name, index) => ({
    name,
    documented: true,
    description: name,
    type: object(
      ...(index < 2 ? [...strangeNames, ...attacks] : [name]).map((member) => field(member, integer, optional)),
    ),
    evidence,
  })),
});

export const models: readonly Model[] = [small, bare, empty, shared, around(attacks), hostile, everything];
