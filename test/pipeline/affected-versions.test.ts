// Which versions an edit of the input folder regenerates.
import { expect, test } from "vitest";
import { affectedVersions } from "../../src/pipeline/watch-inputs.ts";
import type { Inputs } from "../../src/pipeline/load-inputs.ts";
import { parseCorrections } from "../../src/register/read-corrections.ts";
import { parseRegister } from "../../src/register/read-register.ts";

/** Files of pages by version. */
type Pages = Readonly<Record<string, readonly string[]>>;

function inputs(pages: Pages, corrections = "", only?: readonly string[], name = "a"): Inputs {
  const lines = Object.entries(pages).flatMap(([version, files]) => [
    `  - version: "${version}"`,
    "    status: stable",
    "    pages:",
    ...files.map((file) => `      - { kind: webhooks, file: ${file}, samples: ${file.replace(/\.md$/, "")} }`),
  ]);
  const { register } = parseRegister([`package: ${name}`, "versions:", ...lines].join("\n"), "sources.yaml");
  const read = parseCorrections(corrections, "corrections.yaml");
  if (register === undefined || read.corrections === undefined) throw new Error("the test's own input is broken");
  const chosen = register.versions.filter(({ version }) => only?.includes(version) ?? true);
  const decisions = { renames: [], acceptances: [] };
  return { root: "", register, corrections: read.corrections, decisions, chosen, findings: [], sources: new Map() };
}

const correction = (id: string, version: string) =>
  `  - { id: ${id}, versions: ["${version}"], path: a.payload.b, expect: { missing: true }, set: { type: string }, reason: r }\n`;
const three = inputs({ "1": ["a.md"], "2": ["b.md", "shared.md"], "3": ["c.md", "shared.md"] });
const all = ["1", "2", "3"];
const slower: Inputs = {
  ...three,
  chosen: three.chosen.map((entry) =>
    entry.version === "2" ? { ...entry, conventions: { timeout: { value: 20, at: entry.at } } } : entry,
  ),
};

test.each<
  [
    string,
    {
      given: [before: Inputs | undefined, after: Inputs, files: readonly string[]];
      want: readonly string[] | undefined;
    },
  ]
>([
  ["nothing ran before: all", { given: [undefined, three, []], want: all }],
  ["a page: its version", { given: [three, three, ["b.md"]], want: ["2"] }],
  ["a page that versions share: these", { given: [three, three, ["shared.md"]], want: ["2", "3"] }],
  ["a sample of a page: its version", { given: [three, three, ["c/x/y.json"]], want: ["3"] }],
  ["a file whose name begins like a folder of samples: none", { given: [three, three, ["c2.json"]], want: undefined }],
  ["a file that nothing names: none", { given: [three, three, ["README.md"]], want: undefined }],
  ["decisions: what stands between versions", { given: [three, three, ["decisions.yaml"]], want: [] }],
  ["a register that says the same: none", { given: [three, three, ["sources.yaml"]], want: undefined }],
  ["other conventions: their version", { given: [three, slower, ["sources.yaml"]], want: ["2"] }],
  ["corrections that say the same: none", { given: [three, three, ["corrections.yaml"]], want: undefined }],
  [
    "a version more: that one",
    { given: [inputs({ "1": ["a.md"] }), inputs({ "1": ["a.md"], "2": ["b.md"] }), ["sources.yaml"]], want: ["2"] },
  ],
  [
    "a version less: what stands between versions",
    { given: [inputs({ "1": ["a.md"], "2": ["b.md"] }), inputs({ "1": ["a.md"] }), ["sources.yaml"]], want: [] },
  ],
  [
    "another page: its version",
    {
      given: [inputs({ "1": ["a.md"], "2": ["b.md"] }), inputs({ "1": ["a.md"], "2": ["c.md"] }), ["sources.yaml"]],
      want: ["2"],
    },
  ],
  [
    "another name of the package: all",
    {
      given: [inputs({ "1": ["a.md"] }), inputs({ "1": ["a.md"] }, "", undefined, "b"), ["sources.yaml"]],
      want: ["1"],
    },
  ],
  [
    "a correction: the versions that it is for",
    {
      given: [
        inputs({ "1": ["a.md"], "2": ["b.md"] }, `corrections:\n${correction("x", "1")}`),
        inputs({ "1": ["a.md"], "2": ["b.md"] }, `corrections:\n${correction("x", "1")}${correction("y", "2")}`),
        ["corrections.yaml"],
      ],
      want: ["2"],
    },
  ],
  [
    "a version that --only leaves out: none",
    {
      given: [
        three,
        inputs({ "1": ["a.md"], "2": ["b.md", "shared.md"], "3": ["c.md", "shared.md"] }, "", ["1"]),
        ["c.md"],
      ],
      want: undefined,
    },
  ],
])("%s", (_name, { given: [before, after, files], want }) => {
  expect(affectedVersions(before, after, new Set(files))).toEqual(want);
});
