// What a page of data structures says: sections at any depth, groups, tables of requests and responses, and the coverage.
import { describe, expect, test } from "vitest";
import { fillers } from "../../src/reference/match-lists.ts";
import { section, structuresPage } from "../model/structures/support.ts";

const table = (id: string) => section(id, [["`id`", "always", ""]]);

describe("sections and groups", () => {
  test.each<[string, { given: string; sections: string[]; groups: string[] }]>([
    [
      "a heading of any level with a table or a sample is a section, one without is a group",
      {
        given: `# Users\n\nTwo kinds:\n\n- [Agent](#agent)\n\n${table("## Agent")}\n# Others\n\n${section("#### Access", [], { id: 1 })}`,
        sections: ["Users/Agent", "Others/Access"],
        groups: ["Users: Agent", "Others: "],
      },
    ],
    [
      "headings of requests and responses part a section's tables, not sections",
      {
        given: `## Agent\n\n${section("### Request", [["`id`", "yes", ""]], undefined, "Parameter | Required | Notes")}\n${section("### Response", [["`id`", "always", ""]], { id: 1 })}`,
        sections: ["/Agent"],
        groups: [],
      },
    ],
    [
      "a section inside a section belongs to no group",
      { given: `${table("## Form")}\n${table("### Form fields")}`, sections: ["/Form", "/Form fields"], groups: [] },
    ],
  ])("%s", async (_name, { given, sections, groups }) => {
    const page = await structuresPage(given);
    expect(page.sections.map(({ name, group }) => `${group ?? ""}/${name}`)).toEqual(sections);
    expect(page.groups.map(({ name, members }) => `${name}: ${members.map((member) => member.name).join()}`)).toEqual(
      groups,
    );
  });

  test("each table knows the heading it stands under", async () => {
    const { sections } = await structuresPage(
      `## Agent\n\n${section("### Request", [["`id`", "yes", ""]], undefined, "Parameter | Required | Notes")}\n${section("### Response", [["`id`", "always", ""]])}`,
    );
    expect(sections[0]?.tables.map(({ heading }) => heading)).toEqual(["Request", "Response"]);
  });
});

const parts = (request: string, response: string) =>
  `## Agent\n\n${section(request, [["`draft`", "yes", ""]], undefined, "Parameter | Required | Notes")}\n${section(response, [["`id`", "always", ""]])}`;

describe("tables of what is sent and of what arrives are told apart", () => {
  test.each<[string, { given: string; want: (string | undefined)[]; rules: string[] }]>([
    [
      "by headings with a word for what they hold",
      { given: parts("### Request body", "### Response fields"), want: ["Request body", "Response fields"], rules: [] },
    ],
    [
      "by the column that says what is returned, against the heading",
      { given: parts("### Request", ""), want: ["Request", "Response"], rules: ["reference/table-side"] },
    ],
    [
      "by the column that says what is required, beside a table of what arrives",
      { given: parts("", "### Response"), want: ["Request", "Response"], rules: ["reference/table-side"] },
    ],
    ["and left alone where one table stands by itself", { given: table("## Agent"), want: [undefined], rules: [] }],
  ])("%s", async (_name, { given, want, rules }) => {
    const { sections, findings } = await structuresPage(given);
    expect(sections.map(({ name }) => name)).toEqual(["Agent"]);
    expect(sections[0]?.tables.map(({ heading }) => heading)).toEqual(want);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(rules);
  });
});

