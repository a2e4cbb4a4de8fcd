// Reads a Retry-After header: seconds, or an HTTP date.

/** Milliseconds from `now` on, never below 0; undefined where there is no such header or it can't be read. */
export function retryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3,9},? /.test(text) && text.length < 64 ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
