// Knows the secrets of a receiver: compares a given one in constant time, and takes them out of text that is handed out.
import { sha256, type Digest } from "./sha256.js";

/** Stands where a secret stood. */
export const REDACTED = "[redacted]";

export interface Secrets {
  /**
   * Position of the secret that equals the given one, or -1. The time depends on the length of what was given and on
   * the number of secrets, not on their text or length: all digests are compared, and each to its end.
   */
  readonly match: (given: unknown) => number;
  /** The text without any of the secrets. */
  readonly redact: (text: string) => string;
}

/** Throws a TypeError that tells no secret where one is empty, blank or no string, or where there is none. */
export function keepSecrets(secret: string | readonly string[]): Secrets {
  const secrets = typeof secret === "string" ? [secret] : Array.isArray(secret) ? [...new Set<unknown>(secret)] : [];
  if (secrets.length === 0) throw new TypeError("a receiver needs the secret that the webhooks are registered with");
  const texts = secrets.map(nonEmpty);
  const digests = texts.map(sha256);
  const longest = Math.max(LONGEST_GIVEN, ...texts.map((text) => text.length));
  const byLength = texts.toSorted((a, b) => b.length - a.length);
  return {
    match: (given) => {
      if (typeof given !== "string" || given.length > longest) return -1;
      return position(digests, sha256(given));
    },
    redact: (text) => byLength.reduce((rest, one) => rest.replaceAll(one, REDACTED), text),
  };
}

/** Texts longer than this, in UTF-16 code units, and than every secret are no secret, and are not worth hashing. */
const LONGEST_GIVEN = 1024;

function nonEmpty(secret: unknown): string {
  if (typeof secret !== "string") throw new TypeError(`a secret is a string, not ${typeof secret}`);
  if (secret.trim() === "") throw new TypeError("a secret must not be empty: every webhook without one would pass");
  return secret;
}

function position(digests: readonly Digest[], given: Digest): number {
  let found = -1;
  for (const [index, digest] of digests.entries()) {
    if (difference(digest, given) === 0) found = index;
  }
  return found;
}

/** Looks at every word, whatever the ones before it were. */
function difference(one: Digest, other: Digest): number {
  const first = (one.a ^ other.a) | (one.b ^ other.b) | (one.c ^ other.c) | (one.d ^ other.d);
  return first | (one.e ^ other.e) | (one.f ^ other.f) | (one.g ^ other.g) | (one.h ^ other.h);
}
