// JSON Schema -> JavaScript functions that check a value and say where it differs. One function a shape, whoever uses it.
import { type Json, type JsonObject, isObject, list, member, membersOf } from "../json.ts";
import { OTHER_KEY } from "./prelude.ts";
import { sameTypeTest, scalarTest } from "./scalar-test.ts";
import { access, inScript } from "../escape.ts";
import { oneOf } from "../../source/wording.ts";
import { SAMPLE, SAMPLE_MEMBERS } from "../schema/to-schema.ts";

export interface Checks {
  /** Name of the function that checks a schema; compiles it where it is new. `hint` starts the name of a new one. */
  readonly nameOf: (schema: JsonObject, hint: string) => string;
  /** Every function compiled so far. */
  readonly code: () => string;
}

/** Members of a schema that say nothing about values. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...["$schema", "$id", "$defs", "$comment", "title", "description", "deprecated", "default", "examples"],
]);
const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...[
    "$ref",
    "type",
    "properties",
    "patternProperties",
    "required",
    "additionalProperties",
    "items",
    "const",
    "enum",
    "not",
    "format",
  ],
  ...["anyOf", "oneOf", "propertyNames", SAMPLE, SAMPLE_MEMBERS],
]);
const REFERENCE = /^#\/\$defs\//;

interface Compiled {
  body: string;
  /** Names of the functions that it calls. */
  readonly calls: Set<string>;
  /** Names of those that it tries one after the other, on the same value. */
  tries: readonly string[];
}

interface Context {
  readonly defs: JsonObject;
  readonly functions: Map<string, Compiled>;
  readonly byShape: Map<string, string>;
  /** The function that is being compiled, and what calls it. */
  current: Compiled;
}

/** `defs` are the schemas that references point to. Throws only where hooksmith itself is wrong: a keyword it never learned. */
export function compileChecks(defs: JsonObject): Checks {
  const context: Context = { defs, functions: new Map(), byShape: new Map(), current: uncompiled() };
  return {
    nameOf: (schema, hint) => functionFor(schema, hint, context),
    code: () => codeOf(context.functions),
  };
}

function functionFor(schema: JsonObject, hint: string, context: Context): string {
  const name = compiledFor(schema, hint, context);
  context.current.calls.add(name);
  return name;
}

function compiledFor(schema: JsonObject, hint: string, context: Context): string {
  const target = schema["$ref"];
  if (typeof target === "string") {
    const def = target.replace(REFERENCE, "");
    return compiledFor(member(context.defs, def), def, context);
  }
  const bare = withoutAnnotations(schema);
  const shape = JSON.stringify(bare);
  const known = context.byShape.get(shape);
  if (known !== undefined) return known;
  const name = freeName(hint, context.functions);
  context.byShape.set(shape, name);
  const outer = context.current;
  const compiled = uncompiled();
  context.current = compiled;
  context.functions.set(name, compiled);
  compiled.body = bodyOf(bare, name, context);
  context.current = outer;
  return name;
}

function uncompiled(): Compiled {
  return { body: "", calls: new Set(), tries: [] };
}

/** A check that a tried one leads to may meet one object again and again: it remembers what it found. */
function codeOf(functions: ReadonlyMap<string, Compiled>): string {
  const repeated = repeatedIn(functions);
  return [...functions]
    .map(([name, { body }]) =>
      repeated.has(name)
        ? `function ${name}(d, e, s) {\nonce(${name}$once, d, e, s);\n}\n\nfunction ${name}$once(d, e, s) {\n${body}}`
        : `function ${name}(d, e, s) {\n${body}}`,
    )
    .join("\n\n");
}

/**
 * Below what is tried: what tries in turn, and what leads back to itself without doing so. Between these a value's checks are
 * as few as its schema is deep.
 */
function repeatedIn(functions: ReadonlyMap<string, Compiled>): ReadonlySet<string> {
  const plain = new Map([...functions].filter(([, { tries }]) => tries.length === 0));
  const below = calledFrom(
    [...functions.values()].flatMap(({ tries }) => tries),
    functions,
  );
  return new Set([...below].filter((name) => !plain.has(name) || calledFrom([name], plain).has(name)));
}

