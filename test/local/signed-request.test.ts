// What `send` posts is what `listen` takes as genuine, by every scheme that a version may have.
import { describe, expect, test } from "vitest";
import { bodyValidator } from "../../src/check/validate-body.ts";
import { requestOf } from "../../src/local/send.ts";
import { webhookTaker } from "../../src/local/take-webhook.ts";
import type { Conventions } from "../../src/model/model.ts";
import { object, version, webhook } from "../check/version.ts";
import { schemes } from "../runtime/schemes.ts";
import { conventions as plain } from "../support/conventions.ts";

const parcel = webhook("parcel_moved", object({ id: { kind: "integer" } }));
const body = { action: "parcel_moved", payload: { id: 1 } };
const signable = Object.entries(schemes).filter(([, { options }]) => options?.url === undefined);

describe.each(signable)("%s", (_name, { convention, secret, signing, options, other }) => {
  const authentication: Conventions["authentication"] =
    convention.scheme === "secret"
      ? { scheme: "secret", path: convention.path.join("."), evidence: [] }
      : { ...convention, evidence: [] };
  const conventions: Conventions = { ...plain, authentication };
  const validate = bodyValidator({ ...version([parcel]), conventions });
  const ask = async (receiver: string, sender: string | undefined): Promise<number> => {
    const request = await requestOf(body, "parcel_moved", conventions, { ...options, secret: sender });
    if ("problem" in request) throw new Error(request.problem);
    const take = webhookTaker({ version: "1", conventions, validate, secret: receiver, ...options });
    const header = (name: string): string | undefined => request.headers[name];
    const { method, headers } = request;
    return (await take(request.body, { method, contentType: headers["content-type"], header })).status;
  };

  test("is sent and taken; by another secret, and unsent, it is 401", async () => {
    expect(await ask(secret, signing?.secret ?? secret)).not.toBe(401);
    expect(await ask(other, signing?.secret ?? secret)).toBe(401);
    expect(await ask(secret, undefined)).toBe(401);
  });
});

test("a request is a form where the vendor sends forms, and a secret that is no key is a problem without it", async () => {
  const conventions: Conventions = {
    ...plain,
    form: { field: "payload", evidence: [] },
    authentication: { scheme: "ed25519", header: "x", evidence: [] },
  };
  expect(await requestOf(body, "parcel_moved", conventions, {})).toMatchObject({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams([["payload", JSON.stringify(body)]]).toString(),
  });
  const refused = await requestOf(body, "parcel_moved", conventions, { secret: "s3cr3t" });
  const problem = "problem" in refused ? refused.problem : "";
  expect(problem).toContain("PRIVATE KEY");
  expect(problem).not.toContain("s3cr3t");
});
