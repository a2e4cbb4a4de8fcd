// Small functions over types: shapes compared, paths followed, structures collected, bodies put together, fields counted.
import { describe, expect, test } from "vitest";
import { bodyOf, countFields } from "../../src/model/body.ts";
import { undocumentedStructures } from "../../src/model/structures/beside-webhooks.ts";
import { walkType } from "../../src/model/types/walk.ts";
import { addField, changeField, parsePath, pathsTo } from "../../src/model/types/path.ts";
import type { Field, TypeNode } from "../../src/model/model.ts";
import { sameShape } from "../../src/model/describe-type.ts";
import { page, parseSnippet, section } from "../support/snippets.ts";

const string: TypeNode = { kind: "string" };
const why = { kind: "sample", rule: "member", quote: "q", at: { file: "f", line: 1, column: 1 } } as const;
const field = (name: string, type: TypeNode = string, presence: Field["presence"] = "required"): Field => ({
  name,
  type,
  presence,
  evidence: [why],
});
const object = (...fields: readonly Field[]): TypeNode => ({ kind: "object", fields });

const shapes: readonly (readonly [string, { one: TypeNode; other: TypeNode; want: boolean }])[] = [
  [
    "evidence and words do not count",
    { one: string, other: { ...string, evidence: [why], description: "x" }, want: true },
  ],
  [
    "nor the order of members",
    { one: object(field("a"), field("b")), other: object(field("b"), field("a")), want: true },
  ],
  [
    "nor that of values",
    {
      one: { kind: "enum", values: [{ value: "a" }, { value: "b" }] },
      other: { kind: "enum", values: [{ value: "b", note: "n" }, { value: "a" }] },
      want: true,
    },
  ],
  ["presence counts", { one: object(field("a")), other: object(field("a", string, "optional")), want: false }],
  ["null counts", { one: string, other: { ...string, nullable: true }, want: false }],
  ["a format counts", { one: string, other: { kind: "string", format: "date-time" }, want: false }],
  [
    "an open list of values is another one",
    {
      one: { kind: "enum", values: [{ value: "a" }] },
      other: { kind: "enum", values: [{ value: "a" }], open: true },
      want: false,
    },
  ],
  [
    "a word and a number are two values",
    { one: { kind: "literal", value: "1" }, other: { kind: "literal", value: 1 }, want: false },
  ],
  [
    "names can't pass for structure",
    { one: object(field('a":string,"b')), other: object(field("a"), field("b")), want: false },
  ],
];
test.each(shapes)("same shape: %s", (_, { one, other, want }) => {
  expect(sameShape(one, other)).toBe(want);
});

const deep = object(
  field("a", { kind: "array", items: object(field("b", { kind: "map", keys: "id", values: object(field("c")) })) }),
  field("c"),
);

describe("a path", () => {
  test("is parted by dots; items and values are passed over", () => {
    expect(parsePath("a[].b.*.c")).toEqual(["a", "b", "c"]);
    expect(parsePath("")).toEqual([]);
  });

  test("leads through arrays and maps", () => {
    expect(changeField(deep, ["a", "b", "c"], () => undefined).changed).toBe(1);
    expect(changeField(deep, ["a", "c"], () => undefined)).toEqual({ type: deep, changed: 0 });
  });

  test("leads into every variant", () => {
    const union: TypeNode = { kind: "union", variants: [object(field("a")), object(field("b")), object(field("a"))] };
    expect(changeField(union, ["a"], (one) => ({ ...one, presence: "optional" })).changed).toBe(2);
  });

  test("adds a member once", () => {
    const once = addField(deep, ["a", "b"], field("d"));
    expect(once.changed).toBe(1);
    expect(addField(once.type, ["a", "b"], field("d")).changed).toBe(0);
    expect(addField(string, [], field("d")).changed).toBe(0);
  });

  test("is found by a name, the nearest first", () => {
    expect(pathsTo(deep, "c")).toEqual([["c"], ["a", "b", "c"]]);
    expect(pathsTo(deep, "__proto__")).toEqual([]);
  });
});

test("a type is walked parents first", () => {
  const seen: string[] = [];
  walkType(deep, ({ kind }) => seen.push(kind));
  expect(seen).toEqual(["object", "array", "object", "map", "object", "string", "string"]);
});

test("a type nested 20,000 deep is walked", () => {
  let type: TypeNode = object();
  for (let depth = 0; depth < 20_000; depth++) type = { kind: "array", items: type };
  let count = 0;
  walkType(type, () => count++);
  expect(count).toBe(20_001);
});

test("each structure that is named and not described is listed once, by name", async () => {
  const { model } = await parseSnippet(
    page(
      section({
        payloads: [
          '{ "b": {\n// "Zed" object\n}, "a": {\n// "User" object\n}, "c": [\n// array of "User" objects\n] }',
        ],
      }),
    ),
  );
  expect(model.structures.map(({ name, documented, evidence }) => [name, documented, evidence.length])).toEqual([
    ["User", false, 2],
    ["Zed", false, 1],
  ]);
  const [user] = model.structures;
  expect(undocumentedStructures(model.webhooks, user === undefined ? [] : [user]).map(({ name }) => name)).toEqual([
    "Zed",
  ]);
});

test("a body is its envelope with the payload in its place", async () => {
  const { model } = await parseSnippet(page(section({})));
  const [webhook] = model.webhooks;
  const body = webhook === undefined ? undefined : bodyOf(webhook);
  expect(body?.kind === "object" ? body.fields.map(({ name }) => name) : []).toEqual([
    "webhook_id",
    "secret_key",
    "action",
    "organization_id",
    "payload",
  ]);
  expect(countFields(model)).toBe(6);
});

test("without an envelope the body is the payload", async () => {
  const { model } = await parseSnippet(page(section({ bare: true })));
  const [webhook] = model.webhooks;
  expect(webhook === undefined ? undefined : bodyOf(webhook)).toBe(webhook?.payload);
  expect(countFields(model)).toBe(1);
});
