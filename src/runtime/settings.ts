// Reads the options of a receiver once, fills in what is left out, and refuses what could not work.
import { callable, handlerTable, type Call } from "./handler-table.ts";
import { onceClaimed } from "./once-claimed.ts";
import type { ReceiverOptions, UnknownContext, WebhookContext } from "./options.ts";
import { createReporter, type Reporter } from "./reporter.ts";
import { authenticator, type Authenticator } from "./authentication/authenticator.ts";
import type { Validate, VersionInfo } from "./version-info.ts";

export interface Settings {
  readonly version: string;
  readonly names: ReadonlySet<string>;
  readonly validate: Validate;
  readonly discriminator: VersionInfo["discriminator"];
  readonly batch: VersionInfo["batch"];
  readonly form: VersionInfo["form"];
  readonly challenges: NonNullable<VersionInfo["challenges"]>;
  readonly authenticator: Authenticator;
  readonly handlers: ReadonlyMap<string, Call<WebhookContext>>;
  readonly onUnknown: Call<UnknownContext> | undefined;
  readonly onUnhandled: Call<WebhookContext> | undefined;
  readonly passInvalid: boolean;
  readonly early: boolean;
  readonly deadline: number;
  readonly maxBytes: number;
  readonly report: Reporter;
}

/** Throws a TypeError or RangeError that says what is wrong with an option, and no secret. */
export function readSettings<ByName, UnknownWebhook>(
  info: VersionInfo,
  options: ReceiverOptions<ByName, UnknownWebhook>,
): Settings {
  const { version } = info;
  const { onInvalid = "reject", acknowledge = "after" } = options;
  const report = createReporter(version, options);
  const authenticate = authenticator(info, options);
  const handlers = handlerTable<WebhookContext>(options.handlers, info.names, version);
  return {
    version,
    names: new Set(info.names),
    validate: synchronous(options.validate ?? info.validate),
    discriminator: info.discriminator,
    batch: info.batch,
    form: info.form,
    challenges: info.challenges ?? [],
    authenticator: authenticate,
    handlers: deduped(handlers, options.dedupe, report),
    onUnknown: callable<UnknownContext>(options.onUnknown, "onUnknown"),
    onUnhandled: callable<WebhookContext>(options.onUnhandled, "onUnhandled"),
    passInvalid: oneOf("onInvalid", onInvalid, ["reject", "pass"]) === "pass",
    early: oneOf("acknowledge", acknowledge, ["after", "early"]) === "early",
    deadline: positive("deadline", options.deadline ?? DEFAULT_DEADLINE),
    maxBytes: positive("maxBytes", options.maxBytes ?? DEFAULT_MAX_BYTES),
    report,
  };
}

const DEFAULT_MAX_BYTES = 1024 * 1024;
const DEFAULT_DEADLINE = 8000;

function deduped(
  handlers: ReadonlyMap<string, Call<WebhookContext>>,
  dedupe: { readonly claim?: unknown; readonly release?: unknown } | undefined,
  report: Reporter,
): ReadonlyMap<string, Call<WebhookContext>> {
  const claim = callable<WebhookContext>(dedupe?.claim, "dedupe.claim", dedupe);
  if (claim === undefined) return handlers;
  const release = callable<WebhookContext>(dedupe?.release, "dedupe.release", dedupe);
  const onReleaseFailed = (error: unknown, { name }: WebhookContext): void => {
    report.failure(error, { stage: "dedupe", name, acknowledged: false });
  };
  const claims = { claim, release, onReleaseFailed };
  return new Map(Array.from(handlers, ([name, handler]) => [name, onceClaimed(handler, claims)]));
}

/** What a promise says comes too late: until then any body would pass. */
function synchronous(validate: unknown): Validate {
  if (!isFunction(validate)) throw new TypeError(`validate is a function, not ${typeof validate}`);
  if (Object.prototype.toString.call(validate) === "[object Function]") return validate;
  throw new TypeError("validate must not be async: it returns the errors, not a promise of them");
}

function isFunction(value: unknown): value is Validate {
  return typeof value === "function";
}

function oneOf(name: string, value: string, values: readonly string[]): string {
  if (values.includes(value)) return value;
  throw new TypeError(`${name} is one of ${values.join(", ")}, not ${JSON.stringify(value)}`);
}

function positive(name: string, value: number): number {
  if (typeof value === "number" && value > 0) return value;
  throw new RangeError(`${name} is a number above 0, not ${String(value)}`);
}
