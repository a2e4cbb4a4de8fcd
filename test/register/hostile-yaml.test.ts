// Settings that no person writes: in the register, the corrections and the decisions, each is a finding at its place, soon.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCorrections } from "../../src/register/read-corrections.ts";
import { parseDecisions } from "../../src/register/read-decisions.ts";
import { parseRegister } from "../../src/register/read-register.ts";
import type { Finding } from "../../src/source/finding.ts";
import { builtBinary } from "../cli/support/binary.ts";
import { runLimited } from "../hostile/run-limited.ts";
import { HOSTILE_ALL, share } from "../hostile/share.ts";

/** Of a fifth of what HOSTILE=all reads. */
const SECONDS = HOSTILE_ALL ? 15 : 5;
const MEGABYTES = 1000;

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join("");
const open = (count: number, one: string): string => `a:\n  b: ${one.repeat(count)}`;
const laughs = (count: number, of: number): string =>
  times(count, (index) => `x${index}: &x${index} [${index === 0 ? "ha" : `*x${index - 1}, `.repeat(of)}]\n`);

type Load = readonly [name: string, make: () => string, want: RegExp];

/** What is wrong with them is wrong in any file. */
const loads: readonly Load[] = [
  ["aliases of aliases, nine each", () => laughs(40, 9), /^5:35 register\/yaml the alias "\*x3" makes more than 10000/],
  [
    "aliases of aliases, two each",
    () => laughs(40, 2),
    /^1\d:\d+ register\/yaml the alias "\*x\d+" makes more than 10000/,
  ],
  [
    "a great many aliases",
    () => `a: &a 1\nb: [${"*a, ".repeat(share(100_000))}]\n`,
    /^2:405 register\/yaml the alias "\*a" is one of more than 100/,
  ],
  [
    "an alias within what it stands for",
    () => "a:\n  - &b { c: [*b] }\n",
    /^2:14 register\/yaml the alias "\*b" stands within/,
  ],
  ["an alias of nothing", () => "a: 1\nb: *c\n", /^2:4 register\/yaml the alias "\*c" stands for nothing/],
  ["an alias before its anchor", () => "a: *b\nb: &b 1\n", /^1:4 register\/yaml the alias "\*b" stands for nothing/],
  ["a great many anchors", () => `a: [${"&n x, ".repeat(share(90_000))}]\n`, /^1:1 register\/(?:missing|unknown)-key/],
  ["a tag of a language", () => "a: 1\nb: !!js/function 'x'\n", /^2:4 register\/yaml a tag stands here/],
  ["a tag for the whole", () => '!!python/object/apply:os.system ["x"]\n', /^1:1 register\/yaml a tag stands here/],
  ["a great many tags", () => `a: [${"!x y, ".repeat(share(100_000))}]\n`, /^1:5 register\/yaml a tag stands here/],
  ["bytes", () => "a: !!binary aGVsbG8=\n", /^1:4 register\/yaml a tag stands here/],
  ["a key that stands twice", () => "a: 1\nb: 2\na: 3\n", /^3:1 register\/yaml the key "a" stands twice/],
  [
    "a key that stands twice, as a number and as a word",
    () => '1: a\n"1": b\n',
    /^2:1 register\/yaml the key "1" stands twice/,
  ],
  ["one key again and again", () => "k: 1\n".repeat(share(100_000)), /^2:1 register\/yaml the key "k" stands twice/],
  [
    "a great many keys",
    () => times(share(60_000), (index) => `k${index}: 1\n`),
    /^1:1 register\/(?:missing|unknown)-key/,
  ],
  ["a list for a key", () => "a: 1\n? [b, c]\n: 1\n", /^2:3 register\/yaml the key of a mapping is one value/],
  ["an alias for a key", () => "a: &a b\n*a : 1\n", /^2:1 register\/yaml the key of a mapping is one value/],
  [
    "a great many open brackets",
    () => open(share(100_000), "["),
    /^2:\d+ register\/yaml values are nested more than 100 deep/,
  ],
  [
    "a great many open braces",
    () => open(share(100_000), "{c: "),
    /^2:\d+ register\/yaml values are nested more than 100 deep/,
  ],
  [
    "150 brackets that close",
    () => `${open(150, "[")}${"]".repeat(150)}\n`,
    /^2:10[0-9] register\/yaml values are nested more than 100/,
  ],
  ["a great many dashes", () => open(share(100_000), "\n    - "), /^1:1 register\/(?:missing|unknown)-key/],
  [
    "a great many dashes on a line",
    () => `a:\n  ${"- ".repeat(share(100_000))}b`,
    /^2:\d+ register\/yaml values are nested more than 100 deep/,
  ],
  [
    "a great many question marks",
    () => `a:\n  ${"? ".repeat(share(100_000))}b`,
    /^2:\d+ register\/yaml values are nested more than 100 deep/,
  ],
  [
    "1,000 indents",
    () => times(1_000, (index) => `${" ".repeat(index)}a:\n`),
    /^20\d:20\d register\/yaml values are nested more than 100 deep/,
  ],
  ["a great many wrong escapes", () => `a: "${"\\q".repeat(share(300_000))}"\n`, /^1:5 register\/yaml invalid escape/],
  ["an open quote", () => `a: 1\nb: "${"c d\n".repeat(share(200_000))}`, /^\d+0002:1 register\/yaml missing closing/],
  [
    "a great many documents",
    () => "---\na: 1\n".repeat(share(100_000)),
    /^3:1 register\/yaml a second document begins here/,
  ],
  ["a great many directives", () => "%FOO bar\n".repeat(share(100_000)), /^\d+:1 register\/yaml /],
  ["zero bytes", () => "\0".repeat(share(1_000_000)), /^1:1 register\/(?:value|yaml)/],
  ...(
    [
      ["words", "word "],
      ["comments", "# word\n"],
      ["line feeds", "\n"],
      ["blanks", " "],
      ["tabs", "\t"],
      ["brackets", "["],
      ["dashes", "-\n"],
      ["colons", ": "],
      ["quotes", '"'],
      ["zero bytes", "\0"],
    ] as const
  ).map(([name, unit]): Load => [
    `megabytes of ${name}`,
    () => unit.repeat(Math.ceil(share(20_000_000) / unit.length)),
    /^1:1 register\/yaml the file has \d+ characters, more than the 1000000/,
  ]),
];

