// The same reference as it leaves a generator, a help centre or a browser: what a form loses, shape and words make good.
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../src/model/body.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { line } from "../model/structures/support.ts";

interface Case {
  readonly given: string;
  readonly want: readonly string[];
}

async function bodiesOf(given: string, file: string): Promise<readonly string[]> {
  const { model } = await parsePage(new TextEncoder().encode(given), { file });
  return (model?.webhooks ?? []).map((webhook) => line(bodyOf(webhook)));
}

const saved: readonly (readonly [string, Case])[] = [
  [
    "a type of its own declared in a block without a language, below a comment",
    {
      given:
        "<h1>Kites</h1><h2>kite.flown</h2><pre>// When it flies\n" +
        'type Flown = { event: "kite.flown"; kite: { id: string; tail?: number } };</pre>',
      want: ['{ event: "kite.flown", kite: { id: string, ?tail: number } }'],
    },
  ],
  [
    "a member whose type, with a mark and the words behind them, would be a member too",
    {
      given:
        "<h1>Kites</h1><h2>kite.flown</h2>" +
        [
          ["event", "string", "Its name."],
          ["metres", "integer", "Example"],
        ]
          .map(
            ([name = "", type = "", words = ""]) =>
              `<div class="field"><div><code>${name}</code> <span>${type}</span> <b>required</b></div><span>${words}</span></div>`,
          )
          .join("") +
        '<pre>{ "event": "kite.flown", "metres": 5 }</pre>',
      want: ['{ event: "kite.flown", metres: integer }'],
    },
  ],
];

describe("of a saved page is read", () => {
  test.each(saved)("%s", async (_, { given, want }) => {
    expect(await bodiesOf(given, "page.html")).toEqual(want);
  });
});
