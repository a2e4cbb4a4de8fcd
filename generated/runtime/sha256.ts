// SHA-256 in plain JavaScript: synchronous, and the same in Node, Deno, Bun and edge runtimes.

/** Eight words of 32 bits, each signed. Named fields, since they are faster than a typed array made for every webhook. */
export interface Digest {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
  g: number;
  h: number;
}

/**
 * The SHA-256 of a text of less than 2^26 UTF-16 code units, each written as one to three bytes in the way UTF-8 writes
 * code points: without surrogates that is its UTF-8, and no two texts share their bytes, lone surrogates included.
 */
export function sha256(text: string): Digest {
  const state = initial();
  let length = 0;
  let word = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      word = (word << 8) | unit;
      length += 1;
      if ((length & 3) === 0) store(state, length, word);
      continue;
    }
    const bytes = unit < 0x800 ? [0xc0 | (unit >> 6)] : [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f)];
    for (const byte of [...bytes, 0x80 | (unit & 0x3f)]) {
      word = (word << 8) | byte;
      length += 1;
      if ((length & 3) === 0) store(state, length, word);
    }
  }
  finish(state, length, word);
  return state;
}

const BLOCK_WORDS = 16;

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
function initial(): Digest {
  return {
    a: 0x6a09e667,
    b: 0xbb67ae85 | 0,
    c: 0x3c6ef372,
    d: 0xa54ff53a | 0,
    e: 0x510e527f,
    f: 0x9b05688c | 0,
    g: 0x1f83d9ab,
    h: 0x5be0cd19,
  };
}

/** The block being filled in its first 16 words, behind it what compressing derives from them. */
const schedule = new Int32Array(64);

/** Puts a word in its place, `length` being that of all bytes up to its end, and compresses a full block. */
function store(state: Digest, length: number, word: number): void {
  const index = ((length >> 2) - 1) & (BLOCK_WORDS - 1);
  schedule[index] = word;
  if (index === BLOCK_WORDS - 1) compress(state);
}

/** Closes the last word with a one bit, and the last block with the length in bits. `word` ends in what has no place yet. */
function finish(state: Digest, length: number, word: number): void {
  const left = 4 - (length & 3);
  const closed = left === 4 ? 0x80000000 : ((word << 8) | 0x80) << (8 * (left - 1));
  store(state, (length & ~3) + 4, closed);
  let used = ((length >> 2) + 1) & (BLOCK_WORDS - 1);
  if (used === BLOCK_WORDS - 1) {
    schedule[used] = 0;
    compress(state);
    used = 0;
  }
  for (let index = used; index < BLOCK_WORDS; index += 1) schedule[index] = 0;
  schedule[BLOCK_WORDS - 1] = length << 3;
  compress(state);
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}

function compress(state: Digest): void {
  for (let i = 16; i < 64; i += 1) {
    const x = at(schedule, i - 15);
    const y = at(schedule, i - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = (at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1) | 0;
  }
  let { a, b, c, d, e, f, g, h } = state;
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
  state.a = (state.a + a) | 0;
  state.b = (state.b + b) | 0;
  state.c = (state.c + c) | 0;
  state.d = (state.d + d) | 0;
  state.e = (state.e + e) | 0;
  state.f = (state.f + f) | 0;
  state.g = (state.g + g) | 0;
  state.h = (state.h + h) | 0;
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
