// What became of one request: head, size, JSON, secret and schema, in the order in which a receiver checks them.
import { checkRequest } from "../runtime/check-request.ts";
import { readBody } from "../runtime/read-body.ts";
import type { RequestInfo } from "../runtime/request-info.ts";
import { keepSecrets } from "../runtime/secrets.ts";
import type { Mismatch } from "../check/explain-errors.ts";
import type { ValidateBody } from "../check/validate-body.ts";
import { hiderOf, redactedJson } from "./redact.ts";

export interface Receipt {
  readonly outcome: "valid" | "unknown" | "invalid" | "unauthorized" | "malformed" | "too-large" | "unsupported";
  /** To answer with; an unknown action is no failure, since the vendor would send it again. */
  readonly status: number;
  readonly action?: string;
  readonly mismatches: readonly Mismatch[];
  /** Why nothing was read. */
  readonly reason?: string;
  /** The body without its secret, where it was read and its secret is right. */
  readonly json?: string;
}

export interface ListenOptions {
  readonly version: string;
  /** Absent: any secret is right. */
  readonly secret?: string;
  readonly validate: ValidateBody;
}

const MOST_BYTES = 1024 * 1024;

/** Throws, or rejects, only with what reading the stream throws. */
export function webhookTaker({ version, secret, validate }: ListenOptions) {
  const secrets = secret === undefined ? undefined : keepSecrets(secret);
  return async (body: unknown, info: RequestInfo): Promise<Receipt> => {
    const refused = checkRequest(info, version, MOST_BYTES);
    if (refused?.outcome === "unsupported") return failure("unsupported", refused.status, refused.reason);
    const read = refused === undefined ? await readBody(body, MOST_BYTES) : refused;
    if ("outcome" in read || ("refused" in read && read.refused === "too-large")) {
      return failure("too-large", 413, "the body is larger than 1 MiB");
    }
    if ("refused" in read) return failure("malformed", 400, read.reason);
    if (secrets !== undefined && secrets.match(own(read.json, "secret_key")) < 0) {
      return failure("unauthorized", 401, "the secret is another one");
    }
    const hide = hiderOf(read.json, secret === undefined ? [] : [secret]);
    const json = redactedJson(read.json, hide);
    if (json === undefined) return failure("malformed", 400, "the body is nested too deeply");
    const named = own(read.json, "action");
    const action = typeof named === "string" ? { action: hide(named) } : {};
    const verdict = validate(read.json);
    if (verdict.valid) return { outcome: "valid", status: 200, ...action, mismatches: [], json };
    const unknown = typeof named === "string" && verdict.webhook === undefined;
    const mismatches = verdict.mismatches.map(({ path, message }) => ({ path: hide(path), message: hide(message) }));
    return { outcome: unknown ? "unknown" : "invalid", status: unknown ? 200 : 400, ...action, mismatches, json };
  };
}

function failure(outcome: Receipt["outcome"], status: number, reason: string): Receipt {
  return { outcome, status, reason, mismatches: [] };
}

function own(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
