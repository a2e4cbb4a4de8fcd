// Each scheme of authentication in the forms that vendors use, and a genuine request of each.
import { generateKeyPairSync } from "node:crypto";
import type { AuthenticationConvention } from "../../src/runtime/authentication/schemes.ts";
import { signedRequest, type SignedRequest, type SigningOptions } from "../../src/runtime/authentication/sign.ts";
import { info } from "./support.ts";

export const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: typeof rsa.publicKey, type: "spki" | "pkcs1" | "pkcs8"): string =>
  key.export({ type, format: "pem" }).toString();

export const seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
export const stripeLike: Extract<AuthenticationConvention, { readonly header: string }> = {
  scheme: "hmac-sha256",
  header: "X-Signature",
  parts: { timestamp: "t", signature: "v1" },
  signed: "{timestamp}.{body}",
};

export interface Scheme {
  readonly convention: AuthenticationConvention;
  /** Of the receiver, and of the sender where that is another one. */
  readonly secret: string;
  readonly signing?: SigningOptions;
  readonly options?: { readonly header?: string; readonly url?: string };
  readonly other: string;
}

/** Each scheme, in the forms that vendors use. */
export const schemes: Readonly<Record<string, Scheme>> = {
  "a secret in the body": {
    convention: { scheme: "secret", path: ["auth", "key"] },
    secret: "s3cret",
    other: "s3creT",
  },
  "a token": { convention: { scheme: "token", header: "X-Token" }, secret: "s3cret", other: "s3cret " },
  "a token behind a word": {
    convention: { scheme: "token", header: "X-Token", prefix: "Token " },
    secret: "s3cret, with a comma",
    other: "s3cret",
  },
  "a token in a header of one's choice": {
    ...{ convention: { scheme: "token" }, secret: "s3cret", other: "x" },
    ...{ options: { header: "X-Mine" }, signing: { header: "X-Mine" } },
  },
  bearer: { convention: { scheme: "bearer" }, secret: "s3cret", other: "s3crets" },
  basic: { convention: { scheme: "basic" }, secret: "žluť:s3cret", other: "žluť:" },
  "a bare HMAC": { convention: { scheme: "hmac-sha256", header: "X-Hmac" }, secret: "k", other: "K" },
  "an HMAC in Base64": {
    convention: { scheme: "hmac-sha512", header: "X-Hmac", encoding: "base64" },
    ...{ secret: "k", other: "kk" },
  },
  "an HMAC in capital letters": {
    convention: { scheme: "hmac-sha1", header: "X-Hmac", encoding: "hex-uppercase", prefix: "sha1=" },
    ...{ secret: "k", other: "l" },
  },
  "parts in one header": { convention: stripeLike, secret: "whsec_k", other: "whsec_l" },
  "a version before time and body, the time in a header of its own": {
    convention: {
      ...{ scheme: "hmac-sha256", header: "X-Signature", prefix: "v0=", timestamp: "X-Request-Timestamp" },
      signed: "v0:{timestamp}:{body}",
    },
    ...{ secret: "8f742231b10e8888abcd99yyyzzz85a5", other: "x" },
  },
  "an address that is signed": {
    convention: { scheme: "hmac-sha1", header: "X-Signature", encoding: "base64", signed: "{url}{body}" },
    ...{
      secret: "k",
      other: "l",
      options: { url: "https://x.example/hook" },
      signing: { url: "https://x.example/hook" },
    },
  },
  "Standard Webhooks": {
    convention: { scheme: "standard-webhooks" },
    ...{ secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", other: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" },
  },
  "Standard Webhooks under another word": {
    convention: { scheme: "standard-webhooks", headerPrefix: "Acme-" },
    ...{ secret: "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", other: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx" },
  },
  "Ed25519 with a time": {
    convention: { scheme: "ed25519", header: "X-Ed", timestamp: "X-Time", signed: "{timestamp}{body}" },
    secret: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    signing: { secret: seed },
    other: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  },
  RSA: {
    convention: { scheme: "rsa-sha256", header: "DigitalSignature" },
    secret: pem(rsa.publicKey, "spki"),
    signing: { secret: pem(rsa.privateKey, "pkcs8") },
    other: pem(other.publicKey, "spki"),
  },
  "RSA, keys that name it": {
    convention: { scheme: "rsa-sha256", header: "DigitalSignature" },
    secret: pem(rsa.publicKey, "pkcs1").replaceAll("\n", "\\n"),
    signing: { secret: pem(rsa.privateKey, "pkcs1") },
    other: pem(other.publicKey, "spki"),
  },
};

export const webhook = { action: "note_added", auth: { key: "" }, payload: { text: "grüße 👋" } };

export async function genuine(name: string): Promise<Scheme & SignedRequest> {
  const scheme = schemes[name];
  if (scheme === undefined) throw new Error(name);
  const signing = { secret: scheme.secret, ...scheme.signing };
  const wire = { ...info, authentication: scheme.convention };
  return { ...scheme, ...(await signedRequest(wire, "note_added", webhook, signing)) };
}
