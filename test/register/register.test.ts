// The register: what is read, and where and how a wrong one is refused.
import { describe, expect, test } from "vitest";
import { parseRegister } from "../../src/register/read-register.ts";
import { severityOf } from "../../src/source/finding.ts";

const sound = `package: "@hooksmith/livechat"
versions:
  - version: "3.4-preview"
    status: preview
    pages:
      - kind: webhooks
        file: v3.4-preview/webhooks.txt
        samples: v3.4-preview/samples
        url: https://example.com/docs
        revised: 2021-09-01
  - version: "3.5"
    status: stable
    pages:
      - { kind: webhooks, file: v3.5/webhooks.md }
      - { kind: structures, file: v3.5/structures.html }
`;

const page = "pages: [{ kind: webhooks, file: a.md }]";
const one = (entry: string) => `package: a\nversions:\n  - ${entry}\n`;

/** "line:column rule message" of each finding. */
function refuse(text: string): readonly string[] {
  const { register, findings } = parseRegister(text, "sources.yaml");
  expect(register).toBeUndefined();
  expect(findings.every((found) => found.file === "sources.yaml" && severityOf(found) === "error")).toBe(true);
  return findings.map(({ line, column, ruleId, reason }) => `${line}:${column} ${ruleId} ${reason}`);
}

test("a sound register is read with the place of each version and page", () => {
  const { register, findings } = parseRegister(sound, "sources.yaml");
  expect(findings).toEqual([]);
  expect(register).toMatchObject({
    package: "@hooksmith/livechat",
    versions: [
      {
        version: "3.4-preview",
        status: "preview",
        at: { file: "sources.yaml", line: 3, column: 14 },
        pages: [
          {
            kind: "webhooks",
            file: "v3.4-preview/webhooks.txt",
            samples: "v3.4-preview/samples",
            url: "https://example.com/docs",
            revised: "2021-09-01",
            at: { line: 7, column: 15 },
          },
        ],
      },
      { version: "3.5", pages: [{ kind: "webhooks" }, { kind: "structures", at: { line: 15, column: 35 } }] },
    ],
  });
});

test.each([
  ["webhooks", "webhooks"],
  ["structures", "structures"],
  ["[webhooks, structures]", "webhooks"],
  ["[structures, webhooks]", "webhooks"],
])("a page of kind %s is read as a page of %s", (given, kind) => {
  const text = one(
    `{ version: "1", status: beta, pages: [{ kind: ${given}, file: a.md }, { kind: webhooks, file: b.md }] }`,
  );
  expect(parseRegister(text, "sources.yaml").register?.versions[0]?.pages[0]?.kind).toBe(kind);
});

test("a signature in full, a form and the ways of trying an address out are read, one or several", () => {
  const conventions = [
    "authentication: { scheme: hmac-sha512, header: X-Sig, encoding: hex-uppercase, parts: { signature: v1 } }",
    "form: payload",
    "challenge: [{ query: hub.challenge }, { head: true }, { body: type, equals: 0, status: 204 }]",
  ];
  const text = `${sound}conventions:\n${conventions.map((line) => `  ${line}\n`).join("")}`;
  const { register, findings } = parseRegister(text, "sources.yaml");
  expect(findings).toEqual([]);
  expect(register?.versions[0]?.conventions).toMatchObject({
    authentication: { value: { encoding: "hex-uppercase" } },
    form: { value: "payload" },
    challenge: { value: [{ query: "hub.challenge" }, { head: true }, { body: "type", equals: 0 }] },
  });
  const single = parseRegister(text.replace(/challenge: .*/, "challenge: { body: challenge }"), "sources.yaml");
  expect(single.register?.versions[0]?.conventions.challenge?.value).toEqual([{ body: "challenge" }]);
  expect(refuse(text.replace("head: true", "head: false")).length).toBeGreaterThan(0);
});

