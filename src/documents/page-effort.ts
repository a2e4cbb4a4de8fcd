// How far into a page a reader gets with the effort that any page may cost: a weight for each line or tag, as measured.
import type { Format } from "./document.ts";
import { LONGEST_LINE, MOST_ROWS } from "./overlong-lines.ts";

/** One unit is about ten microseconds of parsing, reading and modelling together; all of it is three seconds. */
const MOST_EFFORT = 300_000;
/** Shorter pages never weigh as much. */
const SHORT_PAGE = 15_000;

/** Offset of the line or tag at which the effort is used up; undefined where all of the page is within reach. */
export function reachOf(text: string, format: Format): number | undefined {
  if (text.length <= SHORT_PAGE) return undefined;
  return format === "html" ? reachInTags(text) : reachInLines(text, format === "text" ? textLine() : markdownLine());
}

type Weigh = (line: string) => number;

function reachInLines(text: string, weigh: Weigh): number | undefined {
  let effort = 0;
  let start = 0;
  for (const ending of text.matchAll(/\r\n|\r|\n/g)) {
    effort += weigh(text.slice(start, ending.index));
    if (effort > MOST_EFFORT) return start;
    start = ending.index + ending[0].length;
  }
  return effort + weigh(text.slice(start)) > MOST_EFFORT && start > 0 ? start : undefined;
}

/** Tokens of samples, code spans and cells are many in few characters. */
const SYNTAX = /[{}[\],:`|]/g;

function syntaxOf(line: string): number {
  return line.match(SYNTAX)?.length ?? 0;
}

function textLine(): Weigh {
  return (line) => (line.trim() === "" ? 1 : 4 + syntaxOf(line) + Math.min(line.length, LONGEST_LINE) / 100);
}

const FENCE = /^[ \t>]*(`{3,}|~{3,})/;
const ROW = /^[ \t]{0,20}\|/;
const START = /^[ \t]{0,99}(?:[-+*>#]|\d{1,9}[.)])/;
const NOTE = /^ {0,3}\[\^/;
const CONTAINER = /^ {0,3}(?:(>)|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|\[\^)/;
const MARK = /[*_~`[\]<{!\\&:@|]/g;

/** A line that opens a block, and one that is a block or row of its own. */
const BLOCK = 5;
/** The end of a list or quote makes the parser copy all that it has read so far. */
const COPY = 0.03;
/** The same of a list inside of a list. */
const INNER_COPY = 0.18;
const ITEMS = /^[ \t]{0,99}(?:(?:[-+*]|\d{1,9}[.)])[ \t]{1,9}){1,20}/;
const ITEM = /(?:[-+*]|\d{1,9}[.)])[ \t]{1,9}$/;

function markdownLine(): Weigh {
  let count = 0;
  let fence = "";
  let rows = 0;
  let opens = true;
  let container: "none" | "quote" | "list" = "none";
  /** Column of the innermost item's mark. */
  let innermost = 0;

  const endOfContainer = (line: string, blank: boolean): number => {
    const found = CONTAINER.exec(line);
    const inside = container === "list" ? blank || found !== null || /^[ \t]/.test(line) : found?.[1] === ">";
    const ended = container !== "none" && !inside;
    if (found !== null) container = found[1] === ">" ? "quote" : "list";
    else if (ended) container = "none";
    return (ended ? count * COPY : 0) + endOfInnerList(line);
  };

  const endOfInnerList = (line: string): number => {
    const marks = ITEMS.exec(line)?.[0];
    if (marks === undefined) return 0;
    const ended = marks.search(/\S/) < innermost;
    innermost = ITEM.exec(marks)?.index ?? 0;
    return ended ? count * INNER_COPY : 0;
  };

  return (line) => {
    count += 1;
    const blank = line.trim() === "";
    const mark = FENCE.exec(line)?.[1] ?? "";
    const closes = fence !== "" && mark.startsWith(fence);
    const fenced = fence !== "" && !closes;
    if (closes) fence = "";
    else if (fence === "") fence = mark;
    const left = fenced ? 0 : endOfContainer(line, blank);
    const opening = opens && !fenced ? BLOCK : 0;
    opens = blank;
    if (blank) return left + 2;
    const length = Math.min(line.length, LONGEST_LINE) / 20;
    if (fenced) return left + 5 + syntaxOf(line) + length;
    rows = ROW.test(line) ? rows + 1 : 0;
    if (rows > MOST_ROWS || line.length > LONGEST_LINE) return left + 1;
    const marks = line.match(MARK)?.length ?? 0;
    return left + 4 + opening + (START.test(line) ? 8 : NOTE.test(line) ? 16 : 0) + marks * 3 + length;
  };
}

const TAG = /<(?:(script|style)\b|(h[1-6])\b|[a-zA-Z/!?])/g;
const TAG_EFFORT = 1.5;
const HEADING_EFFORT = 5;

function reachInTags(text: string): number | undefined {
  const tags = new RegExp(TAG);
  let effort = 0;
  let before = 0;
  const reachBefore = (end: number): number | undefined => {
    const words = wordsEffort(text, before, end);
    const share = (MOST_EFFORT - effort) / words;
    effort += TAG_EFFORT + words;
    return effort > MOST_EFFORT ? before + Math.floor((end - before) * Math.min(1, share)) : undefined;
  };
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const reach = reachBefore(tag.index);
    if (reach !== undefined) return reach;
    if (tag[2] !== undefined) effort += HEADING_EFFORT;
    const end = tag[1] === undefined ? -1 : text.indexOf(`</${tag[1]}`, tags.lastIndex);
    if (end >= 0) tags.lastIndex = end;
    before = tags.lastIndex;
  }
  return reachBefore(text.length);
}

/** Each word, and the space before it, is a token of its own; so is each sign of a sample, later on. */
function wordsEffort(text: string, start: number, end: number): number {
  let words = 1;
  let signs = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code <= 13 && code >= 9)) words += 1;
    else if (SIGNS.has(code)) signs += 1;
  }
  return words * 0.2 + signs + (end - start) / 400;
}

const SIGNS = new Set([..."{}[],:"].map((sign) => sign.charCodeAt(0)));
