// Sections of headings that the register's `conventions.ignore` names, and candidates that were not taken.
import { expect, test } from "vitest";
import { readPage } from "../../src/pipeline/read-page.ts";
import { readConventions } from "../../src/register/conventions.ts";

const body = (name: string): string => `\`\`\`json\n{ "event": "${name}", "data": { "id": "1" } }\n\`\`\``;
const text = `# Doors

## door.opened

${body("door.opened")}

## Old names

### door.touched

${body("door.touched")}

## door.closed

${body("door.closed")}

## door.locked
`;

async function read(ignore: readonly string[]) {
  const at = { file: "sources.yaml", line: 1, column: 1, offset: 0 };
  const conventions = readConventions({ ignore }, "", () => at);
  const page = { file: "page.md", format: "markdown", kind: "webhooks", conventions } as const;
  const { reference } = await readPage(new TextEncoder().encode(text), page);
  return {
    names: reference?.sections.map(({ name }) => name),
    rules: reference?.findings.map(({ ruleId, line }) => `${String(line)} ${String(ruleId)}`),
    ignored: reference?.coverage.entries.filter(({ rule }) => rule === "ignored-by-register").map(({ quote }) => quote),
  };
}

test("without a word all are taken", async () => {
  expect((await read([])).names).toEqual(["door.opened", "door.touched", "door.closed", "door.locked"]);
});

test("an ignored section goes with all below it, and no further", async () => {
  expect(await read(["old names"])).toMatchObject({
    names: ["door.opened", "door.closed", "door.locked"],
    ignored: ["Old names"],
  });
});

test("a name that only a list of events has in another spelling is said", async () => {
  const page = `${text}\n## Events\n\n| Event | About |\n| --- | --- |\n| \`gate:opened\` | A gate. |\n`;
  const { reference } = await readPage(new TextEncoder().encode(page), {
    ...{ file: "page.md", format: "markdown", kind: "webhooks" },
  });
  expect(reference?.findings.filter(({ ruleId }) => ruleId === "reference/webhook-not-taken")).toMatchObject([
    { reason: expect.stringContaining('"gate:opened" was not taken for a webhook'), line: 29 },
  ]);
});
