// What pages of one version say of each other's webhooks.
import { expect, test } from "vitest";
import { buildModel } from "../../src/model/build-model.ts";
import { agreed, readPage } from "../../src/pipeline/read-page.ts";

interface Case {
  readonly pages: readonly string[];
  readonly names: readonly string[];
  /** What findings quote that something was not taken for a webhook. */
  readonly left?: readonly string[];
}

const body = '# Bodies\n\n## Kite flown\n\n```json\n{ "event": "kite.flown", "kite": { "id": "k1" } }\n```\n';
const list = "# Events\n\n| Event | When |\n|---|---|\n| `kite.flown` | It flew |\n| `kite.torn` | It tore |\n";
const lost = '# Lost\n\n```json\n{ "event": "kite.lost", "kite": { "id": "k1" } }\n```\n';

const ofHeader = (line: string): string => `## Header\n\n${line}\n\n## Body\n\n\`\`\`json\n{ "id": 4 }\n\`\`\`\n`;

const cases: readonly (readonly [string, Case])[] = [
  [
    "a table of events on one page lists what another one shows, and more",
    {
      pages: [list, body],
      names: ["kite.torn", "kite.flown"],
    },
  ],
  [
    "two pages list the same, which is one webhook",
    {
      pages: [list, list, body],
      names: ["kite.torn", "kite.flown"],
    },
  ],
  [
    "a table of other names on a page without webhooks is reported",
    {
      pages: ["# Events\n\n| Event | When |\n|---|---|\n| `sail.set` | It was set |\n", body, lost],
      names: ["kite.flown", "kite.lost"],
      left: ["sail.set"],
    },
  ],
  [
    "a heading that is spelled as a name on a page without webhooks is reported",
    { pages: ["# Events\n\n### `kite.torn`\n\nIt tore.\n", body], names: ["kite.flown"], left: ["kite.torn"] },
  ],
  [
    "a page whose body nothing names, where a header names those of other pages, is reported",
    {
      pages: [
        `---\ntitle: Kites\n---\n\n${ofHeader("`Wind-Hook-Event: kite`")}`,
        `---\ntitle: Sails\n---\n\n${ofHeader("Sent for sails.")}`,
      ],
      names: ["kite"],
      left: ["{"],
    },
  ],
];

const NOT_TAKEN = /^reference\/(?:webhook-not-taken|unnamed-bodies)$/;

test.each(cases)("%s", async (_, { pages, names, left = [] }) => {
  const readings = await Promise.all(
    pages.map((text, index) =>
      readPage(new TextEncoder().encode(text), {
        file: `page-${String(index)}.md`,
        format: "markdown",
        kind: "webhooks",
      }),
    ),
  );
  const { model, findings } = buildModel(agreed(readings, {}), { status: "stable", pages: [] });
  expect(model.webhooks.map(({ name }) => name)).toEqual(names);
  const quoted = findings.flatMap(({ ruleId, actual }) => (NOT_TAKEN.test(ruleId ?? "") ? [actual] : []));
  expect(quoted).toEqual(left);
});
