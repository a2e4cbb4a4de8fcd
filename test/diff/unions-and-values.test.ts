// Verdicts on unions, listed values and null: what is seen, and that the compiler agrees.
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import type { Change } from "../../src/diff/report.ts";
import { integer, model, object, oneOf, structure, text, webhook } from "./support/tiny-model.ts";
import type { Scalar, Structure, TypeNode } from "../../src/model/model.ts";

const number: TypeNode = { kind: "number" };
const boolean: TypeNode = { kind: "boolean" };
const nothing: TypeNode = { kind: "null" };
const time: TypeNode = { kind: "string", format: "date-time" };
const bare = object({}, { open: true });
const list = (items: TypeNode): TypeNode => ({ kind: "array", items });
const nullable = (type: TypeNode): TypeNode => ({ ...type, nullable: true });
const values = (...all: readonly Scalar[]): TypeNode => ({ kind: "enum", values: all.map((value) => ({ value })) });
const openList = (...all: readonly Scalar[]): TypeNode => ({
  ...values(...all),
  kind: "enum",
  values: all.map((value) => ({ value })),
  open: true,
});
const union = (...variants: readonly TypeNode[]): TypeNode => ({ kind: "union", variants });
const kinds = (...variants: readonly TypeNode[]): TypeNode => ({ kind: "union", variants, discriminator: "kind" });
const openKinds = (...variants: readonly TypeNode[]): TypeNode => ({
  kind: "union",
  variants,
  discriminator: "kind",
  open: true,
});
const one = (value: string, more: Readonly<Record<string, TypeNode>> = {}): TypeNode =>
  object({ kind: { kind: "literal", value }, ...more });
const reference = (name: string): TypeNode => ({ kind: "reference", name });

const door = one("door", { id: text });
const gate = one("gate", { wide: integer });
const house = object({ street: text });
const known: readonly Structure[] = [
  structure("Door", door),
  structure("Gate", gate),
  structure("House", house),
  structure("Way", openKinds(reference("Door"), reference("Gate"))),
];
const changes = (old: TypeNode, now: TypeNode): readonly Change[] =>
  compareModels(model([webhook(object({ it: old }))], known), model([webhook(object({ it: now }))], known)).changes;

interface Row {
  readonly old: TypeNode;
  readonly new: TypeNode;
  /** Severity, rule, and what it is about. */
  readonly want: readonly string[];
}

