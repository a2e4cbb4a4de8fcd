// Tables and lists that hold for several webhooks, wherever they stand: which webhooks get their rows, and at which place.
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../src/model/body.ts";
import type { TypeNode } from "../../src/model/model.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";

interface Case {
  readonly given: readonly string[];
  /** A line a webhook: its members, with the words that describe them. */
  readonly want: readonly string[];
}

const sample = (body: object): string => `\`\`\`json\n${JSON.stringify(body)}\n\`\`\``;
const table = (...rows: readonly (readonly [string, string])[]): string =>
  ["| Field | Description |", "|---|---|", ...rows.map(([name, words]) => `| \`${name}\` | ${words} |`)].join("\n");

const flown = { event: "kite.flown", at: 1, sender: "Ada" };
const lost = { event: "kite.lost", at: 2, sender: "Ada" };
const stored = { event: "rope.stored", sender: "Bob" };

const cases: readonly (readonly [string, Case])[] = [
  [
    "words say of a table that each has its fields, in the section of one",
    {
      given: [
        "## Fields\n\nThe following properties are sent by all events.",
        table(["at", "The second."], ["sender", "Who sent it."]),
        sample(flown),
        `## Lines lost\n\n${sample(lost)}`,
      ],
      want: [
        "kite.flown: event, at (The second.), sender (Who sent it.)",
        "kite.lost: event, at (The second.), sender (Who sent it.)",
      ],
    },
  ],
  [
    "words say it of those of one thing",
    {
      given: [
        "## Fields\n\nThese fields are included in every kite event:",
        table(["at", "The second."], ["sender", "Who sent it."]),
        sample(flown),
        `## Lines lost\n\n${sample(lost)}`,
        `## Stored\n\n${sample(stored)}`,
      ],
      want: [
        "kite.flown: event, at (The second.), sender (Who sent it.)",
        "kite.lost: event, at (The second.), sender (Who sent it.)",
        "rope.stored: event, sender",
      ],
    },
  ],
  [
    "the heading above it names none",
    {
      given: [
        `## Payload structure\n\n${table(["event", "Its name."], ["at", "The second."], ["sender", "Who sent it."])}`,
        sample(flown),
        `## Lines lost\n\n${sample(lost)}`,
      ],
      want: [
        "kite.flown: event (Its name.), at (The second.), sender (Who sent it.)",
        "kite.lost: event (Its name.), at (The second.), sender (Who sent it.)",
      ],
    },
  ],
  [
    "the heading above it names the webhook: it is of that one alone",
    {
      given: [
        `## Kite flown\n\n${table(["event", "Its name."], ["at", "The second."], ["sender", "Who sent it."])}`,
        sample(flown),
        `## Kite lost\n\n${sample(lost)}`,
      ],
      want: ["kite.flown: event (Its name.), at (The second.), sender (Who sent it.)", "kite.lost: event, at, sender"],
    },
  ],
  [
    "samples of several are below it, one of which its last words lead to",
    {
      given: [
        `## How it looks\n\n${table(["at", "The second."], ["sender", "Who sent it."])}`,
        `When it flew:\n\n${sample(flown)}`,
        `When it was lost:\n\n${sample(lost)}`,
      ],
      want: [
        "kite.flown: event, at (The second.), sender (Who sent it.)",
        "kite.lost: event, at (The second.), sender (Who sent it.)",
      ],
    },
  ],
  [
    "samples of several are below it, and each has a table",
    {
      given: [
        `## How it looks\n\n${table(["at", "The second."])}\n\n${sample(flown)}`,
        `${table(["sender", "Who sent it."])}\n\n${sample(lost)}`,
      ],
      want: ["kite.flown: event, at (The second.), sender", "kite.lost: event, at, sender (Who sent it.)"],
    },
  ],
  [
    "it tells of the members of all, of which each shows some",
    {
      given: [
        "## JSON objects\n\n- `event` - its name\n- `at` - the second\n- `sender` - who sent it\n- `length` - in metres\n- `wind` - how it blew",
        `## Kite flown\n\n${sample(flown)}`,
        `## Stored\n\n${sample({ ...stored, at: 3, length: 7 })}`,
      ],
      want: [
        "kite.flown: event (its name), at (the second), sender (who sent it), wind (how it blew)",
        "rope.stored: event (its name), sender (who sent it), at (the second), length (in metres), wind (how it blew)",
      ],
    },
  ],
  [
    "it is named after a member, which is that structure, beside one that has the same members",
    {
      given: [
        "## Common webhook keys\n\nEach webhook will have some common data as part of it:",
        table(["event", "Its name."], ["hook", "Who asked for it."], ["pilot", "Who flew."]),
        `## Pilot\n\n${table(["id", "The pilot's id."], ["name", "The pilot's name."])}`,
        `## Kite flown\n\n${sample({ event: "kite.flown", hook: { id: "h1", name: "Hook" }, pilot: { id: "p1", name: "Ada" } })}`,
      ],
      want: ["kite.flown: event (Its name.), hook (Who asked for it.): id, name, pilot (Who flew.)"],
    },
  ],
  [
    "the heading above it is for webhooks as such",
    {
      given: [
        `## Webhook object\n\n${table(["event", "Its name."], ["at", "The second."], ["sender", "Who sent it."])}`,
        sample(flown),
        `## Kite lost\n\n${sample(lost)}`,
      ],
      want: [
        "kite.flown: event (Its name.), at (The second.), sender (Who sent it.)",
        "kite.lost: event (Its name.), at (The second.), sender (Who sent it.)",
      ],
    },
  ],
  [
    "a webhook has a member in place of one of another's: what it has is not known",
    {
      given: [
        `## \`kite.flown\`\n\n${sample(flown)}`,
        "## `kite.lost`\n\nThe payload is the same as that of `kite.flown`, with `until` in place of `at`.",
      ],
      want: ["kite.flown: event, at, sender", "kite.lost: event"],
    },
  ],
  [
    "a row for the payload says that the others are of what is around it",
    {
      given: [
        `## Kite flown\n\n${table(["event", "Its name."], ["kind", "Always `event`."], ["data", "The kite."])}`,
        sample({ event: "kite.flown", kind: "event", data: { id: "k1", kind: "kite" } }),
        `## Kite lost\n\n${sample({ event: "kite.lost", kind: "event", data: { id: "k1", where: "Ulm" } })}`,
      ],
      want: [
        "kite.flown: event (Its name.), kind (Always event.), data: id, kind",
        "kite.lost: event, kind, data: id, where",
      ],
    },
  ],
];

describe("fields that several webhooks have", () => {
  test.each(cases)("%s", async (_, { given, want }) => {
    const text = ["# Kites", ...given].join("\n\n");
    const { model } = await parsePage(new TextEncoder().encode(text), { file: "page.md" });
    const shown = model?.webhooks.map((webhook) => `${webhook.name}: ${membersOf(bodyOf(webhook))}`);
    expect(shown).toEqual(want);
  });
});

function membersOf(type: TypeNode): string {
  if (type.kind !== "object") return "";
  return type.fields
    .map(({ name, description, type: inner }) => {
      const words = description === undefined ? "" : ` (${description})`;
      const members = membersOf(inner);
      return `${name}${words}${members === "" ? "" : `: ${members}`}`;
    })
    .join(", ");
}
