// Tells the caller's hooks what failed, what differed and what became of a request, and survives whatever they throw.
import type { ErrorContext, WebhookContext } from "./options.js";
import type { Mismatch, ReceiveResult } from "./result.js";

export interface Reporter {
  readonly failure: (error: unknown, context: Omit<ErrorContext, "version">) => void;
  readonly mismatch: (mismatch: Mismatch, context: WebhookContext) => void;
  readonly result: (result: ReceiveResult) => void;
}

export interface ReporterHooks {
  readonly onError?: ((error: unknown, context: ErrorContext) => unknown) | undefined;
  readonly onMismatch?: ((mismatch: Mismatch, context: WebhookContext) => unknown) | undefined;
  readonly onResult?: ((result: ReceiveResult) => unknown) | undefined;
}

/**
 * What has no hook is logged on the console, once: the first failure, each place that differs, the first result of each outcome
 * but `handled`. Never an error's text, a value, a key of a map or a secret: logs are read by more people than those are meant for.
 */
export function createReporter(version: string, { onError, onMismatch, onResult }: ReporterHooks): Reporter {
  const logged = new Set<string>();
  const logOnce = (kind: string, text: string): void => {
    if (logged.has(kind)) return;
    logged.add(kind);
    warn(text);
  };

  const failure: Reporter["failure"] = (error, context) => {
    if (onError !== undefined) {
      // An error of the hook for errors has nowhere left to go.
      attempt(() => onError(error, { version, ...context }), nothing);
      return;
    }
    const { stage, name } = context;
    const of = name === undefined ? "" : ` of ${JSON.stringify(name)}`;
    const what = `a webhook failed (${stage}${of}, version ${version})`;
    logOnce("failure", `${what}; pass onError to see why, and to see the next ones`);
  };

  const mismatch: Reporter["mismatch"] = (found, context) => {
    if (onMismatch === undefined) {
      logMismatch(version, found, context);
      return;
    }
    attempt(
      () => onMismatch(found, context),
      (error) => {
        failure(error, { stage: "onMismatch", name: context.name, acknowledged: false });
      },
    );
  };

  const result: Reporter["result"] = (given) => {
    if (onResult !== undefined) {
      attempt(
        () => onResult(given),
        (error) => {
          failure(error, { stage: "onResult", acknowledged: false });
        },
      );
    } else if (given.outcome === "batch") {
      for (const one of given.results) result(one);
    } else if (given.outcome !== "handled" && given.outcome !== "failed") {
      const answered = `a webhook was answered with ${given.status} (${given.outcome}, version ${version})`;
      logOnce(given.outcome, `${answered}: ${reasonOf(given)}; pass onResult to see the next ones`);
    }
  };

  return { failure, mismatch, result };
}

function reasonOf(result: ReceiveResult): string {
  switch (result.outcome) {
    case "unauthorized":
      return "nothing proves that it is genuine, check the secret";
    case "unhandled":
      return `there is no handler for ${JSON.stringify(result.name)}`;
    case "unknown":
      return result.mismatches === undefined
        ? "the version has no webhook of its name"
        : "its body is not what the docs say";
    case "invalid":
      return "its body is not what the docs say";
    case "too-large":
      return `its body has more than ${result.maxBytes} bytes`;
    case "timed-out":
      return "its body did not end in time";
    case "in-progress":
      return "the same one is being handled";
    default:
      return "reason" in result ? result.reason : "";
  }
}

/** Lines about differences, of all receivers of the process. */
const lines = new Set<string>();
const MOST_LINES = 100;

function logMismatch(
  version: string,
  { schemaPath, expected, received, basis }: Mismatch,
  { name }: WebhookContext,
): void {
  if (lines.size >= MOST_LINES) return;
  const webhook = name === undefined ? "a webhook without a name" : `the webhook ${JSON.stringify(name)}`;
  const place = schemaPath === "" ? "its body" : printable(schemaPath);
  const key = `version ${version}: ${webhook} differs from the docs at ${place}`;
  if (lines.has(key)) return;
  lines.add(key);
  const why = basis === "sample" ? "as a sample alone shows" : "as the docs say";
  const kind = KINDS.test(received) ? received : "something else";
  warn(`${key}: ${printable(expected)} was expected, ${why}, and ${kind} came; pass onMismatch to see the next ones`);
  if (lines.size === MOST_LINES)
    warn(`${MOST_LINES} places that differ were logged, and no more will be: pass onMismatch`);
}

/** A validator of the caller's own may say anything. */
const KINDS = /^(?:nothing|null|array|object|string|number|boolean|number too large to be held)$/;

/** Names come from pages. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "?");
}

/** Calls a hook that the answer must not wait for, nor depend on. */
function attempt(hook: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const value = hook();
    if (value instanceof Promise) value.catch(onFailure);
  } catch (error) {
    onFailure(error);
  }
}

function warn(text: string): void {
  // eslint-disable-next-line no-console -- the last place for what no hook takes
  console.warn(text);
}

function nothing(): void {
  // Nobody is left to be told.
}
