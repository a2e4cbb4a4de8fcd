// For every diff rule two models that differ in what it judges and in nothing else.
import type { Conventions, Model, TypeNode, Webhook } from "../../src/model/model.ts";
import { fieldsOf, integer, model, object, oneOf, structure, text, webhook } from "./support/tiny-model.ts";

export interface RuleExample {
  readonly old: Model;
  readonly new: Model;
}

const webhooks = (old: Partial<Webhook>, now: Partial<Webhook>): RuleExample => ({
  old: model([webhook(object({ door: text }), old)]),
  new: model([webhook(object({ door: text }), now)]),
});
const payloads = (old: TypeNode, now: TypeNode): RuleExample => ({
  old: model([webhook(old)]),
  new: model([webhook(now)]),
});
const members = (old: TypeNode, now: TypeNode): RuleExample => payloads(object({ door: old }), object({ door: now }));

const opened = webhook(object({ door: text }));
const closed = webhook(object({ door: text }), { name: "door_closed", id: "door_closed", title: "door_closed" });
const carrier = webhook(object({ door: { kind: "reference", name: "Door" } }));
const plain = webhook(object({ door: object({}) }));
const nothing = object({}, { open: true });
const both = object({ door: text, floor: integer });
const nullable: TypeNode = { kind: "string", nullable: true };
const time: TypeNode = { kind: "string", format: "date-time" };
const number: TypeNode = { kind: "number" };
const any: TypeNode = { kind: "any" };
const known = [structure("Door", object({ id: text })), structure("Gate", object({ id: text, wide: text }))];
const named = (name: string) => model([webhook(object({ door: { kind: "reference", name } }))], known);
const having = (conventions: Partial<Conventions>, list = [opened]): Model => {
  const made = model(list);
  return { ...made, conventions: { ...made.conventions, ...conventions } };
};
const signature = { scheme: "hmac-sha256", header: "X-Door-Signature", evidence: [] } as const;
const open = (...values: readonly string[]): TypeNode => ({
  kind: "enum",
  values: values.map((value) => ({ value })),
  open: true,
});
const union = (variants: readonly TypeNode[], isOpen = false): TypeNode => ({
  kind: "union",
  variants,
  discriminator: "kind",
  ...(isOpen ? { open: true } : {}),
});
const door = object({ kind: { kind: "literal", value: "door" }, id: text });
const gate = object({ kind: { kind: "literal", value: "gate" }, wide: integer });
const at = { file: "page.md", line: 1, column: 1 };
const sample = (value: string): Partial<Webhook> => ({ samples: [{ body: { door: value }, at, repairs: [] }] });
const fields = fieldsOf({ door: text });
const deprecated = { kind: "object", fields: fields.map((field) => ({ ...field, deprecated: true })) } as const;

