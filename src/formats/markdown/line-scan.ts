// What each line of a Markdown page is before it is parsed: fenced, commented out or open; and the fences that went wrong.
// A fence that was never closed, and one whose opening line was lost, eat the sections after them unless they are mended here.
import { blank, type Edit, linesOf, type SourceLine, type SourceText } from "../../source/line-index.ts";
import { readFenceInfo } from "./fence-info.ts";
import { isBlockMark } from "./indented-blocks.ts";
import { findingIn, type Finding } from "../../source/finding.ts";

/** What is to be changed in a page before it is parsed, and what is said of it. */
export interface Mends {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

export interface LineScan extends SourceText, Mends {
  readonly lines: readonly SourceLine[];
  /** True for lines outside of fences and comments, by index. */
  readonly open: readonly boolean[];
  /** Comments that run over several lines, as offsets. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

export interface ScanOptions {
  readonly file: string;
  /** MDX knows no indented code and its tags may stand for the end of a sample. */
  readonly mdx: boolean;
}

/** A line of backticks or tildes: what is before the run, and the words behind it. */
interface FenceMark {
  readonly before: string;
  readonly run: string;
  readonly info: string;
}

interface Fence extends FenceMark {
  readonly line: number;
  /** First line of its content that is not blank; -1 while there is none. */
  first: number;
  json: boolean;
  /** First line that no sample holds: a heading, a table row, a tag. */
  stop: number;
  /** A heading (or tag) is inside: the closing fence is lost. */
  heading: boolean;
}

const FENCE = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})([^]*)$/;
const JSON_INFO = /^(?:|json\w*|jsonc|js|jsx|javascript|ts|typescript|http)$/i;
const HEADING = /^(#{1,6})[ \t]+\S/;
const TAG_LINE = /^<\/?[A-Z][^<>]*>$|^<\/[a-z][\w.-]*>$/;

export function scanLines(text: string, { file, mdx }: ScanOptions): LineScan {
  const lines = linesOf(text);
  const open: boolean[] = [];
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const comments: { start: number; end: number }[] = [];
  let fence: Fence | undefined;
  let boundary = 0;
  let inList = false;
  let comment = false;
  const lastComment = text.lastIndexOf("-->");

  const say = (name: string, index: number, message: string): void => {
    const line = lines[index] ?? { start: 0, end: 0, text: "" };
    const start = line.start + line.text.length - line.text.trimStart().length;
    findings.push(findingIn({ file, text }, { rule: `document/${name}`, message, start, end: line.end }));
  };
  const unclosed = (line: number, until: string): void => {
    say("unclosed-fence", line, `the fence opened here is not closed; read as ${until}`);
  };

  /** Mends the fence that has no closing line of its own, as seen from line `now`; what follows the mend is open. */
  const mend = (lost: Fence, now: number): void => {
    const hidesAll = holdsNothing(lost);
    const start = hidesAll ? sampleBefore(lines, open, boundary, lost.line) : undefined;
    if (start !== undefined) {
      const at = lines[start]?.start ?? 0;
      const indent = /^[ \t]*/.exec(lines[start]?.text ?? "")?.[0] ?? "";
      edits.push({ start: at, end: at, insert: `${indent}${lost.run}json\n` });
      open.fill(false, start, lost.line + 1);
      markOpen(open, lost.line + 1, now);
      const message = `this fence closes a sample that no fence opens; opened before line ${start + 1}`;
      say("unopened-fence", lost.line, message);
    } else if (hidesAll) {
      const stray = lines[lost.line] ?? { start: 0, end: 0 };
      edits.push(blank(text, stray.start, stray.end));
      markOpen(open, lost.line, now);
      say("stray-fence", lost.line, "this fence holds no sample and would hide the sections after it; left out");
    } else {
      const before = lost.stop < 0 ? now : lost.stop;
      const stop = isSample(lost) ? (behindJson(lines, lost.line + 1, before) ?? before) : before;
      const last = lastFilled(lines, stop - 1);
      const at = lines[last]?.end ?? 0;
      edits.push({ start: at, end: at, insert: `\n${lost.before.replace(/[^ \t>]/g, " ")}${lost.run}` });
      markOpen(open, last + 1, now);
      unclosed(lost.line, `ended before line ${stop + 1}`);
    }
    boundary = now;
  };

  for (const [index, line] of lines.entries()) {
    const content = line.text.trim();
    if (comment) {
      open[index] = false;
      if (content.includes("-->")) comment = false;
      continue;
    }
    const mark = markOf(line.text);
    if (fence !== undefined) {
      open[index] = false;
      const ends = mark !== undefined && closes(fence, mark);
      const isLost = ends
        ? fence.heading && (isSample(fence) || holdsNothing(fence))
        : mark !== undefined && isNested(fence, mark);
      if (isLost) mend(fence, index);
      else if (ends) boundary = index + 1;
      else if (leavesContainer(fence, line.text, inList)) {
        unclosed(fence.line, "ended with its list or quote");
        boundary = index;
      } else {
        if (mark !== undefined && isAlike(fence, mark) && mark.info !== "")
          say("fence-in-code", index, "a fence opens here within another one; one before it is lost, or its end");
        look(fence, lines, index, mdx);
        continue;
      }
      fence = undefined;
      if (ends && !isLost) continue;
    }
    open[index] = true;
    if (mark !== undefined && opens(mark, mdx || inList)) {
      open[index] = false;
      fence = { ...mark, line: index, first: -1, json: false, stop: -1, heading: false };
      if (/[-*+.)]/.test(mark.before)) inList = true;
    } else if (content.startsWith("<!--") && !content.includes("-->")) {
      const next = text.indexOf("<!--", line.start + line.text.indexOf("<!--") + 4);
      const end = lastComment < line.end ? -1 : text.indexOf("-->", line.end);
      if (end < 0 || (next >= 0 && next < end)) {
        edits.push({ start: line.end, end: line.end, insert: "-->" });
        say("unclosed-comment", index, "the comment opened here is not closed; read as ended with its line");
      } else {
        comment = true;
        open[index] = false;
        comments.push({ start: line.start, end: end + 3 });
      }
    } else if (content !== "" && !/^[ \t]/.test(line.text)) {
      inList = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(content) || isBlockMark(line.text);
    }
  }
  if (fence !== undefined && (fence.heading || isFollowed(fence, lines))) mend(fence, lines.length);
  else if (fence !== undefined) unclosed(fence.line, "code to the end of the page");
  return { file, text, lines, open, comments, edits, findings };
}

