// The same reference as it leaves a generator, a help centre or a browser: what a form loses, shape and words make good.
import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/formats/read-document.ts";
import { bodyOf } from "../../src/model/body.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { scanPage } from "../../src/reference/anatomy/scan.ts";
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
        "<h1>Kite events</h1><table><tr><th>Event name</th><th>Theme</th></tr>" +
        "<tr><td>kite.flown, kite.landed</td><td>Kite</td></tr></table><h3>Kite events</h3>" +
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

test("names beside a column of data types list no events", async () => {
  const listedIn = async (type: string): Promise<readonly string[]> => {
    const rows = ["kite.id", "kite.metres"].map((name) => `| ${name} | ${type} | Of a kite event. |`);
    const page = `## Kite events\n\n| Name | Type | When |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
    const { document } = await readDocument(new TextEncoder().encode(page), "markdown", { file: "page.md" });
    return document === undefined ? [] : scanPage(document, document.tree.children).listed.map(({ name }) => name);
  };
  expect(await listedIn("outdoor")).toEqual(["kite.id", "kite.metres"]);
  expect(await listedIn("string")).toEqual([]);
});
