// Bytes to text: strict UTF-8 or, by its mark, UTF-16; what is not text is an error that says so.
import { type Finding, report } from "../source/finding.ts";
import { pointAt } from "../source/line-index.ts";

/** The largest page that is read, in bytes. */
export const LARGEST_FILE = 8 * 1024 * 1024;

export interface Decoded {
  /** The text without byte order mark, line ends as they are; undefined where a finding of severity error says why. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

/** The mark a file begins with, and the bytes of the sign U+FFFD, which stands for what can't be decoded. First match wins. */
const encodings = [
  { label: "utf-16le", name: "UTF-16", mark: [0xff, 0xfe], sign: [0xfd, 0xff] },
  { label: "utf-16be", name: "UTF-16", mark: [0xfe, 0xff], sign: [0xff, 0xfd] },
  { label: "utf-8", name: "UTF-8", mark: [], sign: [0xef, 0xbf, 0xbd] },
] as const;

/** Decodes a file; `file` is the path that findings name. Never throws. */
export function decode(bytes: Uint8Array, file: string): Decoded {
  const refused = (rule: string, message: string, before: string, fix?: string): Decoded => {
    const point = pointAt(before, before.length);
    return { findings: [report("error", rule, message, { at: { file, ...point } }, fix)] };
  };
  if (bytes.length > LARGEST_FILE) {
    const message = `the file has ${bytes.length} bytes, more than the ${LARGEST_FILE} that are read`;
    return refused("document/too-large", message, "", "split it into several pages, which one version may list");
  }
  const { label, name, sign } = encodings.find(({ mark }) => standsAt(bytes, 0, mark)) ?? encodings[2];
  const marked = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
  const text = marked.replace(/^\uFEFF+/, "");
  const nul = marked.indexOf("\0");
  if (nul >= 0) {
    const byte = label === "utf-8" ? bytes.indexOf(0) : nul * 2;
    const message = `byte ${byte} is NUL, as in a binary file; the file was not read`;
    return refused("document/binary", message, withoutMark(marked.slice(0, nul)));
  }
  const bad = firstBad(bytes, marked, label, sign);
  if (bad !== undefined) {
    const hex = (bytes[bad.byte] ?? 0).toString(16).padStart(2, "0");
    const message = `byte ${bad.byte} (0x${hex}) is not ${name}; the file was not read`;
    return refused("document/encoding", message, withoutMark(marked.slice(0, bad.offset)), "save the file as UTF-8");
  }
  if (text.trim() !== "") return { text, findings: [] };
  return refused("document/empty", `the file ${text === "" ? "is empty" : "holds nothing but white space"}`, "");
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

function standsAt(bytes: Uint8Array, from: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[from + index] === byte);
}

/** The first sign that stands for what could not be decoded: the file itself has other bytes there. */
function firstBad(
  bytes: Uint8Array,
  text: string,
  label: string,
  sign: readonly number[],
): { readonly offset: number; readonly byte: number } | undefined {
  let byte = 0;
  let from = 0;
  for (let offset = text.indexOf("\uFFFD"); offset >= 0; offset = text.indexOf("\uFFFD", offset + 1)) {
    byte += Buffer.byteLength(text.slice(from, offset), label === "utf-8" ? "utf8" : "utf16le");
    if (!standsAt(bytes, byte, sign)) return { offset, byte };
    from = offset;
  }
  return undefined;
}
