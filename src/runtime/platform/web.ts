// Cryptography and unpacking by what browsers, Workers and the edge have: WebCrypto and DecompressionStream.

export type Hash = "sha1" | "sha256" | "sha512";
export type Algorithm = "ed25519" | "rsa-sha256";
export type Encoding = "hex" | "base64";
export type Bytes = Uint8Array<ArrayBuffer>;
export type MaybePromise<Value> = Value | Promise<Value>;

const hashes = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" } as const;
const algorithms = { ed25519: "Ed25519", "rsa-sha256": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } } as const;

/** Makes a function that gives the HMAC of data as text. */
export function hmac(hash: Hash, key: Bytes): (data: Bytes, encoding: Encoding) => MaybePromise<string> {
  const use = memoized(() =>
    crypto.subtle.importKey("raw", key, { name: "HMAC", hash: hashes[hash] }, false, ["sign"]),
  );
  return async (data, encoding) =>
    encoded(new Uint8Array(await crypto.subtle.sign("HMAC", await use(), data)), encoding);
}

/** @param spki the public key in DER */
export function verifier(algorithm: Algorithm, spki: Bytes): (signature: Bytes, data: Bytes) => MaybePromise<boolean> {
  const use = memoized(() => crypto.subtle.importKey("spki", spki, algorithms[algorithm], false, ["verify"]));
  return async (signature, data) => await crypto.subtle.verify(nameOf(algorithm), await use(), signature, data);
}

/** @param pkcs8 the private key in DER */
export function signer(algorithm: Algorithm, pkcs8: Bytes): (data: Bytes, encoding: Encoding) => MaybePromise<string> {
  const use = memoized(() => crypto.subtle.importKey("pkcs8", pkcs8, algorithms[algorithm], false, ["sign"]));
  return async (data, encoding) =>
    encoded(new Uint8Array(await crypto.subtle.sign(nameOf(algorithm), await use(), data)), encoding);
}

/**
 * "too-large" where more than `maxBytes` come out, "unknown" for an encoding that this platform cannot unpack; rejects for
 * bytes that are not of this encoding.
 */
export async function unpack(
  encoding: string,
  bytes: Bytes,
  maxBytes: number,
): Promise<Bytes | "too-large" | "unknown"> {
  if (encoding !== "gzip" && encoding !== "deflate") return "unknown";
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(encoding)).getReader();
  const chunks: Bytes[] = [];
  for (let total = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    total += value.byteLength;
    if (total > maxBytes) {
      reader.cancel().catch(() => undefined);
      return "too-large";
    }
    chunks.push(value);
  }
}

function nameOf(algorithm: Algorithm): string {
  const known = algorithms[algorithm];
  return typeof known === "string" ? known : known.name;
}

function memoized<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

function encoded(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "base64") return btoa(String.fromCharCode(...bytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