const rows: readonly (readonly [string, Row])[] = [
  [
    "a value may be of another kind too",
    {
      old: text,
      new: union(text, number, boolean),
      want: ["breaking variant/of-another-kind boolean", "breaking variant/of-another-kind number"],
    },
  ],
  [
    "one or several",
    { old: text, new: union(text, list(text)), want: ["breaking variant/of-another-kind array of string"] },
  ],
  [
    "several or one",
    { old: list(text), new: union(list(text), text), want: ["breaking variant/of-another-kind string"] },
  ],
  ["an object or a string", { old: house, new: union(house, text), want: ["breaking variant/of-another-kind string"] }],
  [
    "a union of kinds of values gets another",
    {
      old: union(text, integer),
      new: union(text, integer, boolean),
      want: ["breaking variant/of-another-kind boolean"],
    },
  ],
  [
    "an object that had nothing beside it",
    { old: door, new: kinds(door, gate), want: ["breaking variant/of-another-kind { kind, wide }"] },
  ],
  [
    "a variant that the discriminator tells apart",
    { old: kinds(door, gate), new: kinds(door, gate, one("arch")), want: ["dangerous variant/added { kind }"] },
  ],
  [
    "a variant without the discriminator",
    { old: kinds(door, gate), new: union(door, gate, house), want: ["breaking variant/of-another-kind { street }"] },
  ],
  [
    "one that an open union allowed before",
    { old: openKinds(door), new: openKinds(door, gate), want: ["compatible variant/named { kind, wide }"] },
  ],
  [
    "one that no open union allowed",
    { old: openKinds(door), new: union(openKinds(door), text), want: ["breaking variant/of-another-kind string"] },
  ],
  [
    "a union named beside another structure",
    {
      old: reference("Way"),
      new: union(reference("Way"), reference("House")),
      want: ["breaking variant/of-another-kind House"],
    },
  ],
  [
    "a union no longer beside another structure",
    {
      old: union(reference("Way"), reference("House")),
      new: reference("Way"),
      want: ["breaking variant/removed House"],
    },
  ],
  ["a union within a union", { old: kinds(door, gate), new: kinds(kinds(gate), kinds(door)), want: [] }],
  [
    "the variants of a named union, written out",
    { old: reference("Way"), new: openKinds(reference("Gate"), reference("Door")), want: [] },
  ],
  [
    "a variant that stands in the named union too",
    { old: union(reference("Way"), reference("Door")), new: reference("Way"), want: [] },
  ],
  [
    "a union that loses a kind and stays nullable",
    { old: nullable(union(text, integer)), new: nullable(text), want: ["breaking variant/removed integer"] },
  ],
  [
    "a nullable value that gets a kind",
    { old: nullable(text), new: nullable(union(text, integer)), want: ["breaking variant/of-another-kind integer"] },
  ],
  ["null as a variant or as a mark", { old: union(text, nothing), new: nullable(text), want: [] }],
  [
    "null as a mark of a variant or of the union",
    { old: union(nullable(text), integer), new: nullable(union(text, integer)), want: [] },
  ],
  [
    "null gained as a variant",
    { old: union(text, integer), new: union(text, integer, nothing), want: ["breaking type/became-nullable it"] },
  ],
  [
    "null lost as a variant",
    { old: union(text, integer, nothing), new: union(text, integer), want: ["dangerous type/became-not-null it"] },
  ],
  [
    "null lost, a variant before and a mark of nothing now",
    { old: union(text, nothing), new: text, want: ["dangerous type/became-not-null it"] },
  ],
  ["nothing but null now", { old: nullable(text), new: nothing, want: ["breaking type/reduced it"] }],
  ["no longer null alone", { old: nothing, new: nullable(text), want: ["breaking type/widened it"] }],
  ["numbers instead of words", { old: oneOf("a", "b"), new: values(1, 2), want: ["breaking type/changed it"] }],
  ["numbers instead of any words", { old: openList("a"), new: values(1, 2), want: ["breaking type/changed it"] }],
  [
    "numbers beside words",
    { old: oneOf("a", "b"), new: values("a", 1), want: ["breaking type/widened it", 'breaking value/removed "b"'] },
  ],
  [
    "a word that the open list allows",
    {
      old: openList("a"),
      new: openList("b"),
      want: ['compatible value/named "b"', 'compatible value/no-longer-named "a"'],
    },
  ],
  [
    "a number that an open list of words does not allow",
    { old: values("a", 1), new: openList("a"), want: ["breaking value/removed 1", "dangerous value/list-opened it"] },
  ],
  [
    "an open list that is told no more",
    {
      old: openList("a", "b"),
      new: text,
      want: ['compatible value/no-longer-named "a"', 'compatible value/no-longer-named "b"'],
    },
  ],
  [
    "an open list told for the first time",
    { old: text, new: openList("a", "b"), want: ['compatible value/named "a"', 'compatible value/named "b"'] },
  ],
  [
    "an open list that became times",
    {
      old: openList("a"),
      new: time,
      want: ["dangerous type/format-gained it", 'compatible value/no-longer-named "a"'],
    },
  ],
  [
    "times that became an open list",
    { old: time, new: openList("a"), want: ["breaking type/format-lost it", 'compatible value/named "a"'] },
  ],
  [
    "times that became a list",
    { old: time, new: oneOf("a"), want: ["breaking type/format-lost it", "dangerous value/listed it"] },
  ],
  ["a listed value gone", { old: oneOf("a", "b"), new: oneOf("a"), want: ['breaking value/removed "b"'] }],
  [
    "a shapeless object told as a union",
    { old: bare, new: openKinds(door, gate), want: ["dangerous type/documented it"] },
  ],
  ["a shapeless object told as an object", { old: bare, new: door, want: ["dangerous type/documented it"] }],
  ["a union told no more", { old: openKinds(door, gate), new: bare, want: ["breaking type/undocumented it"] }],
  [
    "a shapeless object or a string, told as an object",
    { old: union(bare, text), new: door, want: ["breaking variant/removed string", "dangerous type/documented it"] },
  ],
  [
    "a shapeless object that may be a string",
    {
      old: bare,
      new: union(door, text),
      want: ["breaking variant/of-another-kind string", "dangerous type/documented it"],
    },
  ],
];

