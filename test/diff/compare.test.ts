// What the comparison sees through: references, circles, echoes, unions in other order, odd names, deep nests.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { integer, model, object, structure, text, webhook } from "./support/tiny-model.ts";
import type { Model, Structure, TypeNode, Webhook } from "../../src/model/model.ts";

const reference = (name: string): TypeNode => ({ kind: "reference", name });
const list = (items: TypeNode): TypeNode => ({ kind: "array", items });
const kind = (value: string, more: Readonly<Record<string, TypeNode>> = {}): TypeNode =>
  object({ kind: { kind: "literal", value }, ...more });
const union = (...variants: readonly TypeNode[]): TypeNode => ({ kind: "union", variants, discriminator: "kind" });
const of = (payload: TypeNode, ...structures: readonly Structure[]): Model => model([webhook(payload)], structures);
const seen = (old: Model, now: Model): readonly string[] =>
  compareModels(old, now).changes.map(({ rule, path, webhooks }) => `${rule} ${path} ${String(webhooks.length)}`);

describe("nothing changes where", () => {
  const door = object({ id: text });
  test.each<readonly [string, Model, Model]>([
    ["members stand in another order", of(object({ a: text, b: integer })), of(object({ b: integer, a: text }))],
    ["variants stand in another order", of(union(kind("a"), kind("b"))), of(union(kind("b"), kind("a")))],
    [
      "a list of one value is written as that value",
      of(object({ a: { kind: "enum", values: [{ value: "x" }] } })),
      of(object({ a: { kind: "literal", value: "x" } })),
    ],
    [
      "a shape is named that was written out",
      of(object({ door: object({ id: text }) }), structure("Door", door)),
      of(object({ door: reference("Door") }), structure("Door", door)),
    ],
    [
      "another structure of the same shape is named",
      of(object({ door: reference("Door") }), structure("Door", door), structure("Gate", door)),
      of(object({ door: reference("Gate") }), structure("Door", door), structure("Gate", door)),
    ],
    [
      "null is said as a variant or as a mark, in a reference",
      of(object({ door: { ...door, nullable: true } }), structure("Door", door)),
      of(
        object({ door: { ...reference("Door"), kind: "reference", name: "Door", nullable: true } }),
        structure("Door", door),
      ),
    ],
  ])("%s", (_, old, now) => {
    expect(seen(old, now)).toEqual([]);
  });
});

test("a structure that holds itself is compared once", () => {
  const tree = (leaf: TypeNode): Structure => structure("Tree", object({ leaf, parts: list(reference("Tree")) }));
  const root = object({ root: reference("Tree") });
  expect(seen(of(root, tree(text)), of(root, tree(integer)))).toEqual(["type/changed $defs.Tree.leaf 1"]);
});

test("two structures that hold each other under other names come to an end", () => {
  const names = ["A", "B", "C"];
  const all = names.map((name) =>
    structure(name, object(Object.fromEntries(names.map((one) => [one, list(reference(one))])))),
  );
  expect(seen(of(object({ it: reference("A") }), ...all), of(object({ it: reference("C") }), ...all))).toEqual([]);
});

test("a structure that stands for itself is any value", () => {
  const loop = structure("Loop", reference("Loop"));
  expect(seen(of(object({ it: reference("Loop") }), loop), of(object({ it: text }), loop))).toEqual([
    "type/documented door_opened.payload.it 1",
  ]);
});

test("a change in a structure stands once, with all webhooks that carry it, however deep", () => {
  const webhooks = ["a", "b", "c"].map((name, index) =>
    webhook(index === 0 ? object({ door: reference("Door") }) : object({ house: list(reference("House")) }), {
      name,
      id: name,
      title: name,
    }),
  );
  const house = structure("House", object({ doors: list(reference("Door")) }));
  const report = compareModels(
    model(webhooks, [house, structure("Door", object({ id: text }))]),
    model(webhooks, [house, structure("Door", object({}, { empty: true }))]),
  );
  expect(report.changes).toMatchObject([
    {
      path: "$defs.Door.id",
      severity: "breaking",
      webhooks: ["a", "b", "c"],
      owner: { kind: "structure", name: "Door" },
    },
  ]);
});

test("a change below a variant names the variant", () => {
  const old = of(object({ it: union(kind("a", { size: integer }), kind("b")) }));
  const now = of(object({ it: union(kind("b"), kind("a", { size: text })) }));
  expect(seen(old, now)).toEqual(['type/changed door_opened.payload.it(kind="a").size 1']);
});

test("names of object members of JavaScript are names like others", () => {
  const odd = (type: TypeNode): TypeNode => ({
    kind: "object",
    fields: ["__proto__", "constructor", "toString"].map((name) => ({
      name,
      type,
      presence: "required",
      evidence: [],
    })),
  });
  expect(seen(of(odd(text)), of(odd(integer)))).toHaveLength(3);
  expect(seen(of(odd(text)), of(object({}, { empty: true })))).toHaveLength(3);
});

test("types nested deeper than any page come to an end", () => {
  const nest = (core: TypeNode): TypeNode => {
    let type = core;
    for (let depth = 0; depth < 500; depth += 1) type = list(type);
    return type;
  };
  expect(seen(of(object({ it: nest(text) })), of(object({ it: nest(integer) })))).toEqual([]);
});

test("the fingerprint of a change looks neither at its place nor at its words", () => {
  const at = (line: number, description: string): Webhook =>
    webhook({
      kind: "object",
      fields: [
        {
          ...{ name: "door", type: text, presence: "required", description },
          evidence: [{ kind: "sample", rule: "r", quote: description, at: { file: "p", line, column: 1 } }],
        },
      ],
    });
  const print = (line: number, words: string): string | undefined =>
    compareModels(model([at(line, words)]), of(object({}, { empty: true }))).changes[0]?.fingerprint;
  expect(print(1, "A door.")).toBe(print(99, "Some door."));
  expect(print(1, "")).toMatch(/^[0-9a-f]{12}$/);
});
