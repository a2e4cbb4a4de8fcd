// What bytes are read as text, and what is said of those that are not.
import { expect, test } from "vitest";
import { decode, LARGEST_FILE } from "../../src/formats/decode.ts";
import { severityOf } from "../../src/source/finding.ts";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

test.each([
  ["UTF-8 is read as it stands, CRLF kept", { given: bytes("a\r\nb é 💡"), want: "a\r\nb é 💡" }],
  ["a byte order mark is no text", { given: bytes([0xef, 0xbb, 0xbf], "# a"), want: "# a" }],
  [
    "UTF-16 little endian is told by its mark",
    { given: bytes([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0xa1, 0xdc]), want: "a💡" },
  ],
  ["UTF-16 big endian is told by its mark", { given: bytes([0xfe, 0xff, 0, 0x61]), want: "a" }],
])("%s", (_, { given, want }) => {
  expect(decode(given, "a.md")).toEqual({ text: want, findings: [] });
});

test.each([
  ["an empty file", { given: bytes(), want: ["document/empty", 1, 1, /empty/] }],
  ["a file of white space", { given: bytes(" \r\n\t"), want: ["document/empty", 1, 1, /white space/] }],
  [
    "a byte that no UTF-8 has",
    { given: bytes("a\r\né", [0xff], "b"), want: ["document/encoding", 2, 2, /byte 5 \(0xff\)/] },
  ],
  ["a sequence cut short", { given: bytes("ab", [0xe2, 0x80]), want: ["document/encoding", 1, 3, /byte 2 /] }],
  ["an encoded lone surrogate", { given: bytes([0xed, 0xa0, 0x80]), want: ["document/encoding", 1, 1, /byte 0 /] }],
  ["an overlong form", { given: bytes("x", [0xc0, 0xaf]), want: ["document/encoding", 1, 2, /byte 1 /] }],
  ["a NUL byte", { given: bytes("a\nb", [0]), want: ["document/binary", 2, 2, /NUL/] }],
  [
    "a lone surrogate in UTF-16",
    { given: bytes([0xff, 0xfe, 0x61, 0, 0, 0xd8]), want: ["document/encoding", 1, 2, /UTF-16/] },
  ],
  [
    "a file that is too large",
    { given: new Uint8Array(LARGEST_FILE + 1), want: ["document/too-large", 1, 1, /8388609/] },
  ],
] as const)("%s is an error with its place", (_, { given, want: [rule, line, column, message] }) => {
  const { text, findings } = decode(given, "a.md");
  expect(text).toBeUndefined();
  expect(findings).toHaveLength(1);
  const [found] = findings;
  expect({ rule: found?.ruleId, line: found?.line, column: found?.column, file: found?.file }).toEqual({
    rule,
    line,
    column,
    file: "a.md",
  });
  expect(found?.reason).toMatch(message);
  expect(found && severityOf(found)).toBe("error");
});
