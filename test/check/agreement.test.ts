// validate, the package's validators and observe are three readings of one model: they agree on every value.
import { expect, test } from "vitest";
import { nameVersion } from "../../src/emit/names.ts";
import { validatorsCode } from "../../src/emit/validators/validators-code.ts";
import { isDateTime } from "../../src/model/types/value.ts";
import type { Field, Model, TypeNode } from "../../src/model/model.ts";
import { bodyValidator } from "../../src/check/validate-body.ts";
import { body, differencesOf, model, why } from "./support.ts";

const types = {
  at: { kind: "string", format: "date-time" },
  count: { kind: "integer" },
  price: { kind: "number" },
  either: { kind: "union", variants: [{ kind: "string" }, { kind: "number" }] },
} as const satisfies Readonly<Record<string, TypeNode>>;

const fields = Object.entries(types).map(([name, type]): Field => ({
  name,
  type,
  presence: "optional",
  evidence: [why(1)],
}));
const timed: Model = {
  ...model,
  webhooks: model.webhooks
    .filter(({ name }) => name === "news")
    .map((webhook) => ({ ...webhook, payload: { kind: "object", fields } })),
  structures: [],
};

const names = nameVersion(timed);
const code = validatorsCode(timed, names);
const loaded: Readonly<Record<string, unknown>> = await import(
  `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
);
const validate = bodyValidator(timed);

/** The three verdicts on a payload as JSON text: does it fit? */
function verdicts(payload: string): readonly boolean[] {
  const given: unknown = JSON.parse(JSON.stringify(body("news", "?")).replace('"?"', payload));
  const check = loaded["validate"];
  if (typeof check !== "function") throw new Error("no validator was emitted");
  return [validate(given).valid, check("news", given) === undefined, differencesOf(timed, [given]).length === 0];
}

test.each<[string, boolean]>([
  ["2020-06-15T08:26:53Z", true],
  ["2020-06-15T08:26:53.123456+01:00", true],
  ["2020-06-15t08:26:53z", true],
  ["2020-06-15 08:26:53Z", true],
  ["2020-06-15\n08:26:53Z", false],
  ["2020-06-15T08:26:53+0100", true],
  ["2020-06-15T08:26:53+01", true],
  ["2020-06-15T08:26:60Z", true],
  ["2020-06-15T08:26:61Z", false],
  ["2020-06-15T24:00:00Z", false],
  ["0000-00-00T00:00:00Z", false],
  ["2020-02-30T08:26:53Z", false],
  ["2020-02-29T08:26:53Z", true],
  ["1900-02-29T08:26:53Z", false],
  ["2020-04-31T08:26:53Z", false],
  ["2020-06-15T08:26:53+24:00", false],
  ["2020-06-15T08:26:53", false],
  [`2020-06-15T08:26:53.${"1".repeat(43)}Z`, true],
  [`2020-06-15T08:26:53.${"1".repeat(44)}Z`, false],
  ["yesterday", false],
  ["", false],
])("the date-time %j fits: %j", (text, fits) => {
  expect(verdicts(JSON.stringify({ at: text }))).toEqual([fits, fits, fits]);
  expect(isDateTime(text)).toBe(fits);
});

test.each<[string, boolean]>([
  ['{"count":1}', true],
  ['{"count":1.0}', true],
  ['{"count":1.5}', false],
  ['{"count":1e400}', false],
  ['{"price":1.5}', true],
  ['{"price":-1e400}', false],
  ['{"either":1e300}', true],
  ['{"either":1e400}', false],
])("the number in %s fits: %j", (payload, fits) => {
  expect(verdicts(payload)).toEqual([fits, fits, fits]);
});

test("a number too large to be held is told as that, and corrected by nothing", () => {
  const given: unknown = JSON.parse(JSON.stringify(body("news", { count: 0 })).replace(":0", ":1e400"));
  expect(differencesOf(timed, [given])).toMatchObject([
    {
      kind: "other-type",
      arrived: [{ shown: "(too large to be held)" }],
      uncorrectable: expect.stringMatching(/large/),
    },
  ]);
  expect(validate(given)).toMatchObject({
    mismatches: [{ message: "an integer is needed, a number too large to be held was received" }],
  });
});
