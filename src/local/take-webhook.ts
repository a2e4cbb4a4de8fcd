// What became of one request: head, size, JSON, secret and schema, in the order in which a receiver checks them.
import { checkRequest, readingOf, type RequestInfo } from "../runtime/check-request.ts";
import { authenticator } from "../runtime/authentication/authenticator.ts";
import { Body, isObject, NO_OBJECT, readBody, type ReadBody } from "../runtime/read-body.ts";
import { type ValidateBody, type Mismatch, mismatchesAt, webhooksIn } from "../check/validate-body.ts";
import { batchPath, valueAt, wireConventions } from "../model/body.ts";
import { shownName } from "../model/types/discriminator.ts";
import type { Conventions } from "../model/model.ts";
import { type Headers, hiderOf, plainHeaders, redactedJson, secretPath } from "./redact.ts";

export interface Receipt {
  readonly outcome: "valid" | "unknown" | "invalid" | "unauthorized" | "malformed" | "too-large" | "unsupported";
  /** To answer with; an unknown name is no failure, since the vendor would send it again. */
  readonly status: number;
  /** The name on the wire. */
  readonly name?: string;
  readonly mismatches: readonly Mismatch[];
  /** Why nothing was read. */
  readonly reason?: string;
  /** The body without its secret, where it was read and its secret is right. */
  readonly json?: string;
  /** Those that are no secret, where one of them names the webhook. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ListenOptions {
  readonly version: string;
  /** Absent: any request is taken as genuine. */
  readonly secret?: string;
  /** The header that carries a token, where the docs leave its name to choose. */
  readonly header?: string;
  readonly conventions: Pick<Conventions, "discriminator" | "authentication" | "batch" | "form" | "challenges">;
  readonly validate: ValidateBody;
}

const MOST_BYTES = 1024 * 1024;

/**
 * Throws a TypeError where the convention takes no such secret. What it makes rejects only with what reading the stream throws.
 */
export function webhookTaker({ version, secret, header: chosen, conventions, validate }: ListenOptions) {
  const { discriminator, authentication, batch } = conventions;
  const path = secretPath(authentication);
  const wire = { version, ...wireConventions(conventions) };
  const proof =
    secret === undefined ? undefined : authenticator(wire, { secret, ...(chosen !== undefined && { header: chosen }) });
  return async (body: unknown, info: RequestInfo, headers: Headers = {}): Promise<Receipt> => {
    const refused = checkRequest(info, version, MOST_BYTES, wire.form);
    if (refused?.outcome === "unsupported") return failure("unsupported", refused.status, refused.reason);
    const read: ReadBody =
      refused === undefined
        ? await readBody(body, MOST_BYTES, readingOf(info, wire.form))
        : { refused: refused.outcome };
    if (!(read instanceof Body)) {
      if (read.refused === "malformed") return failure("malformed", 400, read.reason);
      return read.refused === "unknown"
        ? failure("unsupported", 415, "nothing here unpacks such a body")
        : failure("too-large", 413, "the body is larger than 1 MiB");
    }
    const parsed = read.parse();
    if ("refused" in parsed) return failure("malformed", 400, parsed.reason);
    if (batch === undefined && !isObject(parsed.json)) return failure("malformed", 400, NO_OBJECT);
    if (proof !== undefined && (await proof.check(read, info)) < 0) {
      return failure(
        "unauthorized",
        401,
        proof.parsed ? "the secret is another one" : "the proof does not fit the secret",
      );
    }
    const hide = hiderOf(parsed.json, secret === undefined ? [] : [secret], path);
    const json = redactedJson(parsed.json, hide, path);
    if (json === undefined) return failure("malformed", 400, "the body is nested too deeply");
    const header = discriminator.in === "header" ? info.header?.(discriminator.name.toLowerCase()) : undefined;
    if (batch !== undefined && !Array.isArray(valueAt(parsed.json, batchPath(batch))))
      return failure("malformed", 400, "the body has no list of webhooks");
    const webhooks = webhooksIn(parsed.json, batch);
    const names = webhooks.map(({ webhook }) => shownName(webhook, header, discriminator));
    const shown = names.filter((name) => typeof name === "string").map(hide);
    const about = {
      ...(shown.length > 0 && { name: shown.join(", ") }),
      ...(discriminator.in === "header" && { headers: plainHeaders(headers, conventions, hide) }),
      json,
    };
    const verdicts = webhooks.map(({ webhook }) => validate(webhook, header));
    if (verdicts.every(({ valid }) => valid)) return { outcome: "valid", status: 200, ...about, mismatches: [] };
    const unknown = verdicts.every(
      (verdict, index) => verdict.valid || (typeof names[index] === "string" && verdict.webhook === undefined),
    );
    const mismatches = webhooks
      .flatMap((one, index) => mismatchesAt(one, verdicts[index] ?? { valid: true, webhook: "" }))
      .map(({ path: at, message }) => ({ path: hide(at), message: hide(message) }));
    return { outcome: unknown ? "unknown" : "invalid", status: unknown ? 200 : 400, ...about, mismatches };
  };
}

function failure(outcome: Receipt["outcome"], status: number, reason: string): Receipt {
  return { outcome, status, reason, mismatches: [] };
}