/** Every function that is called by one of those named, at any depth. */
function calledFrom(names: readonly string[], functions: ReadonlyMap<string, Compiled>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const called of functions.get(name)?.calls ?? []) {
      if (found.has(called)) continue;
      found.add(called);
      open.push(called);
    }
  }
  return found;
}

function freeName(hint: string, taken: ReadonlyMap<string, unknown>): string {
  const stem = `is${hint.replace(/[^A-Za-z0-9_]/g, "_")}`;
  let name = stem;
  for (let count = 2; taken.has(name); count += 1) name = `${stem}$${count}`;
  return name;
}

function bodyOf(schema: JsonObject, name: string, context: Context): string {
  for (const keyword of Object.keys(schema)) {
    if (!UNDERSTOOD.has(keyword)) throw new Error(`internal: no check is known for the keyword ${keyword}`);
  }
  const scalar = scalarTest(schema);
  if (scalar !== undefined) {
    const test = scalar.test("d");
    return test === "" ? "" : `if (!(${test})) ${wrong(scalar.expected, schema)}`;
  }
  const branches = list(schema["oneOf"] ?? schema["anyOf"]).filter(isObject);
  if (branches.length > 0) return unionBody(branches, schema, name, context);
  const types = list(schema["type"]).length > 0 ? list(schema["type"]) : [schema["type"] ?? "object"];
  const container = types.includes("array") ? "array" : "object";
  const test = container === "array" ? "Array.isArray(d)" : "isObject(d)";
  const nullable = types.includes("null") ? "if (d === null) return;\n" : "";
  const expected = oneOf(types.map(String));
  return [
    nullable,
    `if (!${test}) return ${wrong(expected, schema)}`,
    container === "array" ? itemsCode(member(schema, "items"), name, context) : membersCode(schema, name, context),
  ].join("");
}

/** The statement for a value that is not of its type. */
function wrong(expected: string, schema: JsonObject): string {
  return `fail(e, undefined, ${inScript(expected)}, d${isShown(schema) ? ", 1" : ""});\n`;
}

/** Whether a sample alone shows the type. */
function isShown(schema: JsonObject): boolean {
  return schema[SAMPLE] === true;
}

function unionBody(branches: readonly JsonObject[], schema: JsonObject, name: string, context: Context): string {
  const selector = findSelector(branches, (branch) => resolve(branch, context));
  if (selector !== undefined) return selectorBody(selector, schema, name, context);
  const checks = [
    ...new Set(branches.map((branch, index) => functionFor(branch, `${name.slice(2)}_${index + 1}`, context))),
  ];
  const [only, ...others] = checks;
  if (only !== undefined && others.length === 0) return `${only}(d, e, s);\n`;
  context.current.tries = checks;
  const expected = oneOf([...new Set(branches.map((branch) => expectation(branch, context)))]);
  return `anyShape(d, e, s, ${inScript(expected)}, [${checks.join(", ")}]${isShown(schema) ? ", 1" : ""});\n`;
}

/** A variant that no page names passes where it is checked tolerantly. */
function selectorBody(
  { member: tag, cases, other }: Selector,
  schema: JsonObject,
  name: string,
  context: Context,
): string {
  const arms = cases.map(({ values, branch }, index) => {
    const check = functionFor(branch, `${name.slice(2)}_${index + 1}`, context);
    return `${values.map((value) => `case ${inScript(value)}:\n`).join("")}return ${check}(d, e, s);\n`;
  });
  const values = cases.flatMap((found) => found.values);
  const rest =
    other === undefined
      ? `if (s > 0 || !(${sameTypeTest(values, access("d", tag))})) ${lacking(tag, scalarTest({ enum: values })?.expected ?? "", isShown(schema) ? 3 : 0)}`
      : `${functionFor(other, `${name.slice(2)}_other`, context)}(d, e, s);\n`;
  return [
    `if (!isObject(d)) return ${wrong("object", schema)}`,
    `switch (${tag in {} ? `has(d, ${inScript(tag)}) ? ${access("d", tag)} : undefined` : access("d", tag)}) {\n${arms.join("")}}\n`,
    rest,
  ].join("");
}

