// Renames are proposed with a score and its evidence, and lower nothing.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import type { RenameProposal } from "../../src/diff/report.ts";
import { integer, model, object, structure, text, webhook } from "./support/tiny-model.ts";
import type { Structure, TypeNode, Webhook } from "../../src/model/model.ts";

const named = (name: string) => ({ name, id: name, title: name });
const at = { file: "page.md", line: 1, column: 1 };
const renames = (
  old: readonly Webhook[],
  now: readonly Webhook[],
  before: readonly Structure[] = [],
  after: readonly Structure[] = [],
): readonly RenameProposal[] => compareModels(model(old, before), model(now, after)).renames;
const payload = (type: TypeNode): readonly Webhook[] => [webhook(type)];
const reference = (name: string): TypeNode => ({ kind: "reference", name });
const status = (value: string): TypeNode => object({ id: text, status: { kind: "literal", value } });

describe("a member", () => {
  test("of one type in one place with a like name is a rename", () => {
    const [found] = renames(
      payload(object({ id: text, opened_at: text, door: text })),
      payload(object({ id: text, opened_at_us: text, door: text })),
    );
    expect(found).toMatchObject({
      kind: "rename",
      subject: "field",
      from: ["door_opened.payload.opened_at"],
      to: "door_opened.payload.opened_at_us",
      decision: "proposed",
    });
    expect(found?.evidence.map(({ sign }) => sign)).toEqual(["type", "name", "place", "alone"]);
    expect(found?.score).toBeGreaterThan(0.7);
  });

  test("whose sample shows the same value scores higher", () => {
    const body = (name: string): Partial<Webhook> => ({
      samples: [{ body: { payload: { id: "1", [name]: "2020" } }, at, repairs: [] }],
    });
    const types = [object({ id: text, when: text }), object({ id: text, time: text })] as const;
    const plain = renames([webhook(types[0])], [webhook(types[1])])[0];
    const shown = renames([webhook(types[0], body("when"))], [webhook(types[1], body("time"))])[0];
    expect(shown?.evidence.map(({ sign }) => sign)).toContain("sample");
    expect(shown?.score ?? 0).toBeGreaterThan(plain?.score ?? 0);
  });

  test("of another type, another name and another place is none", () => {
    const was = object({ size: integer, id: text, door: text, old: text });
    const is = object({ id: text, door: text, wide: { kind: "boolean" }, more: { kind: "array", items: text } });
    expect(renames(payload(was), payload(is))).toEqual([]);
  });

  test("is part of one rename only", () => {
    const found = renames(
      payload(object({ id: text, opened_at: text })),
      payload(object({ id: text, opened_at_us: text, opened_at_ms: text })),
    );
    expect(found).toHaveLength(1);
  });
});

describe("webhooks", () => {
  test("that became one are a merge, told by the variants of the new one", () => {
    const gone = ["gate_added", "gate_removed"].map((name) => webhook(object({ id: text }), named(name)));
    const merged = webhook(
      {
        kind: "array",
        items: { kind: "union", discriminator: "status", variants: [status("added"), status("removed")] },
      },
      named("gates_updated"),
    );
    const [found] = renames(gone, [merged]);
    expect(found).toMatchObject({ kind: "merge", from: ["gate_added", "gate_removed"], to: "gates_updated" });
    expect(found?.evidence.map(({ sign }) => sign)).toContain("variant");
    expect(found?.changes).toHaveLength(3);
  });

  test("of other names and members are no rename", () => {
    const gone = webhook(object({ customer: text }), named("incoming_customer"));
    const come = webhook(object({ event: text }), named("event_deleted"));
    expect(renames([gone], [come])).toEqual([]);
  });
});

test("a structure under another name at the same place is a rename, and its members are compared", () => {
  const was = structure("Door", object({ id: text, wide: text }));
  const is = structure("Gate", object({ id: text }));
  const [old, now] = [[webhook(object({ it: reference("Door") }))], [webhook(object({ it: reference("Gate") }))]];
  const report = compareModels(model(old, [was]), model(now, [is]));
  expect(report.renames).toMatchObject([{ subject: "structure", from: ["$defs.Door"], to: "$defs.Gate" }]);
  expect(report.changes.map(({ rule, path }) => `${rule} ${path}`)).toContain("field/required-removed $defs.Gate.wide");
});

describe("a structure that no webhook carries", () => {
  const summary = (name: string, last: string): Structure =>
    structure(name, object({ id: text, users: text, access: text, [last]: text }));
  const bodies = payload(object({ id: text }));

  test("is renamed where most of its members are in the only new one", () => {
    const found = renames(bodies, bodies, [summary("DoorSummary", "last_a")], [summary("DoorInfo", "last_b")]);
    expect(found).toMatchObject([{ subject: "structure", from: ["$defs.DoorSummary"], to: "$defs.DoorInfo" }]);
    expect(found[0]?.evidence.map(({ sign }) => sign)).toEqual(["name", "alone", "members"]);
  });

  test("is not renamed to one of other members, nor to one that nothing is known of", () => {
    const other = structure("Lamp", object({ watts: integer }));
    expect(renames(bodies, bodies, [summary("DoorSummary", "last_a")], [other])).toEqual([]);
    const bare = (name: string): Structure => structure(name, { kind: "any" }, { documented: false });
    expect(renames(bodies, bodies, [bare("Roof")], [bare("Wall")])).toEqual([]);
  });
});

test("a rename lowers no severity", () => {
  const { changes } = compareModels(
    model(payload(object({ id: text, opened_at: text }))),
    model(payload(object({ id: text, opened_at_us: text }))),
  );
  expect(changes.map(({ rule, severity, renames: pairs }) => [rule, severity, pairs.length])).toEqual([
    ["field/required-removed", "breaking", 1],
    ["field/added", "compatible", 1],
  ]);
});