function markOf(text: string): FenceMark | undefined {
  const [, before = "", run, info = ""] = FENCE.exec(text) ?? [];
  return run === undefined ? undefined : { before, run, info: info.trim() };
}

function opens({ before, run, info }: FenceMark, anyIndent: boolean): boolean {
  if (run.startsWith("`") && info.includes("`")) return false;
  return anyIndent || /(?:^|>) {0,3}(?:[-*+]|\d{1,9}[.)]|$)/.test(before);
}

/** A mark as long as that of the fence around it. With words behind it, it closes nothing, and would have opened code. */
function isAlike(fence: Fence, { run }: FenceMark): boolean {
  return run[0] === fence.run[0] && run.length >= fence.run.length;
}

function closes(fence: Fence, mark: FenceMark): boolean {
  return isAlike(fence, mark) && mark.info === "" && !/[-*+.)]/.test(mark.before);
}

/** A fence with a language inside of an open fence: no sample holds one, so the open fence has lost its end. */
function isNested(fence: Fence, mark: FenceMark): boolean {
  return isAlike(fence, mark) && readFenceInfo(mark.info).lang !== undefined && (fence.heading || isSample(fence));
}

function isSample({ json, info }: Fence): boolean {
  return json && JSON_INFO.test(readFenceInfo(info).lang ?? "");
}

/** No language, and what no sample holds comes first. */
function holdsNothing({ info, first, stop }: Fence): boolean {
  return info === "" && first === stop;
}

