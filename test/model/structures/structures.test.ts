// Pages of data structures to types: what tables, samples, other samples and groups together say.
import { describe, expect, test } from "vitest";
import { build, line, section } from "./support.ts";

const users = [
  "# Users\n\nThere are two of them:\n\n- [Agent](#agent)\n- [Customer](#customer)\n",
  section("## Agent", [["`id`", "always", ""]], { id: "a", type: "agent" }),
  section("## Customer", [["`id`", "always", ""]], { id: "c", type: "customer", visits: 4 }),
].join("\n");

describe("a structure's type is read", () => {
  test.each<[string, { given: string; name: string; want: string }]>([
    [
      "from its table and its sample together",
      {
        given: section(
          "## Parcel",
          [
            ["`id`", "always", ""],
            ["`note`", "optionally", ""],
          ],
          { id: "a", note: "b" },
        ),
        name: "Parcel",
        want: "{ id: string, ?note: string }",
      },
    ],
    [
      "with a name in the singular for a heading in the plural",
      {
        given: section("## Sent parcels", [["`id`", "always", ""]], [{ id: "a" }]),
        name: "SentParcel",
        want: "[{ id: string }]",
      },
    ],
    [
      "from several names in one cell",
      {
        given: section("## Parcel", [["`width`, `height`", "optionally", ""]], { width: 4, height: 5 }),
        name: "Parcel",
        want: "{ ?width: integer, ?height: integer }",
      },
    ],
    [
      "from dotted paths",
      {
        given: section("## Parcel", [["`box.lid`", "optionally", ""]], { box: { lid: "a", id: "b" } }),
        name: "Parcel",
        want: "{ box: { ?lid: string, id: string } }",
      },
    ],
    [
      "from inside a sample that wraps it in a member of its name",
      {
        given: section("## Parcel", [["`id`", "always", ""]], { parcel: { id: "a" } }),
        name: "Parcel",
        want: "{ id: string }",
      },
    ],
    [
      "from inside a list in its sample",
      {
        given: section("## Parcels", [["`id`", "always", ""]], { parcels: [{ id: "a" }, { id: "b", note: "c" }] }),
        name: "Parcel",
        want: "{ id: string, ?note: string }",
      },
    ],
    [
      "as it stands where the table names the only member",
      {
        given: section("## Parcel", [["`parcel`", "always", ""]], { parcel: { id: "a" } }),
        name: "Parcel",
        want: "{ parcel: { id: string } }",
      },
    ],
    [
      "from its values in the samples of others",
      {
        given: [
          section("## Parcel", [["`id`", "always", ""]], { id: "a" }),
          section("## Van", [["`parcels`", "always", "See [Parcel](#parcel)"]], {
            parcels: [{ id: "b", weight: 4 }, { id: "c" }],
          }),
        ].join("\n"),
        name: "Parcel",
        want: "{ id: string, ?weight: integer }",
      },
    ],
    [
      "as open where neither table nor values tell of it",
      { given: section("## Parcel", [["`id`", "always", ""]]), name: "Parcel", want: "{ id: any, … }" },
    ],
    [
      "with the possible values that only the request lists",
      {
        given: `## Parcel\n\n${section("### Request", [["`state`", "no", "Possible values: `open` (default) or `shut`"]], undefined, "Parameter | Required | Notes")}\n${section("### Response", [["`state`", "always", ""]], { state: "open" })}`,
        name: "Parcel",
        want: '{ state: "open"|"shut" }',
      },
    ],
    [
      "without members that only the request has",
      {
        given: `## Parcel\n\n${section("### Request", [["`draft`", "yes", ""]], undefined, "Parameter | Required | Notes")}\n${section("### Response", [["`id`", "always", ""]], { id: "a" })}`,
        name: "Parcel",
        want: "{ id: string }",
      },
    ],
    [
      "with the type of a member of the same name elsewhere, for one that no sample shows",
      {
        given: [
          section("## Parcel", [["`sealed`", "optionally", ""]], { id: "a" }),
          section("## Letter", [["`sealed`", "always", ""]], { sealed: true }),
        ].join("\n"),
        name: "Parcel",
        want: "{ id: string, ?sealed: boolean }",
      },
    ],
    [
      "with the literal that tells it apart",
      { given: users, name: "Customer", want: '{ id: string, type: "customer", visits: integer }' },
    ],
  ])("%s", async (_name, { given, name, want }) => {
    expect(line((await build(given)).structure(name).type)).toBe(want);
  });
});

describe("a group of structures is a union", () => {
  test.each<[string, { given: string; want: string }]>([
    ["told apart by a literal", { given: users, want: "(&Agent | &Customer | … by type)" }],
    [
      "open where its list names one that the page does not describe",
      {
        given: users.replace("- [Agent](#agent)", "- [Agent](#agent)\n- [Robot](#robot)"),
        want: "(&Agent | &Customer | … by type)",
      },
    ],
    [
      "open where the page says that its types may grow",
      {
        given: users.replace("There are two of them:", "It is one of these **user types**:"),
        want: "(&Agent | &Customer | … by type)",
      },
    ],
  ])("%s", async (_name, { given, want }) => {
    const { type } = (await build(given)).structure("User");
    expect(line(type)).toBe(want);
  });

  test.each<[string, string]>([
    ["nothing tells apart", users.replaceAll('"agent"', '"customer"')],
    ["lists one section only", users.replace("- [Customer](#customer)\n", "")],
  ])("but one that %s is none", async (_name, given) => {
    expect((await build(given)).model.structures.map(({ name }) => name)).toEqual(["Agent", "Customer"]);
  });
});

