// Small pages of made-up vendors, one an anatomy: what is read of each, as a reviewed golden.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatOf } from "../../src/formats/choose-format.ts";
import { bodyOf } from "../../src/model/body.ts";
import { buildModel } from "../../src/model/build-model.ts";
import { readPage } from "../../src/pipeline/read-page.ts";
import { line } from "../model/structures/support.ts";

const pages = join(import.meta.dirname, "pages");

test.each(readdirSync(pages))("%s", async (file) => {
  const options = { file, format: formatOf(file) ?? "markdown", kind: "webhooks" } as const;
  const read = await readPage(readFileSync(join(pages, file)), options);
  if (read.reference === undefined) throw new Error("the page can't be read");
  const { model, findings } = buildModel([read.reference], { status: "stable", pages: [], conventions: {} });
  const conventions = Object.entries(model.conventions).map(
    ([name, value]) =>
      `${name}: ${JSON.stringify(value, (key, inner: unknown) => (key === "evidence" ? undefined : inner))}`,
  );
  const webhooks = model.webhooks.map((webhook) => `${webhook.name} (${webhook.title})\n  ${line(bodyOf(webhook))}`);
  const said = [...read.findings, ...findings].map(
    ({ ruleId, fatal, line: at, reason }) =>
      `${String(at)}: ${fatal === true ? "error" : fatal === false ? "warning" : "info"} ${String(ruleId)}: ${reason}`,
  );
  const text = [...conventions, "", ...webhooks, "", ...said, ""].join("\n");
  await expect(text).toMatchFileSnapshot(`goldens/${file}.txt`);
});
