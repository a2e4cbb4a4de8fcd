// A second opinion: json-schema-diff, which judges as a sender does, asked with its arguments swapped.
import { expect, test } from "vitest";
import { diffSchemas } from "json-schema-diff";
import { verdictFor } from "../../src/diff/judge/rules.ts";
import { emitVersion } from "../../src/emit/emit-version.ts";
import type { Model } from "../../src/model/model.ts";
import { exampleOf, rules } from "./support/rules.ts";

const noEnums = "it reads neither enum nor const";
const noTags = "without const it can't tell the variants of a union apart";

/** Where its word is not the rule's run-time verdict, and why. An entry on which both agree again must go. */
const disagreements: Readonly<Record<string, string>> = {
  "webhook/removed": "it compares two schemas, and the schema of another webhook is none of them",
  "webhook/name-changed": noEnums,
  "request/changed": "no schema of bodies says how a request proves where it comes from",
  "request/authentication-undocumented": "no schema of bodies says how a request proves where it comes from",
  "request/delivery-changed": "no schema of bodies says how long a vendor waits",
  "type/format-lost": "it does not read format",
  "type/reduced": "no body breaks: the rule warns of dead code",
  "value/removed": "no body breaks: the rule warns of dead code",
  "variant/added": "no schema says that the tolerant validator lets other variants pass",
  "variant/named": noTags,
  "variant/no-longer-named": noTags,
};

async function schemaOf(model: Model): Promise<object> {
  const files = await emitVersion(model, { packageName: "@acme/doors" });
  const [first] = files.filter(
    ({ path }) => path.endsWith("/door_opened.schema.json") || path.endsWith("/door_open.schema.json"),
  );
  const read: unknown = JSON.parse(first?.content ?? "");
  if (typeof read !== "object" || read === null) throw new Error("no schema");
  return Object.fromEntries(Object.entries(read).filter(([name]) => name !== "$schema" && name !== "$id"));
}

test.each(rules)("$id", { timeout: 30_000 }, async ({ id, runtime }) => {
  const example = exampleOf(id);
  const { removalsFound } = await diffSchemas({
    sourceSchema: await schemaOf(example.new),
    destinationSchema: await schemaOf(example.old),
  });
  const verdict = verdictFor(runtime, "tolerant");
  const harmful = verdict === "breaking" || verdict === "dangerous";
  expect(removalsFound === harmful ? "agrees" : "disagrees").toBe(id in disagreements ? "disagrees" : "agrees");
});
