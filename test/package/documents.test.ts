// The OpenAPI and AsyncAPI documents, read by the parsers of their own formats.
import { Parser } from "@asyncapi/parser";
import { validate } from "@readme/openapi-parser";
import { describe, expect, test } from "vitest";
import { asyncApi } from "../../src/emit/documents.ts";
import { openApi } from "../../src/emit/documents.ts";
import { nameVersion } from "../../src/emit/names.ts";
import { webhooksSchema } from "../../src/emit/schema/webhook-schema.ts";
import { hostile, models as handMade } from "../emit/fixtures.ts";
import { models } from "./support.ts";

describe.each([...models, ...handMade].map((model) => [model.version, model] as const))("version %s", (_, model) => {
  const names = nameVersion(model);
  const schema = webhooksSchema(model, names, "urn:x");

  test("is a valid OpenAPI 3.1 document with every webhook", async () => {
    const document = openApi(model, names, schema, "livechat");
    const copy = JSON.parse(JSON.stringify(document));
    expect(await validate(copy)).toMatchObject({ valid: true });
    expect(Object.keys(Object(document["webhooks"])).sort()).toEqual(names.webhooks.map(({ file }) => file).sort());
  }, 60_000);

  // The parser's own walk fails on members with names like those in the hostile model.
  test.skipIf(model === hostile)(
    "is a valid AsyncAPI 3 document with every webhook",
    async () => {
      const document = asyncApi(model, names, schema, "livechat");
      const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
      expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
      expect(parsed?.messages().length).toBe(names.webhooks.length);
    },
    60_000,
  );
});
