// Gives up on a body that comes too slowly, whatever adapter it comes by.
import { raced } from "./acknowledge.js";
import type { ReadBody } from "./read-body.js";

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
