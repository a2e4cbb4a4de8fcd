// A documented sample, chosen, changed and posted to a receiver.
import { didYouMean } from "../source/suggest.ts";
import { wireConventions } from "../model/body.ts";
import type { Conventions, Model } from "../model/model.ts";
import { signedRequest, type SignedRequest, type SigningOptions } from "../runtime/authentication/sign.ts";

/** The body, and the name of the webhook on the wire. */
type Chosen = { readonly body: unknown; readonly name: string } | { readonly problem: string };

/** @param number counts from 1 */
export function chooseSample({ webhooks, version }: Model, name: string, number: number): Chosen {
  const webhook =
    webhooks.find((one) => one.name === name) ?? webhooks.find(({ id, title }) => id === name || title === name);
  if (webhook === undefined) {
    const hint = didYouMean(
      name,
      webhooks.map((one) => one.name),
    );
    return { problem: `version ${version} has no webhook "${name}"${hint}` };
  }
  const { samples } = webhook;
  const sample = samples[number - 1];
  if (sample !== undefined) return { body: sample.body, name: webhook.name };
  const count = samples.length === 1 ? "1 sample" : `${samples.length} samples`;
  return {
    problem: `"${webhook.name}" has ${samples.length === 0 ? "no sample" : count}, number ${number} was asked for`,
  };
}

/** Given as `payload.chat.id=X`: dots separate the steps, `\.` is a dot, digits step into lists. */
export interface Override {
  readonly path: readonly string[];
  readonly value: unknown;
}

type Parsed = Override | { readonly problem: string };

/** The value is JSON where it reads as such, text otherwise. */
export function parseOverride(text: string): Parsed {
  const at = text.indexOf("=");
  if (at < 1) return { problem: `"${text}" sets nothing: path=value is needed, as in payload.chat.id=X1` };
  const path = (text.slice(0, at).match(/(?:\\.|[^.\\])+|\.(?=\.|$)|^(?=\.)/gs) ?? []).map((step) =>
    step === "." ? "" : step.replace(/\\(.)/gs, "$1"),
  );
  if (path.includes("")) return { problem: `"${text.slice(0, at)}" has an empty step` };
  return { path, value: jsonOrText(text.slice(at + 1)) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Overridden = { readonly body: unknown } | { readonly problem: string };

/** A copy of the body with the values in place; objects on the way that are not there are made. */
export function applyOverrides(body: unknown, overrides: readonly Override[]): Overridden {
  let copy: unknown = structuredClone(body);
  for (const { path, value } of overrides) {
    const root = { body: copy };
    const problem = set(root, ["body", ...path], value);
    if (problem !== undefined) return { problem };
    copy = root.body;
  }
  return { body: copy };
}

function set(root: object, path: readonly string[], value: unknown): string | undefined {
  let holder = root;
  for (const [index, step] of path.entries()) {
    const so = path.slice(1, index + 1).join(".");
    if (Array.isArray(holder) && !(/^(?:0|[1-9]\d{0,8})$/.test(step) && Number(step) <= holder.length)) {
      return `${so} leads nowhere: ${path.slice(1, index).join(".")} is a list of ${holder.length}`;
    }
    if (index === path.length - 1) {
      put(holder, step, value);
      return undefined;
    }
    const there: unknown = Object.getOwnPropertyDescriptor(holder, step)?.value;
    if (there === undefined) put(holder, step, {});
    else if (typeof there !== "object" || there === null)
      return `${so} is ${JSON.stringify(there)}, nothing can be set in it`;
    const next: unknown = Object.getOwnPropertyDescriptor(holder, step)?.value;
    if (typeof next !== "object" || next === null) return `${so} can't be stepped into`;
    holder = next;
  }
  return undefined;
}

/** Also where the name is `__proto__`: a member like any other. */
function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

type Posted = { readonly status: number; readonly milliseconds: number } | { readonly problem: string };

/** Undefined for what is no http or https address; one with a name or password in it is none either. */
export function webAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.username === "" && url.password === "";
  return plain && (url.protocol === "http:" || url.protocol === "https:") ? url : undefined;
}

/** As the vendor would send it, or why it cannot be. Without a secret it carries no proof. */
export async function requestOf(
  webhook: unknown,
  name: string,
  conventions: Conventions,
  { secret, header, url }: SigningOptions,
): Promise<SignedRequest | { readonly problem: string }> {
  const wire = wireConventions(conventions);
  const { authentication } = wire;
  const info = secret === undefined && authentication.scheme !== "secret" ? { ...wire, authentication: NONE } : wire;
  try {
    return await signedRequest(info, name, webhook, { secret, header, url });
  } catch (error) {
    return { problem: error instanceof TypeError ? error.message : "the secret is no key of this scheme" };
  }
}

const NONE = { scheme: "none" } as const;

/** A redirect is not followed: the body carries a secret, which is meant for the address alone. */
export async function postBody(
  url: URL,
  { method, headers, body }: SignedRequest,
  timeout: number,
  end?: AbortSignal,
): Promise<Posted> {
  const start = performance.now();
  try {
    const response = await fetch(url, {
      method,
      headers: { "user-agent": "hooksmith", ...headers },
      body,
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(end === undefined ? [] : [end])]),
    });
    const milliseconds = Math.round(performance.now() - start);
    await response.body?.cancel();
    return { status: response.status, milliseconds };
  } catch (error) {
    end?.throwIfAborted();
    return { problem: reason(error, timeout) };
  }
}

function reason(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer came within ${timeout} ms`;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `the address can't be reached${code}`;
}
