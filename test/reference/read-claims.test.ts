// The versions that a page names of itself.
import { expect, test } from "vitest";
import { metadataRules, readClaims } from "../../src/reference/read-claims.ts";
import { checkClaims } from "../../src/model/build-model.ts";
import { documentOf } from "../support/snippets.ts";

test.each(metadataRules)("$source: the example holds a version", ({ pattern, example }) => {
  expect(pattern.exec(example)?.[1]).toMatch(/^\d+\.\d+$/);
});

test("each rule has a key and a source of its own", () => {
  expect(new Set(metadataRules.map(({ key }) => key)).size).toBe(metadataRules.length);
  expect(new Set(metadataRules.map(({ source }) => source)).size).toBe(metadataRules.length);
});

test.each(metadataRules)(
  "$source: the metadata's version is a claim with its place",
  async ({ key, source, example }) => {
    const document = await documentOf(`# T\n\n${example}\n`);
    const [claim] = readClaims({ ...document, metadata: { [key]: example } });
    expect(claim).toMatchObject({ source, quote: example, at: { line: 3, column: 1 } });
  },
);

test("of links, the version that most of them name is claimed", async () => {
  const page = await documentOf("[a](/x/v3.4/y) [b](/x/v3.5#c) [c](/y/v3.5/) [d](/v3x/)\n");
  expect(readClaims(page)).toEqual([expect.objectContaining({ source: "links", version: "3.5", quote: "/x/v3.5#c" })]);
});

const at = { file: "p.md", line: 2, column: 1, offset: 9 };
const claims: readonly (readonly [string, { claimed: string; version: string; want: number }])[] = [
  ["the same version is no conflict", { claimed: "3.5", version: "3.5", want: 0 }],
  ["a preview of it is none", { claimed: "3.4", version: "3.4-preview", want: 0 }],
  ["another one is", { claimed: "3.4", version: "3.5", want: 1 }],
  ["3.50 is not 3.5", { claimed: "3.50", version: "3.5", want: 1 }],
];
test.each(claims)("%s", (_, { claimed, version, want }) => {
  const found = checkClaims([{ source: "canonical link", version: claimed, quote: "q", at }], version);
  expect(found.map(({ ruleId }) => ruleId)).toEqual(Array.from({ length: want }, () => "model/version-conflict"));
  expect(found.every(({ line }) => line === 2)).toBe(true);
});
