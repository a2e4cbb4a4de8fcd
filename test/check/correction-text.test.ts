// A correction as text: what is pasted reads as what was proposed, and nothing in it moves a terminal.
import { expect, test } from "vitest";
import { parse } from "yaml";
import { correctionText } from "../../src/check/observation-text.ts";
import type { ProposedCorrection } from "../../src/check/compare-body.ts";
import { evils, unseen } from "../diff/report-fixtures.ts";

const about = (words: string): ProposedCorrection => ({
  id: "parcel-moved-state",
  versions: ["1.5"],
  path: `parcel_moved.${words}`,
  expect: { type: { kind: "enum", values: [words, `${words} and more`] } },
  set: { type: { kind: "object", fields: [{ name: words, type: "string" }] } },
  reason: `seen: ${words}`,
});

test.each([["plain words", "here"] as const, ...evils])(
  "%s reads as it was, and is shown as a sign",
  (_name, words) => {
    const text = correctionText(about(words));
    expect(text).not.toMatch(unseen);
    expect(parse(`corrections:\n${text}`)).toEqual({ corrections: [about(words)] });
  },
);
