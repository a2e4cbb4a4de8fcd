// A genuine request, as the vendor would send it: for tests, and for trying a receiver out.
import { isObject } from "../read-body.js";
import type { VersionInfo } from "../version-info.js";
import { utf8 } from "./keys.js";
import { headerOf } from "./schemes.js";
import { signatureHeaders } from "./signature.js";

export interface SigningOptions {
  /** What the receiver knows; of schemes with a key pair the private key. Needed where the version has a scheme. */
  readonly secret?: string | undefined;
  /** The header that carries a token, where its name is chosen by who sets the webhook up. */
  readonly header?: string | undefined;
  /** The address that the request is sent to, where it is signed too. */
  readonly url?: string | undefined;
  /** Time of signing in milliseconds since 1970. Default now. */
  readonly now?: number;
  /** The delivery's id, where a header carries one. Default a random one. */
  readonly id?: string;
}

/** Fit for `fetch(url, request)`. */
export interface SignedRequest {
  readonly method: "POST";
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Rejects with a TypeError that shows no secret where one is missing or can be no key. */
export async function signedRequest(
  info: Pick<VersionInfo, "authentication" | "discriminator" | "batch" | "form">,
  name: string,
  webhook: unknown,
  { secret, header, url, now = Date.now(), id = crypto.randomUUID() }: SigningOptions,
): Promise<SignedRequest> {
  const { authentication, discriminator, batch, form } = info;
  const { scheme } = authentication;
  const whole =
    batch === undefined ? webhook : batch.path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), [webhook]);
  const json = JSON.stringify(
    scheme === "secret" && secret !== undefined ? withMember(whole, authentication.path, secret) : whole,
  );
  const body = form === undefined ? json : new URLSearchParams([[form, json]]).toString();
  const plain = {
    "content-type": form === undefined ? "application/json" : "application/x-www-form-urlencoded",
    ...("header" in discriminator && { [discriminator.header.toLowerCase()]: name }),
  };
  const proof = headerOf(authentication);
  if (proof === undefined) return { method: "POST", headers: plain, body };
  if (secret === undefined) throw new TypeError(`a secret is needed to prove a request by ${scheme}`);
  if ("sign" in proof) {
    const signed = await signatureHeaders(proof, { secret, body: utf8(body), now, id, url });
    return { method: "POST", headers: { ...plain, ...signed }, body };
  }
  const carrier = header ?? proof.header;
  if (carrier === undefined) throw new TypeError("the name of the header that carries the token is needed");
  return { method: "POST", headers: { ...plain, [carrier.toLowerCase()]: proof.text(secret) }, body };
}

function withMember(value: unknown, [step = "", ...rest]: readonly string[], secret: string): unknown {
  if (!isObject(value)) return value;
  return { ...value, [step]: rest.length === 0 ? secret : withMember(value[step] ?? {}, rest, secret) };
}
