// The receiver: takes a request's body through limit, JSON, secret, version, schema and handler to an answer.
import { runLater, runWithin, type Run } from "./acknowledge.js";
import { checkRequest, tooLarge } from "./check-request.js";
import { DUPLICATE } from "./once-claimed.js";
import type { ReceiverOptions, UnknownContext, WebhookContext } from "./options.js";
import { own, readBody, type JsonObject, type ReadBody } from "./read-body.js";
import type { RequestInfo } from "./request-info.js";
import { failed, type Acknowledged, type ReceiveResult, type ValidationError } from "./result.js";
import { REDACTED } from "./secrets.js";
import { readSettings, type Settings } from "./settings.js";
import { checkSchema, noAction, shownErrors } from "./validation.js";
import type { VersionInfo } from "./version-info.js";

/** Anything that adapters can serve: a receiver, or several combined. */
export interface Receiver {
  readonly version: string;
  /**
   * Takes a body as text, bytes, a stream of either, or an object that was parsed before (whose size is not counted).
   * Never rejects: whatever comes and whatever throws, it resolves to a result with the status to answer.
   */
  readonly receive: (body: unknown, request?: RequestInfo) => Promise<ReceiveResult>;
}

/** A receiver bound to one version. */
export interface VersionReceiver extends Receiver {
  /** Size in bytes of the largest body it takes. */
  readonly maxBytes: number;
  /** Members that every body of the version has. */
  readonly envelope: readonly string[];
}

export type CreateReceiver<ByAction, UnknownWebhook> = (
  options: ReceiverOptions<ByAction, UnknownWebhook>,
) => VersionReceiver;

/** The webhook of an action that a version does not document. */
export interface UnknownBody {
  readonly action?: unknown;
  readonly payload?: unknown;
}

/**
 * Binds receivers to a version: its webhooks as types, its validator and actions as values.
 * `createReceiver` throws a TypeError or RangeError for options that cannot work, an empty secret first of all.
 */
export function createReceiverFor<ByAction, UnknownWebhook = UnknownBody>(
  info: VersionInfo,
): CreateReceiver<ByAction, UnknownWebhook> {
  const envelope = [...new Set([info.payloadField, ...(info.envelope ?? [])])];
  return (options) => {
    const settings = readSettings(info, options);
    const { version, maxBytes } = settings;
    return { version, maxBytes, envelope, receive: (body, request) => receive(settings, body, request) };
  };
}

type Answer = ReceiveResult | Promise<ReceiveResult>;

async function receive(settings: Settings, body: unknown, request?: RequestInfo): Promise<ReceiveResult> {
  let result: ReceiveResult;
  try {
    const taken = take(settings, body, request);
    result = taken instanceof Promise ? await taken : taken;
  } catch (error) {
    settings.report.failure(error, { stage: "receiver", acknowledged: false });
    result = failed(settings.version, error);
  }
  settings.report.result(result);
  return result;
}

function take(settings: Settings, body: unknown, request: RequestInfo | undefined): Answer {
  const { version, maxBytes } = settings;
  const refused = request && checkRequest(request, version, maxBytes);
  if (refused) return refused;
  const read = readBody(body, maxBytes);
  if (!(read instanceof Promise)) return admit(settings, read);
  return read.then(
    (done) => admit(settings, done),
    (error: unknown) => {
      settings.report.failure(error, { stage: "body", acknowledged: false });
      return failed(version, error);
    },
  );
}

function admit(settings: Settings, read: ReadBody): Answer {
  const { version, maxBytes, secrets } = settings;
  if ("refused" in read) {
    if (read.refused === "too-large") return tooLarge(version, maxBytes);
    return { outcome: "malformed", status: 400, version, reason: read.reason };
  }
  const secretIndex = secrets.match(own(read.json, "secret_key"));
  if (secretIndex < 0) return { outcome: "unauthorized", status: 401, version };
  return route(settings, withoutSecret(read.json, read.own), secretIndex);
}

/** What was parsed here is changed in place, what was given is copied. */
function withoutSecret(json: JsonObject, isOwn: boolean): JsonObject {
  if (!isOwn) return { ...json, secret_key: REDACTED };
  json["secret_key"] = REDACTED;
  return json;
}

function route(settings: Settings, webhook: JsonObject, secretIndex: number): Answer {
  const { version, actions, validate, handlers, onUnhandled } = settings;
  const action = own(webhook, "action");
  if (typeof action !== "string") return invalid(settings, webhook, undefined, secretIndex, [noAction(action)]);
  if (!actions.has(action)) return unknown(settings, webhook, action, secretIndex, []);
  const errors = checkSchema(validate, action, webhook);
  if (errors.length > 0) return invalid(settings, webhook, action, secretIndex, errors);
  const context: WebhookContext = { version, action, secretIndex };
  const handler = handlers.get(action);
  if (handler !== undefined) {
    return run(
      settings,
      () => handler(webhook, context),
      action,
      (more, value) =>
        value === DUPLICATE
          ? { outcome: "handled", status: 200, version, action, duplicate: true, ...more }
          : { outcome: "handled", status: 200, version, action, ...more },
    );
  }
  const unhandled = (more?: Acknowledged): ReceiveResult => ({
    outcome: "unhandled",
    status: 200,
    version,
    action,
    ...more,
  });
  return onUnhandled === undefined
    ? unhandled()
    : run(settings, () => onUnhandled(webhook, context), action, unhandled);
}

function unknown(
  settings: Settings,
  webhook: JsonObject,
  action: string | undefined,
  secretIndex: number,
  errors: readonly ValidationError[],
): Answer {
  const { version, onUnknown, secrets } = settings;
  const shown = action === undefined ? undefined : secrets.redact(action).slice(0, LONGEST_ACTION);
  const settle = (more?: Acknowledged): ReceiveResult => ({
    outcome: "unknown",
    status: 200,
    version,
    ...(shown !== undefined && { action: shown }),
    ...(errors.length > 0 && { errors }),
    ...more,
  });
  if (onUnknown === undefined) return settle();
  const context: UnknownContext = { version, action: shown, secretIndex, errors };
  return run(settings, () => onUnknown(webhook, context), shown, settle);
}

/** Names of actions come from the request; in a result they are cut here. */
const LONGEST_ACTION = 128;

function invalid(
  settings: Settings,
  webhook: JsonObject,
  action: string | undefined,
  secretIndex: number,
  found: readonly ValidationError[],
): Answer {
  const { version, passInvalid, secrets } = settings;
  const errors = shownErrors(found, secrets.redact);
  if (passInvalid) return unknown(settings, webhook, action, secretIndex, errors);
  return { outcome: "invalid", status: 400, version, ...(action !== undefined && { action }), errors };
}

type Settle = (more?: Acknowledged, value?: unknown) => ReceiveResult;

function run(settings: Settings, work: () => unknown, action: string | undefined, settle: Settle): Answer {
  const { version, early, deadline, report } = settings;
  const onLate = (error: unknown): void => {
    report.failure(error, { stage: "handler", action, acknowledged: true });
  };
  const finish = (ran: Run): ReceiveResult => {
    if (ran.state === "done") return settle(undefined, ran.value);
    if (ran.state === "pending") return settle({ pending: true, completion: ran.completion });
    report.failure(ran.error, { stage: "handler", action, acknowledged: false });
    return failed(version, ran.error, action);
  };
  const ran = early ? runLater(work, onLate) : runWithin(work, deadline, onLate);
  return ran instanceof Promise ? ran.then(finish) : finish(ran);
}