const parsers: readonly (readonly [string, (text: string) => readonly Finding[]])[] = [
  ["the register", (text) => parseRegister(text, "x.yaml").findings],
  ["the corrections", (text) => parseCorrections(text, "x.yaml").findings],
  ["the decisions", (text) => parseDecisions(text, "x.yaml").findings],
];

/** "line:column rule message" of each finding, and the seconds that it took of the processor. */
function read(parse: (text: string) => readonly Finding[], text: string): { said: readonly string[]; seconds: number } {
  const before = process.cpuUsage();
  const findings = parse(text);
  const { user, system } = process.cpuUsage(before);
  return {
    said: findings.map(
      ({ line, column, ruleId, reason }) => `${String(line)}:${String(column)} ${ruleId ?? ""} ${reason}`,
    ),
    seconds: (user + system) / 1e6,
  };
}

/** One reader is behind all three: each load goes to one of them in turn. */
describe.each(parsers.map(([file, parse], turn) => [file, parse, turn] as const))("in %s", (_file, parse, turn) => {
  test.each(loads.filter((_, index) => index % parsers.length === turn))(
    "%s: a finding at the place, soon",
    (_name, make, want) => {
      const { said, seconds } = read(parse, make());
      expect(said[0]).toMatch(want);
      expect(said.length).toBeLessThanOrEqual(101);
      expect(seconds).toBeLessThan(SECONDS);
    },
  );
});

