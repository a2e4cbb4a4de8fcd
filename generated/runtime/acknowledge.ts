// Runs work and says when to answer: when it is done, at a deadline, or at once.
import type { ReadBody } from "./read-body.js";

export type Run<Value = unknown> =
  | { readonly state: "done"; readonly value: Value }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "pending"; readonly completion: Promise<void> };

/**
 * Answers when the work is done, after `deadline` milliseconds at the latest; needs no promise where the work needs
 * none. What fails after the answer goes to `onLate`, which must not throw.
 */
export function runWithin(work: () => unknown, deadline: number, onLate: (error: unknown) => void): Run | Promise<Run> {
  try {
    const value = work();
    return isThenable(value) ? raced(value, deadline, onLate) : { state: "done", value };
  } catch (error) {
    return { state: "failed", error };
  }
}

/** Starts the work in a turn of its own, so that the answer goes out first. */
export function runLater(work: () => unknown, onLate: (error: unknown) => void): Run {
  const started = new Promise<void>((resolve) => setTimeout(resolve, 0));
  return { state: "pending", completion: started.then(work).then(nothing, onLate) };
}

/** What comes of the value, or `pending` at the deadline. */
export function raced<Value>(
  value: PromiseLike<Value>,
  deadline: number,
  onLate: (error: unknown) => void,
): Promise<Run<Value>> {
  return new Promise((answer) => {
    let late = false;
    const timer = deadline > LONGEST_TIMER ? undefined : setTimeout(expire, deadline);
    const settled = Promise.resolve(value).then(
      (done) => {
        clearTimeout(timer);
        if (!late) answer({ state: "done", value: done });
      },
      (error: unknown) => {
        clearTimeout(timer);
        if (late) onLate(error);
        else answer({ state: "failed", error });
      },
    );
    function expire(): void {
      late = true;
      answer({ state: "pending", completion: settled });
    }
  });
}

/** Timers hold 31 bits of milliseconds. */
const LONGEST_TIMER = 0x7fffffff;

/** Query builders and other promises of their own making start when they are waited for. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function nothing(): void {
  // What the work gave is of no use after the answer.
}

/** The body, or that it did not end within so many milliseconds. Rejects with what reading throws until then. */
export function withinDeadline(read: ReadBody | Promise<ReadBody>, milliseconds: number): ReadBody | Promise<ReadBody> {
  return read instanceof Promise ? firstOf(read, milliseconds) : read;
}

async function firstOf(read: Promise<ReadBody>, milliseconds: number): Promise<ReadBody> {
  // What a stream throws after it was given up is of no use.
  const ran = await raced(read, milliseconds, () => undefined);
  if (ran.state === "failed") throw ran.error;
  return ran.state === "done" ? ran.value : { refused: "timed-out" };
}
