// What is lost from a page, a heading, a row or a letter, is reported or read all the same: one kind of damage a case.
import { expect, test } from "vitest";
import { buildModel } from "../../src/model/build-model.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import { membersAlone } from "../support/find-silent-losses.ts";

const webhook = (name: string, title: string, data: string, level = "##"): string =>
  `${level} ${title}\n\n\`\`\`json\n{ "event": "${name}", "sent": 1, "data": ${data} }\n\`\`\``;

const boats = ['{ "mast": 1, "sail": "red", "crew": 2 }', '{ "keel": 2, "rope": "long" }'] as const;

const plain = [webhook("boat.built", "Boat built", boats[0]), webhook("boat.sold", "Boat sold", boats[1])].join("\n\n");

const deep = ["Boat built", "Boat sold", "Boat sunk", "Boat lent", "Boat mended"]
  .map(
    (title) =>
      `## ${title}\n\nIt happens.\n\n${webhook(title.toLowerCase().replace(" ", "."), `Example of ${title.toLowerCase()}`, boats[0], "###")}`,
  )
  .join("\n\n");

const described = [
  plain
    .replace('"sail": "red"', '"sail": {\n// Sail object\n}')
    .replace('"rope": "long"', '"rope": {\n// Rope object\n}'),
  "## Sail",
  '```json\n{ "colour": "red", "metres": 3 }\n```',
  "## Rope",
  '```json\n{ "knots": 5, "strands": 4 }\n```',
].join("\n\n");

const structured = [
  plain.replace('"sail": "red"', '"sail": {\n// Spinnaker object\n}'),
  "## Spinnaker fields",
  "| Field | Type |\n|---|---|\n| colour | string |\n| metres | integer or null |",
  "## Spinnaker example",
  '```json\n{ "colour": "red", "metres": 3 }\n```',
].join("\n\n");

const shared = [
  plain,
  "## Attributes",
  "| Field | Type |\n|---|---|\n| mast | integer |\n| sail | string or null |\n| crew | integer |",
].join("\n\n");

const listed = [
  "## Events\n\n| Event | When |\n|---|---|\n| `boat.built` | Done |\n| `boat.sold` | Gone |\n| `boat.lost` | Away |",
  plain,
  "## Boat lost\n\nThe event `boat.lost` is sent when a boat is away.",
].join("\n\n");

const alike = [
  plain,
  "## Boat lost `boat.lost`\n\nSent when a boat is away. The payload is the same as that of `boat.sold`.",
].join("\n\n");

const byHeader = [
  "Each request has an `X-Harbour-Event` header with the name of the event.",
  ...["built", "sold", "sunk", "lent", "mended"].map(
    (name, index) =>
      `## ${name}\n\n### Body\n\n| Key | Type |\n|---|---|\n| boat | string |\n\n### Example\n\n\`\`\`json\n{ "boat": "b1", "n${String(index)}": 1 }\n\`\`\``,
  ),
].join("\n\n");

const table = (...rows: readonly (readonly [name: string, words: string])[]): string =>
  `| Field | Type | Description |\n|---|---|---|\n${rows.map(([name, words]) => `| ${name} | string | ${words} |`).join("\n")}`;

/** Rows that no sample shows. */
const rowsAlone = [
  ...[webhook("boat.built", "Boat built", boats[0]), table(["data.anchor", "Iron or stone."])],
  ...[webhook("boat.sold", "Boat sold", boats[1]), table(["data.anchor", "Iron or stone."])],
  ...[
    webhook("boat.sunk", "Boat sunk", '{ "depth": 9 }'),
    table(["data.anchor", "Iron."], ["data.wreck", "The wreck."]),
  ],
].join("\n\n");

const linked = [
  plain.replace('"sail": "red"', '"spinnaker": { "colour": "red", "metres": 3 }'),
  "## Spinnaker object",
  "| Field | Type |\n|---|---|\n| colour | string |\n| metres | integer or null |",
].join("\n\n");

const stated = [
  ...[webhook("boat.built", "Boat is ready", boats[0]), table(["event", "The event, always `boat.built`."])],
  ...[webhook("boat.sold", "Boat has an owner", boats[1]), table(["event", "The event, always `boat.sold`."])],
].join("\n\n");

const rowed = ["BOAT_BUILT", "BOAT_SOLD"]
  .map((name) => `## ${name}\n\n${table(["kind", `Always \`${name}\`.`], ["mast", "Of wood."], ["sail", "Red."])}`)
  .join("\n\n");

const list = "## Events\n\n- `boat.built`\n- `boat.sold`\n- `boat.lost`";
const dotted = [
  "Each request has an `X-Harbour-Event` header with the name of the event.",
  ...["built", "sold", "lost"].map(
    (name) => `## boat.${name}\n\nIt is ${name}.\n\n### Body\n\n\`\`\`json\n{ "boat": "b1", "${name}": 1 }\n\`\`\``,
  ),
].join("\n\n");

const spoken = ["built", "sold"]
  .map(
    (name) => `The body of a \`boat.${name}\` event:\n\n\`\`\`json\n{ "event": "boat.${name}", "${name}": 1 }\n\`\`\``,
  )
  .join("\n\n");

