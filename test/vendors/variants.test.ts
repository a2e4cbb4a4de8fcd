// Samples that differ by the word of a member are variants, unless the page says in words that there are more.
import { describe, expect, test } from "vitest";
import { wordLists } from "../../src/model/rules/value-lists.ts";
import { bodyOf } from "../../src/model/body.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { line } from "../model/structures/support.ts";

const VARIANTS = '[({ type: "text", text: string } | { type: "number", number: integer } by type)]';
const MERGED = "[{ type: string, ?text: string, ?number: integer }]";

const cases: readonly (readonly [string, string, string])[] = [
  ["without words", "Sent with each form.", VARIANTS],
  ["with words that list those shown", "Answers are of the type `text` or `number`.", VARIANTS],
  ["with words that list others", "The fields have icons: round, square or red.", VARIANTS],
  ["with words that list more", "An answer has one of the types text, number, email or date.", MERGED],
  ["with code that lists more", "Types of answers: `text`, `number`, `email`.", MERGED],
  [
    "with a note that lists more",
    "| Field | Description |\n|---|---|\n| `answers` | A list, whose items are text, number, email or date |",
    MERGED,
  ],
];

describe("answers of several types", () => {
  test.each(cases)("%s", async (_, given, want) => {
    const sample =
      '```json\n{ "event": "form.sent", "answers": [{ "type": "text", "text": "a" }, { "type": "number", "number": 1 }] }\n```';
    const text = `# Forms\n\n## \`form.sent\`\n\n${given}\n\n${sample}\n`;
    const { model } = await parsePage(new TextEncoder().encode(text), { file: "page.md" });
    expect(model?.webhooks.map((webhook) => line(bodyOf(webhook)))).toEqual([
      `{ event: "form.sent", answers: ${want} }`,
    ]);
  });

  test("a member that one declaration gives a value and another one any text has a list that may hold others", async () => {
    const type = (name: string, kind: string, own: string): string =>
      `\`\`\`ts\ntype ${name} = { event: "note.sent"; at: string; data: { kind: ${kind}; ${own}: string } };\n\`\`\``;
    const text = [
      "# Notes\n\n## NoteSent",
      `### Thread\n\n${type("ThreadNote", '"thread"', "threadId")}`,
      `### Other\n\n${type("OtherNote", "`$${string}`", "subjectId")}`,
    ].join("\n\n");
    const { model, findings } = await parsePage(new TextEncoder().encode(text), { file: "page.md" });
    const kinds = model?.webhooks.flatMap(({ payload }) =>
      payload.kind === "object" ? payload.fields.flatMap(({ name, type }) => (name === "kind" ? [type] : [])) : [],
    );
    expect(kinds).toMatchObject([{ kind: "enum", open: true, values: [{ value: "thread" }] }]);
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain("model/value-not-listed");
  });
});

test.each([
  ["text, choice or date", [["text", "choice", "date"]]],
  ["Types: 'file_url', \"e-mail\", and date.", [["file_url", "e-mail", "date"]]],
  ["one word alone, Others Not", [["alone"]].slice(1)],
])("words that %s lists", (given, want) => {
  expect(wordLists(given).map((words) => [...words])).toEqual(want);
});
