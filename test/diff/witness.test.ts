// Witnesses prove what they say: compared with emitted schemas by ajv, and against emitted types by the compiler.
import { expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import type { Change } from "../../src/diff/report.ts";
import { verdictFor } from "../../src/diff/judge/rules.ts";
import { emitVersion } from "../../src/emit/emit-version.ts";
import type { Model } from "../../src/model/model.ts";
import { exampleOf, rules } from "./support/rules.ts";
import { generatedModel, generatedText, neighbours } from "./support/generated.ts";
import { type EmittedSide, holdWitnesses, type WitnessCase } from "./support/hold-witnesses.ts";

async function emit(model: Model): Promise<EmittedSide> {
  const files = await emitVersion(model, { packageName: "@acme/doors" });
  const content = (end: string): string => files.find(({ path }) => path.endsWith(end))?.content ?? "";
  return { types: content("/types.ts"), schema: parse(content("/webhooks.schema.json")) };
}

function parse(text: string): object {
  const read: unknown = JSON.parse(text);
  if (typeof read !== "object" || read === null) throw new Error("no schema");
  return read;
}

/** Breaking changes of which a proof is impossible, and why. */
const unprovable: Readonly<Record<string, { readonly payload?: string; readonly code?: string }>> = {
  "request/changed": { payload: "no body shows how a request proves where it comes from" },
  "request/authentication-undocumented": {
    payload: "no body shows how a request proves where it comes from",
    code: "the options of a receiver are no types of webhooks",
  },
  "field/added": {
    payload: "the emitted schemas accept members that they do not name",
    code: "code that reads what it knows compiles",
  },
  "field/optional-removed": { payload: "the emitted schemas accept members that they do not name" },
  "field/no-longer-named": { payload: "an optional member of an open object may be missing on both sides" },
  "value/removed": { payload: "only old bodies hold the value" },
  "variant/removed": { payload: "only old bodies hold the variant" },
  "variant/no-longer-named": { payload: "the variant may still arrive" },
  "type/reduced": { payload: "only old bodies hold the values" },
  "structure/removed": { payload: "nothing that arrives differs" },
  "webhook/heading-renamed": { payload: "nothing that arrives differs" },
  "variant/union-opened": { payload: "the value stands below the place of the change" },
};

test("every breaking rule names a witness, but for those of which both proofs are impossible", () => {
  const breaking = rules.filter(({ runtime, compileTime }) =>
    [runtime, compileTime].some((verdict) => verdictFor(verdict, "strict") === "breaking"),
  );
  const without = breaking.filter(({ witness }) => witness === undefined).map(({ id }) => id);
  expect(without).toEqual(["request/changed", "request/authentication-undocumented", "field/added"]);
  const unasked = rules.filter((rule) => rule.witness !== undefined && !breaking.includes(rule));
  expect(unasked).toEqual([]);
});

async function exampleCases(): Promise<{ readonly cases: WitnessCase[]; readonly missing: string[] }> {
  const cases: WitnessCase[] = [];
  const missing: string[] = [];
  for (const { id } of rules) {
    const example = exampleOf(id);
    const { changes } = compareModels(example.old, example.new, { profile: "strict" });
    for (const change of changes.filter(({ severity }) => severity === "breaking")) {
      missing.push(...unproved(id, change));
      const { witness } = change;
      if (witness === undefined) continue;
      cases.push({ name: id, old: await emit(example.old), new: await emit(example.new), witness });
    }
  }
  return { cases, missing };
}

function unproved(id: string, { witness, compileTime }: Change): readonly string[] {
  const excused = unprovable[id] ?? {};
  return [
    ...(witness?.payload === undefined && excused.payload === undefined ? [`${id} has no payload`] : []),
    ...(witness?.code === undefined && excused.code === undefined && compileTime === "breaking"
      ? [`${id} has no code`]
      : []),
  ];
}

test("every breaking example is proved by a body and by code", { timeout: 120_000 }, async () => {
  const { cases, missing } = await exampleCases();
  expect(missing).toEqual([]);
  expect(holdWitnesses(cases)).toEqual([]);
});

test.each(neighbours)("the witnesses from %s to %s hold", { timeout: 120_000 }, (before, after) => {
  const side = (version: string): EmittedSide => ({
    types: generatedText(version, "types.ts"),
    schema: parse(generatedText(version, "schemas", "webhooks.schema.json")),
  });
  const old = side(before);
  const now = side(after);
  const { changes } = compareModels(generatedModel(before), generatedModel(after), { profile: "strict" });
  const cases = changes.flatMap(({ rule, path, witness }) =>
    witness === undefined ? [] : [{ name: `${rule} ${path}`, old, new: now, witness }],
  );
  expect(holdWitnesses(cases)).toEqual([]);
});
