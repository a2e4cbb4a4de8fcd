// Pages that a register lists: of both kinds, and by what the register and the version's other pages say of conventions.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyOf } from "../../src/model/body.ts";
import { registeredPage } from "../../src/api/parse.ts";
import { readLoaded } from "../../src/pipeline/read-version.ts";
import { loadInputs, loadVersion } from "../../src/pipeline/load-inputs.ts";
import { type JudgeTask, runTask } from "../../src/pipeline/tasks.ts";
import { line } from "../model/structures/support.ts";

const body = (text: string): string => `\`\`\`json\n${text}\n\`\`\``;
const parcel = "| Field | Required | Type |\n|---|---|---|\n| id | yes | string |\n| weight | no | integer |";
const files: Readonly<Record<string, string>> = {
  "sources.yaml": `package: "@acme/shop"
conventions: { timeout: 9, ignore: ["Old names"] }
versions:
  - version: "1"
    status: stable
    pages:
      - { kind: webhooks, file: orders.md }
      - { kind: webhooks, file: refunds.md }
      - { kind: webhooks, file: security.md }
  - version: "2"
    status: stable
    pages:
      - { kind: [webhooks, structures], file: labelled.md }
  - version: "3"
    status: stable
    conventions: { discriminator: topic }
    pages:
      - { kind: [structures, webhooks], file: both.md }
`,
  "orders.md": `# Order\n\nOne webhook.\n\n${body('{ "kind": "order.paid", "event": "shop.main", "id": 5 }')}\n\n# Old names\n\n${body('{ "kind": "order.old", "event": "x", "id": 5 }')}`,
  "refunds.md": ["sent", "lost", "held"]
    .map((name) => `## refund.${name}\n\n${body(`{ "kind": "refund.${name}", "event": "shop.main", "id": 5 }`)}`)
    .join("\n\n"),
  "security.md":
    "# Security\n\nEach request has the header `X-Shop-Signature`: a hex HMAC-SHA256 of the request body, keyed with your signing secret.",
  "labelled.md": `# Courier\n\n## parcel_sent\n\n| Action | \`parcel_sent\` |\n|---|---|\n\n${body('{ "action": "parcel_sent", "at": 1, "payload": {\n  "parcel": {} // Parcel object\n} }')}\n\n## Parcel\n\n${parcel}\n\n${body('{ "id": "p1", "weight": 5 }')}\n\n## Depot\n\n${parcel}\n\n${body('{ "id": "d1", "weight": 5 }')}`,
  "both.md": `# Courier\n\n## parcel.sent\n\n${body('{ "topic": "parcel.sent", "parcel": { "id": "p1" } }')}\n\n## parcel.lost\n\n${body('{ "topic": "parcel.lost", "where": "Ulm" }')}\n\n## Depot\n\n${parcel}`,
};
let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "hooksmith-registered-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

async function parsed(file: string) {
  const found = registeredPage(join(root, file));
  if (found === undefined || !("registered" in found)) throw new Error("the page is not registered");
  const task = { kind: "page", bytes: Buffer.from(files[file] ?? ""), file, pageKind: found.kind } as const;
  const { model, findings } = await runTask<"page">(
    { ...task, registered: found.registered },
    () => undefined,
    new Map(),
  );
  return { model, rules: findings.map(({ ruleId }) => ruleId) };
}

describe("a page that is parsed by itself", () => {
  test("has the conventions of the register and those that the version's other pages show", async () => {
    const { model } = await parsed("orders.md");
    expect(model?.webhooks.map(({ name }) => name)).toEqual(["order.paid"]);
    expect(model?.conventions).toMatchObject({
      discriminator: { path: "kind" },
      authentication: { scheme: "hmac-sha256", header: "X-Shop-Signature" },
      timeout: { seconds: 9 },
    });
  });

  test("has no error where other pages of the version have the webhooks", async () => {
    const { model, rules } = await parsed("security.md");
    expect(model?.webhooks).toEqual([]);
    expect(model?.conventions.authentication).toMatchObject({ scheme: "hmac-sha256" });
    expect(rules).toContain("reference/background-page");
  });

  test("is read alone where no register lists it", () => {
    writeFileSync(join(root, "loose.md"), "# Loose");
    expect(registeredPage(join(root, "loose.md"))).toBeUndefined();
  });

  test("is read alone, with a warning, where its register can't be used", () => {
    const folder = mkdtempSync(join(root, "broken-"));
    writeFileSync(join(folder, "sources.yaml"), "package: [");
    expect(registeredPage(join(folder, "page.md"))).toMatchObject({ ruleId: "register/unusable", fatal: false });
  });
});

describe("a page of both kinds", () => {
  const read = async (version: string) => {
    const loaded = loadInputs(root, [version]);
    if ("problem" in loaded) throw new Error(loaded.problem.message);
    const [entry] = loaded.inputs.chosen;
    if (entry === undefined) throw new Error("no version");
    const { model } = await readLoaded(loadVersion(loaded.inputs, entry));
    return {
      webhooks: model?.webhooks.map((webhook) => `${webhook.name} ${line(bodyOf(webhook))}`),
      structures: model?.structures.map(({ name, type }) => `${name} ${line(type)}`),
    };
  };

  test("whose webhooks are labelled has structures beside them, and none of those is a webhook", async () => {
    expect(await read("2")).toEqual({
      webhooks: ['parcel_sent { action: "parcel_sent", at: integer, payload: { parcel: &Parcel } }'],
      structures: ["Depot { id: string, ?weight: integer }", "Parcel { id: string, ?weight: integer }"],
    });
  });

  test("keeps the structures that no webhook refers to", async () => {
    expect((await read("3")).structures).toContainEqual(expect.stringContaining("Depot "));
  });
});

describe("a page that arrives is judged", () => {
  const judge = async (file: string, text: string, more: Partial<JudgeTask>) => {
    const task: JudgeTask = {
      ...{ kind: "judge", bytes: Buffer.from(text), file, pageKind: "webhooks", mediaType: "text/markdown" },
      ...{ versions: ["1"], conventions: {} },
      ...more,
    };
    return (await runTask<"judge">(task, () => undefined, new Map())).refusal?.rule;
  };
  const at = { file: "sources.yaml", line: 1, column: 1, offset: 0 };
  const headed = `# Hooks\n\n## opened\n\n${body('{ "id": 1 }')}`;
  const header = { value: { in: "header", name: "X-Event" }, at } as const;

  test.each([
    ["without webhooks, where it is the only one", "security.md", files["security.md"], {}, "fetch/other-page"],
    [
      "without webhooks, beside those that have them",
      "security.md",
      files["security.md"],
      { isBeside: true },
      undefined,
    ],
    [
      "that lists webhooks, beside those that show them",
      "a.md",
      "# Events\n\n| Event |\n|---|\n| `a.sent` |\n| `a.lost` |",
      { isBeside: true },
      undefined,
    ],
    ["about nothing of webhooks", "a.md", "# Prices\n\nCheap.", { isBeside: true }, "fetch/other-page"],
    [
      "of another kind in its place",
      "a.html",
      "<html><head><title>Sign in</title></head><body><h1>Welcome</h1><p>Use your secret token.</p></body></html>",
      { isBeside: true },
      "fetch/other-page",
    ],
    ["by nothing but what it shows", "a.md", headed, {}, "fetch/other-page"],
    ["by the conventions of the register", "a.md", headed, { conventions: { discriminator: header } }, undefined],
  ] as const)("%s", async (_, file, text, more, want) => {
    expect(await judge(file, text ?? "", more)).toBe(want);
  });
});