function itemsCode(items: JsonObject, name: string, context: Context): string {
  const code = valueCode(items, "d[i]", ["i", false], `${name.slice(2)}_item`, context);
  return code === "" ? "" : `for (let i = 0; i < d.length && room > 0; i += 1) {\n${code}}\n`;
}

function membersCode(schema: JsonObject, name: string, context: Context): string {
  const properties = membersOf(schema);
  const required = list(schema["required"]).map(String);
  const shown = list(schema[SAMPLE_MEMBERS]).map(String);
  const names = Object.keys(properties);
  const presence = (property: string): Presence =>
    shown.includes(property) ? "shown" : required.includes(property) ? "required" : "optional";
  const listed = [...names, ...required.filter((wanted) => !names.includes(wanted))].map((property) =>
    memberCode(property, member(properties, property), presence(property), name, context),
  );
  return [...listed, restCode(schema, names, name, context)].join("");
}

/** `shown`: required, as a sample alone shows. */
type Presence = "optional" | "required" | "shown";

/** The statement for a member that is missing or of another type. `shown`: a sample alone shows its presence (1), its type (2). */
function lacking(property: string, expected: string, shown: number): string {
  return `lacks(e, d, ${inScript(property)}, ${inScript(expected)}${shown === 0 ? "" : `, ${shown}`});\n`;
}

function memberCode(property: string, schema: JsonObject, presence: Presence, owner: string, context: Context): string {
  const required = presence !== "optional";
  const value = access("d", property);
  const literal = inScript(property);
  const own = property in {} ? [`has(d, ${literal})`] : [];
  const scalar = scalarTest(schema);
  if (scalar !== undefined) {
    const lacks = lacking(property, scalar.expected, (presence === "shown" ? 1 : 0) + (isShown(schema) ? 2 : 0));
    const test = scalar.test(value);
    const fits = test === "" ? [] : [test];
    if (required)
      return `if (!(${[...(test === "" ? [`${value} !== undefined`] : fits), ...own].join(" && ")})) ${lacks}`;
    return test === "" ? "" : `if (${[`${value} !== undefined`, ...own, `!(${test})`].join(" && ")}) ${lacks}`;
  }
  const code = valueCode(schema, value, [literal, false], `${owner.slice(2)}_${property}`, context);
  const otherwise = required
    ? `else ${lacking(property, expectation(schema, context), presence === "shown" ? 1 : 0)}`
    : "";
  return `if (${[`${value} !== undefined`, ...own].join(" && ")}) ${code}${otherwise}`;
}

/** What is beside the named members: all of one kind in a map, unnoticed or, held strictly, refused elsewhere. */
function restCode(schema: JsonObject, names: readonly string[], owner: string, context: Context): string {
  const rest = schema["additionalProperties"];
  if (rest === false) return `if (s > 1) extra(d, e, [${names.map((property) => inScript(property)).join(", ")}]);\n`;
  if (isObject(rest)) {
    const code = `${keyCode(member(schema, "propertyNames"))}${valueCode(rest, "d[k]", ["k", true], `${owner.slice(2)}_value`, context)}`;
    const named =
      names.length === 0 ? "" : `if (![${names.map((property) => inScript(property)).join(", ")}].includes(k)) `;
    return code === "" ? "" : `for (const k in d) {\nif (room === 0) return;\n${named}{\n${code}}\n}\n`;
  }
  if (names.length === 0 || names.some((property) => member(membersOf(schema), property)["not"] !== undefined))
    return "";
  return `if (s > 1) extra(d, e, [${names.map((property) => inScript(property)).join(", ")}]);\n`;
}

function keyCode({ pattern }: JsonObject): string {
  if (typeof pattern !== "string") return "";
  return `if (!new RegExp(${inScript(pattern)}, "i").test(k)) fail(e, k, ${inScript(OTHER_KEY)}, d[k], 0, 1);\n`;
}

