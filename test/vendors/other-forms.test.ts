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

const headless = `<table>${[
  ["<b>Name</b>", "<b>Type</b>", "<b>Description</b>"],
  ["kite_id", "string", "Of the kite."],
  ["flown_metres", "int", "How far."],
]
  .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
  .join("")}</table>`;

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
  [
    "tables of members below headings that are all of one rank, one of which speaks of events",
    {
      given:
        "<h1>Kites</h1><h3>Kite events</h3>" +
        ["kite.flown", "kite.landed"]
          .map(
            (name) =>
              `<h3>${name}</h3><h3>Attributes</h3>${headless}<h3>Sample</h3>` +
              `<pre>{ "event": "${name}", "data": { "kite_id": "k1", "flown_metres": 5 } }</pre>`,
          )
          .join(""),
      want: ["kite.flown", "kite.landed"].map(
        (name) => `{ event: "${name}", data: { kite_id: string, flown_metres: integer } }`,
      ),
    },
  ],
];

describe("of a saved page is read", () => {
  test.each(saved)("%s", async (_, { given, want }) => {
    expect(await bodiesOf(given, "page.html")).toEqual(want);
  });
});
