// Bytes to text: strict UTF-8 or, by its mark, UTF-16; what is not text is an error that says so.
import { type Finding, type Position, finding } from "../source/finding.ts";
import { pointAt } from "../source/line-index.ts";

/** The largest page that is read, in bytes. */
export const LARGEST_FILE = 8 * 1024 * 1024;

export interface Decoded {
  /** The text without byte order mark, line ends as they stand; undefined where a finding of severity error says why. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

/** Decodes a file; `file` is the path that findings name. Never throws. */
export function decode(bytes: Uint8Array, file: string): Decoded {
  if (bytes.length > LARGEST_FILE) {
    return refused(
      "document/too-large",
      `the file has ${bytes.length} bytes, more than the ${LARGEST_FILE} that are read`,
      file,
      "split it into several pages, which one version may list",
    );
  }
  const utf16 = encodingByMark(bytes);
  if (utf16 !== undefined) return decodeUtf16(bytes, utf16, file);
  const nul = bytes.indexOf(0);
  if (nul >= 0) return refusedNul(placeInBytes(bytes, nul, file), nul);
  try {
    return checked(new TextDecoder("utf-8", { fatal: true }).decode(bytes), file);
  } catch {
    return refusedUtf8(bytes, file);
  }
}

function encodingByMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function checked(decoded: string, file: string): Decoded {
  const text = decoded.replace(/^\uFEFF+/, "");
  if (text.trim() === "") {
    return refused(
      "document/empty",
      text === "" ? "the file is empty" : "the file holds nothing but white space",
      file,
    );
  }
  return { text, findings: [] };
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be", file: string): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  const nul = text.indexOf("\0");
  if (nul >= 0) return refusedNul(placeAfter(text.slice(0, nul), file), 2 + nul * 2);
  try {
    return checked(new TextDecoder(encoding, { fatal: true }).decode(bytes), file);
  } catch {
    const bad = Math.max(0, text.indexOf("\uFFFD"));
    const byte = 2 + bad * 2;
    return refusedBytes(placeAfter(text.slice(0, bad), file), byte, "UTF-16", bytes);
  }
}

function refusedUtf8(bytes: Uint8Array, file: string): Decoded {
  const bad = firstBadByte(bytes);
  return refusedBytes(placeInBytes(bytes, bad, file), bad, "UTF-8", bytes);
}

function refusedBytes(at: Position, byte: number, encoding: string, bytes: Uint8Array): Decoded {
  const hex = (bytes[byte] ?? 0).toString(16).padStart(2, "0");
  return {
    findings: [
      finding({
        rule: "document/encoding",
        severity: "error",
        message: `byte ${byte} (0x${hex}) is not ${encoding}; the file was not read`,
        at,
        fix: "save the file as UTF-8",
      }),
    ],
  };
}

function refusedNul(at: Position, byte: number): Decoded {
  const message = `byte ${byte} is NUL, as in a binary file; the file was not read`;
  return { findings: [finding({ rule: "document/binary", severity: "error", message, at })] };
}

function refused(rule: string, message: string, file: string, fix?: string): Decoded {
  const at = { file, line: 1, column: 1, offset: 0 };
  return { findings: [finding({ rule, severity: "error", message, at, ...(fix === undefined ? {} : { fix }) })] };
}

/** The place that follows `before`, which is all the text up to it. */
function placeAfter(before: string, file: string): Position {
  const text = before.replace(/^\uFEFF/, "");
  return { file, ...pointAt(text, text.length) };
}

function placeInBytes(bytes: Uint8Array, offset: number, file: string): Position {
  return placeAfter(new TextDecoder().decode(bytes.subarray(0, offset)), file);
}

/** Lead bytes of UTF-8: how many bytes follow and what the first of them may be (RFC 3629, section 4). */
const leads = [
  { from: 0x00, to: 0x7f, more: 0, low: 0x80, high: 0xbf },
  { from: 0xc2, to: 0xdf, more: 1, low: 0x80, high: 0xbf },
  { from: 0xe0, to: 0xe0, more: 2, low: 0xa0, high: 0xbf },
  { from: 0xe1, to: 0xec, more: 2, low: 0x80, high: 0xbf },
  { from: 0xed, to: 0xed, more: 2, low: 0x80, high: 0x9f },
  { from: 0xee, to: 0xef, more: 2, low: 0x80, high: 0xbf },
  { from: 0xf0, to: 0xf0, more: 3, low: 0x90, high: 0xbf },
  { from: 0xf1, to: 0xf3, more: 3, low: 0x80, high: 0xbf },
  { from: 0xf4, to: 0xf4, more: 3, low: 0x80, high: 0x8f },
] as const;

function firstBadByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const lead = leads.find(({ from, to }) => byte >= from && byte <= to);
    if (lead === undefined) return at;
    for (let next = 1; next <= lead.more; next += 1) {
      const following = bytes[at + next] ?? 0;
      const [low, high] = next === 1 ? [lead.low, lead.high] : [0x80, 0xbf];
      if (following < low || following > high) return at;
    }
    at += 1 + lead.more;
  }
  return at;
}
