// Cryptography and unpacking by Node's own modules, which Bun and Deno have too. They are loaded with the first request that
// needs them: to load node:crypto takes as long as to load all of a version.

/** @type {readonly string[]} */
export const encodings = ["gzip", "deflate", "br"];

export function hmac(hash, key) {
  let secret;
  return (data, encoding) =>
    withCrypto(({ createHmac, createSecretKey }) =>
      createHmac(hash, (secret ??= createSecretKey(key)))
        .update(data)
        .digest(encoding),
    );
}

export function verifier(algorithm, spki) {
  let key;
  return (signature, data) =>
    withCrypto(({ createPublicKey, verify }) => {
      key ??= createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
      return verify(hashOf(algorithm), data, key, signature);
    });
}

export function signer(algorithm, pkcs8) {
  return (data, encoding) =>
    withCrypto(({ createPrivateKey, sign }) => {
      const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
      return sign(hashOf(algorithm), data, key).toString(encoding);
    });
}

export async function unpack(encoding, bytes, maxBytes) {
  const { gunzip, inflate, brotliDecompress } = await import("node:zlib");
  const run = encoding === "br" ? brotliDecompress : encoding === "deflate" ? inflate : gunzip;
  return await new Promise((resolve, reject) => {
    run(bytes, { maxOutputLength: maxBytes }, (error, unpacked) => {
      if (error === null) resolve(unpacked);
      else if (error.code === "ERR_BUFFER_TOO_LARGE") resolve("too-large");
      else reject(error);
    });
  });
}

let loaded;

/** At once where the module is there already. */
function withCrypto(use) {
  if (loaded !== undefined) return use(loaded);
  return import("node:crypto").then((module) => {
    loaded = module;
    return use(module);
  });
}

function hashOf(algorithm) {
  return algorithm === "ed25519" ? null : "sha256";
}
