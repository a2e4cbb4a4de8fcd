// The receiver: takes a request's body through limit, JSON, secret, version, schema and handler to an answer.
import { runLater, runWithin, type Run } from "./acknowledge.js";
import { challengeInBody, challengeInHead } from "./challenge.js";
import { checkRequest, readingOf, tooLarge, unpackable } from "./check-request.js";
import { DUPLICATE } from "./once-claimed.js";
import type { ReceiverOptions, UnknownContext, WebhookContext } from "./options.js";
import { memberAt, type AuthenticationOptions } from "./authentication/authenticator.js";
import { Body, isObject, NO_OBJECT, readBody, type Json, type JsonObject, type ReadBody } from "./read-body.js";
import type { RequestInfo } from "./request-info.js";
import {
  failed,
  type Acknowledged,
  type Batch,
  type Malformed,
  type ReceiveResult,
  type ValidationError,
  type WebhookResult,
} from "./result.js";
import { readSettings, type Settings } from "./settings.js";
import { checkSchema, noName, shownErrors } from "./validation.js";
import type { VersionInfo } from "./version-info.js";

/** Anything that adapters can serve: a receiver, or several combined. */
export interface Receiver {
  readonly version: string;
  /**
   * Takes a body as text, bytes, a stream of either, or an object that was parsed before (whose size is not counted).
   * Never rejects: whatever comes and whatever throws, it resolves to a result with the status to answer.
   */
  readonly receive: (body: unknown, request?: RequestInfo) => Promise<ReceiveResult>;
  /** Whether the vendor tries the address out by requests without a body. */
  readonly answersGet?: boolean;
}

/** A receiver bound to one version. */
export interface VersionReceiver extends Receiver {
  /** Size in bytes of the largest body it takes. */
  readonly maxBytes: number;
  /** Members that every body of the version has. */
  readonly envelope: readonly string[];
  /** The field of a form that holds the JSON, where the vendor may send one. */
  readonly form: string | undefined;
}

/** `Authentication`: what a version's docs leave to choose from. */
export type CreateReceiver<
  ByName,
  UnknownWebhook,
  Authentication extends AuthenticationOptions = AuthenticationOptions,
> = (options: ReceiverOptions<ByName, UnknownWebhook, Authentication>) => VersionReceiver;

/** A webhook whose name a version does not document. */
export type UnknownBody = Readonly<Record<string, unknown>>;

/**
 * Binds receivers to a version: its webhooks as types, its validator and names as values.
 * `createReceiver` throws a TypeError or RangeError for options that cannot work, an empty secret first of all.
 */
export function createReceiverFor<
  ByName,
  UnknownWebhook = UnknownBody,
  Authentication extends AuthenticationOptions = AuthenticationOptions,
>(info: VersionInfo): CreateReceiver<ByName, UnknownWebhook, Authentication> {
  const envelope = info.envelope ?? [];
  return (options) => {
    const settings = readSettings(info, options);
    const { version, maxBytes } = settings;
    const answersGet = settings.challenges.some((one) => !("path" in one));
    const { form } = settings;
    return {
      version,
      maxBytes,
      envelope,
      form,
      answersGet,
      receive: (body, request) => receive(settings, body, request),
    };
  };
}

type Answer = ReceiveResult | Promise<ReceiveResult>;
/** Of one webhook. */
type Outcome = WebhookResult | Promise<WebhookResult>;

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
  const challenged = request && challengeInHead(settings.challenges, request, version);
  if (challenged) return challenged;
  const refused = request && checkRequest(request, version, maxBytes, settings.form);
  if (refused) return refused;
  const read = readBody(body, maxBytes, readingOf(request, settings.form));
  if (!(read instanceof Promise)) return admit(settings, read, request);
  return read.then(
    (done) => admit(settings, done, request),
    (error: unknown) => {
      settings.report.failure(error, { stage: "body", acknowledged: false });
      return failed(version, error);
    },
  );
}

function admit(settings: Settings, read: ReadBody, request: RequestInfo = {}): Answer {
  const { version, maxBytes, authenticator, batch } = settings;
  if (!(read instanceof Body)) {
    if (read.refused === "malformed") return malformed(settings, read.reason);
    return read.refused === "unknown" ? unpackable(version) : tooLarge(version, maxBytes);
  }
  const open = (go: (json: Json, own: boolean) => Answer): Answer => {
    const parsed = read.parse();
    if ("refused" in parsed) return malformed(settings, parsed.reason);
    return batch === undefined && !isObject(parsed.json) ? malformed(settings, NO_OBJECT) : go(parsed.json, parsed.own);
  };
  const admitted = (secretIndex: number): Answer => {
    if (secretIndex < 0) return { outcome: "unauthorized", status: 401, version };
    return open((json, own) => {
      const webhook = authenticator.withoutSecret(json, own);
      return batch === undefined
        ? routeOne(settings, webhook, secretIndex, request)
        : routeEach(settings, batch, webhook, secretIndex, request);
    });
  };
  const check = (): Answer => {
    const secretIndex = authenticator.check(read, request);
    return secretIndex instanceof Promise ? secretIndex.then(admitted) : admitted(secretIndex);
  };
  // What is signed is checked before anything is made of it.
  return authenticator.parsed ? open(check) : check();
}

