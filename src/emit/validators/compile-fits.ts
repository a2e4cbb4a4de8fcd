// JSON Schema -> the body of a JavaScript function that says yes or no: what every webhook is held against first.
import type { JsonObject } from "../json.ts";
import { findSelector, type Selector } from "./find-selector.ts";
import { isObject, list, member } from "./read-schema.ts";
import { scalarTest } from "./scalar-test.ts";
import { access, inScript } from "./script-text.ts";

export interface FitsContext {
  /** Follows references. */
  readonly resolve: (schema: JsonObject) => JsonObject;
  /** Name of the function that says whether a value fits a schema. */
  readonly nameOf: (schema: JsonObject) => string;
}

/** `schema` without annotations and with keywords that are known; the function's parameter is `d`. */
export function fitsBody(schema: JsonObject, context: FitsContext): string {
  const scalar = scalarTest(schema);
  if (scalar !== undefined) return `return ${scalar.test("d") || "true"};\n`;
  const branches = list(schema["oneOf"] ?? schema["anyOf"]).filter(isObject);
  if (branches.length > 0) return unionBody(branches, context);
  const types = list(schema["type"]);
  const nullable = types.includes("null") ? "if (d === null) return true;\n" : "";
  return nullable + (schema["type"] === "array" || types.includes("array") ? arrayBody : objectBody)(schema, context);
}

function unionBody(branches: readonly JsonObject[], context: FitsContext): string {
  const selector = findSelector(branches, context.resolve);
  if (selector !== undefined) return selectorBody(selector, context);
  return `return ${branches.map((branch) => `${context.nameOf(branch)}(d)`).join(" || ")};\n`;
}

function selectorBody({ member: tag, cases, other }: Selector, { nameOf }: FitsContext): string {
  const arms = cases.map(
    ({ values, branch }) =>
      `${values.map((value) => `case ${inScript(value)}:\n`).join("")}return ${nameOf(branch)}(d);\n`,
  );
  return [
    `if (!isObject(d)) return false;\n`,
    `switch (${tag in {} ? `has(d, ${inScript(tag)}) ? ${access("d", tag)} : undefined` : access("d", tag)}) {\n`,
    ...arms,
    `default:\nreturn ${other === undefined ? "false" : `${nameOf(other)}(d)`};\n}\n`,
  ].join("");
}

function arrayBody(schema: JsonObject, context: FitsContext): string {
  const test = testOf(member(schema, "items"), "d[i]", context);
  const loop = test === "" ? "" : `for (let i = 0; i < d.length; i += 1) if (!(${test})) return false;\n`;
  return `if (!Array.isArray(d)) return false;\n${loop}return true;\n`;
}

function objectBody(schema: JsonObject, context: FitsContext): string {
  const properties = member(schema, "properties");
  const required = list(schema["required"]).map(String);
  const names = Object.keys(properties);
  const tests = [...names, ...required.filter((wanted) => !names.includes(wanted))].flatMap((name) =>
    memberTest(name, member(properties, name), required.includes(name), context),
  );
  const all = ["isObject(d)", ...tests];
  const rest = restCode(schema, names, context);
  return rest === ""
    ? `return ${all.join(" &&\n")};\n`
    : `if (!(${all.join(" &&\n")})) return false;\n${rest}return true;\n`;
}

function memberTest(name: string, schema: JsonObject, required: boolean, context: FitsContext): readonly string[] {
  const value = access("d", name);
  const test = testOf(schema, value, context);
  const own = name in {} ? [`has(d, ${inScript(name)})`] : [];
  if (required) {
    const present = test === "" || scalarTest(schema) === undefined ? [`${value} !== undefined`] : [];
    return [...own, ...present, ...(test === "" ? [] : [test])];
  }
  if (test === "") return [];
  const absent = own.length === 0 ? `${value} === undefined` : `!(${own.join("")}) || ${value} === undefined`;
  return [`(${absent} || ${test})`];
}

function restCode(schema: JsonObject, names: readonly string[], context: FitsContext): string {
  const rest = schema["additionalProperties"];
  if (!isObject(rest)) return "";
  const test = testOf(rest, "d[k]", context);
  const known = names.length === 0 ? "" : `![${names.map((name) => inScript(name)).join(", ")}].includes(k) && `;
  return test === "" ? "" : `for (const k in d) if (${known}!(${test})) return false;\n`;
}

/** An expression; empty where everything fits. */
function testOf(schema: JsonObject, value: string, { nameOf }: FitsContext): string {
  const scalar = scalarTest(schema);
  return scalar === undefined ? `${nameOf(schema)}(${value})` : scalar.test(value);
}
