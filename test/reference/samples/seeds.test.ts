import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type SampleNode, toJson } from "../../../src/samples/sample.ts";
import { describeShared, shared } from "../../support/shared.ts";
import { fences, preformatted, readAlone, readSeed, rulesOf, runsOfLines } from "./support.ts";

const pages: readonly [string, { cut: () => string[]; samples: number; want: readonly string[] }][] = [
  [
    "000, text as copied",
    {
      cut: () => runsOfLines(readSeed("000")),
      samples: 37,
      want: ["trailing-comma", "stray-closer", "unquoted-key", "trailing-comma"],
    },
  ],
  [
    "001, text without indentation",
    {
      cut: () => runsOfLines(readSeed("001")),
      samples: 39,
      want: ["trailing-comma", "stray-closer", "missing-closer", "missing-comma", "missing-comma", "trailing-comma"],
    },
  ],
  [
    "002, a saved page with its line breaks lost",
    {
      cut: () => preformatted(readSeed("002")),
      samples: 36,
      want: ["trailing-comma", "stray-closer", "unquoted-key", "trailing-comma"],
    },
  ],
  [
    "003, Markdown",
    {
      cut: () => fences(readSeed("003"), "js"),
      samples: 15,
      want: [
        "ellipsis",
        "extra-closer",
        "ellipsis",
        "ellipsis",
        "extra-closer",
        "ellipsis",
        "extra-closer",
        "ellipsis",
      ],
    },
  ],
];

function sound(samples: readonly string[]): SampleNode[] {
  return samples.flatMap((sample) => {
    const { root, findings } = readAlone(sample);
    return root !== undefined && findings.length === 0 ? [root] : [];
  });
}

function keysOf(node: SampleNode): string[] {
  if (node.kind === "array") return node.items.flatMap(({ value }) => keysOf(value));
  if (node.kind === "object") return node.members.flatMap(({ key, value }) => [key, ...keysOf(value)]);
  return [];
}

/** What the tree should hold, found without the reader: every word before a colon, outside comments and strings. */
function keysIn(text: string): string[] {
  const bare = text.replace(/(^|\s)\/\/[^\n]*/g, "$1");
  return [...bare.matchAll(/"([^"\n]*)"\s*:|(?<=[{,]\s*)(\w+)\s*:/g)].map((match) => match[1] ?? match[2] ?? "");
}

describeShared("samples of whole pages", () => {
  test.each(pages)("page %s: each hard defect is found once", (_, { cut, samples, want }) => {
    const cuts = cut();
    expect(cuts).toHaveLength(samples);
    const results = cuts.map((sample) => readAlone(sample, sound(cuts)));
    expect(results.flatMap(rulesOf)).toEqual(want);
    expect(results.flatMap(({ findings }) => findings)).toHaveLength(want.length);
  });

  test.each(pages)("page %s: no member is lost", (_, { cut }) => {
    for (const sample of cut()) {
      const { root } = readAlone(sample);
      expect(root === undefined ? undefined : keysOf(root)).toEqual(keysIn(sample));
    }
  });

  test.each(pages)("page %s: no comment is lost", (_, { cut }) => {
    for (const sample of cut())
      expect(commentsOf(readAlone(sample).root)).toBe(sample.match(/(?:^|\s)\/\//gm)?.length ?? 0);
  });

  test.each(pages.slice(3))("page %s: what stands behind an extra closer stays beside its neighbours", (_, { cut }) => {
    const elided = cut()
      .filter((sample) => /^\s*\.\.\./m.test(sample))
      .map((sample) => readAlone(sample).root);
    expect(elided).toHaveLength(5);
    for (const root of elided) expect(elidedAt(root)).toEqual(["properties"]);
  });
});

function elidedAt(node: SampleNode | undefined, key = ""): string[] {
  if (node?.kind !== "object") return [];
  return [...(node.elided ? [key] : []), ...node.members.flatMap((member) => elidedAt(member.value, member.key))];
}

function commentsOf(node: SampleNode | undefined): number {
  if (node === undefined || node.kind === "scalar") return 0;
  const entries = node.kind === "object" ? node.members : node.items;
  const inside = entries.map(({ value, comments }) => comments.length + commentsOf(value));
  return inside.reduce((sum, count) => sum + count, node.comments.length);
}

const brokenPages: readonly [string, { cut: () => string[] }][] = [
  ["001, no indentation", { cut: () => runsOfLines(readSeed("001")) }],
  ["v3.6, wrong indentation", { cut: () => fences(readFileSync(shared("pages/v3.6/webhooks.mdx"), "utf8"), "json") }],
  ["v3.7, wrong indentation", { cut: () => fences(readFileSync(shared("pages/v3.7/webhooks.mdx"), "utf8"), "json") }],
];

describeShared("a missing closer", () => {
  const isBroken = (sample: string): boolean => /"description": "Auto access updated"/.test(sample);
  const itemOf = (root: SampleNode | undefined): unknown => (root === undefined ? undefined : toJson(root));

  test.each(brokenPages)("page %s: the sound sample before it says where it belongs", (_, { cut }) => {
    const samples = cut();
    const index = samples.findIndex(isBroken);
    const siblings = sound(samples.slice(index - 1, index));
    expect(siblings).toHaveLength(1);
    const { root, findings } = readAlone(samples[index] ?? "", siblings);
    expect(itemOf(root)).toMatchObject({
      payload: [
        { conditions: { domain: {}, geolocation: {} }, next_id: "", status: "updated" },
        { description: "Auto access updated" },
      ],
    });
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["sample/missing-closer", "sample/missing-comma"]);
  });

  test.each(brokenPages)("page %s: without siblings, members still stand beside their like", (_, { cut }) => {
    const { root } = readAlone(cut().find(isBroken) ?? "");
    expect(itemOf(root)).toMatchObject({ payload: [{ next_id: "", status: "updated" }, {}] });
  });

  test("the same sample on one line is read the same", () => {
    const samples = runsOfLines(readSeed("001"));
    const index = samples.findIndex(isBroken);
    const collapsed = (samples[index] ?? "").replace(/\/\/.*\n/, "").replace(/\n/g, " ");
    const { root } = readAlone(collapsed, sound(samples.slice(index - 1, index)));
    expect(itemOf(root)).toEqual(itemOf(readAlone(samples[index] ?? "").root));
  });
});
