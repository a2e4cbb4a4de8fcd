// Tells the caller's hooks what failed and what became of a request, and survives whatever they throw.
import type { ErrorContext } from "./options.js";
import type { ReceiveResult } from "./result.js";

export interface Reporter {
  readonly failure: (error: unknown, context: Omit<ErrorContext, "version">) => void;
  readonly result: (result: ReceiveResult) => void;
}

export interface ReporterHooks {
  readonly onError?: ((error: unknown, context: ErrorContext) => unknown) | undefined;
  readonly onResult?: ((result: ReceiveResult) => unknown) | undefined;
}

/** Without `onError` the first failure is told on the console: that there was one, not what it said. */
export function createReporter(version: string, { onError, onResult }: ReporterHooks): Reporter {
  let warned = false;

  const failure: Reporter["failure"] = (error, context) => {
    if (onError !== undefined) {
      // An error of the hook for errors has nowhere left to go.
      attempt(() => onError(error, { version, ...context }), nothing);
    } else if (!warned) {
      warned = true;
      warn(version, context);
    }
  };

  const result: Reporter["result"] = (told) => {
    if (onResult === undefined) return;
    attempt(
      () => onResult(told),
      (error) => {
        failure(error, { stage: "onResult", acknowledged: false });
      },
    );
  };

  return { failure, result };
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

/** Neither the error nor the payload: logs are read by more people than either is meant for. */
function warn(version: string, { stage, name }: Omit<ErrorContext, "version">): void {
  const of = name === undefined ? "" : ` of ${JSON.stringify(name)}`;
  // eslint-disable-next-line no-console -- the last place to tell a failure that nobody asked for
  console.warn(
    `a webhook failed (${stage}${of}, version ${version}); pass onError to see why, and to see the next ones`,
  );
}

function nothing(): void {
  // Nobody is left to tell.
}