function malformed({ version }: Settings, reason: string): Malformed {
  return { outcome: "malformed", status: 400, version, reason };
}

function routeOne(settings: Settings, json: unknown, secretIndex: number, request: RequestInfo): Outcome {
  return isObject(json) ? route(settings, json, secretIndex, request) : malformed(settings, NO_OBJECT);
}

/** Each webhook of a request by itself, one after the other. */
async function routeEach(
  settings: Settings,
  { path, partial }: NonNullable<Settings["batch"]>,
  json: Json,
  secretIndex: number,
  request: RequestInfo,
): Promise<Batch | Malformed> {
  const { version } = settings;
  const webhooks = memberAt(json, path);
  if (!Array.isArray(webhooks)) return malformed(settings, `the body has no list of webhooks at "/${path.join("/")}"`);
  const results: WebhookResult[] = [];
  for (const webhook of webhooks) results.push(await routeOne(settings, webhook, secretIndex, request));
  const statuses = results.map(({ status }) => status);
  const status = partial ? 200 : statuses.includes(500) ? 500 : statuses.includes(400) ? 400 : 200;
  const completions = results.flatMap((result) => ("completion" in result ? (result.completion ?? []) : []));
  const completion = Promise.all(completions).then(() => undefined);
  return {
    ...{ outcome: "batch", status, version, results },
    ...(completions.length > 0 && { pending: true as const, completion }),
  };
}

function route(settings: Settings, webhook: JsonObject, secretIndex: number, request: RequestInfo): Outcome {
  const { version, names, validate, handlers, onUnhandled } = settings;
  const { discriminator } = settings;
  const name = "path" in discriminator ? memberAt(webhook, discriminator.path) : request.header?.(discriminator.header);
  const isKnown = typeof name === "string" && names.has(name);
  const challenged = isKnown ? undefined : challengeInBody(settings.challenges, webhook, version);
  if (challenged !== undefined) return challenged;
  if (typeof name !== "string")
    return invalid(settings, webhook, undefined, secretIndex, [noName(name, discriminator)]);
  if (!isKnown) return unknown(settings, webhook, name, secretIndex, []);
  const errors = checkSchema(validate, name, webhook);
  if (errors.length > 0) return invalid(settings, webhook, name, secretIndex, errors);
  const context: WebhookContext = { version, name, secretIndex };
  const handler = handlers.get(name);
  if (handler !== undefined) {
    return run(
      settings,
      () => handler(webhook, context),
      name,
      (more, value) =>
        value === DUPLICATE
          ? { outcome: "handled", status: 200, version, name, duplicate: true, ...more }
          : { outcome: "handled", status: 200, version, name, ...more },
    );
  }
  const unhandled = (more?: Acknowledged): WebhookResult => ({
    outcome: "unhandled",
    status: 200,
    version,
    name,
    ...more,
  });
  return onUnhandled === undefined ? unhandled() : run(settings, () => onUnhandled(webhook, context), name, unhandled);
}

function unknown(
  settings: Settings,
  webhook: JsonObject,
  name: string | undefined,
  secretIndex: number,
  errors: readonly ValidationError[],
): Outcome {
  const { version, onUnknown, authenticator } = settings;
  const shown = name === undefined ? undefined : authenticator.redact(name).slice(0, LONGEST_NAME);
  const toResult = (more?: Acknowledged): WebhookResult => ({
    outcome: "unknown",
    status: 200,
    version,
    ...(shown !== undefined && { name: shown }),
    ...(errors.length > 0 && { errors }),
    ...more,
  });
  if (onUnknown === undefined) return toResult();
  const context: UnknownContext = { version, name: shown, secretIndex, errors };
  return run(settings, () => onUnknown(webhook, context), shown, toResult);
}

/** Names come from the request; in a result they are cut here. */
const LONGEST_NAME = 128;

function invalid(
  settings: Settings,
  webhook: JsonObject,
  name: string | undefined,
  secretIndex: number,
  found: readonly ValidationError[],
): Outcome {
  const { version, passInvalid, authenticator } = settings;
  const errors = shownErrors(found, authenticator.redact);
  if (passInvalid) return unknown(settings, webhook, name, secretIndex, errors);
  return { outcome: "invalid", status: 400, version, ...(name !== undefined && { name }), errors };
}

type ToResult = (more?: Acknowledged, value?: unknown) => WebhookResult;

function run(settings: Settings, work: () => unknown, name: string | undefined, toResult: ToResult): Outcome {
  const { version, early, deadline, report } = settings;
  const onLate = (error: unknown): void => {
    report.failure(error, { stage: "handler", name, acknowledged: true });
  };
  const finish = (ran: Run): WebhookResult => {
    if (ran.state === "done") return toResult(undefined, ran.value);
    if (ran.state === "pending") return toResult({ pending: true, completion: ran.completion });
    report.failure(ran.error, { stage: "handler", name, acknowledged: false });
    return failed(version, ran.error, name);
  };
  const ran = early ? runLater(work, onLate) : runWithin(work, deadline, onLate);
  return ran instanceof Promise ? ran.then(finish) : finish(ran);
}
