// What tells a page's webhooks from each other, where more than one thing may.
import { expect, test } from "vitest";
import { readPage } from "../../src/pipeline/read-page.ts";

const section = (heading: string, head: string, body: string): string =>
  `## ${heading}\n\n${head}\`\`\`json\n${body}\n\`\`\``;

const shown = (header: string, value: string): string => `\`'${header}': '${value}'\`\n\n`;

test("a header with a value in each section comes before a member with several values", async () => {
  const page = [
    "The header `Post-Hook` holds the resource that set off the webhook.",
    section("Parcels", shown("Post-Hook", "parcel"), '{ "action": "lost", "data": { "weight": 3 } }'),
    "#### action\n\nOne value of `action` is `lost`.",
    section("Senders", shown("Post-Hook", "sender"), '{ "action": "moved", "data": { "town": "Ulm" } }'),
    "#### action\n\nIt is `moved`.",
  ];
  expect(await discriminatorOf(page)).toEqual({ in: "header", name: "Post-Hook" });
});

test("a slip in one body's member turns nothing over", async () => {
  const page = ["customer.created", "invoice.drafted", "invoice.created", "line.failed"].map((name, index) =>
    section(
      name.replace(".", " "),
      "",
      `{ "${index === 1 ? "hook_typ" : "hook_type"}": "${name}", "object_type": "${name.split(".")[0] ?? ""}", "n${String(index)}": 1 }`,
    ),
  );
  expect(await discriminatorOf(page)).toEqual({ in: "body", path: "hook_type" });
});

test("a second member that a list of events has the values of is told", async () => {
  const lists = "Event action | \n--- |\n`create` |\n`change` |\n\nEvent object | \n--- |\n`parcel` |\n`sender` |";
  const body = (action: string, thing: string): string =>
    `{ "data": { "id": 1 }, "meta": { "action": "${action}", "entity": "${thing}", "attempt": 1 } }`;
  const page = [
    lists,
    section("Parcel created", "", body("create", "parcel")),
    section("Parcel changed", "", body("change", "parcel")),
    section("Sender created", "", body("create", "sender")),
  ];
  expect(await discriminatorOf(page)).toEqual({ in: "body", path: "meta.action" });
  const { reference } = await readPage(bytesOf(page), { file: "page.md", format: "markdown", kind: "webhooks" });
  expect(reference?.findings.filter(({ ruleId }) => ruleId === "reference/second-name")).toMatchObject([
    { actual: "parcel" },
  ]);
});

test("a value that words mention by the way names no webhook", async () => {
  const body = '{ "counter_name": "main-hall", "word": "stamp", "text": "a stamp please" }';
  const page = ["Somebody asks for a stamp in the `main-hall`.", section("What is sent", "", body)];
  expect(await discriminatorOf(page)).toBeUndefined();
});

function bytesOf(page: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`# Post office webhooks\n\n${page.join("\n\n")}\n`);
}

async function discriminatorOf(page: readonly string[]) {
  const { reference } = await readPage(bytesOf(page), { file: "page.md", format: "markdown", kind: "webhooks" });
  return reference?.discriminators[0]?.discriminator;
}