describe("names of the language are names", () => {
  test.each<[string, { given: string; want: readonly string[] }]>([
    [
      "__proto__ at the root",
      {
        given: "__proto__: { package: a, versions: [] }\n",
        want: ["1:1 register/unknown-key", "1:1 register/missing-key", "1:1 register/missing-key"],
      },
    ],
    [
      "constructor and toString",
      {
        given: "package: a\nversions: []\nconstructor: 1\ntoString: 2\n",
        want: ["3:1 register/unknown-key", "4:1 register/unknown-key", "2:11 register/value"],
      },
    ],
    [
      "__proto__ in a page",
      {
        given:
          'package: a\nversions:\n  - version: "1"\n    status: beta\n    pages: [{ kind: webhooks, file: a.md, __proto__: { url: x } }]\n',
        want: ["5:43 register/unknown-key"],
      },
    ],
    [
      "a merge key",
      {
        given:
          'package: a\nversions:\n  - <<: { status: beta }\n    version: "1"\n    pages: [{ kind: webhooks, file: a.md }]\n',
        want: ["3:5 register/missing-key", "3:5 register/unknown-key"],
      },
    ],
  ])("%s", (_name, { given, want }) => {
    const { register, findings } = parseRegister(given, "x.yaml");
    expect(register).toBeUndefined();
    expect(
      findings.map(({ line, column, ruleId }) => `${String(line)}:${String(column)} ${ruleId ?? ""}`).sort(),
    ).toEqual([...want].sort());
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("package");
  });

  test("a correction of __proto__ is a correction", () => {
    const text =
      "corrections:\n  - { id: a, versions: ['1'], path: __proto__.constructor, expect: { missing: true }, set: { type: string }, reason: x }\n";
    expect(parseCorrections(text, "x.yaml")).toMatchObject({
      findings: [],
      corrections: [{ path: "__proto__.constructor" }],
    });
  });
});

describe("what is large and sound is read", () => {
  const correction = (id: string, values: string) =>
    `  - { id: ${id}, versions: ["1"], path: a.b, expect: { values: [${values}] }, set: { remove: true }, reason: x }\n`;
  test.each<[string, string, number]>([
    [
      "a correction of a great many values",
      `corrections:\n${correction(
        "a",
        times(share(100_000), (index) => `v${String(index)},`),
      )}`,
      1,
    ],
    [
      "a great many corrections",
      `corrections:\n${times(share(8_000), (index) => correction(`a-${String(index)}`, "b"))}`,
      share(8_000),
    ],
  ])("%s", (_name, text, count) => {
    let found = 0;
    const { said, seconds } = read((given) => {
      const { corrections = [], findings } = parseCorrections(given, "x.yaml");
      found = corrections.length;
      return findings;
    }, text);
    expect([said, found]).toEqual([[], count]);
    expect(seconds).toBeLessThan(SECONDS);
  });

  test("up to a hundred aliases of a moderate size", () => {
    const text = `package: a\nversions:\n  - &first { version: "1", status: &s beta, pages: &p [{ kind: webhooks, file: a.md }] }\n${times(49, (index) => `  - { version: "2.${String(index)}", status: *s, pages: *p }\n`)}`;
    expect(parseRegister(text, "x.yaml")).toMatchObject({ findings: [], register: { versions: { length: 50 } } });
  });
});

describe("generate", () => {
  const binary = builtBinary();
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "hooksmith-yaml-"));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const register = 'package: a\nversions: [{ version: "1", status: beta, pages: [{ kind: webhooks, file: a.md }] }]\n';

  test.each([
    "aliases of aliases, nine each",
    "a great many open brackets",
    "megabytes of line feeds",
    "megabytes of words",
  ])("ends with 2, a place and little time and memory at %s", async (name) => {
    const text = loads.find(([given]) => given === name)?.[1]() ?? "";
    for (const file of ["sources.yaml", "corrections.yaml"]) {
      const input = mkdtempSync(join(root, "input-"));
      mkdirSync(input, { recursive: true });
      writeFileSync(join(input, "sources.yaml"), register);
      writeFileSync(join(input, file), text);
      const run = await runLimited(binary.path(), ["generate", "--input", input, "--output", join(root, "out")], root);
      expect([run.code, run.signal]).toEqual([2, null]);
      expect(run.err).toMatch(new RegExp(`${file}:\\d+:\\d+ {2}error {2}register/yaml`));
      expect(run.seconds).toBeLessThan(SECONDS);
      expect(run.megabytes).toBeLessThan(MEGABYTES);
    }
  });
});
