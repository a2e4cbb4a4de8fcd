// What the emitted checks cost: reads of the body, counted, and errors, which a body must not be able to multiply.
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/emit/json.ts";
import { checkOf } from "./check-of.ts";

interface Counted {
  readonly body: unknown;
  readonly reads: () => number;
}

/** The body as objects that count each look at a member of theirs; one object for each, as JSON has it. */
function counted(value: unknown): Counted {
  let reads = 0;
  const wrap = (inner: unknown): unknown => {
    if (typeof inner !== "object" || inner === null) return inner;
    const copy: unknown[] | Record<string, unknown> = Array.isArray(inner)
      ? inner.map(wrap)
      : Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, wrap(member)]));
    return new Proxy(copy, {
      get: (target, name) => {
        reads += 1;
        const member: unknown = Reflect.get(target, name);
        return member;
      },
    });
  };
  return { body: wrap(value), reads: () => reads };
}

const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: "object",
  properties,
  required,
});
const to = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });
const text: JsonObject = { type: "string" };

/** Lists, maps and structures that lead to themselves and to each other, with and without a member that discriminates them. */
const defs: JsonObject = {
  Cart: object({ id: text, total: { type: "number" }, currency: text }, ["id", "total", "currency"]),
  Either: { anyOf: [to("Left"), to("Right")] },
  Left: object({ child: to("Either"), left: text }, ["left"]),
  Right: object({ child: to("Either"), right: text }, ["right"]),
  Chain: { anyOf: [to("Plain"), to("Mixed")] },
  Plain: object({ next: to("Plain"), last: { type: "boolean" } }, ["next"]),
  Mixed: object({ next: to("Chain"), own: text }, ["own"]),
  Tree: { anyOf: [to("Leaf"), to("Branch")] },
  Leaf: object({ value: text }, ["value"]),
  Branch: object({ children: { type: "array", items: to("Tree") } }, ["children"]),
  Node: { oneOf: [tagged("one"), tagged("two")] },
  Pair: { anyOf: [object({ node: to("Node"), a: text }, ["a"]), object({ node: to("Node"), b: text }, ["b"])] },
  Table: { type: "object", additionalProperties: { anyOf: [text, to("Table")] } },
};

function tagged(kind: string): JsonObject {
  return object({ type: { const: kind }, inner: to("Pair") }, ["type"]);
}

function nested(depth: number, level: (inner: unknown, at: number) => unknown, end: unknown): unknown {
  let body = end;
  for (let at = depth; at > 0; at -= 1) body = level(body, at);
  return body;
}

const side = (at: number): string => (at % 2 === 0 ? "left" : "right");
const loads: Readonly<Record<string, { readonly schema: JsonObject; readonly load: (size: number) => unknown }>> = {
  "a list of empty objects": {
    schema: { type: "array", items: to("Cart") },
    load: (size) => Array.from({ length: size }, () => ({})),
  },
  "a list of what fits": {
    schema: { type: "array", items: to("Cart") },
    load: (size) => Array.from({ length: size }, () => ({ id: "a", total: 1, currency: "b" })),
  },
  "a map of wrong values": {
    schema: { type: "object", additionalProperties: to("Cart") },
    load: (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${String(at)}`, at])),
  },
  "members that no page names": {
    schema: object({ id: text }),
    load: (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${String(at)}`, at])),
  },
  "structures that refer to each other, the last one fitting": {
    schema: to("Either"),
    load: (size) => nested(size, (child, at) => ({ child, [side(at)]: "x" }), { right: "x" }),
  },
  "structures that refer to each other, none fitting": {
    schema: to("Either"),
    load: (size) => nested(size, (child) => ({ child }), {}),
  },
  "a structure that leads to itself beside one that leads back": {
    schema: to("Chain"),
    load: (size) => nested(size, (next) => ({ next, own: "x" }), { own: "x" }),
  },
  "a tree whose last leaf is wrong": {
    schema: to("Tree"),
    load: (size) => nested(size, (child) => ({ children: [{ value: "x" }, child] }), { value: 1 }),
  },
  "tagged structures within untagged ones": {
    schema: to("Pair"),
    load: (size) =>
      nested(size, (inner, at) => ({ node: { type: at % 2 === 0 ? "one" : "two", inner }, b: "x" }), { a: "x" }),
  },
  "maps in maps": {
    schema: to("Table"),
    load: (size) => nested(size, (inner) => ({ a: "x", inner }), { a: 1 }),
  },
};

test.each(Object.keys(loads))("a body of twice the size costs at most twice the reads: %s", async (name) => {
  const { schema = {}, load } = loads[name] ?? {};
  const check = await checkOf(schema, defs);
  for (const mode of ["tolerant", "strict"]) {
    const reads = [4, 8, 16].map((size) => {
      const { body, reads: count } = counted(load?.(size));
      check(body, mode);
      return count();
    });
    for (const [index, more] of reads.slice(1).entries()) {
      // What does not depend on the size is read once.
      expect(more, JSON.stringify(reads)).toBeLessThanOrEqual(2 * (reads[index] ?? 0) + 40);
    }
  }
});

test.each(Object.keys(loads))("no body has more than 50 errors, nor long paths: %s", async (name) => {
  const { schema = {}, load } = loads[name] ?? {};
  const check = await checkOf(schema, defs);
  for (const mode of ["tolerant", "strict"]) {
    const errors = check(load?.(300), mode) ?? [];
    expect(errors.length).toBeLessThanOrEqual(50);
    for (const { path } of errors) expect(path.length).toBeLessThan(5_000);
  }
});

test("where there are 50 errors nothing behind them is read", async () => {
  const check = await checkOf({ type: "array", items: to("Cart") }, defs);
  const reads = [100, 10_000].map((size) => {
    const { body, reads: count } = counted(Array.from({ length: size }, () => ({})));
    expect(check(body)).toHaveLength(50);
    return count();
  });
  expect(reads[1]).toBe(reads[0]);
});

test("what was found below a union keeps its path, however often it was asked for", async () => {
  const check = await checkOf({ type: "object", additionalProperties: to("Either") }, defs);
  expect(check({ "a/b": { left: "x", child: { right: "x", child: { left: 1 } } } })).toMatchObject([
    { path: "/a~1b/child/child/left", expected: "string", received: "number" },
  ]);
});

test("of shapes with more errors than are reported the nearer one is reported", async () => {
  const wide = object(Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`m${String(at)}`, text])));
  const many = { ...wide, required: Object.keys(wide["properties"] ?? {}) };
  const check = await checkOf({ anyOf: [many, object({ id: text }, ["id"]), many] });
  expect(check({})).toMatchObject([{ path: "/id", expected: "string", received: "nothing" }]);
});

test("a name as long as the body stands in no error whole", async () => {
  const check = await checkOf({ type: "object", additionalProperties: { type: "array", items: text } });
  const errors = check({ ["~".repeat(1_000_000)]: Array.from({ length: 60 }, () => 1) }) ?? [];
  expect(errors).toHaveLength(50);
  for (const { path } of errors) expect(path.length).toBeLessThan(10_000);
});
