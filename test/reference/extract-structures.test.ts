// What a page of data structures says: sections at any depth, groups, tables of requests and responses, and the ledger.
import { describe, expect, test } from "vitest";
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
    expect(page.groups.map(({ name, members }) => `${name}: ${members.join()}`)).toEqual(groups);
  });

  test("each table knows the heading it stands under", async () => {
    const { sections } = await structuresPage(
      `## Agent\n\n${section("### Request", [["`id`", "yes", ""]], undefined, "Parameter | Required | Notes")}\n${section("### Response", [["`id`", "always", ""]])}`,
    );
    expect(sections[0]?.tables.map(({ heading }) => heading)).toEqual(["Request", "Response"]);
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
    const { findings, ledger } = await structuresPage(given);
    expect(findings.map(({ ruleId }) => ruleId)).toContain(want);
    expect(ledger.entries.filter(({ state }) => state === "unread").map(({ rule }) => rule)).toContain(want);
  });

  test("prose before the first heading is ignored by a named rule", async () => {
    const { ledger } = await structuresPage(`All of it.\n\n${table("## Agent")}`);
    expect(ledger.entries).toContainEqual(
      expect.objectContaining({ state: "ignored", rule: "prose-outside-sections" }),
    );
  });

  test("a page without a structure is an error", async () => {
    const { findings, sections } = await structuresPage("# Nothing\n\nAt all.\n");
    expect(sections).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ ruleId: "reference/no-structures", fatal: true }));
  });
});
