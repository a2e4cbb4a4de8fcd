// Ways in which pages tell of fields, each on a small page of a made-up vendor: what is read of it, in one line.
import { describe, expect, test } from "vitest";
import { readPage } from "../../src/pipeline/read-page.ts";
import { buildModel } from "../../src/model/build-model.ts";
import { bodyOf } from "../../src/model/body.ts";
import { line } from "../model/structures/support.ts";

interface Case {
  /** Below the heading of the webhook, above its sample. */
  readonly given: string;
  readonly data: string;
  /** What stands behind the webhooks. */
  readonly after?: string;
  /** The type of `data`. */
  readonly want: string;
}

async function typeOfData(text: string, name = "kite.flown"): Promise<string> {
  const read = await readPage(new TextEncoder().encode(text), { file: "page.mdx", format: "mdx", kind: "webhooks" });
  if (read.reference === undefined) throw new Error("the page can't be read");
  const { model } = buildModel([read.reference], { status: "stable", pages: [] });
  const webhook = model.webhooks.find((one) => one.name === name);
  if (webhook === undefined) throw new Error(`no webhook among ${model.webhooks.map(({ name }) => name).join(", ")}`);
  const body = bodyOf(webhook);
  const data = body.kind === "object" ? body.fields.find(({ name }) => name === "data") : undefined;
  return data === undefined ? "none" : line(data.type);
}

const page = ({ given, data, after = "" }: Case): string =>
  [
    "# Kites",
    "## `kite.flown`",
    given,
    `\`\`\`json\n{ "event": "kite.flown", "sent": 1, "data": ${data} }\n\`\`\``,
    "## `kite.lost`",
    '```json\n{ "event": "kite.lost", "sent": 1, "data": { "where": "Ulm" } }\n```',
    after,
  ].join("\n\n");

