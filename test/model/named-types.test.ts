// Values of samples whose other values name types.
import { expect, test } from "vitest";
import { buildModel } from "../../src/model/build-model.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import { membersAlone } from "../support/find-silent-losses.ts";

test.each([
  ["made up by what fills in one word", '"name": "string", "town": "string", "plan": "string"', "string"],
  ["a constant beside several types", '"name": "string", "weight": "integer", "plan": "string"', 'enum "open"'],
])("a value is %s", async (_, members, type) => {
  const sections = ["parcel.sent", "parcel.lost"].map((name) => {
    const data = `{ ${members}, "state": "open", "at": "2026-01-02T03:04:05Z", "by": "<user-name>" }`;
    return `## ${name}\n\n\`\`\`json\n{ "kind": "${name}", "data": ${data} }\n\`\`\``;
  });
  const bytes = new TextEncoder().encode(`# Post\n\n${sections.join("\n\n")}\n`);
  const { reference } = await readPage(bytes, { file: "page.md", format: "markdown", kind: "webhooks" });
  if (reference === undefined) throw new Error("the page can't be read");
  const lines = membersAlone(buildModel([reference], { status: "stable", pages: [] }).model);
  expect(lines).toContain(`parcel.sent data.state  ${type}\n`);
  expect(lines).toContain("parcel.sent data.at  date-time\n");
  expect(lines).toContain("parcel.sent data.by  string\n");
});