export const ruleExamples: Readonly<Record<string, RuleExample>> = {
  "webhook/added": { old: model([opened]), new: model([opened, closed]) },
  "webhook/removed": { old: model([opened, closed]), new: model([opened]) },
  "webhook/heading-renamed": {
    old: model([opened]),
    new: model([webhook(object({ door: text }), { title: "door_open" })]),
  },
  "webhook/name-changed": {
    old: model([opened]),
    new: model([webhook(object({ door: text }), { name: "open_door" })]),
  },
  "envelope/payload-moved": {
    old: model([opened]),
    new: model([{ ...opened, envelope: { ...opened.envelope, payloadPath: "data" } }]),
  },
  "envelope/discriminator-moved": {
    old: model([opened]),
    new: having({ discriminator: { in: "body", path: "event", evidence: [] } }, [
      {
        ...opened,
        envelope: { ...opened.envelope, fields: fieldsOf({ event: { kind: "literal", value: opened.name } }) },
      },
    ]),
  },
  "request/changed": { old: model([opened]), new: having({ authentication: signature }) },
  "request/authentication-documented": {
    old: having({ authentication: { scheme: "none", evidence: [] } }),
    new: having({ authentication: signature }),
  },
  "request/authentication-undocumented": {
    old: having({ authentication: signature }),
    new: having({ authentication: { scheme: "undocumented", evidence: [] } }),
  },
  "request/delivery-changed": {
    old: having({ timeout: { seconds: 10, evidence: [] } }),
    new: having({ timeout: { seconds: 5, evidence: [] } }),
  },
  "structure/added": { old: model([plain]), new: model([plain], [structure("Door", object({ id: text }))]) },
  "structure/removed": { old: model([plain], [structure("Door", object({ id: text }))]), new: model([plain]) },
  "structure/documented": {
    old: model([carrier], [structure("Door", nothing, { documented: false })]),
    new: model([carrier], [structure("Door", object({ id: text }))]),
  },
  "structure/undocumented": {
    old: model([carrier], [structure("Door", object({ id: text }))]),
    new: model([carrier], [structure("Door", nothing, { documented: false })]),
  },
  "field/added": payloads(object({ door: text }), both),
  "field/named": payloads(
    object({ door: text }, { open: true }),
    object({ door: text, floor: integer }, { open: true }),
  ),
  "field/required-removed": payloads(both, object({ door: text })),
  "field/optional-removed": payloads(object({ door: text, "floor?": integer }), object({ door: text })),
  "field/no-longer-named": payloads(
    object({ door: text, floor: integer }, { open: true }),
    object({ door: text }, { open: true }),
  ),
  "field/became-optional": payloads(both, object({ door: text, "floor?": integer })),
  "field/became-required": payloads(object({ door: text, "floor?": integer }), both),
  "type/became-nullable": payloads(object({ door: text }), object({ door: nullable })),
  "type/became-not-null": payloads(object({ door: nullable }), object({ door: text })),
  "type/changed": members(integer, text),
  "type/widened": { old: named("Gate"), new: named("Door") },
  "type/narrowed": { old: named("Door"), new: named("Gate") },
  "type/reduced": members({ kind: "string", nullable: true }, { kind: "null" }),
  "type/integer-to-number": members(integer, number),
  "type/number-to-integer": members(number, integer),
  "type/format-lost": members(time, text),
  "type/format-gained": members(text, time),
  "type/documented": members(any, text),
  "type/undocumented": members(text, any),
  "object/members-left-out": members(object({ id: text }), object({ id: text }, { open: true })),
  "object/members-complete": members(object({ id: text }, { open: true }), object({ id: text })),
  "value/added": members(oneOf("open", "shut"), oneOf("open", "shut", "ajar")),
  "value/named": members(open("open", "shut"), open("open", "shut", "ajar")),
  "value/removed": members(oneOf("open", "shut", "ajar"), oneOf("open", "shut")),
  "value/no-longer-named": members(open("open", "shut", "ajar"), open("open", "shut")),
  "value/list-opened": members(oneOf("open", "shut"), open("open", "shut")),
  "value/list-closed": members(open("open", "shut"), oneOf("open", "shut")),
  "value/list-freed": members(oneOf("open", "shut"), text),
  "value/listed": members(text, oneOf("open", "shut")),
  "variant/added": members(union([door]), union([door, gate])),
  "variant/of-another-kind": members(text, { kind: "union", variants: [text, integer] }),
  "variant/named": members(union([door], true), union([door, gate], true)),
  "variant/removed": members(union([door, gate]), union([door])),
  "variant/no-longer-named": members(union([door, gate], true), union([door], true)),
  "variant/union-opened": members(union([door, gate]), union([door, gate], true)),
  "variant/union-closed": members(union([door, gate], true), union([door, gate])),
  "docs/description": webhooks({ description: "A door." }, { description: "A gate." }),
  "docs/sample": webhooks(sample("front"), sample("back")),
  "docs/link": webhooks({ anchor: "door" }, { anchor: "gate" }),
  "docs/order": webhooks({ group: "doors" }, { group: "gates" }),
  "docs/deprecated": { old: model([webhook({ kind: "object", fields })]), new: model([webhook(deprecated)]) },
  "docs/undeprecated": { old: model([webhook(deprecated)]), new: model([webhook({ kind: "object", fields })]) },
};