const cases: readonly (readonly [string, Case])[] = [
  [
    "members of a member in a list, whose type says first that they may be null, where the sample shows null",
    {
      given:
        "**Properties**\n\n* `id` (string): Its id\n* `knot` (nullable object): What holds it.\n  * `turns` (integer): How many\n  * `rope` (nullable string): Of what",
      data: '{ "id": "k1", "knot": null }',
      want: "{ id: string, knot: { ?turns: integer, ?rope: string | null, … } | null }",
    },
  ],
  [
    "a question mark behind a name, and one before a type",
    {
      given: "| Field | Type | About |\n|---|---|---|\n| id | string | Its id |\n| tail? | ?string | Its tail |",
      data: '{ "id": "k1", "tail": "red" }',
      want: "{ id: string, ?tail: string | null }",
    },
  ],
  [
    "words in the cell of a description that say type, presence and members",
    {
      given:
        "| Field | Description |\n|---|---|\n| id | **Required** <br/> Its id. <br/> Type: `string` |\n| lines | *Optional* <br/> Its lines. <br/> Type: `array` <br/> <br/> `length` <br/> Type: `number` |",
      data: '{ "id": "k1" }',
      want: "{ id: string, ?lines: [{ ?length: number }] }",
    },
  ],
  [
    "lists of values inside type cells",
    {
      given:
        '| Field | Type |\n|---|---|\n| shape | `"delta" \\| "box"` |\n| wind | enum: calm, storm |\n| size | integer \\| null |',
      data: '{ "shape": "box", "wind": "calm", "size": 4 }',
      want: '{ shape: "delta"|"box", wind: "calm"|"storm", size: integer | null }',
    },
  ],
  [
    "values as items of a list of HTML inside a cell",
    {
      given:
        "| Field | Type | Description |\n|---|---|---|\n| shape | string | Possible values: <ul><li>`delta`</li><li>`box`</li></ul> |\n| wind | string | One of:<br/>- `calm`<br/>- `storm` |",
      data: '{ "shape": "box", "wind": "calm" }',
      want: '{ shape: "delta"|"box", wind: "calm"|"storm" }',
    },
  ],
  [
    "values that lines of a cell explain in sentences, which say nothing of the member",
    {
      given:
        "| Field | Type | Description |\n|---|---|---|\n| state | string | State of the kite.<br/>`up` — It flies. All is well.<br/>`down` — Its wind is missing.<br/>`lost` — Only sent by finders. |",
      data: '{ "state": "up" }',
      want: '{ state: "up"|"down"|"lost" }',
    },
  ],
  [
    "values of members that no sample shows, in lists and beside objects",
    {
      given:
        "| Field | Type | Description |\n|---|---|---|\n| winds | array of strings | Possible values: `calm`, `storm`. |\n| knot | object | Options: `reef`, `bowline`. |",
      data: '{ "id": "k1" }',
      want: '{ id: string, ?winds: ["calm"|"storm"], ?knot: { … } }',
    },
  ],
  [
    "paths by brackets through objects that no sample shows",
    {
      given: "| Key | Type | Description |\n|---|---|---|\n| `changes[color][from]` | `string` | The color before. |",
      data: '{ "id": "k1" }',
      want: "{ id: string, ?changes: { ?color: { ?from: string, … }, … } }",
    },
  ],
  [
    "a table of values under a heading that names the member",
    {
      given: "### Flight states\n\n| State | Meaning |\n|---|---|\n| up | In the air |\n| down | On the ground |",
      data: '{ "flightState": "up" }',
      want: '{ flightState: "up"|"down" }',
    },
  ],
  [
    "components by their attributes, one inside of another",
    {
      given:
        '<KiteField name="data" type="object" required>\n  <Fold title="more">\n    <KiteField name="id" type="string" required>Its id.</KiteField>\n    <KiteField name="reel" type="object">\n      <KiteField name="turns" type="integer" required />\n    </KiteField>\n  </Fold>\n</KiteField>',
      data: '{ "id": "k1", "reel": { "turns": 3 } }',
      want: "{ id: string, ?reel: { turns: integer } }",
    },
  ],
  [
    "headings that are fields",
    {
      given: "#### id `string` required\n\nIts id.\n\n#### speed `number` or null, optional\n\nIts speed.",
      data: '{ "id": "k1", "speed": 3 }',
      want: "{ id: string, ?speed: number | null }",
    },
  ],
  [
    "a list whose inner items repeat the path",
    {
      given:
        "- `id` (string, required): Its id.\n- `reel` (object): Its reel.\n  - `reel.turns` (integer, optional): How often it turned.",
      data: '{ "id": "k1", "reel": { "turns": 3 } }',
      want: "{ id: string, reel: { ?turns: integer } }",
    },
  ],
  [
    "a declaration in TypeScript",
    {
      given: "```ts\ninterface Flight { id: string; tail?: { knots: number | null } }\n```",
      data: '{ "id": "k1", "tail": { "knots": 3 } }',
      want: "{ id: string, ?tail: { knots: number | null } }",
    },
  ],
  [
    "what a sample leaves empty",
    {
      given:
        "| Field | Type |\n|---|---|\n| tags | map<string, number> |\n| names | array<string> |\n| reels | array of objects |",
      data: '{ "tags": {}, "names": [], "reels": [] }',
      want: "{ tags: map of number, names: [string], reels: [{ … }] }",
    },
  ],
  [
    "several types, of which the sample shows one",
    {
      given:
        "| Field | Type |\n|---|---|\n| id | integer or string |\n| size | string \\| integer \\| null |\n| at | timestamp |",
      data: '{ "id": 5, "size": "XL", "at": 1700000000 }',
      want: "{ id: (integer | string), size: (string | integer) | null, at: integer }",
    },
  ],
  [
    "a structure of the page by a comment",
    {
      given: "",
      data: '{ "pilot": {\n // pilot object\n} }',
      after: '## Pilot Object\n\n```json\n{ "name": "Ada", "age": 3 }\n```',
      want: "{ pilot: &Pilot }",
    },
  ],
  [
    "a structure of the page by its name in a type cell",
    {
      given:
        "| Field | Type |\n|---|---|\n| pilot | [pilot](#pilot-object) object |\n| crew | array of pilot objects |",
      data: '{ "id": "k1" }',
      after: "## Pilot Object\n\n| Field | Type |\n|---|---|\n| name | string |\n| age? | integer |",
      want: "{ id: string, ?pilot: &Pilot, ?crew: [&Pilot] }",
    },
  ],
  [
    "a sentence that says what the payload is",
    {
      given: "The payload is a [pilot](#pilot-object) object.",
      data: '{ "name": "Ada" }',
      after: "## Pilot Object\n\n| Field | Type |\n|---|---|\n| name | string |\n| age? | integer |",
      want: "Pilot { name: string, ?age: integer }",
    },
  ],
  [
    "a table that holds for all webhooks, by the members that it names",
    {
      given: "",
      data: '{ "id": "k1", "speed": 3, "height": 4 }',
      after:
        "## Data fields\n\n| Field | Type |\n|---|---|\n| id | string |\n| speed | number or null |\n| height | integer |\n| rope | string? |",
      want: "{ id: string, speed: number | null, height: integer, ?rope: string | null }",
    },
  ],
  [
    "a sample whose values name types, with a constant among them",
    {
      given: "",
      data: '{ "id": "string", "speed": "integer", "rope": "string / null", "kind": "kite", "wind": "string - calm/storm", "{name}": "{value}" }',
      want: '{ id: string, speed: integer, rope: string | null, kind: "kite", wind: "calm"|"storm", … }',
    },
  ],
  ["stand-ins for what was left out", { given: "", data: '{ "id": "k1", "...": "..." }', want: "{ id: string, … }" }],
  [
    "a request with its headers",
    {
      given:
        '```http\nPOST /hook HTTP/1.1\nX-Kite: 1\n\n{ "event": "kite.flown", "sent": 1, "data": { "id": "k2", "more": 1 } }\n```',
      data: '{ "id": "k1" }',
      want: "{ id: string, ?more: integer }",
    },
  ],
  [
    "a skeleton beside a whole sample",
    {
      given: '```json\n{ "event": "kite.flown", "sent": , "data": {...}, "odd": }\n```',
      data: '{ "id": "k1" }',
      want: "{ id: string }",
    },
  ],
];

