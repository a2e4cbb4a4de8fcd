// What a page says in words of how its webhooks prove where they come from.
import { expect, test } from "vitest";
import { readPage } from "../../src/pipeline/read-page.ts";

const webhooks = ["parcel.sent", "parcel.lost"]
  .map((name, index) => `## ${name}\n\n\`\`\`json\n{ "event": "${name}", "parcel": { "n${index}": 1 } }\n\`\`\``)
  .join("\n\n");

const hmac = { scheme: "hmac-sha256", header: "X-Post-Signature", encoding: "hex" };

test.each([
  ["compare `sha256={digest}` with the header `X-Post-Signature`", { ...hmac, prefix: "sha256=" }],
  ["the `X-Post-Signature` header has the form `sha256=<digest>`", { ...hmac, prefix: "sha256=" }],
  ["`X-Post-Signature` is a header that looks like `sha256=d57c68ca…`", { ...hmac, prefix: "sha256=" }],
  ["it is in the header `X-Post-Signature`, as `v0=<digest>`", { ...hmac, prefix: "v0=" }],
  ["it is in the header x-post-signature", { ...hmac, header: "x-post-signature" }],
  ["it is in the header `X-Post-Signature`", hmac],
])("of an HMAC: %s", async (words, wanted) => {
  expect(await authenticationOf(`Make an HMAC SHA-256 of the raw body with your secret, in hex: ${words}.`)).toEqual(
    wanted,
  );
});

test("the algorithm and a blank before the signature in a header's value are its prefix", async () => {
  const value = `X-Post-Signature: sha256 ${"5ce4f1f4".repeat(8)}`;
  expect(await authenticationOf(`An HMAC-SHA256 of the body, in hex:\n\n\`\`\`\n${value}\n\`\`\``)).toEqual({
    ...hmac,
    prefix: "sha256 ",
  });
});

test("a signature before its time, over the body and the time", async () => {
  const page = [
    "```\nX-Post-Signature: sha256=fd4d2b2c4f8fa2b8a1f1b5b6c4e3fd8b, t=1703084826000\n```",
    "`X-Post-Signature` holds an HMAC-SHA256 in hex of the body followed by the timestamp.",
  ].join("\n\n");
  expect(await authenticationOf(page)).toEqual({
    ...hmac,
    parts: { timestamp: "t", signature: "sha256" },
    signed: "{body}{timestamp}",
  });
});

const timed = { scheme: "hmac-sha256", header: "X-Post-Signature", signed: "{timestamp}.{body}" };
const byHeader = { ...timed, timestamp: "X-Post-Timestamp" };
const parts = { timestamp: "t", signature: "v1" };

test.each([
  [
    "`X-Post-Signature` is a header with the HMAC SHA-256 of `X-Post-Timestamp` and the body joined by a dot.",
    byHeader,
  ],
  [
    "`X-Post-Signature: t=1671552777,v1=eb4d0dc8853be92b7f063b9f` holds an HMAC SHA-256 of `t` and the body, joined with a `.`.",
    { ...timed, parts },
  ],
  [
    "The header `X-Post-Signature` contains `t` (when it was sent) and `v1`, an HMAC SHA-256 of the timestamp, a period and the body.",
    { ...timed, parts },
  ],
  [
    "The header `X-Post-Signature` holds an HMAC SHA-256 of the timestamp and the raw body joined by a colon.",
    { scheme: "hmac-sha256", header: "X-Post-Signature" },
  ],
  ["### `X-Post-Signature`\n\nThe HMAC SHA-256 of the body in hex.", hmac],
])("of a signature over a time too: %s", async (words, wanted) => {
  expect(await authenticationOf(words)).toEqual(wanted);
});

test("a program shows how time and body are joined", async () => {
  const program =
    'const digest = createHmac("sha256", secret).update(`${req.headers["x-post-timestamp"]}.${rawBody}`).digest("base64");\nif (digest !== req.headers["x-post-signature"]) throw new Error();';
  expect(await authenticationOf(`Check the signature:\n\n\`\`\`js\n${program}\n\`\`\``)).toEqual({
    ...{ scheme: "hmac-sha256", header: "x-post-signature", encoding: "base64" },
    ...{ signed: "{timestamp}.{body}", timestamp: "x-post-timestamp" },
  });
});

test.each([
  ["The `token` of the body lets you verify that a request came from us.", { scheme: "undocumented" }],
  ["Requests are signed.", { scheme: "undocumented" }],
  ["Sign in to your account and open the settings.", undefined],
])("where too little is said: %s", async (words, wanted) => {
  expect(await authenticationOf(words)).toEqual(wanted);
});

async function authenticationOf(words: string) {
  const bytes = new TextEncoder().encode(`# Post\n\n${words}\n\n${webhooks}\n`);
  const { reference } = await readPage(bytes, { file: "page.md", format: "markdown", kind: "webhooks" });
  return reference?.authentications[0]?.authentication;
}
