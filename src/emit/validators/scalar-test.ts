// Tests that fit into one expression, and the words for what they need.
import { type Json, type JsonObject, isObject, list, member } from "../json.ts";
import { inScript } from "../escape.ts";
import { oneOf } from "../../source/wording.ts";

export interface ScalarTest {
  /** An expression that is true for a fitting value; `s` in it is how strictly, as in prelude.ts. */
  readonly test: (value: string) => string;
  readonly expected: string;
}

const MOST_LISTED = 12;
const LONGEST = 60;

const typeTests: ReadonlyMap<Json, (value: string) => string> = new Map([
  ["string", (value: string) => `typeof ${value} === "string"`],
  ["boolean", (value: string) => `typeof ${value} === "boolean"`],
  ["number", (value: string) => `Number.isFinite(${value})`],
  ["integer", (value: string) => `Number.isInteger(${value})`],
  ["null", (value: string) => `${value} === null`],
  ["object", (value: string) => `isObject(${value})`],
  ["array", (value: string) => `Array.isArray(${value})`],
]);

/** Keywords whose values are looked into, so that a schema with one of them is no scalar. */
const STRUCTURED = ["$ref", "properties", "patternProperties", "required", "additionalProperties", "items", "oneOf"];

/** Undefined where the schema looks into the value; a test that is empty accepts everything. */
export function scalarTest(schema: JsonObject): ScalarTest | undefined {
  if (STRUCTURED.some((keyword) => schema[keyword] !== undefined)) return undefined;
  if (schema["anyOf"] !== undefined) return anyTest(schema);
  if (schema["const"] !== undefined) return valuesTest([schema["const"]], false);
  if (Array.isArray(schema["enum"])) return valuesTest(schema["enum"], true);
  if (schema["type"] === undefined) return { test: () => "", expected: "anything" };
  const types = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"]];
  const tests = types.flatMap((type) => typeTests.get(type) ?? []);
  const excluded = list(member(schema, "not")["enum"]);
  const dated = schema["format"] === "date-time";
  return {
    test: (value) => {
      const typed = anyOf(tests.map((test) => test(value)));
      const conditions = [
        ...(dated
          ? [
              types.includes("string") && types.length > 1
                ? `(typeof ${value} !== "string" || isDateTime(${value}))`
                : `isDateTime(${value})`,
            ]
          : []),
        ...excluded.map((other) => `${value} !== ${inScript(other)}`),
      ];
      return conditions.length === 0 ? typed : all([typed, ...conditions]);
    },
    expected: oneOf(types.map((type) => (type === "string" && dated ? "date-time" : String(type)))),
  };
}

function anyTest(schema: JsonObject): ScalarTest | undefined {
  const parts: ScalarTest[] = [];
  for (const branch of list(schema["anyOf"])) {
    const part = isObject(branch) ? scalarTest(branch) : undefined;
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return {
    test: (value) => {
      const tests = parts.map(({ test }) => test(value));
      return tests.includes("") ? "" : anyOf(tests);
    },
    expected: oneOf([...new Set(parts.map(({ expected }) => expected))]),
  };
}

/** A list may grow: checked tolerantly it takes every value of its types. */
function valuesTest(values: readonly Json[], grows: boolean): ScalarTest {
  return {
    test: (value) =>
      anyOf([
        ...values.map((wanted) => `${value} === ${inScript(wanted)}`),
        ...(grows ? [`s < 1 && ${sameTypeTest(values, value)}`] : []),
      ]),
    expected:
      values.length > MOST_LISTED
        ? `one of ${values.length} documented values`
        : oneOf(values.map((value) => shown(value))),
  };
}

/** An expression that is true for a value of one of the types that the values have. */
export function sameTypeTest(values: readonly Json[], value: string): string {
  const numbers = values.filter((one) => typeof one === "number");
  const types = values.map((one) => (typeof one === "number" ? "integer" : one === null ? "null" : typeof one));
  const widened = types.map((type) => (type === "integer" && !numbers.every(Number.isInteger) ? "number" : type));
  return anyOf([...new Set(widened)].flatMap((type) => typeTests.get(type)?.(value) ?? []));
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

function anyOf(tests: readonly string[]): string {
  return tests.length === 1 ? tests.join("") : `(${tests.join(" || ")})`;
}

function all(tests: readonly string[]): string {
  return tests.join(" && ");
}