describe("a page tells of fields by", () => {
  test.each(cases)("%s", async (_, one) => {
    expect(await typeOfData(page(one))).toBe(one.want);
  });
});

test("a page of TypeScript alone shows its webhooks by the literals in its declarations", async () => {
  const text = [
    "# Kites",
    "```ts",
    'type Wind = "calm" | "storm";',
    "interface Pilot { name: string; age?: number; friend: Pilot | null }",
    'export interface KiteFlown { event: "kite.flown"; sent: Date; data: { pilot: Pilot; wind: Wind; lines: { length: number }[] } }',
    'export interface KiteLost { event: "kite.lost"; sent: Date; data: { where: string; why: string } }',
    "type Event = KiteFlown | KiteLost;",
    "```",
  ].join("\n");
  expect(await typeOfData(text)).toBe(
    '{ pilot: { name: string, friend: { … } | null, ?age: number }, wind: "calm"|"storm", lines: [{ length: number }] }',
  );
});

test("a table of the body as a whole says nothing of a payload that no sample shows", async () => {
  const text = [
    page({ given: "", data: '{ "id": "k1" }', want: "" }),
    "## Payload structure\n\n| Field | Type |\n|---|---|\n| event | string |\n| sent | integer |\n| data | object |",
    "## Events\n\n| Event | When |\n|---|---|\n| `kite.flown` | Up |\n| `kite.lost` | Gone |\n| `kite.torn` | Torn |",
  ].join("\n\n");
  expect(await typeOfData(text, "kite.torn")).toBe("{ … }");
});

