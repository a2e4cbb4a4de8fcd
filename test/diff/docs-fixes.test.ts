// In drift mode, what looks like the docs put right is marked with the sign that says so; its severity stays.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { integer, model, object, oneOf, structure, text, webhook } from "./support/tiny-model.ts";
import type { Model, TypeNode, Webhook } from "../../src/model/model.ts";

const at = { file: "page.md", line: 7, column: 1 };
const of = (payload: TypeNode, more: Partial<Webhook> = {}): Model => model([webhook(payload, more)]);
const shown = (payload: unknown): Partial<Webhook> => ({ samples: [{ body: { payload }, at, repairs: [] }] });
const nothing = object({}, { open: true });
const door: TypeNode = { kind: "reference", name: "Door" };
const union = (...variants: readonly TypeNode[]): TypeNode => ({ kind: "union", variants });

const cases: readonly (readonly [string, { readonly sign: string; readonly old: Model; readonly new: Model }])[] = [
  [
    "two sections became one",
    {
      sign: "sections-merged",
      old: of(union(object({ door: text }), object({ gate: text })), { sections: [at, { ...at, line: 90 }] }),
      new: of(object({ door: text }), { sections: [at] }),
    },
  ],
  [
    "a misspelt name was put right",
    { sign: "spelling", old: of(object({ properites: text })), new: of(object({ properties: text })) },
  ],
  [
    "a value was added that stands in another list",
    {
      sign: "value-known-elsewhere",
      old: of(object({ state: oneOf("open"), was: oneOf("open", "shut") })),
      new: of(object({ state: oneOf("open", "shut"), was: oneOf("open", "shut") })),
    },
  ],
  [
    "a member went that no sample had shown",
    {
      sign: "sample-never-had-it",
      old: of(object({ door: text, size: integer }), shown({ door: "1" })),
      new: of(object({ door: text }), shown({ door: "1" })),
    },
  ],
  [
    "a type was put right to what the sample showed",
    {
      sign: "sample-agreed-before",
      old: of(object({ door: integer }), shown({ door: "1" })),
      new: of(object({ door: text }), shown({ door: "1" })),
    },
  ],
  [
    "a structure was described at last",
    {
      sign: "first-documented",
      old: model([webhook(object({ door }))], [structure("Door", nothing, { documented: false })]),
      new: model([webhook(object({ door }))], [structure("Door", object({ id: text }))]),
    },
  ],
  [
    "a note was added beside a sample that stayed",
    {
      sign: "sample-stayed",
      old: of(object({ door: text }), shown({ door: "1" })),
      new: of(object({ "door?": text }), shown({ door: "1" })),
    },
  ],
];

describe("a drift in which", () => {
  test.each(cases)("%s", (_, { sign, old, new: now }) => {
    const drift = compareModels(old, now, { mode: "drift" });
    const upgrade = compareModels(old, now, { mode: "upgrade" });
    expect(new Set(drift.changes.map(({ likelyDocsFix }) => likelyDocsFix?.sign))).toEqual(new Set([sign]));
    expect(upgrade.changes.every(({ likelyDocsFix }) => likelyDocsFix === undefined)).toBe(true);
    expect(drift.changes.map((change) => change.compileTime)).toEqual(
      upgrade.changes.map((change) => change.compileTime),
    );
  });
});

test("a change of behaviour has no sign of a correction", () => {
  const old = of(object({ door: text, size: integer }), shown({ door: "1", size: 2 }));
  const now = of(object({ door: integer }), shown({ door: 1 }));
  const { changes, summary } = compareModels(old, now, { mode: "drift" });
  expect(changes.filter(({ likelyDocsFix }) => likelyDocsFix !== undefined)).toEqual([]);
  expect(summary.likelyDocsFixes).toBe(0);
});

test.each([
  ["3.4-preview", "3.4", "drift"],
  ["3.5", "3.5", "drift"],
  ["3.4", "3.5", "upgrade"],
])("%s against %s is an %s", (old, now, mode) => {
  expect(compareModels({ ...of(text), version: old }, { ...of(text), version: now }).mode).toBe(mode);
});
