// The secrets of a receiver: checked when it is made, compared without haste, taken out of text that is handed out.

/** In the place of a secret. */
export const REDACTED = "[redacted]";

/** Throws a TypeError that shows no secret where one is empty, blank or no string, or where there is none. */
export function readSecrets(secret: string | readonly string[]): readonly string[] {
  const secrets = typeof secret === "string" ? [secret] : Array.isArray(secret) ? [...new Set<unknown>(secret)] : [];
  if (secrets.length === 0) throw new TypeError("a receiver needs the secret that the webhooks are registered with");
  return secrets.map(nonEmpty);
}

function nonEmpty(secret: unknown): string {
  if (typeof secret !== "string") throw new TypeError(`a secret is a string, not ${typeof secret}`);
  if (secret.trim() === "") throw new TypeError("a secret must not be empty: every webhook without one would pass");
  return secret;
}

/** Takes each of the secrets out of a text, the longest first. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const byLength = secrets.toSorted((a, b) => b.length - a.length);
  return (text) => byLength.reduce((rest, one) => rest.replaceAll(one, REDACTED), text);
}

/** Position of the text that equals the given one, or -1; all are compared, each to the end of what was given. */
export function match(texts: readonly string[], given: unknown): number {
  if (typeof given !== "string") return -1;
  let found = -1;
  for (let index = 0; index < texts.length; index += 1) if (equal(given, texts[index] ?? "")) found = index;
  return found;
}

/** In a time that depends on the length of the given text alone. */
export function equal(given: string, text: string): boolean {
  // A text of another length is compared with itself.
  const other = given.length === text.length ? text : given;
  let difference = given.length ^ text.length;
  for (let at = 0; at < given.length; at += 1) difference |= given.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}