const typed = ["boat.built", "boat.sold"]
  .map(
    (name) => `## ${name}\n\n\`\`\`ts\ninterface Hook {\n  event: "${name}";\n  mast: number; // of ${name}\n}\n\`\`\``,
  )
  .join("\n\n");

const cases: readonly (readonly [what: string, page: string, from: string, to: string, rule: string])[] = [
  ["the heading of a structure that a comment names", described, "## Sail\n", "\n", "model/unresolved-reference"],
  ["the heading of a sample with other members", described, "## Rope\n", "\n", "reference/unlike-samples"],
  [
    "a letter of one of a structure's two headings",
    structured,
    "Spinnaker fields",
    "Spinaker fields",
    "model/near-structure",
  ],
  ["a heading between two webhooks", deep, "## Boat sold\n", "\n", "reference/webhooks-under-one-heading"],
  ["a heading between two webhooks that a header names", byHeader, "## sold\n", "\n", "reference/repeated-heading"],
  ["a letter of a heading above a webhook's own", deep, "## Boat sold\n", "## Bat sold\n", "none"],
  ["a letter of a name in a sample", plain, '"boat.sold"', '"bat.sold"', "reference/heading-differs"],
  [
    "a letter of a row of a table that several webhooks share",
    shared,
    "| sail |",
    "| sal |",
    "model/row-without-sample",
  ],
  ["a row of such a table", shared, "| crew | integer |", "", "model/table-not-laid"],
  [
    "a letter of a member that other webhooks have too",
    rowsAlone,
    "| data.anchor | string | Iron. |",
    "| data.ancor | string | Iron. |",
    "model/near-member",
  ],
  [
    "a letter of a member that its description names",
    rowsAlone,
    "| data.wreck |",
    "| data.wrck |",
    "model/near-member",
  ],
  [
    "a letter of the heading of a member's structure",
    linked,
    "Spinnaker object",
    "Spinaker object",
    "model/near-heading",
  ],
  [
    "a letter of a name that its row shows",
    stated,
    '"event": "boat.sold"',
    '"event": "boa.sold"',
    "model/name-differs",
  ],
  [
    "the name in a heading over words that refer to another webhook's body",
    alike,
    "Boat lost `boat.lost`",
    "Boat lost",
    "reference/webhook-not-taken",
  ],
  ["a letter of a name in its row alone", rowed, "Always `BOAT_SOLD`", "Always `BOA_SOLD`", "model/name-differs"],
  ["the mark of a heading that a header names", byHeader, "## sold\n", "boat.sold\n", "reference/repeated-heading"],
  ["the mark of a heading that is a name", dotted, "## boat.lost\n", "boat.lost\n", "reference/webhook-not-taken"],
  [
    "the mark of a heading that is listed",
    `${list}\n\n${dotted}`,
    "## boat.lost\n",
    "boat.lost\n",
    "reference/webhook-not-taken",
  ],
  ["two letters of a name in a list", listed, "| `boat.sold` |", "| `boat.slod` |", "reference/near-webhook"],
  [
    "a letter of a name in a body that words name too",
    spoken,
    '"event": "boat.sold"',
    '"event": "boat.sld"',
    "reference/near-webhook",
  ],
  [
    "a letter of the member that names webhooks",
    plain,
    '"event": "boat.sold"',
    '"evnt": "boat.sold"',
    "reference/near-discriminator",
  ],
  ["a brace of a declared type", typed, "; // of boat.sold\n}", "; // of boat.sold\n", "reference/type-syntax"],
  ["a letter of the keyword of a declared type", typed, "interface Hook", "interfce Hook", "sample/text-around"],
  ["a colon of a declared type", typed, 'event: "boat.sold"', 'event "boat.sold"', "reference/type-syntax"],
  ["the row that lists a webhook whose section names it", listed, "| `boat.lost` | Away |", "", "none"],
];

const broken = '```json\n{"text": "\n| Boat  | Length |\n|:------|:-------|\n| red   | 948    |\n"}\n```';

test.each([
  ["below a heading about answers", `## Responding\n\n${broken}`, undefined],
  ["below a heading about anything", `## Boat lost\n\n${broken}`, "error"],
  ["where it is no sample", '## Values\n\nIts values:\n\n```none\n"on" | "off"\n```', undefined],
])("a block that can't be read %s", async (_, block, severity) => {
  const { errors } = await read(`${plain}\n\n${block}`);
  expect(errors.length > 0 ? "error" : undefined).toBe(severity);
});

test.each(cases)("%s", async (_, page, from, to, rule) => {
  expect(page).toContain(from);
  const [sound, damaged] = [await read(page), await read(page.replace(from, to))];
  const news = damaged.rules.filter((one) => !sound.rules.includes(one));
  if (rule === "none") expect(damaged.members).toBe(sound.members);
  else expect(news).toContain(rule);
});

async function read(text: string) {
  const bytes = new TextEncoder().encode(`# Boats\n\n${text}\n`);
  const { reference, findings: ofPage } = await readPage(bytes, {
    file: "page.md",
    format: "markdown",
    kind: "webhooks",
  });
  if (reference === undefined) throw new Error("the page can't be read");
  const { model, findings } = buildModel([reference], { status: "stable", pages: [] });
  const all = [...ofPage, ...findings];
  const errors = all.filter(({ fatal }) => fatal === true);
  return { members: membersAlone(model), rules: all.map(({ ruleId }) => String(ruleId)), errors };
}
