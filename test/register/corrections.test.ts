// Corrections: what is read, which versions they cover, and how a wrong one is refused.
import { describe, expect, test } from "vitest";
import { checkCorrectionVersions, correctionsFor, parseCorrections } from "../../src/register/read-corrections.ts";
import { parseCorrectionPath } from "../../src/register/correction.ts";
import { parseRegister } from "../../src/register/read-register.ts";

const sound = `corrections:
  - id: envelope-of-the-beta
    versions: ["3.0"]
    path: envelope
    expect: { undocumented: true }
    set:
      payloadField: data
      fields:
        - { name: webhook_id, type: string }
        - { name: action, type: string }
        - { name: data }
        - { name: additional_data, type: { kind: object, empty: true } }
    reason: The page shows the payload alone.
    source: the configuration page
  - id: queue-may-be-missing
    versions: { from: "3.1", to: "3.3" }
    path: chat_transferred.queue.position
    expect: { presence: required, type: integer }
    set: { presence: optional, type: { kind: array, items: { kind: enum, values: [a, { value: b, note: rare }] } } }
    reason: Seen on the wire.
`;

const wrong = (members: string) => `corrections:\n  - { id: x, versions: ["1"], reason: because, ${members} }\n`;

function refuse(text: string): readonly string[] {
  const { corrections, findings } = parseCorrections(text, "corrections.yaml");
  expect(corrections).toBeUndefined();
  return findings.map(({ line, column, ruleId, reason }) => `${line}:${column} ${ruleId} ${reason}`);
}

test("sound corrections are read with their place and what they point at", () => {
  const { corrections, findings } = parseCorrections(sound, "corrections.yaml");
  expect(findings).toEqual([]);
  expect(corrections).toMatchObject([
    {
      id: "envelope-of-the-beta",
      target: { kind: "envelope" },
      at: { line: 2, column: 9 },
      set: { payloadField: "data" },
    },
    {
      id: "queue-may-be-missing",
      target: {
        kind: "webhook",
        webhook: "chat_transferred",
        steps: [
          { kind: "member", name: "queue" },
          { kind: "member", name: "position" },
        ],
      },
      at: { line: 15, column: 9 },
    },
  ]);
});

test.each(["", "\n", "# none yet\n", "corrections: []\n"])("a file without corrections is fine: %j", (text) => {
  expect(parseCorrections(text, "corrections.yaml")).toEqual({ corrections: [], findings: [] });
});

describe("a path", () => {
  const member = (name: string) => ({ kind: "member", name });
  test.each<[string, unknown]>([
    ["envelope", { kind: "envelope" }],
    ["a.b", { kind: "webhook", webhook: "a", steps: [member("b")] }],
    ["*.b[].c", { kind: "webhook", webhook: "*", steps: [member("b"), { kind: "items" }, member("c")] }],
    ["a[].b", { kind: "webhook", webhook: "a", steps: [{ kind: "items" }, member("b")] }],
    ["a.b.[].c", { kind: "webhook", webhook: "a", steps: [member("b"), { kind: "items" }, member("c")] }],
    ["a.b.*.c", { kind: "webhook", webhook: "a", steps: [member("b"), { kind: "values" }, member("c")] }],
    ["$defs.User.name", { kind: "structure", structure: "User", steps: [member("name")] }],
    ["$defs.User", { kind: "structure", structure: "User", steps: [] }],
  ])("%s is read", (path, want) => {
    expect(parseCorrectionPath(path)).toEqual(want);
  });

  test.each(["a", "a.", "a..b", ".a", "$defs", "$defs.", "a.b[0]", "a.b[", "a.[x]y", "[]"])("%s is refused", (path) => {
    expect(parseCorrectionPath(path)).toHaveProperty("problem");
  });
});

