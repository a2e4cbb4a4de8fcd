// How much of a hostile load an ordinary run reads; HOSTILE=all is all of it.

export const HOSTILE_ALL = process.env["HOSTILE"] === "all";

/** A fifth: what takes time by the square takes a 25th of it, so that seconds tell the one from the other all the same. */
export const share = (count: number): number => (HOSTILE_ALL ? count : Math.ceil(count / 5));