describe("a wrong register is refused at its line and column:", () => {
  test.each<[string, { given: string; want: readonly string[] }]>([
    ["nothing in the file", { given: "", want: ["1:1 register/value the file is empty, where a mapping is needed"] }],
    [
      "a key that is misspelt",
      {
        given: one(`{ version: "1", staus: beta, ${page} }`),
        want: [
          '3:5 register/missing-key versions[0] lacks the key "status"',
          '3:21 register/unknown-key versions[0] has the unknown key "staus", did you mean status?',
        ],
      },
    ],
    [
      "a key that is near none",
      {
        given: `package: a\nwebhooks: 1\nversions: [{ version: "1", status: beta, ${page} }]\n`,
        want: [
          '2:1 register/unknown-key the file has the unknown key "webhooks"; known keys: package, versions, conventions',
        ],
      },
    ],
    [
      "a version that YAML takes for a number, as it was written",
      {
        given: one(`{ version: 3.10, status: beta, ${page} }`),
        want: ["3:16 register/value versions[0].version is 3.10, where a string is needed"],
      },
    ],
    [
      "a version that could leave its folder",
      {
        given: one(`{ version: "../3", status: beta, ${page} }`),
        want: [
          '3:16 register/value versions[0].version is "../3", where a version such as "3.5" or "3.4-preview" is needed',
        ],
      },
    ],
    [
      "a status that is not known",
      {
        given: one(`{ version: "1", status: stabel, ${page} }`),
        want: [
          '3:29 register/value versions[0].status is "stabel", where beta, preview, stable or legacy is needed, did you mean stable?',
        ],
      },
    ],
    [
      "a version that stands twice, capitals or not",
      {
        given: `package: a\nversions:\n  - { version: "1-rc", status: beta, ${page} }\n  - { version: "1-RC", status: beta, ${page} }\n`,
        want: ['4:16 register/duplicate-version version "1-RC" is here and on line 3 already'],
      },
    ],
    [
      "a page that stands twice",
      {
        given: one(
          `{ version: "1", status: beta, pages: [{ kind: webhooks, file: a.md }, { kind: structures, file: a.md }] }`,
        ),
        want: ['3:101 register/duplicate-page "a.md" is a page of version "1" already'],
      },
    ],
    [
      "no page of webhooks",
      {
        given: one(`{ version: "1", status: beta, pages: [{ kind: structures, file: a.md }] }`),
        want: ['3:16 register/no-webhooks-page version "1" has no page of kind webhooks'],
      },
    ],
    [
      "no versions",
      {
        given: "package: a\nversions: []\n",
        want: ["2:11 register/value versions is empty, where at least one entry is needed"],
      },
    ],
    [
      "a date that is none",
      {
        given: one(`{ version: "1", status: beta, pages: [{ kind: webhooks, file: a.md, revised: 2021-13-01 }] }`),
        want: [
          '3:82 register/value versions[0].pages[0].revised is "2021-13-01", where a date such as 2021-09-01 is needed',
        ],
      },
    ],
    [
      "a key that stands twice",
      { given: "package: a\npackage: b\n", want: ['2:1 register/yaml the key "package" stands twice in this mapping'] },
    ],
    [
      "a bracket left open",
      { given: "package: [a\n", want: [expect.stringMatching(/^2:1 register\/yaml flow sequence/)] },
    ],
    [
      "two documents",
      {
        given: `${sound}---\n${sound}`,
        want: ["16:1 register/yaml a second document begins here, where the file may hold one"],
      },
    ],
  ])("%s", (_name, { given, want }) => {
    expect(refuse(given)).toEqual(want);
  });

  test.each<[string, { given: string; want: string }]>([
    [
      "out of the input folder",
      { given: "../secret.md", want: 'the path "../secret.md" leads out of the input folder' },
    ],
    ["out of it on a detour", { given: "a/../../b.md", want: 'the path "a/../../b.md" leads out of the input folder' }],
    ["absolute", { given: "/a.md", want: 'the path "/a.md" is absolute; it must be relative to the input folder' }],
    [
      "absolute on a drive",
      { given: "C:/a.md", want: 'the path "C:/a.md" is absolute; it must be relative to the input folder' },
    ],
    [
      "with backslashes",
      { given: "a\\\\b.md", want: 'the path "a\\\\b.md" holds a backslash; folders are separated by "/"' },
    ],
    ["with a NUL", { given: "a\\0.md", want: 'the path "a\\u0000.md" holds a control character' }],
    ["with an empty part", { given: "a//b.md", want: 'the path "a//b.md" has an empty part or a "."' }],
    [
      "of an unknown format",
      {
        given: "a.pdf",
        want: 'the format of "a.pdf" is not known by its ending; known endings are .html, .mdx, .md, .txt',
      },
    ],
  ])("a path %s", (_name, { given, want }) => {
    const text = one(`{ version: "1", status: beta, pages: [{ kind: webhooks, file: "${given}" }] }`);
    expect(refuse(text)).toEqual([`3:67 register/file ${want}`]);
  });

  test("all at once, not one by one", () => {
    expect(refuse(one(`{ version: 3, status: x, pages: [{ kind: y, file: 1 }] }`))).toHaveLength(4);
  });

  test("the fix for a version without quotes is the version in quotes", () => {
    const { findings } = parseRegister(one(`{ version: 3.10, status: beta, ${page} }`), "sources.yaml");
    expect(findings[0]?.expected).toEqual(['put it in quotes: "3.10"']);
  });
});

describe("a hostile register stays a finding:", () => {
  const aliases = `a: &a [x, x, x, x, x, x, x, x, x]\n${"bcdefghij"
    .split("")
    .map((name, index) => `${name}: &${name} [${`*${"abcdefghi"[index]}, `.repeat(9)}x]\n`)
    .join("")}`;
  test.each<[string, string]>([
    ["brackets without end", "[".repeat(100_000)],
    ["a custom tag", "package: !!js/function 'function () {}'\nversions: []"],
    ["a member named __proto__", "__proto__: { polluted: true }\npackage: a\nversions: []"],
    ["an alias of nothing", "package: *x"],
    ["bytes that are no text", "\u0000\u0001\ufffd"],
  ])(
    "%s",
    (_name, given) => {
      expect(refuse(given).length).toBeGreaterThan(0);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
    5_000,
  );

  test("aliases of aliases are not multiplied out", () => {
    expect(refuse(aliases)).toEqual([
      expect.stringMatching(/^5:8 register\/yaml the alias "\*d" makes more than 10000 values/),
    ]);
  }, 5_000);
});
