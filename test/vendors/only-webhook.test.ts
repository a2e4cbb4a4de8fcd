// A vendor's only webhook, which nothing names: from the page to the receiver.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bodyValidator } from "../../src/check/validate-body.ts";
import { wireConventions } from "../../src/model/body.ts";
import { buildModel } from "../../src/model/build-model.ts";
import { agreed, readPage } from "../../src/pipeline/read-page.ts";
import type { DeclaredConventions, Discriminator } from "../../src/register/conventions.ts";
import { createReceiverFor } from "../../src/runtime/index.ts";

const alert = readFileSync(join(import.meta.dirname, "pages/only-alert.md"), "utf8");
const kinds = readFileSync(join(import.meta.dirname, "pages/nameless.md"), "utf8");
const body = { alert: "cpu", state: "firing", labels: {} };

async function modelOf(pages: readonly string[], value?: Discriminator) {
  const at = { file: "sources.yaml", line: 1, column: 1, offset: 0 };
  const conventions: DeclaredConventions = value === undefined ? {} : { discriminator: { value, at } };
  const readings = await Promise.all(
    pages.map((text, index) =>
      readPage(new TextEncoder().encode(text), {
        ...{ file: `page-${String(index)}.md`, format: "markdown", kind: "webhooks", conventions },
      }),
    ),
  );
  const references = agreed(readings, conventions);
  const { model, findings } = buildModel(references, { status: "stable", pages: [], conventions });
  const rules = findings.map(({ ruleId }) => ruleId);
  return { model, names: model.webhooks.map(({ name }) => name), rules };
}

test.each<[string, string, Discriminator | undefined, readonly string[], string]>([
  ["is named after a heading, with a warning", alert, undefined, ["alert"], "model/only-webhook"],
  ["is named by the register, without one", alert, { in: "none", webhook: "monitor" }, ["monitor"], ""],
  ["has all bodies where the register says so", kinds, { in: "none", webhook: "notice" }, ["notice"], ""],
  ["is none where bodies differ", kinds, undefined, [], "reference/no-webhooks"],
  [
    "is none beside a list of events",
    `${alert}\n## Events\n\n| Event |\n|---|\n| \`a.b\` |\n`,
    undefined,
    [],
    "reference/no-webhooks",
  ],
])("it %s", async (_, page, declared, wanted, rule) => {
  const { names, rules } = await modelOf([page], declared);
  expect(names).toEqual(wanted);
  expect(rules.filter((one) => one === "model/only-webhook" || one === "reference/no-webhooks")).toEqual(
    rule === "" ? [] : [rule],
  );
});

test("two pages with one each are an error", async () => {
  const { rules } = await modelOf([alert, alert.replaceAll("alert", "outage").replace("Alert", "Outage")]);
  expect(rules).toContain("model/several-only");
});

test("every request reaches its handler, and is checked as it", async () => {
  const { model } = await modelOf([alert]);
  const validate = bodyValidator(model);
  expect(validate(body)).toEqual({ valid: true, webhook: "alert" });
  expect(validate({ ...body, state: 7 })).toMatchObject({ valid: false, mismatches: [{ path: "$.state" }] });
  const handled: string[] = [];
  const own = createReceiverFor({
    ...{ version: "1", names: ["alert"], validate: () => undefined, authentication: { scheme: "none" } },
    discriminator: wireConventions(model.conventions).discriminator,
  })({
    authentication: "none",
    handlers: { alert: (_webhook: object, { name }: { readonly name: string }) => void handled.push(name) },
  });
  expect(await own.receive(JSON.stringify(body))).toMatchObject({ outcome: "handled", status: 200 });
  expect(handled).toEqual(["alert"]);
});
