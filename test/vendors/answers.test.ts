// Tables of what the receiver of a webhook answers are no tables of its body, unless its samples show what they name.
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../src/model/body.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { line } from "../model/structures/support.ts";

const table = (...names: readonly string[]): string =>
  ["| Parameter | Description |", "|---|---|", ...names.map((name) => `| \`${name}\` | Some words |`)].join("\n");
const BODY = '{ event: "kite.flown", id: string, text: string }';
const RULE = "reference/table-of-answer";

const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["below a heading for it", `### Response parameters\n\n${table("text", "icon", "color")}`, BODY, [RULE]],
  [
    "below words about it",
    `### Parameters\n\nMore than text may be in your response. Here are all:\n\n${table("text", "icon", "color")}`,
    BODY,
    [RULE],
  ],
  ["in a list", "### Respond with\n\n- `icon` (string): Some words\n- `color` (string): Some words", BODY, []],
  ["that names what arrives", `### Response parameters\n\n${table("id", "text")}`, BODY, []],
  [
    "in other words",
    `### Parameters\n\n${table("text", "icon")}`,
    '{ event: "kite.flown", id: string, text: string, ?icon: any }',
    [],
  ],
];

describe("a table of an answer", () => {
  test.each(cases)("%s", async (_, given, want, rules) => {
    const sample = '```json\n{ "event": "kite.flown", "id": "k1", "text": "up" }\n```';
    const text = `# Kites\n\n## \`kite.flown\`\n\n${sample}\n\n${given}\n`;
    const { model, findings } = await parsePage(new TextEncoder().encode(text), { file: "page.md" });
    expect(model?.webhooks.map((webhook) => line(bodyOf(webhook)))).toEqual([want]);
    expect(findings.flatMap(({ ruleId, line: at }) => (ruleId === RULE && at !== undefined ? [ruleId] : []))).toEqual(
      rules,
    );
  });
});
