// What the sides of a change show: the page's own words, no two sides alike, and samples only where they say something new.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { atLeast } from "../../src/diff/report.ts";
import { excerpts, hiddenText, diffJson, sidesText } from "../../src/diff/reports/words.ts";
import type { Model, Structure, TypeNode, Webhook } from "../../src/model/model.ts";
import { exampleOf, rules } from "./support/rules.ts";
import { generatedModel, neighbours } from "./support/generated.ts";
import { fieldsOf, integer, model, object, oneOf, structure, text, webhook } from "./support/tiny-model.ts";

const at = { file: "page.md", line: 1, column: 1 };
const sample = (body: unknown): Partial<Webhook> => ({ samples: [{ body, at, repairs: [] }] });
const changes = (old: Model, now: Model) => compareModels(old, now).changes;

describe("quoted text is the page's text", () => {
  const described = (description: string): Model => model([webhook(object({ door: text }), { description })]);
  test.each([
    ["an address", "Write to jane.doe@example.com."],
    ["a URL", "See https://example.com/a.b?c=[1]."],
    ["a time", "Sent at 10:30:00.5, or later."],
    ["a version", "As of 3.6: more."],
    ["marks of code and emphasis", "Set `a.b` to **1**, or 2*3."],
    ["blanks that the page has", "Since 3. 6 (or so )."],
  ])("%s", (_, words) => {
    expect(changes(described("Other words."), described(words))).toMatchObject([
      { rule: "docs/description", new: { text: words } },
    ]);
  });

  test.each([
    ["See 3.6: more.", "See 3. 6 : more."],
    ["Set `a` now.", "Set a  now."],
  ])("%s and %s are the same words", (one, other) => {
    expect(changes(described(one), described(other))).toEqual([]);
  });
});

test.each([
  ["unknown", "old.md → new.md"],
  ["1.0", "old.md (1.0) → new.md (1.0)"],
])("pages of version %s are called %s", (version, want) => {
  const one = { ...model([webhook(object({ door: text }))]), version };
  const sides = { old: { label: "old.md", kind: "page" }, new: { label: "new.md", kind: "page" } } as const;
  expect(sidesText(compareModels(one, one, sides), (shown) => shown)).toBe(want);
});

describe("two sides are never alike", () => {
  test.each(rules)("in the example of $id", ({ id }) => {
    const { old, new: now } = exampleOf(id);
    for (const { old: before, new: after } of changes(old, now)) {
      if (before?.text !== "") expect(before?.text).not.toBe(after?.text);
    }
  });

  test.each(neighbours)("from %s to %s", (one, other) => {
    const alike = changes(generatedModel(one), generatedModel(other)).filter(
      ({ old, new: now }) => old !== undefined && old.text === now?.text && old.text !== "",
    );
    expect(alike.map(({ path }) => path)).toEqual([]);
  });

  test.each<[string, TypeNode, TypeNode, readonly [string, string]]>([
    ["a member that became optional", object({ a: text }), object({ "a?": text }), ["a", "a?"]],
    ["a member that became required", object({ "a?": text }), object({ a: text }), ["a?", "a"]],
  ])("%s", (_, one, other, [before, after]) => {
    expect(changes(model([webhook(one)]), model([webhook(other)]))).toMatchObject([
      { old: { text: before }, new: { text: after } },
    ]);
  });

  test("long texts are shortened around their first difference", () => {
    const long = "x".repeat(500);
    const { old, new: now } = excerpts(`${long} old`, `${long} new`, 100);
    expect([old, now].map((shown) => shown.slice(-4))).toEqual([" old", " new"]);
    expect([old, now].map(({ length }) => length <= 100)).toEqual([true, true]);
  });
});

describe("a sample that differs only by what is reported already is folded", () => {
  const withEnvelope = (
    name: string,
    payload: TypeNode,
    body: object,
    structures: readonly Structure[] = [],
  ): Model => {
    const plain = webhook(payload, sample({ action: "door_opened", [name]: "1", payload: body }));
    const fields = [...plain.envelope.fields, ...fieldsOf({ [name]: text, payload })];
    return model([{ ...plain, envelope: { ...plain.envelope, fields } }], structures);
  };
  const plain = (payload: TypeNode, body: unknown, structures: readonly Structure[] = []): Model =>
    model([webhook(payload, sample({ action: "door_opened", payload: body }))], structures);
  const samplesIn = (old: Model, now: Model) => changes(old, now).filter(({ rule }) => rule === "docs/sample");
  const door = (...names: readonly string[]) =>
    structure("Door", object(Object.fromEntries(names.map((name) => [name, text]))));
  const named = object({ doors: { kind: "array", items: { kind: "reference", name: "Door" } } });

  test.each<[string, Model, Model]>([
    [
      "a renamed member of the envelope",
      withEnvelope("license", object({ a: text }), { a: "x" }),
      withEnvelope("organization", object({ a: text }), { a: "x" }),
    ],
    [
      "an added member",
      plain(object({ a: text }), { a: "x" }),
      plain(object({ a: text, b: text }), { a: "x", b: "y" }),
    ],
    ["another type", plain(object({ a: text }), { a: "x" }), plain(object({ a: integer }), { a: 1 })],
    ["an added value", plain(object({ a: oneOf("x") }), { a: "x" }), plain(object({ a: oneOf("x", "y") }), { a: "y" })],
    [
      "a member of a structure in a list",
      plain(named, { doors: [{ id: "1" }] }, [door("id")]),
      plain(named, { doors: [{ key: "1" }] }, [door("key")]),
    ],
  ])("%s", (_, old, now) => {
    expect(changes(old, now).length).toBeGreaterThan(0);
    expect(samplesIn(old, now)).toEqual([]);
  });

  test.each<[string, Model, Model]>([
    [
      "another value beside a renamed member",
      withEnvelope("license", object({ a: text }), { a: "x" }),
      withEnvelope("organization", object({ a: text }), { a: "y" }),
    ],
    ["another value alone", plain(object({ a: text }), { a: "x" }), plain(object({ a: text }), { a: "y" })],
    [
      "a member that no type names",
      plain(object({ a: text }), { a: "x" }),
      plain(object({ a: text }), { a: "x", z: 1 }),
    ],
    [
      "another value at a place that changed in another structure",
      plain(object({ id: text }), { id: "1" }, [door("id")]),
      plain(object({ id: text }), { id: "2" }, [door("key")]),
    ],
  ])("but not %s", (_, old, now) => {
    expect(samplesIn(old, now)).toHaveLength(1);
  });

  test("and so is that of a structure", () => {
    const of = (name: string): Model => model([], [{ ...door(name), sample: { [name]: "1" } }]);
    expect(samplesIn(of("id"), of("key"))).toEqual([]);
    const other: Model = model([], [{ ...door("id"), sample: { id: "2" } }]);
    expect(samplesIn(of("id"), other)).toHaveLength(1);
  });
});

