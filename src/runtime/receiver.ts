// The receiver: takes a request's body through limit, JSON, secret, version, schema and handler to an answer.
import { runLater, runWithin, type Run, withinDeadline } from "./acknowledge.ts";
import { challengeInBody, challengeInHead } from "./challenge.ts";
import { checkRequest, readingOf, tooLarge, unpackable, type RequestInfo } from "./check-request.ts";
import { nameInHeader } from "./header-name.ts";
import { DUPLICATE, IN_PROGRESS } from "./once-claimed.ts";
import type { ReceiverOptions, WebhookContext } from "./options.ts";
import { memberAt, type AuthenticationOptions } from "./authentication/authenticator.ts";
import {
  Body,
  BodyRead,
  isObject,
  NO_OBJECT,
  readBody,
  type Json,
  type JsonObject,
  type ParsedBody,
  type ReadBody,
} from "./read-body.ts";
import {
  failed,
  RETRY_AFTER,
  type Acknowledged,
  type Batch,
  type Malformed,
  type Mismatch,
  type ReceiveResult,
  type WebhookResult,
} from "./result.ts";
import { readSettings, type Settings } from "./settings.ts";
import { mismatchesOf, noName, NONE, pointerTo, roundedNumbers } from "./validation.ts";
import type { ValidationMode, VersionInfo } from "./version-info.ts";

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
  /** Milliseconds that it waits for a body. */
  readonly bodyDeadline: number;
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
    const { version, maxBytes, bodyDeadline, form } = settings;
    const answersGet = settings.challenges.some((one) => !("path" in one));
    return {
      version,
      maxBytes,
      bodyDeadline,
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

/** A genuine request, or the part of it that is one webhook. */
interface Arrival {
  readonly request: RequestInfo;
  readonly secretIndex: number;
  /** When waiting for it began, as `performance.now()` has it; absent where nothing was waited for. */
  readonly since: number | undefined;
  /** JSON Pointers to whole numbers that are not what was sent. */
  readonly rounded: readonly string[];
  readonly index?: number;
}

function take(settings: Settings, body: unknown, request: RequestInfo | undefined): Answer {
  const { version, maxBytes, bodyDeadline, form } = settings;
  const challenged = request && challengeInHead(settings.challenges, request, version);
  if (challenged) return challenged;
  const refused = request && checkRequest(request, version, maxBytes, form);
  if (refused) return refused;
  const read = withinDeadline(readBody(body, maxBytes, readingOf(request, form)), bodyDeadline);
  const since = body instanceof BodyRead ? body.since : undefined;
  if (!(read instanceof Promise)) return admit(settings, read, request, since);
  const began = performance.now();
  return read.then(
    (done) => admit(settings, done, request, began),
    (error: unknown) => {
      settings.report.failure(error, { stage: "body", acknowledged: false });
      return failed(version, error);
    },
  );
}

function admit(
  settings: Settings,
  read: ReadBody,
  request: RequestInfo = {},
  since: number | undefined = undefined,
): Answer {
  const { version, maxBytes, authenticator } = settings;
  if (!(read instanceof Body)) {
    if (read.refused === "malformed") return malformed(settings, read.reason);
    if (read.refused === "timed-out") return { outcome: "timed-out", status: 408, version };
    return read.refused === "unknown" ? unpackable(version) : tooLarge(version, maxBytes);
  }
  // What is signed is checked before anything is made of it.
  const problem = authenticator.parsed ? problemOf(settings, read.parse()) : undefined;
  if (problem !== undefined) return malformed(settings, problem);
  const secretIndex = authenticator.check(read, request);
  if (!(secretIndex instanceof Promise)) return admitted(settings, read, request, since, secretIndex);
  const began = since ?? performance.now();
  return secretIndex.then((index) => admitted(settings, read, request, began, index));
}

function admitted(
  settings: Settings,
  read: Body,
  request: RequestInfo,
  since: number | undefined,
  secretIndex: number,
): Answer {
  const { version, authenticator, batch } = settings;
  if (secretIndex < 0) return { outcome: "unauthorized", status: 401, version };
  const parsed = read.parse();
  if ("refused" in parsed) return malformed(settings, parsed.reason);
  const webhook = authenticator.withoutSecret(parsed.json, parsed.own);
  const arrival = { request, secretIndex, since, rounded: parsed.rounded };
  return batch === undefined ? routeOne(settings, webhook, arrival) : routeEach(settings, batch, webhook, arrival);
}

function problemOf({ batch }: Settings, parsed: ParsedBody): string | undefined {
  if ("refused" in parsed) return parsed.reason;
  return batch === undefined && !isObject(parsed.json) ? NO_OBJECT : undefined;
}

function malformed({ version }: Settings, reason: string): Malformed {
  return { outcome: "malformed", status: 400, version, reason };
}

function routeOne(settings: Settings, json: unknown, arrival: Arrival): Outcome {
  return isObject(json) ? route(settings, json, arrival) : malformed(settings, NO_OBJECT);
}

/** Each webhook of a request by itself, one after the other. */
async function routeEach(
  settings: Settings,
  { path, partial }: NonNullable<Settings["batch"]>,
  json: Json,
  { since = performance.now(), ...arrival }: Arrival,
): Promise<Batch | Malformed> {
  const { version } = settings;
  const webhooks = memberAt(json, path);
  if (!Array.isArray(webhooks)) return malformed(settings, `the body has no list of webhooks at "/${path.join("/")}"`);
  const results: WebhookResult[] = [];
  for (const [index, webhook] of webhooks.entries()) {
    const root = `${pointerTo(path)}/${index}`;
    const rounded = arrival.rounded.flatMap((at) => (at.startsWith(`${root}/`) ? at.slice(root.length) : []));
    results.push(await routeOne(settings, webhook, { ...arrival, since, index, rounded }));
  }
  const status = partial
    ? 200
    : (([500, 503, 400] as const).find((one) => results.some((r) => r.status === one)) ?? 200);
  const completions = results.flatMap((result) => ("completion" in result ? (result.completion ?? []) : []));
  const completion = Promise.all(completions).then(() => undefined);
  return {
    ...{ outcome: "batch", status, version, results },
    ...(completions.length > 0 && { pending: true as const, completion }),
  };
}

function shownName({ discriminator, names }: Settings, webhook: JsonObject, request: Arrival["request"]): unknown {
  if ("only" in discriminator) return discriminator.only;
  if ("path" in discriminator) return memberAt(webhook, discriminator.path);
  const value = request.header?.(discriminator.header);
  return typeof value === "string" && !names.has(value) ? nameInHeader(value, names) : value;
}

/** By the webhook's name, to whatever handles it. A body that differs from the docs takes the same way as any other. */
function route(settings: Settings, webhook: JsonObject, arrival: Arrival): Outcome {
  const { version, names, handlers, onUnhandled, onInvalid, discriminator } = settings;
  const { request } = arrival;
  const name = shownName(settings, webhook, request);
  if (typeof name !== "string" || !names.has(name)) {
    const challenged = challengeInBody(settings.challenges, webhook, version);
    if (challenged !== undefined) return challenged;
  }
  if (typeof name !== "string") {
    const mismatches = [noName(name, discriminator)];
    const context = contextOf(settings, arrival, undefined, mismatches);
    reportAll(settings, context);
    return onInvalid === "reject"
      ? { outcome: "invalid", status: 400, version, mismatches }
      : unknown(settings, webhook, context, arrival);
  }
  if (!names.has(name)) {
    const shown = settings.authenticator.redact(name).slice(0, LONGEST_NAME);
    return unknown(settings, webhook, contextOf(settings, arrival, shown, NONE), arrival);
  }
  const found = compared(settings, name, webhook, "documented");
  const { rounded } = arrival;
  const mismatches =
    rounded.length === 0 ? found : [...found, ...roundedNumbers(rounded, settings.authenticator.redact)];
  const context = contextOf(settings, arrival, name, mismatches);
  if (mismatches.length > 0) {
    reportAll(settings, context);
    const refused = onInvalid === "handle" || found.length === 0 ? NONE : compared(settings, name, webhook, "tolerant");
    if (refused.length > 0) {
      return onInvalid === "reject"
        ? { outcome: "invalid", status: 400, version, name, mismatches: refused }
        : unknown(settings, webhook, context, arrival);
    }
  }
  const about = mismatches.length === 0 ? undefined : { mismatches };
  const handler = handlers.get(name);
  if (handler !== undefined) {
    return run(
      settings,
      () => handler(webhook, context),
      context,
      arrival,
      (more, value) =>
        value === IN_PROGRESS
          ? { outcome: "in-progress", status: 503, version, name, headers: { "retry-after": RETRY_AFTER } }
          : value === DUPLICATE
            ? { outcome: "handled", status: 200, version, name, ...about, duplicate: true, ...more }
            : about === undefined && more === undefined
              ? { outcome: "handled", status: 200, version, name }
              : { outcome: "handled", status: 200, version, name, ...about, ...more },
    );
  }
  const unhandled: ToResult = (more) => ({ outcome: "unhandled", status: 200, version, name, ...about, ...more });
  return onUnhandled === undefined
    ? unhandled()
    : run(settings, () => onUnhandled(webhook, context), context, arrival, unhandled);
}

/** Names come from the request; in a result they are cut here. */
const LONGEST_NAME = 128;

function compared(
  { validate, authenticator }: Settings,
  name: string,
  webhook: JsonObject,
  mode: ValidationMode,
): readonly Mismatch[] {
  return mismatchesOf(validate, name, webhook, mode, authenticator.redact);
}

function contextOf<Name extends string | undefined>(
  { version, delivery: header }: Settings,
  { secretIndex, request, index }: Arrival,
  name: Name,
  mismatches: readonly Mismatch[],
): WebhookContext<Name> {
  const delivery = header === undefined ? undefined : request.header?.(header);
  if (delivery === undefined && index === undefined) return { version, name, secretIndex, mismatches };
  return {
    ...{ version, name, secretIndex, mismatches },
    ...(delivery !== undefined && { delivery }),
    ...(index !== undefined && { index }),
  };
}

function reportAll({ report }: Settings, context: WebhookContext): void {
  for (const mismatch of context.mismatches) report.mismatch(mismatch, context);
}

function unknown(settings: Settings, webhook: JsonObject, context: WebhookContext, arrival: Arrival): Outcome {
  const { version, onUnknown } = settings;
  const { name, mismatches } = context;
  const toResult: ToResult = (more) => ({
    outcome: "unknown",
    status: 200,
    version,
    ...(name !== undefined && { name }),
    ...(mismatches.length > 0 && { mismatches }),
    ...more,
  });
  return onUnknown === undefined
    ? toResult()
    : run(settings, () => onUnknown(webhook, context), context, arrival, toResult);
}

type ToResult = (more?: Acknowledged, value?: unknown) => WebhookResult;

function run(
  settings: Settings,
  work: () => unknown,
  { name }: WebhookContext,
  { since }: Arrival,
  toResult: ToResult,
): Outcome {
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
  if (early) return finish(runLater(work, onLate));
  const left = since === undefined ? deadline : deadline - (performance.now() - since);
  const ran = runWithin(work, left, onLate);
  return ran instanceof Promise ? ran.then(finish) : finish(ran);
}
