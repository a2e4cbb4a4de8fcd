import fc from "fast-check";
import { expect, test } from "vitest";
import { toJson } from "../../../src/samples/sample.ts";
import { tokenize } from "../../../src/samples/tokens.ts";
import { readAlone } from "./support.ts";

/** Decides, one draw after another, what a printer puts between two tokens. */
type Draw = (bound: number) => number;

interface Printed {
  readonly text: string;
  readonly repairs: readonly string[];
}

const space = [" ", "\n", "\n  ", "\t", " \r\n", "  "];
const remarks = ["// optional\n", "/* a { \" ' , } */", '//array of "User" objects\n', "/**\n * two\n */", "// ,]}\n"];

/** Prints a value with white space and comments anywhere, and with the defects that are drawn. */
function print(value: fc.JsonValue, draw: Draw, defects: boolean): Printed {
  const repairs: string[] = [];
  const gap = (): string => {
    const pick = draw(20);
    return pick < 3 ? ` ${remarks[draw(remarks.length)] ?? ""} ` : (space[pick % space.length] ?? " ");
  };
  const flaw = (rule: string): boolean => {
    if (!defects || draw(4) !== 0) return false;
    repairs.push(rule);
    return true;
  };
  const key = (name: string): string =>
    /^[A-Za-z_$][\w$]*$/.test(name) && flaw("unquoted-key") ? name : JSON.stringify(name);
  const end = (empty: boolean): string => (!empty && flaw("trailing-comma") ? `${gap()},${gap()}` : gap());
  const write = (node: fc.JsonValue | undefined): string => {
    if (node === undefined || node === null || typeof node !== "object") return JSON.stringify(node ?? null);
    if (Array.isArray(node)) {
      const items = node.map((item) => gap() + write(item));
      return `[${items.join(`${gap()},`)}${end(items.length === 0)}]`;
    }
    const members = Object.entries(node).map(
      ([name, member]) => `${gap()}${key(name)}${gap()}:${gap()}${write(member)}`,
    );
    return `{${members.join(`${gap()},`)}${end(members.length === 0)}}`;
  };
  const text = `${gap()}${write(value)}${gap()}`;
  return { text, repairs: repairs.toSorted() };
}

function drawFrom(seed: readonly number[]): Draw {
  let at = 0;
  return (bound) => (seed[at++ % seed.length] ?? 0) % bound;
}

const names = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[a-z_]{1,8}$/),
  fc.constantFrom("__proto__", "constructor", "toString", "true", "null", "None", "", "1", "..."),
);
const strings = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("//", "/*", "...", "}", '"', "\\", "# x", "a, b"),
);

function documents(key: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<fc.JsonValue> {
  const { root } = fc.letrec<{ root: fc.JsonValue; any: fc.JsonValue; object: fc.JsonValue; array: fc.JsonValue }>(
    (tie) => ({
      root: fc.oneof(tie("object"), tie("array")),
      any: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
        fc.boolean(),
        fc.constant(null),
        tie("object"),
        tie("array"),
      ),
      object: fc.array(fc.tuple(key, tie("any")), { maxLength: 5 }).map(objectOf),
      array: fc.array(tie("any"), { maxLength: 5 }),
    }),
  );
  return root;
}

/** An object that owns each key, `__proto__` too. */
function objectOf(entries: readonly (readonly [string, fc.JsonValue])[]): fc.JsonValue {
  const object: Record<string, fc.JsonValue> = {};
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  return object;
}

const draws = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 });

test("any value comes back equal, and the repairs are the defects that were put in", () => {
  fc.assert(
    fc.property(documents(names, strings), draws, (value, seed) => {
      const { text, repairs } = print(value, drawFrom(seed), true);
      const result = readAlone(text);
      expect(result.root === undefined ? result.findings : JSON.stringify(toJson(result.root))).toEqual(
        JSON.stringify(value),
      );
      expect(result.repairs.map(({ rule }) => rule).toSorted()).toEqual(repairs);
    }),
    { numRuns: 1_000, seed: 20 },
  );
});

test("every node's offsets cut its own text out of the sample", () => {
  fc.assert(
    fc.property(documents(names, strings), draws, (value, seed) => {
      const { text } = print(value, drawFrom(seed), false);
      const { root } = readAlone(text);
      const own = root === undefined ? "" : text.slice(root.offset, root.offset + root.length);
      const again = readAlone(own).root;
      expect(again === undefined ? undefined : JSON.stringify(toJson(again))).toBe(JSON.stringify(value));
    }),
    { numRuns: 300, seed: 21 },
  );
});

test("with one bracket, comma, colon or quote gone, there is a finding or the same value", () => {
  const plain = fc.stringMatching(/^[a-z<>_. ]{0,8}$/);
  fc.assert(
    fc.property(documents(plain, plain), draws, fc.nat(), (value, seed, pick) => {
      const { text } = print(value, drawFrom(seed), false);
      const marks = tokenize(text).tokens.flatMap(({ kind, offset, length }) =>
        kind === "string" ? [offset, offset + length - 1] : /^[{}[\],:]$/.test(kind) ? [offset] : [],
      );
      const at = marks[pick % marks.length] ?? 0;
      const { root, findings } = readAlone(text.slice(0, at) + text.slice(at + 1));
      if (findings.length === 0)
        expect(root === undefined ? undefined : JSON.stringify(toJson(root))).toBe(JSON.stringify(value));
      if (root === undefined) expect(findings.some(({ fatal }) => fatal)).toBe(true);
    }),
    { numRuns: 2_000, seed: 22 },
  );
});

test("any text at all gives a tree or an error, never an exception", () => {
  const scraps = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "'",
    "a",
    "1",
    " ",
    "\n",
    "...",
    "//",
    "/*",
    "*/",
    "#",
    "\\",
    "“",
    "”",
    "\u00a0",
    "true",
  );
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 40 }), (parts) => {
      const { root, findings, repairs } = readAlone(parts.join(""));
      expect(findings.some(({ fatal }) => fatal)).toBe(root === undefined);
      if (root === undefined) expect(repairs).toEqual([]);
    }),
    { numRuns: 5_000, seed: 23 },
  );
});