test("what no webhook refers to is left out, and said to be", async () => {
  const after = "## Rope Object\n\n| Field | Type |\n|---|---|\n| metres | integer |\n| colour | string |";
  const read = await readPage(new TextEncoder().encode(page({ given: "", data: '{ "id": "k1" }', after, want: "" })), {
    file: "page.mdx",
    format: "mdx",
    kind: "webhooks",
  });
  const { model, findings } = buildModel(read.reference === undefined ? [] : [read.reference], {
    status: "stable",
    pages: [],
  });
  expect(model.structures).toEqual([]);
  expect(findings.map(({ ruleId }) => ruleId)).toContain("model/unused-structure");
});

/** A label of a column, cells below it, and which of the members b, c, … may be missing, all of which the sample shows. */
const presences: readonly (readonly [string, readonly string[], string])[] = [
  ["Cardinality", ["1", "0..1", "1..1", "0..n", "1..*", "0..*"], "ceg"],
  ["M/O", ["M", "O", "C", "M", "O", "O"], "cdfg"],
  ["Mandatory", ["Yes", "No", "Conditional", "M", "O", "-"], "cdfg"],
  ["Occurrence", ["always", "optional", "sometimes", "1..1", "0-1", "1"], "cdf"],
  ["Always included", ["Yes", "No", "✓", "true", "✗", "✅"], "cf"],
  ["Availability", ["Always", "Only for lost kites", "When lost", "All", "Optional", "Always"], "cdf"],
  ["Use", ["required", "optional", "req", "opt", "R", "O"], "ceg"],
  ["Optional", ["true", "false", "yes", "no", "✓", "–"], "bdf"],
  ["Optional", ["x", "", "x", "", "", ""], "bd"],
  ["Optional?", ["optional", "", "optional", "", "", ""], "bd"],
  ["Required", ["x", "", "x", "", "", ""], "cefg"],
  ["Required", ["required", "", "required", "", "", "required"], "cef"],
  ["Required", ["", "no", "", "no", "", ""], "ce"],
  ["Can be missing", ["yes", "no", "yes", "no", "yes", "no"], "bdf"],
  ["Required / Optional", ["Required", "Optional", "R", "O", "Required", "Optional"], "ceg"],
  ["Req?", ["Y", "N", "Y", "N", "Y", "N"], "ceg"],
];

test.each(presences)("a column %s with %j lets be missing: %s", async (label, cells, want) => {
  const names = cells.map((_, index) => String.fromCharCode(98 + index));
  const rows = cells.map((cell, index) => `| ${names[index] ?? ""} | string | ${cell} | A part of it |`);
  const given = ["| Field | Type | " + label + " | About |", "|---|---|---|---|", ...rows].join("\n");
  const data = JSON.stringify(Object.fromEntries(names.map((name) => [name, "x"])));
  const type = await typeOfData(page({ given, data, want }));
  expect([...type.matchAll(/\?(\w)/g)].map(([, name]) => name).join("")).toBe(want);
});

/** A cell of a column of types on a page that describes what a Knot is: the type. */
const types: readonly (readonly [string, string])[] = [
  ["epoch ms", "integer"],
  ["collection", "[any]"],
  ["uuid string", "string"],
  ["decimal string", "string"],
  ["BigDecimal", "number"],
  ["float64", "number"],
  ["Optional[str]", "string | null"],
  ["Knot[]", "[&Knot]"],
  ["array(Knot)", "[&Knot]"],
  ["Object (Knot)", "&Knot"],
  ["Knot (object)", "&Knot"],
  ["`Map<String, Knot>`", "map of &Knot"],
];

test.each(types)("the type %s is %s", async (cell, want) => {
  const given = `| Field | Type |\n|---|---|\n| b | ${cell} |`;
  const after = "## Knot\n\n| Field | Type |\n|---|---|\n| id | integer |";
  expect(await typeOfData(page({ given, data: '{ "a": 1 }', after, want }))).toBe(`{ a: integer, ?b: ${want} }`);
});