test.each(rows)("%s", (_, { old, new: now, want }) => {
  const about = ({ rule, message, severity }: Change): string => {
    const [what = "it"] = /(?<=the (?:value|variant) ).*(?= (?:was|is))/.exec(message) ?? [];
    return `${severity} ${rule} ${what}`;
  };
  expect(changes(old, now).map(about).sort()).toEqual([...want].sort());
});

describe("the compiler agrees", () => {
  /** What the types of the package say, by hand. */
  const codes: readonly (readonly [string, TypeNode])[] = [
    ["string", text],
    ["string | null", nullable(text)],
    ["number", number],
    ["boolean", boolean],
    ["null", nothing],
    ["'a' | 'b'", oneOf("a", "b")],
    ["'a' | 'b' | null", nullable(oneOf("a", "b"))],
    ["'a' | 'c'", oneOf("a", "c")],
    ["'a' | (string & {})", openList("a")],
    ["1 | 2", values(1, 2)],
    ["'a' | 1", values("a", 1)],
    ["'a' | 1 | (string & {}) | (number & {})", openList("a", 1)],
    ["string[]", list(text)],
    ["('a' | 'b')[]", list(oneOf("a", "b"))],
    ["string | number", union(text, number)],
    ["string | string[]", union(text, list(text))],
    ["string | number | null", nullable(union(text, number))],
    ["Bare", bare],
    ["Door", door],
    ["Door | Gate", kinds(door, gate)],
    ["Door | Gate | Other", openKinds(door, gate)],
    ["Door | string", union(door, text)],
    ["Door | Gate | House", union(door, gate, house)],
  ];
  /** Code that tells values or variants apart goes on to compile, unless it relies on having named them all. */
  const lenient: ReadonlySet<string> = new Set([
    ...["value/added", "value/list-opened", "value/list-freed", "variant/added", "variant/union-opened"],
  ]);
  /** Code that only reads goes on to compile; code that names what is gone does not. */
  const lossy: ReadonlySet<string> = new Set([
    ...["value/removed", "variant/removed", "variant/no-longer-named", "type/reduced"],
  ]);
  const pairs = codes.flatMap(([old, before]) => codes.map(([now, after]) => ({ old, now, before, after })));

  test("on every step between two types", { timeout: 60_000 }, () => {
    const unfit = unassignable(pairs);
    const wrong = pairs.flatMap(({ old, now, before, after }, index) => {
      const found = changes(before, after);
      const breaking = found.filter(({ compileTime }) => compileTime === "breaking").map(({ rule }) => rule);
      const step = `${old} -> ${now}: ${found.map(({ rule }) => rule).join(", ")}`;
      if (old !== now && found.length === 0) return [`nothing seen: ${step}`];
      if (unfit.has(index)) {
        return breaking.length > 0 || found.some(({ rule }) => lenient.has(rule)) ? [] : [`too mild: ${step}`];
      }
      return breaking.every((rule) => lossy.has(rule)) ? [] : [`too harsh: ${step}`];
    });
    expect(wrong).toEqual([]);
  });

  /** Places of the pairs of which a new value is no old one. */
  function unassignable(steps: readonly { readonly old: string; readonly now: string }[]): ReadonlySet<number> {
    const head = [
      "type Bare = { [member: string]: unknown };",
      "type Door = { kind: 'door'; id: string };",
      "type Gate = { kind: 'gate'; wide: number };",
      "type House = { street: string };",
      "declare enum Undocumented { kind = 'any other' }",
      "type Other = { kind: Undocumented } & { [member: string]: unknown };",
    ];
    const lines = steps.map(({ old, now }, index) => `export const f${index} = (now: ${now}): ${old} => now;`);
    const source = ts.createSourceFile("steps.ts", [...head, ...lines].join("\n"), ts.ScriptTarget.ES2022, true);
    const host = ts.createCompilerHost({});
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, ...more) => (name === source.fileName ? source : read(name, ...more));
    const program = ts.createProgram([source.fileName], { strict: true, noEmit: true, types: [] }, host);
    expect(program.getSyntacticDiagnostics(source)).toEqual([]);
    const starts = program
      .getSemanticDiagnostics(source)
      .map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start));
    return new Set(starts.map(({ line }) => line - head.length));
  }
});
