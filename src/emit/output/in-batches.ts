// Works on many files, some at a time.

/** Files that are open at a time. */
const AT_ONCE = 16;

/** Rejects with the first error, after the batch that it came in. */
export async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const settled = await Promise.allSettled(items.slice(start, start + AT_ONCE).map(work));
    for (const one of settled) if (one.status === "rejected") throw one.reason;
  }
}