describe("a wrong correction is refused at its line and column:", () => {
  test.each<[string, { given: string; want: readonly string[] }]>([
    [
      "a type that is not known",
      {
        given: wrong("path: a.b, expect: { missing: true }, set: { type: strng }"),
        want: [
          expect.stringMatching(/^2:99 register\/value corrections\[0\].set.type is "strng".* did you mean string\?$/),
        ],
      },
    ],
    [
      "a kind that is not known",
      {
        given: wrong("path: a.b, expect: { missing: true }, set: { type: { kind: list } }"),
        want: [expect.stringMatching(/^2:99 register\/value corrections\[0\].set.type has a kind that is not known/)],
      },
    ],
    [
      "a reason of blanks",
      {
        given: `corrections:\n  - { id: x, versions: ["1"], path: a.b, expect: { missing: true }, set: { type: any }, reason: " " }\n`,
        want: ['2:97 register/value corrections[0].reason is " ", where some text is needed'],
      },
    ],
    [
      "nothing to set",
      {
        given: wrong("path: a.b, expect: { missing: true }, set: {}"),
        want: [
          expect.stringMatching(/^2:91 register\/value corrections\[0\].set is empty, where at least one of presence/),
        ],
      },
    ],
    [
      "a path that can't be read",
      {
        given: wrong("path: a, expect: { missing: true }, set: { remove: true }"),
        want: ['2:54 correction/path the path "a" can\'t be read: behind "a" the name of a member is needed'],
      },
    ],
    [
      "a removal that also sets",
      {
        given: wrong("path: a.b, expect: { type: any }, set: { remove: true, type: any }"),
        want: ['2:87 correction/set "remove" stands beside other members, of which none can hold'],
      },
    ],
    [
      "a missing field of a known type",
      {
        given: wrong("path: a.b, expect: { missing: true, type: any }, set: { type: any }"),
        want: [
          "2:67 correction/expect a field that is missing in the docs can't have a presence, a type or values there",
        ],
      },
    ],
    [
      "a payload that is none of the envelope's fields",
      {
        given: wrong(
          "path: envelope, expect: { undocumented: true }, set: { payloadField: data, fields: [{ name: a, type: any }] }",
        ),
        want: ['2:101 correction/set "payloadField" names "data", which is none of the "fields"'],
      },
    ],
    [
      "a field without a type",
      {
        given: wrong("path: a.b, expect: { type: any }, set: { fields: [{ name: c }, { name: c, type: any }] }"),
        want: ['2:87 correction/set the field "c" lacks a type', '2:87 correction/set the field "c" stands twice'],
      },
    ],
    [
      "an id that stands twice",
      {
        given: sound + sound.replace("corrections:\n", ""),
        want: [
          '21:9 correction/duplicate-id the id "envelope-of-the-beta" stands twice',
          '34:9 correction/duplicate-id the id "queue-may-be-missing" stands twice',
        ],
      },
    ],
  ])("%s", (_name, { given, want }) => {
    expect(refuse(given)).toEqual(want);
  });
});

describe("versions", () => {
  const { register } = parseRegister(
    `package: a\nversions:\n${["3.0", "3.1", "3.2", "3.3"]
      .map((version) => `  - { version: "${version}", status: stable, pages: [{ kind: webhooks, file: a.md }] }\n`)
      .join("")}`,
    "sources.yaml",
  );
  if (register === undefined) throw new Error("the register of this test is wrong");
  const read = (versions: string) =>
    parseCorrections(
      `corrections: [{ id: x, versions: ${versions}, path: a.b, expect: { missing: true }, set: { type: any }, reason: r }]`,
      "corrections.yaml",
    ).corrections ?? [];

  test.each<[string, { given: string; want: string }]>([
    ["one by one", { given: '["3.0", "3.2"]', want: "3.0 3.2" }],
    ["a range with both ends", { given: '{ from: "3.1", to: "3.2" }', want: "3.1 3.2" }],
    ["a range open above", { given: '{ from: "3.2" }', want: "3.2 3.3" }],
    ["a range open below", { given: '{ to: "3.1" }', want: "3.0 3.1" }],
    ["none of a range with an unknown end", { given: '{ from: "9" }', want: "" }],
  ])("cover %s", (_name, { given, want }) => {
    const corrections = read(given);
    expect(corrections).toHaveLength(1);
    const covered = register.versions.filter(
      ({ version }) => correctionsFor(version, corrections, register).length > 0,
    );
    expect(covered.map(({ version }) => version).join(" ")).toBe(want);
  });

  test.each<[string, { given: string; want: readonly string[] }]>([
    ["known ones", { given: '["3.0"]', want: [] }],
    [
      "one the register lacks",
      {
        given: '["3.0", "3.11"]',
        want: ['the correction "x" names version "3.11", which the register does not know, did you mean 3.1?'],
      },
    ],
    [
      "a range the wrong way round",
      {
        given: '{ from: "3.2", to: "3.1" }',
        want: ['the correction "x" has a range that holds no version: its "from" is newer than its "to"'],
      },
    ],
  ])("are checked: %s", (_name, { given, want }) => {
    expect(checkCorrectionVersions(read(given), register).map(({ reason }) => reason)).toEqual(want);
  });
});
