// The operations on types that all other code is built on, and that they agree with the emitted checks.
import { describe, expect, test } from "vitest";
import { compileCheck } from "../../src/check/run-checks.ts";
import { nameVersion } from "../../src/emit/names.ts";
import { webhookSchema } from "../../src/emit/schema/webhook-schema.ts";
import { bodyOf } from "../../src/model/body.ts";
import type { TypeNode } from "../../src/model/model.ts";
import { variantOf } from "../../src/model/types/discriminator.ts";
import { accepts, closestVariant } from "../../src/model/types/fits.ts";
import { placesAt, printSteps } from "../../src/model/types/path.ts";
import { resolver, resolveType } from "../../src/model/types/resolve.ts";
import { nameAt, tokensOf, valueAt } from "../../src/model/types/value.ts";
import { mapParts, partsOf, reachable } from "../../src/model/types/walk.ts";
import { arrayOf, literal, object, oneOf, to, version, webhook } from "../check/version.ts";

const string: TypeNode = { kind: "string" };
const structures = {
  Circle: to("Circle"),
  Alias: { ...to("Shape"), nullable: true },
  Shape: { kind: "union", variants: [to("Square"), to("Disc")], discriminator: "type" },
  Square: object({ type: literal("square"), side: { kind: "integer" } }, ["type", "side"]),
  Disc: object({ type: literal("disc"), radius: { kind: "number" }, at: { kind: "string", format: "date-time" } }, [
    "type",
  ]),
  Box: object({ inside: to("Box"), shapes: arrayOf(to("Shape")) }),
} as const satisfies Readonly<Record<string, TypeNode>>;
const model = version(
  [
    webhook(
      "drawn",
      object(
        {
          shape: to("Alias"),
          box: to("Box"),
          color: oneOf("red", "blue"),
          sizes: {
            kind: "map",
            keys: "name",
            values: { kind: "union", variants: [string, arrayOf({ kind: "integer" })] },
          },
        },
        ["color"],
      ),
    ),
  ],
  structures,
);
const resolve = resolver(model);

describe("a value fits a type where the emitted check has no error:", () => {
  const [named] = nameVersion(model).webhooks;
  if (named === undefined) throw new Error("the version has a webhook");
  const check = compileCheck(webhookSchema(model, nameVersion(model), named, "urn:x"));
  test.each([
    { color: "red" },
    { color: "green" },
    {},
    { color: "red", more: 1 },
    { color: "red", shape: null },
    { color: "red", shape: { type: "square", side: 1 } },
    { color: "red", shape: { type: "square", side: 1.5 } },
    { color: "red", shape: { type: "disc", at: "2020-02-29T00:00:60Z" } },
    { color: "red", shape: { type: "disc", at: "2020-02-30T00:00:00Z" } },
    { color: "red", shape: { type: "cube" } },
    { color: "red", shape: [] },
    { color: "red", box: { inside: { inside: { shapes: [{ type: "disc", radius: 1 }] } } } },
    { color: "red", box: { inside: { inside: { shapes: [{ type: "disc", radius: "1" }] } } } },
    { color: "red", sizes: { a: "x", b: [1, 2] } },
    { color: "red", sizes: { a: "x", b: [1, "2"] } },
  ])("%j", (payload) => {
    const body = { action: "drawn", payload };
    expect(accepts(bodyOf(named.webhook), body, resolve)).toBe(check(body) === undefined);
  });
});

test.each<[string, unknown, string | undefined]>([
  ["by its discriminator", { type: "disc", side: 1 }, "Disc"],
  ["of none, where the discriminator names another", { type: "cube", side: 1 }, undefined],
  ["by its members, where it lacks the discriminator", { side: 1 }, "Square"],
  ["of none, where it is of another kind", "disc", undefined],
])("a variant is chosen %s", (_name, value, want) => {
  expect(closestVariant(value, structures.Shape, resolve)).toEqual(want === undefined ? undefined : to(want));
});

test("a discriminator that decides nothing says so", () => {
  expect(variantOf({ type: "cube" }, structures.Shape, resolve)).toBe("none");
  expect(variantOf({}, structures.Shape, resolve)).toBeUndefined();
});

test("references are looked through, with the last structure and null; a circle is anything", () => {
  expect(resolveType(to("Alias"), resolve)).toMatchObject({
    type: { kind: "union" },
    nullable: true,
    structure: { name: "Shape" },
  });
  expect(resolveType(to("Circle"), resolve)).toEqual({ type: { kind: "any" }, nullable: false });
  expect(resolveType(to("Unknown"), resolve)).toEqual({ type: { kind: "any" }, nullable: false });
});

test("the parts of a type are those that can be put in their place", () => {
  for (const type of [...Object.values(structures), arrayOf(string), string]) {
    const seen: TypeNode[] = [];
    const same = mapParts(type, (part) => {
      seen.push(part);
      return part;
    });
    expect(same).toEqual(type);
    expect(seen).toEqual(partsOf(type).map((part) => part.type));
  }
});

test("structures are reached through others, circles once, in the model's order", () => {
  expect(reachable([to("Box")], model.structures).map(({ name }) => name)).toEqual(["Shape", "Square", "Disc", "Box"]);
});

test("steps lead through unions and print as paths", () => {
  const type: TypeNode = {
    kind: "union",
    variants: [string, object({ a: arrayOf({ kind: "map", keys: "name", values: string }) })],
  };
  const steps = [{ kind: "member", name: "a" }, { kind: "items" }, { kind: "values" }] as const;
  expect(placesAt(type, steps)).toEqual([{ type: string }]);
  expect(placesAt(type, steps.slice(1))).toEqual([]);
  expect(printSteps(steps)).toBe(".a[].*");
});

test("pointers lead to values, also where a long name was cut", () => {
  const long = "k".repeat(300);
  expect(tokensOf("/a~1b/~01/0")).toEqual(["a/b", "~1", "0"]);
  expect(valueAt({ "a/b": { "~1": [5] } }, tokensOf("/a~1b/~01/0"))).toBe(5);
  expect(valueAt({ a: 1 }, ["constructor"])).toBeUndefined();
  expect(nameAt({ [long]: 1 }, long.slice(0, 256))).toBe(long);
  expect(nameAt({ kk: 1 }, "k")).toBe("k");
});
