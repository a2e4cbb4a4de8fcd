// What describes a webhook: its section, and where that says nothing of it alone, the list of events.
import { describe, expect, test } from "vitest";
import { parsePage } from "../../src/pipeline/read-page.ts";

const sample = (name: string): string => `\`\`\`json\n{ "event": "${name}", "id": "k1" }\n\`\`\``;
const events = [
  "## Events",
  "| Event | Sent when |\n|---|---|\n| `kite.flown` | A kite takes off |\n| `kite.lost` | A line breaks |",
].join("\n\n");

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "the row of its event, where its section has no words",
    [events, `## \`kite.flown\`\n\n${sample("kite.flown")}`, `## \`kite.lost\`\n\nExample:\n\n${sample("kite.lost")}`],
    ["A kite takes off", "A line breaks"],
  ],
  [
    "the words of its section, where it has some",
    [
      events,
      `## \`kite.flown\`\n\nIt is in the air.\n\n${sample("kite.flown")}`,
      `## \`kite.lost\`\n\n${sample("kite.lost")}`,
    ],
    ["It is in the air.", "A line breaks"],
  ],
  [
    "the item of a list, without the name",
    [
      "## Events\n\n- `kite.flown`: A kite takes off\n- `kite.lost` – a line breaks",
      `## \`kite.flown\`\n\n${sample("kite.flown")}`,
    ],
    ["A kite takes off", "a line breaks"],
  ],
  [
    "its own words, and not those of the webhook whose body it has",
    [
      `## \`kite.flown\`\n\nA kite takes off.\n\n${sample("kite.flown")}`,
      "## `kite.lost`\n\nA line breaks. The payload is the same as that of `kite.flown`.",
    ],
    ["A kite takes off.", "A line breaks. The payload is the same as that of `kite.flown`.".replaceAll("`", "")],
  ],
  [
    "the row of its event, where its own words say no more than whose body it has",
    [
      events,
      `## \`kite.flown\`\n\nA kite is up.\n\n${sample("kite.flown")}`,
      "## `kite.lost`\n\nThe payload is the same as that of `kite.flown`.",
    ],
    ["A kite is up.", "A line breaks\n\nThe payload is the same as that of kite.flown."],
  ],
  [
    "no cell that does not tell when it is sent",
    [
      "## Events\n\n| Event | Version |\n|---|---|\n| `kite.flown` | since 2.1 |\n| `kite.lost` | new |",
      `## \`kite.flown\`\n\n${sample("kite.flown")}`,
      `## \`kite.lost\`\n\n${sample("kite.lost")}`,
    ],
    ["", ""],
  ],
];

describe("a webhook is described by", () => {
  test.each(cases)("%s", async (_, given, want) => {
    const text = ["# Kites", ...given].join("\n\n");
    const { model } = await parsePage(new TextEncoder().encode(text), { file: "page.md" });
    expect(model?.webhooks.map(({ description }) => description)).toEqual(want);
  });
});
