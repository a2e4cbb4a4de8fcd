// Cryptography and unpacking by Node's own modules, which Bun and Deno have too.
import { createHmac, createPrivateKey, createPublicKey, createSecretKey, sign, verify } from "node:crypto";

export function hmac(hash, key) {
  const secret = createSecretKey(key);
  return (data, encoding) => createHmac(hash, secret).update(data).digest(encoding);
}

export function verifier(algorithm, spki) {
  const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  return (signature, data) => verify(hashOf(algorithm), data, key, signature);
}

export function signer(algorithm, pkcs8) {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  return (data, encoding) => sign(hashOf(algorithm), data, key).toString(encoding);
}

export async function unpack(encoding, bytes, maxBytes) {
  const { gunzip, inflate, brotliDecompress } = await import("node:zlib");
  const run = { gzip: gunzip, deflate: inflate, br: brotliDecompress }[encoding];
  if (run === undefined) return "unknown";
  return await new Promise((resolve, reject) => {
    run(bytes, { maxOutputLength: maxBytes }, (error, unpacked) => {
      if (error === null) resolve(unpacked);
      else if (error.code === "ERR_BUFFER_TOO_LARGE") resolve("too-large");
      else reject(error);
    });
  });
}

function hashOf(algorithm) {
  return algorithm === "ed25519" ? null : "sha256";
}