describe("a sample is shown as the lines that differ", () => {
  const shown = (one: unknown, other: unknown) =>
    diffJson(JSON.stringify(one), JSON.stringify(other))?.map(({ mark, text: line }) => `${mark}${line}`);
  test("with two lines around them", () => {
    const body = (value: string) => ({ a: 1, b: 2, c: 3, d: value, e: 5, f: 6, g: 7 });
    expect(shown(body("x"), body("y"))).toEqual(
      ['  "b": 2,', '  "c": 3,', '-  "d": "x",', '+  "d": "y",', '  "e": 5,', '  "f": 6,', "…"].map((line) =>
        /^[-+…]/.test(line) ? line : ` ${line}`,
      ),
    );
  });

  test("and types or words are no sample", () => {
    for (const words of ["{ id, name }", "[a link]", "string", ""]) expect(diffJson(words, words)).toBeUndefined();
  });
});

test("what is less severe than asked for is left out and counted", () => {
  const old = model([webhook(object({ a: text }), { description: "One." })]);
  const report = compareModels(old, model([webhook(object({ "a?": text, b: text }), { description: "Two." })]), {
    mode: "upgrade",
  });
  const severities = (least: Parameters<typeof atLeast>[1]) =>
    atLeast(report, least).changes.map((one) => one.severity);
  expect(severities("docs")).toEqual(["breaking", "compatible", "docs"]);
  expect(severities("compatible")).toEqual(["breaking", "compatible"]);
  expect(severities("breaking")).toEqual(["breaking"]);
  expect(hiddenText(report)).toBe("");
  expect(hiddenText(atLeast(report, "dangerous"))).toBe("hidden: 1 compatible, 1 docs");
});

describe("what all webhooks have in common", () => {
  const named = (discriminator: string, name: string): Webhook => {
    const made = webhook(object({ door: text }), { name, id: name, title: name });
    const fields = fieldsOf({ [discriminator]: { kind: "literal", value: name }, at: text });
    const body = { [discriminator]: name, at: "12:00", payload: { door: "north" } };
    return { ...made, ...sample(body), envelope: { ...made.envelope, fields } };
  };
  const version = (discriminator: string, header: string): Model => {
    const made = model([named(discriminator, "door_opened"), named(discriminator, "door_closed")]);
    const authentication = { scheme: "hmac-sha256", header, prefix: "v1=", evidence: [] } as const;
    const conventions = {
      ...made.conventions,
      discriminator: { in: "body", path: discriminator, evidence: [] },
    } as const;
    return { ...made, conventions: { ...conventions, authentication } };
  };

  test("another member that holds the name is one change, and no sample is another", () => {
    expect(changes(version("action", "X-Door"), version("event", "X-Door"))).toMatchObject([
      {
        ...{ rule: "envelope/discriminator-moved", severity: "breaking", oldBodies: "unknown" },
        ...{ path: "envelope.action", webhooks: ["door_opened", "door_closed"] },
        ...{ old: { text: '"action" of the body' }, new: { text: '"event" of the body' } },
      },
    ]);
  });

  test("a page that shows no envelope corrects none by another convention", () => {
    const inherited = ({ webhooks, ...rest }: Model): Model => ({
      ...rest,
      webhooks: webhooks.map((one) => ({ ...one, envelope: { ...one.envelope, origin: "inherited" } })),
    });
    const [old, now] = [inherited(version("action", "X-Door")), inherited(version("action", "X-Gate"))];
    expect(compareModels(old, now, { mode: "drift" }).changes[0]).not.toHaveProperty("likelyDocsFix");
  });

  test("another header of the signature is one change, which says what differs and nothing else", () => {
    expect(changes(version("action", "X-Door"), version("action", "X-Gate"))).toMatchObject([
      {
        ...{ rule: "request/changed", severity: "breaking", runtime: "breaking", oldBodies: "refused" },
        message: "the authentication of requests changed: before header X-Door, now header X-Gate",
      },
    ]);
  });
});
