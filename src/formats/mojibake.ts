// Text that was once decoded with the wrong table: UTF-8 read as Windows-1252 or as GBK, and what is lost for good.
// A row says how one kind looks; where the bytes can be had back, the text they stood for is the fix.
import { type Finding, findingIn } from "../source/finding.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

type WrongTable = "windows-1252" | "gbk";

export interface MojibakeRule extends PatternRule {
  /** What the example stood for; undefined where nobody can know. */
  readonly was: string | undefined;
  /** The table that the UTF-8 bytes were read with; undefined where the bytes are gone. */
  readonly readAs: WrongTable | undefined;
}

/** Bytes 0x80 to 0xBF as Windows-1252 (or Latin-1, for the five it leaves open) shows them. */
const HIGH = "\\u0080-\\u009F€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const NEXT = `[${HIGH}\\u00A0-\\u00BF]`;

/** Kinds of mojibake. Where two could claim one place, the row above wins. */
export const mojibakeRules: readonly MojibakeRule[] = [
  { id: "replacement-as-gbk", pattern: /(?:锟斤拷|锟斤|斤拷)+/g, example: "锟斤拷", was: undefined, readAs: undefined },
  { id: "replacement-as-latin1", pattern: /ï¿½/g, example: "ï¿½", was: undefined, readAs: undefined },
  { id: "replacement", pattern: /\uFFFD+/g, example: "\uFFFD", was: undefined, readAs: undefined },
  { id: "mark-as-latin1", pattern: /ï»¿/g, example: "ï»¿", was: "\uFEFF", readAs: "windows-1252" },
  {
    id: "punctuation-as-latin1",
    pattern: new RegExp(`â[${HIGH}]${NEXT}`, "g"),
    example: "â€™",
    was: "’",
    readAs: "windows-1252",
  },
  {
    id: "emoji-as-latin1",
    pattern: new RegExp(`ð[Ÿ\\u009F]${NEXT}${NEXT}`, "g"),
    example: "ðŸ’¡",
    was: "💡",
    readAs: "windows-1252",
  },
  { id: "letter-as-latin1", pattern: new RegExp(`[ÃÄÅ]${NEXT}`, "g"), example: "Ã©", was: "é", readAs: "windows-1252" },
  { id: "sign-as-latin1", pattern: /Â[\u0080-\u00BF]/g, example: "Â°", was: "°", readAs: "windows-1252" },
  { id: "emoji-as-gbk", pattern: /馃[\u3400-\u9FFF\uE000-\uF8FF]/g, example: "馃挕", was: "💡", readAs: "gbk" },
  {
    id: "punctuation-as-gbk",
    pattern: /[鈥鈩鈫鈭鈿鉁鉂][\u3400-\u9FFF\uE000-\uF8FF]/g,
    example: "鈥檚",
    was: "’s",
    readAs: "gbk",
  },
];

/** More finds of one kind than this are reported as one number. */
const MOST_FINDINGS = 100;

/** Warnings, rule `document/mojibake`, for each place of the text that shows mojibake. */
export function findMojibake(text: string, file: string): readonly Finding[] {
  if (!NOT_ASCII.test(text)) return [];
  return mojibakeRules.flatMap((rule) => {
    const finds = [...text.matchAll(rule.pattern)].filter((find) => ruleAt(find[0]) === rule);
    const readable = finds.filter((find) => rule.readAs === undefined || undo(find[0], rule.readAs) !== undefined);
    return readable.slice(0, MOST_FINDINGS).map(({ 0: found, index: start }, index) => {
      const fix = rule.readAs === undefined ? undefined : undo(found, rule.readAs);
      const more = index === MOST_FINDINGS - 1 ? readable.length - MOST_FINDINGS : 0;
      const message = messageOf(rule, found, fix) + (more > 0 ? `; ${more} more places like it are not listed` : "");
      return findingIn({ file, text }, { rule: "document/mojibake", message, start, end: start + found.length, fix });
    });
  });
}

/** The value with all mojibake undone that can be; what can't be stays as it is. For text nodes, never for a page's source. */
export function withoutMojibake(value: string): string {
  if (!NOT_ASCII.test(value)) return value;
  let repaired = value;
  for (const { pattern, readAs } of mojibakeRules) {
    if (readAs !== undefined) repaired = repaired.replace(pattern, (found) => undo(found, readAs) ?? found);
  }
  return repaired;
}

const NOT_ASCII = /[^\p{ASCII}]/u;

function messageOf(rule: MojibakeRule, found: string, repaired: string | undefined): string {
  if (rule.readAs === undefined) return `"${found.slice(0, 12)}" stands where characters were lost; left as it is`;
  return `"${found}" is UTF-8 that was read as ${rule.readAs}; read as "${repaired ?? ""}"`;
}

/** The first row that claims the whole of `found`. */
function ruleAt(found: string): MojibakeRule | undefined {
  return mojibakeRules.find(({ pattern }) => found.replace(pattern, "") === "");
}

function undo(found: string, readAs: WrongTable): string | undefined {
  const bytes: number[] = [];
  for (const character of found) {
    const code = readAs === "gbk" ? gbkCode(character) : windows1252Code(character);
    if (code === undefined) return undefined;
    if (code > 0xff) bytes.push(code >> 8, code & 0xff);
    else bytes.push(code);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** Bytes 0x80 to 0x9F of Windows-1252; a blank where it has none. Written out: runtimes differ in what they decode these to. */
const CP1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** A byte; undefined where the table does not have the character. */
function windows1252Code(character: string): number | undefined {
  const at = character === " " ? -1 : CP1252.indexOf(character);
  const code = at < 0 ? character.charCodeAt(0) : 0x80 + at;
  return code < 0x100 && character.length === 1 ? code : undefined;
}

/** What each pair of bytes stands for, made at first use; and the codes of characters that were asked for. */
let pairs: readonly string[] | undefined;
const gbkCodes = new Map<string, number | undefined>();

/** Second bytes of a pair, from 0x40 on. */
const SECONDS = 0xff - 0x40;
const FIRSTS = 0xff - 0x81;
const LINE_FEED = 0x0a;

/** A byte, or two as high * 256 + low; undefined where the table does not have the character. */
function gbkCode(character: string): number | undefined {
  if (character.length === 1 && character < "\u0080") return character.charCodeAt(0);
  if (!gbkCodes.has(character)) {
    const at = (pairs ??= gbkPairs()).indexOf(character);
    gbkCodes.set(character, at < 0 ? undefined : (0x81 + Math.floor(at / SECONDS)) * 0x100 + 0x40 + (at % SECONDS));
  }
  return gbkCodes.get(character);
}

/** One call for the whole table: each takes longer than what it decodes. A line end after each pair keeps them apart. */
function gbkPairs(): readonly string[] {
  const bytes = Uint8Array.from({ length: FIRSTS * SECONDS * 3 }, (_, index) => {
    const at = Math.floor(index / 3);
    return [0x81 + Math.floor(at / SECONDS), 0x40 + (at % SECONDS), LINE_FEED][index % 3] ?? LINE_FEED;
  });
  return new TextDecoder("gbk").decode(bytes).split("\n");
}