describe("a misspelt key of a sample", () => {
  const parcel = (key: string) =>
    build(
      section(
        "## Parcel",
        [
          ["`properties`", "optionally", ""],
          ["`id`", "always", ""],
        ],
        { id: "a", [key]: { a: 1 } },
      ),
    );

  test("is read as the member that the table names, and reported", async () => {
    const { said, structure } = await parcel("properites");
    expect(line(structure("Parcel").type)).toBe("{ id: string, ?properties: { a: integer } }");
    expect(said.filter((one) => one.startsWith("model/misspelt-member"))).toEqual([
      expect.stringContaining('"properites" stands in no table and is one slip away from "properties"'),
    ]);
  });

  test("is left alone where it is the singular, or more than one slip away", async () => {
    for (const key of ["property", "prpoerites"]) {
      expect((await parcel(key)).said.filter((one) => one.startsWith("model/misspelt-member"))).toEqual([]);
    }
  });
});

test('an "always" that a sample contradicts loses, and the finding says which evidence won', async () => {
  const { said, structure } = await build(
    section(
      "## Parcel",
      [
        ["`id`", "always", ""],
        ["`weight`", "always", ""],
      ],
      [{ id: "a", weight: 4 }, { id: "b" }],
    ),
  );
  expect(line(structure("Parcel").type)).toBe("[{ id: string, ?weight: integer }]");
  expect(said).toContainEqual(expect.stringMatching(/^model\/presence-contradiction: .*"weight".*the sample won/));
});

const webhooks = (payload: unknown, rows: readonly (readonly string[])[]) =>
  `## parcel_moved\n\n| Specifics |  |\n| --- | --- |\n| Action | \`parcel_moved\` |\n\n${section(
    "#### Sample",
    [],
    JSON.stringify({ action: "parcel_moved", payload }, null, 2).replaceAll('"//":', "//"),
  )}\n${section("#### Payload", rows, undefined, "Field | Notes")}`;

describe("a payload", () => {
  test.each<[string, { given: [unknown, readonly (readonly string[])[]]; want: string; sample: unknown }]>([
    [
      "that names a structure refers to it, and its sample is filled",
      {
        given: [{ user: {} }, [["user", '"User" object']]],
        want: "{ user: &User }",
        sample: { user: { id: "a", type: "agent" } },
      },
    ],
    [
      "that names an array of a structure shows one of each kind",
      {
        given: [{ users: [] }, [["users", 'array of "User" objects']]],
        want: "{ users: [&User] }",
        sample: {
          users: [
            { id: "a", type: "agent" },
            { id: "c", type: "customer", visits: 4 },
          ],
        },
      },
    ],
    [
      "that shows members of a structure and others is a form of it",
      {
        given: [{ customer: { id: "c", age: 4 } }, [["customer", '"Customer" object']]],
        want: '{ customer: Customer { id: string, age: integer, ?type: "customer", ?visits: integer } }',
        sample: { customer: { id: "c", age: 4 } },
      },
    ],
    [
      "that shows a member in the other number has its twin, and not both",
      {
        given: [{ customer: { id: "c", visit: 4 } }, [["customer", '"Customer" object']]],
        want: '{ customer: Customer { id: string, visit: integer, ?type: "customer" } }',
        sample: { customer: { id: "c", visit: 4 } },
      },
    ],
    [
      "that names one structure or another tells them apart",
      {
        given: [{ user: {} }, [["user", '"User > Customer" or "User > Agent" object']]],
        want: "{ user: (&Customer | &Agent by type) }",
        sample: { user: { id: "c", type: "customer", visits: 4 } },
      },
    ],
    [
      "that names what no page describes holds an open object",
      { given: [{ van: {} }, [["van", '"Van" object']]], want: "{ van: &Van }", sample: { van: {} } },
    ],
  ])("%s", async (_name, { given: [payload, rows], want, sample }) => {
    const { model } = await build(users, webhooks(payload, rows));
    const [webhook] = model.webhooks;
    expect(line(webhook?.payload ?? { kind: "any" })).toBe(want);
    expect(webhook?.samples[0]?.body).toEqual({ action: "parcel_moved", payload: sample });
  });

  test("names a structure that no page describes: the finding says so", async () => {
    const { said, structure } = await build(users, webhooks({ van: {} }, [["van", '"Van" object']]));
    expect(structure("Van")).toMatchObject({ documented: false, type: { kind: "object", fields: [], open: true } });
    expect(said).toContainEqual(expect.stringMatching(/^model\/unresolved-reference: .*"Van"/));
  });
});
