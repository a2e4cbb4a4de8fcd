// What a version's convention of authentication becomes: values that a receiver is made of, and the options that compile.
import { expect, test } from "vitest";
import type { Conventions } from "../../src/model/model.ts";
import { object, version, webhook } from "../check/version.ts";
import { conventions } from "../support/conventions.ts";
import { compileErrors } from "../support/compile-package.ts";
import { filesOf } from "./support.ts";

const parcel = webhook("parcel_moved", object({ id: { kind: "integer" } }));

const of = (more: Partial<Conventions>) => ({
  ...version([parcel]),
  conventions: { ...conventions, ...more },
});

test.each<[string, Partial<Conventions>, string]>([
  ["a secret in the body", {}, 'authentication: { scheme: "secret", path: ["secret_key"] },'],
  [
    "a signature with all that a register may say of it",
    {
      authentication: {
        ...{ scheme: "hmac-sha256", header: 'X-"Sig', encoding: "hex", parts: { timestamp: "t", signature: "v1" } },
        ...{ signed: "{timestamp}.{body}", tolerance: 60, evidence: [] },
      },
    },
    'authentication: { scheme: "hmac-sha256", header: "X-\\"Sig", encoding: "hex", parts: { timestamp: "t", signature: "v1" }, signed: "{timestamp}.{body}", tolerance: 60 },',
  ],
  [
    "Standard Webhooks",
    { authentication: { scheme: "standard-webhooks", headerPrefix: "svix-", evidence: [] } },
    'authentication: { scheme: "standard-webhooks", headerPrefix: "svix-" },',
  ],
  ["a form", { form: { field: "payload", evidence: [] } }, 'form: "payload",'],
  [
    "challenges",
    {
      challenges: {
        kinds: [{ query: "hub.challenge" }, { head: true }, { body: "a.b", equals: 0, status: 204 }],
        evidence: [],
      },
    },
    'challenges: [{ query: "hub.challenge" }, { head: true }, { path: ["a", "b"], equals: 0, status: 204 }],',
  ],
])("%s is written out", async (_name, more, want) => {
  expect((await filesOf(of(more))).get("index.ts")).toContain(want);
});

const use = (folder: string, lines: readonly string[]) => ({
  path: `use-${folder}.ts`,
  content: [`import { createReceiver } from "./${folder}/index.js";`, ...lines, ""].join("\n"),
});

test("a secret compiles where the docs have a scheme, and nowhere else; nothing at all compiles nowhere", async () => {
  const signed = { ...of({ authentication: { scheme: "hmac-sha1", header: "x", evidence: [] } }), version: "1.0" };
  const silent = { ...of({ authentication: { scheme: "undocumented", evidence: [] } }), version: "2.0" };
  const always = [
    'createReceiver({ authentication: "none", handlers: {} });',
    "createReceiver({ verify: () => true, handlers: {} });",
    "// @ts-expect-error: one of them is needed",
    "createReceiver({ handlers: {} });",
    "// @ts-expect-error: a secret is a text",
    "createReceiver({ secret: undefined, handlers: {} });",
  ];
  const withSecret = 'createReceiver({ secret: "s", handlers: {} });';
  const uses = [
    use("v1.0", [...always, withSecret, 'createReceiver({ secret: ["s", "t"], handlers: {} });']),
    use("v2.0", [...always, "// @ts-expect-error: nothing is documented that it could prove", withSecret]),
  ];
  expect(await compileErrors([signed, silent], uses)).toEqual([]);
});