/** One statement that validates a value against a schema; empty where everything fits. The key is the way to the value; it may be data. */
function valueCode(
  schema: JsonObject,
  value: string,
  [key, isData]: readonly [string, boolean],
  hint: string,
  context: Context,
): string {
  const scalar = scalarTest(schema);
  if (scalar === undefined) {
    const check = functionFor(schema, hint, context);
    return `{\nconst n = e.length;\n${check}(${value}, e, s);\nif (e.length !== n) under(e, n, ${key}${isData ? ", 1" : ""});\n}\n`;
  }
  const test = scalar.test(value);
  const flags = isData ? `, ${isShown(schema) ? 1 : 0}, 1` : isShown(schema) ? ", 1" : "";
  return test === "" ? "" : `if (!(${test})) fail(e, ${key}, ${inScript(scalar.expected)}, ${value}${flags});\n`;
}

function expectation(schema: JsonObject, context: Context): string {
  const shape = resolve(schema, context);
  const scalar = scalarTest(shape);
  if (scalar !== undefined) return scalar.expected;
  const branches = list(shape["oneOf"] ?? shape["anyOf"]).filter(isObject);
  if (branches.length > 0) return oneOf([...new Set(branches.map((branch) => expectation(branch, context)))]);
  return Array.isArray(shape["type"]) ? oneOf(shape["type"].map(String)) : String(shape["type"] ?? "object");
}

/** Follows references, a circle of nothing but references once. */
function resolve(schema: JsonObject, { defs }: Context): JsonObject {
  const seen = new Set<JsonObject>();
  let shape = schema;
  for (let target = shape["$ref"]; typeof target === "string" && !seen.has(shape); target = shape["$ref"]) {
    seen.add(shape);
    shape = member(defs, target.replace(REFERENCE, ""));
  }
  return shape;
}

/** Members named like annotations are members all the same: only schemas are cleaned, not what `properties` lists. */
function withoutAnnotations(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, cleanKeyword(keyword, value)]));
}

function cleanKeyword(keyword: string, value: Json): Json {
  const clean = (inner: Json): Json => (isObject(inner) ? withoutAnnotations(inner) : inner);
  if ((keyword === "properties" || keyword === "patternProperties") && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clean(inner)]));
  if (keyword === "anyOf" || keyword === "oneOf") return list(value).map(clean);
  return keyword === "items" || keyword === "additionalProperties" ? clean(value) : value;
}

interface Selector {
  readonly member: string;
  /** No value occurs twice. */
  readonly cases: readonly { readonly values: readonly Json[]; readonly branch: JsonObject }[];
  /** Takes objects that show none of the cases' values. */
  readonly other?: JsonObject;
}

/** Undefined where a body cannot be compared with one branch only. `resolve` follows references. */
function findSelector(
  branches: readonly JsonObject[],
  resolve: (schema: JsonObject) => JsonObject,
): Selector | undefined {
  const [first] = branches;
  if (first === undefined) return undefined;
  for (const name of Object.keys(membersOf(resolve(first)))) {
    const selector = selectBy(name, branches, resolve);
    if (selector !== undefined) return selector;
  }
  return undefined;
}

function selectBy(
  name: string,
  branches: readonly JsonObject[],
  resolve: (schema: JsonObject) => JsonObject,
): Selector | undefined {
  const cases: { values: readonly Json[]; branch: JsonObject }[] = [];
  const others: { without: readonly Json[]; branch: JsonObject }[] = [];
  for (const branch of branches) {
    const shape = resolve(branch);
    if (shape["type"] !== "object" || !list(shape["required"]).includes(name)) return undefined;
    const tag = member(membersOf(shape), name);
    if (tag["const"] !== undefined) cases.push({ values: [tag["const"]], branch });
    else if (Array.isArray(tag["enum"])) cases.push({ values: list(tag["enum"]), branch });
    else if (isOther(tag)) others.push({ without: list(member(tag, "not")["enum"]), branch });
    else return undefined;
  }
  const values = cases.flatMap((found) => found.values);
  const [other] = others;
  const whole = other === undefined || sameValues(other.without, values);
  if (others.length > 1 || !whole || cases.length === 0 || new Set(values).size !== values.length) return undefined;
  return { member: name, cases, ...(other === undefined ? {} : { other: other.branch }) };
}

function isOther(tag: JsonObject): boolean {
  return tag["type"] === "string" && isObject(tag["not"]) && Array.isArray(tag["not"]["enum"]);
}

function sameValues(one: readonly Json[], other: readonly Json[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
