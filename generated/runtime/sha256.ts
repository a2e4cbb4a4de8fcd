// SHA-256 in plain JavaScript: synchronous, and the same in Node, Deno, Bun and edge runtimes.

/** Eight 32-bit words. */
export type Digest = Int32Array;

/**
 * The SHA-256 of a text of less than 2^26 UTF-16 code units, each written as one to three bytes in the way UTF-8 writes
 * code points: without surrogates that is its UTF-8, and no two texts share their bytes, lone surrogates included.
 */
export function sha256(text: string): Digest {
  const state = initial.slice();
  schedule.fill(0, 0, BLOCK_WORDS);
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      length = append(state, length, unit);
    } else if (unit < 0x800) {
      length = append(state, length, 0xc0 | (unit >> 6));
      length = append(state, length, 0x80 | (unit & 0x3f));
    } else {
      length = append(state, length, 0xe0 | (unit >> 12));
      length = append(state, length, 0x80 | ((unit >> 6) & 0x3f));
      length = append(state, length, 0x80 | (unit & 0x3f));
    }
  }
  let end = append(state, length, 0x80);
  if (end % BLOCK_BYTES > LENGTH_AT) while (end % BLOCK_BYTES !== 0) end = append(state, end, 0);
  schedule[15] = length << 3;
  compress(state);
  return state;
}

const BLOCK_BYTES = 64;
const BLOCK_WORDS = 16;
/** Where the last block's length stands. */
const LENGTH_AT = 56;

const initial = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);

/** The block being filled in its first 16 words, behind it what compressing derives from them. */
const schedule = new Int32Array(64);

/** Adds one byte to the block, compresses a full one, and returns the new length. */
function append(state: Int32Array, length: number, byte: number): number {
  const word = (length >> 2) & 15;
  schedule[word] = at(schedule, word) | (byte << (24 - (length & 3) * 8));
  if ((length + 1) % BLOCK_BYTES === 0) {
    compress(state);
    schedule.fill(0, 0, BLOCK_WORDS);
  }
  return length + 1;
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}

function compress(state: Int32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const x = at(schedule, i - 15);
    const y = at(schedule, i - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = (at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1) | 0;
  }
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + at(constants, i) + at(schedule, i)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & (b | c)) | (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = at(state, 0) + a;
  state[1] = at(state, 1) + b;
  state[2] = at(state, 2) + c;
  state[3] = at(state, 3) + d;
  state[4] = at(state, 4) + e;
  state[5] = at(state, 5) + f;
  state[6] = at(state, 6) + g;
  state[7] = at(state, 7) + h;
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
// prettier-ignore
const constants = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
