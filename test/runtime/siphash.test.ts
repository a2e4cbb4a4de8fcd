// The hash that secrets are compared by: SipHash-2-4 as published, under a key that nobody can foresee.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newKey, sipHash, type SipKey, type Tag } from "../../src/runtime/siphash.ts";

/** Bytes 0 to 15, as in the paper. */
const KEY: SipKey = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];
/** As many bytes, from 0 on. */
const countingBytes = (bytes: number): string =>
  String.fromCharCode(...Array.from({ length: bytes / 2 }, (_, index) => 2 * index + ((2 * index + 1) << 8)));
const hex = ({ low, high }: Tag): string =>
  [high, low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

describe("the published tags", () => {
  test.each([
    [0, "726fdb47dd0e0e31"],
    [2, "0d6c8009d9a94f5a"],
    [4, "cf2794e0277187b7"],
    [6, "cbc9466e58fee3ce"],
    [8, "93f5f5799a932462"],
  ])("of %i bytes", (bytes, tag) => {
    expect(hex(sipHash(KEY, countingBytes(bytes)))).toBe(tag);
  });
});

/** The same with whole words of 64 bits. */
function plainly(key: SipKey, text: string): string {
  const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
  const turn = (value: bigint, by: bigint): bigint => wrap(value << by) | (value >> (64n - by));
  const [low0, high0, low1, high1] = key.map(BigInt);
  const k0 = (low0 ?? 0n) | ((high0 ?? 0n) << 32n);
  const k1 = (low1 ?? 0n) | ((high1 ?? 0n) << 32n);
  let [a, b] = [k0 ^ 0x736f6d6570736575n, k1 ^ 0x646f72616e646f6dn];
  let [c, d] = [k0 ^ 0x6c7967656e657261n, k1 ^ 0x7465646279746573n];
  const rounds = (count: number): void => {
    for (let round = 0; round < count; round += 1) {
      a = wrap(a + b);
      b = turn(b, 13n) ^ a;
      a = turn(a, 32n);
      c = wrap(c + d);
      d = turn(d, 16n) ^ c;
      a = wrap(a + d);
      d = turn(d, 21n) ^ a;
      c = wrap(c + b);
      b = turn(b, 17n) ^ c;
      c = turn(c, 32n);
    }
  };
  const bytes = Buffer.from(text, "utf16le");
  const padded = Buffer.alloc(8 * (Math.floor(bytes.length / 8) + 1));
  bytes.copy(padded);
  padded[padded.length - 1] = bytes.length & 0xff;
  for (let at = 0; at < padded.length; at += 8) {
    const word = padded.readBigUInt64LE(at);
    d ^= word;
    rounds(2);
    a ^= word;
  }
  c ^= 0xffn;
  rounds(4);
  return (a ^ b ^ c ^ d).toString(16).padStart(16, "0");
}

const text = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 300 });
const word = fc.nat(0xffffffff);

test("any text under any key has the tag that plain arithmetic gives", () => {
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), text, (key, given) => {
      expect(hex(sipHash(key, given))).toBe(plainly(key, given));
    }),
  );
});

test("two texts have two tags, lone surrogates and ends of zeros included", () => {
  expect(sipHash(KEY, "\uD800")).not.toEqual(sipHash(KEY, "\uD801"));
  expect(new Set(["", "\0", "\0\0", "\0\0\0", "\0\0\0\0"].map((given) => hex(sipHash(KEY, given)))).size).toBe(5);
  fc.assert(
    fc.property(text, text, (a, b) => {
      fc.pre(a !== b);
      expect(sipHash(KEY, a)).not.toEqual(sipHash(KEY, b));
    }),
  );
});

test("each key is another, and gives other tags", () => {
  const keys = Array.from({ length: 50 }, newKey);
  expect(new Set(keys.map((key) => key.join())).size).toBe(50);
  expect(new Set(keys.map((key) => hex(sipHash(key, "secret")))).size).toBe(50);
});
