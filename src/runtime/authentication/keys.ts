// The secrets of a receiver: checked when it is made, compared without haste, taken out of text that is handed out; and as bytes: keys
// of HMACs, and public and private keys in DER, whichever of the usual ways they are written in.
import type { Algorithm, Bytes } from "../platform/web.ts";

const encoder = new TextEncoder();

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Undefined for what is no Base64, of either alphabet, with or without padding. */
export function fromBase64(text: string): Bytes | undefined {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return undefined;
  try {
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export function toBase64(bytes: Bytes): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Undefined for what is not in lower case, or no list of bytes. */
export function fromHex(text: string): Bytes | undefined {
  if (!/^(?:[0-9a-f]{2})+$/.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

interface Wrapping {
  /** Label in PEM of a key that says its own algorithm, and of one that is RSA by its label. */
  readonly label: string;
  readonly rsaLabel: string;
  readonly ofRsa: (key: Bytes) => Bytes;
  /** What comes before the 32 bytes of an Ed25519 key. */
  readonly ed25519: string;
}

const RSA_ALGORITHM = hex("300d06092a864886f70d0101010500");

const publicWrapping: Wrapping = {
  label: "PUBLIC KEY",
  rsaLabel: "RSA PUBLIC KEY",
  ofRsa: (key) => der(0x30, RSA_ALGORITHM, der(0x03, Uint8Array.of(0), key)),
  ed25519: "302a300506032b6570032100",
};

const privateWrapping: Wrapping = {
  label: "PRIVATE KEY",
  rsaLabel: "RSA PRIVATE KEY",
  ofRsa: (key) => der(0x30, hex("020100"), RSA_ALGORITHM, der(0x04, key)),
  ed25519: "302e020100300506032b657004220420",
};

/** Of PEM, or of a key in hexadecimal or Base64. Throws a TypeError that shows no key. */
export function publicKey(algorithm: Algorithm, text: string): Bytes {
  return keyOf(algorithm, text, publicWrapping);
}

/** Likewise; of Ed25519 also the 32 bytes of its seed. */
export function privateKey(algorithm: Algorithm, text: string): Bytes {
  return keyOf(algorithm, text, privateWrapping);
}

function keyOf(algorithm: Algorithm, text: string, { label, rsaLabel, ofRsa, ed25519 }: Wrapping): Bytes {
  // Environment variables often hold line ends as two characters.
  const lines = text.replaceAll("\\n", "\n").trim();
  const [, given, inner] =
    /^-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END [A-Z ]{1,40}-----$/.exec(lines) ?? [];
  const bytes =
    inner === undefined ? (fromHex(lines.toLowerCase()) ?? fromBase64(lines)) : fromBase64(inner.replace(/\s/g, ""));
  if (bytes !== undefined && given === rsaLabel && algorithm === "rsa-sha256") return ofRsa(bytes);
  if (bytes?.length === 32 && given === undefined && algorithm === "ed25519") return joined(hex(ed25519), bytes);
  const isDer = bytes?.[0] === 0x30 && (given === undefined || given === label);
  if (isDer) return bytes;
  const plain = algorithm === "ed25519" ? ", or its 32 bytes in hexadecimal or Base64" : "";
  throw new TypeError(`${algorithm} needs a key in PEM ("BEGIN ${label}")${plain}`);
}

function hex(text: string): Bytes {
  return fromHex(text) ?? new Uint8Array();
}

/** A value in DER: its tag, its length, and what is in it. */
function der(tag: number, ...contents: readonly Bytes[]): Bytes {
  const content = joined(...contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return joined(Uint8Array.of(tag, ...size), content);
}

export function joined(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

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