const listOf = (...names: string[]) => listUnder("Parcels", names);
const listUnder = (heading: string, names: readonly string[]) =>
  `# ${heading}\n\n${names.map((name) => `- [${name}](#${name.toLowerCase().replace(" ", "-")})`).join("\n")}\n\n`;

describe("a list and the headings it leads to", () => {
  test.each(fillers)("go together where the heading has more words: $example", async ({ example }) => {
    const { sections, findings } = await structuresPage(`${listUnder("All", ["Parcel"])}${table(`## ${example}`)}`);
    expect(sections.map(({ name }) => name)).toEqual(["Parcel"]);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["reference/heading-differs"]);
  });

  test.each<[string, { given: string; sections: string[]; rules: string[] }]>([
    [
      "go together by the words of the list's own heading",
      {
        given: `${listOf("Small", "Large")}${table("## Small parcel")}\n${table("## Large")}`,
        sections: ["Small", "Large"],
        rules: ["reference/heading-differs"],
      },
    ],
    [
      "the longer name of the list takes its heading first",
      {
        given: `${listOf("Box", "Small box")}${table("## Small box event")}\n${table("## Box event")}`,
        sections: ["Small box", "Box"],
        rules: ["reference/heading-differs", "reference/heading-differs"],
      },
    ],
    [
      "a mark on the heading is no part of its name",
      { given: `${listOf("Box")}${table("## Box (deprecated)")}`, sections: ["Box"], rules: [] },
    ],
    [
      "do not where the heading is of another thing",
      {
        given: `${listOf("Box")}${table("## Box properties")}`,
        sections: ["Box properties"],
        rules: ["reference/list-without-heading"],
      },
    ],
    [
      "links to other pages lead elsewhere",
      { given: `# Parcels\n\n- [Box](/boxes#box)\n\n${table("## Van")}`, sections: ["Van"], rules: [] },
    ],
  ])("%s", async (_name, { given, sections, rules }) => {
    const found = await structuresPage(given);
    expect(found.sections.map(({ name }) => name)).toEqual(sections);
    expect(found.findings.map(({ ruleId }) => ruleId)).toEqual(rules);
  });
});

describe("JSX around what is told changes nothing", () => {
  test("wrapped and bare, a section says the same", async () => {
    const bare = await structuresPage(section("## Agent", [["`id`", "always", ""]], { id: 1 }));
    const text = section("## Agent", [["`id`", "always", ""]], { id: 1 })
      .replace("## Agent\n", "## Agent\n\n<Section>\n<Text>\n")
      .replace("```json", "</Text>\n<Code>\n<CodeResponse title={'Agent'}>\n\n```json")
      .concat("\n</CodeResponse>\n</Code>\n</Section>\n");
    const wrapped = await structuresPage(text);
    const facts = ({ sections }: typeof bare) =>
      sections.map(({ name, tables, samples }) => [
        name,
        tables.map(({ rows }) => rows.map(({ names }) => names)),
        samples.map(({ root }) => (root?.kind === "object" ? root.members.map(({ key }) => key) : root?.kind)),
      ]);
    expect(facts(wrapped)).toEqual(facts(bare));
    expect(facts(bare)).toEqual([["Agent", [[["id"]]], [["id"]]]]);
  });
});

describe("nothing is lost in silence", () => {
  test.each<[string, { given: string; want: string }]>([
    [
      "a table before any heading",
      {
        given: `| Field | Notes |\n| --- | --- |\n| \`id\` | a |\n\n${table("## Agent")}`,
        want: "reference/unread-table",
      },
    ],
    [
      "a code block before any heading",
      { given: `\`\`\`json\n{}\n\`\`\`\n\n${table("## Agent")}`, want: "reference/unread-sample" },
    ],
  ])("%s is reported", async (_name, { given, want }) => {
    const { findings, coverage } = await structuresPage(given);
    expect(findings.map(({ ruleId }) => ruleId)).toContain(want);
    expect(coverage.entries.filter(({ state }) => state === "unread").map(({ rule }) => rule)).toContain(want);
  });

  test("prose before the first heading is ignored by a named rule", async () => {
    const { coverage } = await structuresPage(`All of it.\n\n${table("## Agent")}`);
    expect(coverage.entries).toContainEqual(
      expect.objectContaining({ state: "ignored", rule: "prose-outside-sections" }),
    );
  });

  test("a page without a structure is an error", async () => {
    const { findings, sections } = await structuresPage("# Nothing\n\nAt all.\n");
    expect(sections).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ ruleId: "reference/no-structures", fatal: true }));
  });
});
