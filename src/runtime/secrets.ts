// Knows the secrets of a receiver: compares a given one in constant time, and takes them out of text that is handed out.
import { newKey, sipHash, type SipKey, type Tag } from "./siphash.ts";

/** Stands where a secret stood. */
export const REDACTED = "[redacted]";

export interface Secrets {
  /**
   * Position of the secret that equals the given one, or -1. The time depends on the length of what was given and on
   * the number of secrets, not on their text or length: compared are digests under a key that nobody knows, all of them
   * and each to its end. Texts are held against each other only where their digests agree.
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
  // Made with the first webhook: where programs start, some platforms give no random numbers.
  let digests: Digests | undefined;
  const longest = Math.max(LONGEST_GIVEN, ...texts.map((text) => text.length));
  const byLength = texts.toSorted((a, b) => b.length - a.length);
  return {
    match: (given) => {
      if (typeof given !== "string" || given.length > longest) return -1;
      digests ??= digestsOf(texts);
      const found = position(digests.tags, sipHash(digests.key, given));
      return texts[found] === given ? found : -1;
    },
    redact: (text) => byLength.reduce((rest, one) => rest.replaceAll(one, REDACTED), text),
  };
}

interface Digests {
  readonly key: SipKey;
  readonly tags: readonly Tag[];
}

function digestsOf(texts: readonly string[]): Digests {
  const key = newKey();
  return { key, tags: texts.map((text) => sipHash(key, text)) };
}

/** Texts longer than this, in UTF-16 code units, and than every secret are no secret, and are not worth hashing. */
const LONGEST_GIVEN = 1024;

function nonEmpty(secret: unknown): string {
  if (typeof secret !== "string") throw new TypeError(`a secret is a string, not ${typeof secret}`);
  if (secret.trim() === "") throw new TypeError("a secret must not be empty: every webhook without one would pass");
  return secret;
}

function position(tags: readonly Tag[], given: Tag): number {
  let found = -1;
  for (const [index, { low, high }] of tags.entries()) {
    if (((low ^ given.low) | (high ^ given.high)) === 0) found = index;
  }
  return found;
}
