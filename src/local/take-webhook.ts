// What became of one request: head, size, JSON, secret and schema, in the order in which a receiver checks them.
import { checkRequest } from "../runtime/check-request.ts";
import { isObject, NO_OBJECT, readBody } from "../runtime/read-body.ts";
import type { RequestInfo } from "../runtime/request-info.ts";
import { keepSecrets } from "../runtime/secrets.ts";
import type { ValidateBody, Mismatch } from "../check/validate-body.ts";
import { batchPath, valueAt } from "../model/body.ts";
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
  /** Absent: any secret is right. Only where bodies carry one. */
  readonly secret?: string;
  readonly conventions: Pick<Conventions, "discriminator" | "authentication" | "batch">;
  readonly validate: ValidateBody;
}

const MOST_BYTES = 1024 * 1024;

/** Throws, or rejects, only with what reading the stream throws. */
export function webhookTaker({ version, secret, conventions, validate }: ListenOptions) {
  const { discriminator, authentication, batch } = conventions;
  const path = secretPath(authentication);
  const secrets = secret === undefined ? undefined : keepSecrets(secret);
  return async (body: unknown, info: RequestInfo, headers: Headers = {}): Promise<Receipt> => {
    const refused = checkRequest(info, version, MOST_BYTES);
    if (refused?.outcome === "unsupported") return failure("unsupported", refused.status, refused.reason);
    const read = refused === undefined ? await readBody(body, MOST_BYTES) : refused;
    if ("outcome" in read || ("refused" in read && read.refused === "too-large")) {
      return failure("too-large", 413, "the body is larger than 1 MiB");
    }
    if ("refused" in read) return failure("malformed", 400, "reason" in read ? read.reason : "the body did not end");
    if (batch === undefined && !isObject(read.json)) return failure("malformed", 400, NO_OBJECT);
    if (secrets !== undefined && secrets.match(path && valueAt(read.json, path)) < 0) {
      return failure("unauthorized", 401, "the secret is another one");
    }
    const hide = hiderOf(read.json, secret === undefined ? [] : [secret], path);
    const json = redactedJson(read.json, hide, path);
    if (json === undefined) return failure("malformed", 400, "the body is nested too deeply");
    const header = discriminator.in === "header" ? info.header?.(discriminator.name.toLowerCase()) : undefined;
    const webhooks = batch === undefined ? [read.json] : valueAt(read.json, batchPath(batch));
    if (!Array.isArray(webhooks)) return failure("malformed", 400, "the body has no list of webhooks");
    const names = webhooks.map((webhook: unknown) => shownName(webhook, header, discriminator));
    const shown = names.filter((name) => typeof name === "string").map(hide);
    const about = {
      ...(shown.length > 0 && { name: shown.join(", ") }),
      ...(discriminator.in === "header" && { headers: plainHeaders(headers, conventions, hide) }),
      json,
    };
    const verdicts = webhooks.map((webhook: unknown) => validate(webhook, header));
    if (verdicts.every(({ valid }) => valid)) return { outcome: "valid", status: 200, ...about, mismatches: [] };
    const unknown = verdicts.every(
      (verdict, index) => verdict.valid || (typeof names[index] === "string" && verdict.webhook === undefined),
    );
    const mismatches = verdicts.flatMap((verdict, index) =>
      (verdict.valid ? [] : verdict.mismatches).map(({ path, message }) => ({
        path: hide(batch === undefined ? path : `/${index}${path}`),
        message: hide(message),
      })),
    );
    return { outcome: unknown ? "unknown" : "invalid", status: unknown ? 200 : 400, ...about, mismatches };
  };
}

function failure(outcome: Receipt["outcome"], status: number, reason: string): Receipt {
  return { outcome, status, reason, mismatches: [] };
}