function leavesContainer({ before }: Fence, text: string, inList: boolean): boolean {
  if (before.includes(">")) return !/^[ \t]*>/.test(text);
  return inList && before.length >= 2 && /^[^ \t]/.test(text);
}

/** Notes what a line inside of a fence tells about the fence. */
function look(fence: Fence, lines: readonly SourceLine[], index: number, mdx: boolean): void {
  const text = lines[index]?.text ?? "";
  const content = text.trim();
  if (content === "") return;
  const indent = text.length - text.trimStart().length;
  const bare = content.replace(/^(?:>[ \t]?)+/, "");
  const afterBlank = (lines[index - 1]?.text ?? "").trim() === "" || index - 1 === fence.line;
  const beforeBlank = (lines[index + 1]?.text ?? "").trim() === "";
  const hashes = indent <= fence.before.length ? (HEADING.exec(bare)?.[1]?.length ?? 0) : 0;
  const isTag = mdx && TAG_LINE.test(bare) && indent <= fence.before.length;
  if (fence.first < 0) {
    fence.first = index;
    fence.json = /^(?:[{["]|\/\/|\/\*)/.test(bare);
  }
  const heading =
    isTag || (isSample(fence) ? hashes > 1 || (hashes === 1 && afterBlank) : hashes > 0 && afterBlank && beforeBlank);
  if (heading) fence.heading = true;
  if (fence.stop < 0 && (heading || /^\|.*\|$/.test(bare))) fence.stop = index;
}

/** Whether a sample that nothing ends is complete, and other lines are below it. */
function isFollowed(fence: Fence, lines: readonly SourceLine[]): boolean {
  return isSample(fence) && behindJson(lines, fence.line + 1, lines.length) !== undefined;
}

/** The first line from `from` on, and before `end`, that is behind complete JSON and no further JSON or comment; undefined where there is none. */
function behindJson(lines: readonly SourceLine[], from: number, end: number): number | undefined {
  let depth = 0;
  let isComplete = false;
  for (let index = from; index < end; index += 1) {
    const text = (lines[index]?.text ?? "").replace(/^(?:[ \t]{0,3}>)+/, "").trim();
    if (text === "") continue;
    if (depth <= 0 && isComplete && !/^(?:[{[}\]\),;]|\/[/*]|\*\/)/.test(text)) return index;
    for (const [bracket] of text.replace(/"(?:[^"\\]|\\.)*"|\/\/.*/g, "").matchAll(/[{}[\]]/g)) {
      depth += bracket === "{" || bracket === "[" ? 1 : -1;
      isComplete = depth <= 0;
    }
  }
  return undefined;
}

/** The line on which unfenced JSON begins that ends right above `index`, or undefined where there is none. */
function sampleBefore(
  lines: readonly SourceLine[],
  open: readonly boolean[],
  boundary: number,
  index: number,
): number | undefined {
  let at = lastFilled(lines, index - 1);
  if (!/[}\]]$/.test(lines[at]?.text.trim() ?? "")) return undefined;
  let depth = 0;
  let start: number | undefined;
  for (; at >= boundary; at -= 1) {
    const text = lines[at]?.text.trim() ?? "";
    if (open[at] !== true || HEADING.test(text) || TAG_LINE.test(text) || text.startsWith("|")) break;
    for (const bracket of text.replace(/"[^"]*"/g, "")) {
      if (bracket === "}" || bracket === "]") depth += 1;
      if (bracket === "{" || bracket === "[") depth -= 1;
    }
    if (/^[{[]/.test(text)) start = at;
    if (depth <= 0 && start === at) break;
  }
  return start;
}

function lastFilled(lines: readonly SourceLine[], from: number): number {
  let at = from;
  while (at > 0 && (lines[at]?.text ?? "").trim() === "") at -= 1;
  return at;
}

function markOpen(open: boolean[], from: number, to: number): void {
  for (let index = from; index < to; index += 1) open[index] = true;
}
