// Verdicts are compared with the packages' own validators: what the old one makes of new bodies, and the new one of old bodies.
import { expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { verdictFor } from "../../src/diff/judge/rules.ts";
import { nameVersion } from "../../src/emit/names.ts";
import { validatorsCode } from "../../src/emit/validators/validators-code.ts";
import type { Model } from "../../src/model/model.ts";
import { load } from "../emit/check-of.ts";
import { exampleOf, rules } from "./support/rules.ts";

type Fits = (body: Body, mode: "tolerant" | "documented" | "strict") => boolean;
type Body = Readonly<Record<string, unknown>> & { readonly action: string };

async function validatorOf(model: Model): Promise<Fits> {
  const { validate } = await load(validatorsCode(model, nameVersion(model)));
  if (typeof validate !== "function") throw new Error("no validator was emitted");
  return (body, mode) => validate(body.action, body, mode) === undefined;
}

const door = { kind: "door", id: "1" };
const values: readonly unknown[] = [
  ...[undefined, null, "text", "open", "shut", "ajar", "2020-01-02T03:04:05Z", 1, 1.5, true, [], {}],
  ...[{ id: "1" }, { id: "1", wide: "x" }, { id: 1 }, door, { kind: "gate", wide: 1 }, { kind: "hatch" }],
];
const bodies: readonly Body[] = ["door_opened", "open_door", "door_closed"].flatMap((action) =>
  values.flatMap((value) =>
    [undefined, 1, "x"].flatMap((floor) => {
      const content = { ...(value !== undefined && { door: value }), ...(floor !== undefined && { floor }) };
      return [
        { action, payload: content },
        { action, data: content },
      ];
    }),
  ),
);

/** Where the verdict for a profile is another one than the validators', and why. */
const beyond: Readonly<Record<string, string>> = {
  "tolerant webhook/removed": "no body shows it: the handler is never called again",
  "strict webhook/removed": "no body shows it: the handler is never called again",
  "tolerant webhook/added": "it comes only to those that ask for it",
  "strict webhook/added": "it comes only to those that ask for it",
  "tolerant envelope/discriminator-moved":
    "the bodies here are validated under the name that they have in the old place",
  "strict envelope/discriminator-moved": "the bodies here are validated under the name that they have in the old place",
  "tolerant request/changed": "no body shows it: the receiver refuses the request before it validates",
  "strict request/changed": "no body shows it: the receiver refuses the request before it validates",
  "tolerant structure/undocumented": "the docs fell silent, and promise no other bodies",
  "strict structure/undocumented": "the docs fell silent, and promise no other bodies",
  "tolerant type/undocumented": "the docs fell silent, and promise no other bodies",
  "strict type/undocumented": "the docs fell silent, and promise no other bodies",
  "tolerant field/no-longer-named": "the docs fell silent, and promise no other bodies",
  "strict field/no-longer-named": "the docs fell silent, and promise no other bodies",
  "tolerant field/optional-removed": "an unknown member by the old name and of another type is far-fetched",
  "strict object/members-left-out": "the docs fell silent, and promise no other bodies",
  "strict type/narrowed": "only where the narrower structure has more members",
};

const worst = ["docs", "compatible", "dangerous", "breaking"] as const;

test.each(rules)("$id is judged as the validators do", async ({ id, runtime }) => {
  const example = exampleOf(id);
  const [old, now] = [await validatorOf(example.old), await validatorOf(example.new)];
  const refused = {
    tolerant: bodies.some((body) => now(body, "documented") && !old(body, "tolerant")),
    strict: bodies.some((body) => now(body, "strict") && !old(body, "strict")),
  };
  for (const profile of ["tolerant", "strict"] as const) {
    const isBreaking = verdictFor(runtime, profile) === "breaking";
    const agrees = isBreaking === refused[profile];
    expect([profile, agrees]).toEqual([profile, !(`${profile} ${id}` in beyond)]);
  }
});

test.each(rules)(
  "$id, within one version, is at least dangerous where bodies are reported from then on",
  async ({ id }) => {
    const example = exampleOf(id);
    const [old, now] = [await validatorOf(example.old), await validatorOf(example.new)];
    const isReported = bodies.some((body) => old(body, "documented") && !now(body, "documented"));
    for (const profile of ["tolerant", "strict"] as const) {
      const [drift] = compareModels(example.old, example.new, { profile, mode: "drift" }).changes;
      const [upgrade] = compareModels(example.old, example.new, { profile, mode: "upgrade" }).changes;
      const rank = worst.indexOf(drift?.runtime ?? "docs");
      if (isReported) expect(rank).toBeGreaterThanOrEqual(worst.indexOf("dangerous"));
      else expect(drift?.runtime).toBe(upgrade?.runtime);
      if (drift?.runtime !== upgrade?.runtime) expect(drift?.why).toMatch(/reported/);
    }
  },
);
