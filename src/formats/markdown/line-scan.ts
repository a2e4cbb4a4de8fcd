// What each line of a Markdown page is before it is parsed: fenced, commented out or open; and the fences that went wrong.
// A fence that was never closed, and one whose opening line was lost, eat the sections after them unless they are mended here.
import { blank, type Edit } from "../../source/line-index.ts";
import { finding, type Finding } from "../../source/finding.ts";
import { type SourceLine, linesOf } from "../../source/line-index.ts";

export interface LineScan {
  readonly lines: readonly SourceLine[];
  /** True for lines outside of fences and comments, by index. */
  readonly open: readonly boolean[];
  /** Comments that run over several lines, as offsets. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

export interface ScanOptions {
  readonly file: string;
  /** MDX knows no indented code and its tags may stand for the end of a sample. */
  readonly mdx: boolean;
}

interface Fence {
  readonly line: number;
  readonly mark: string;
  readonly indent: number;
  readonly quoted: boolean;
  readonly info: string;
  /** First line of its content that is not blank; -1 while there is none. */
  first: number;
  json: boolean;
  /** First line that no sample holds: a heading, a table row, a tag. */
  stop: number;
  /** A heading (or tag) stands inside: the closing fence is lost. */
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

  const say = (rule: string, index: number, message: string): void => {
    const line = lines[index] ?? { start: 0, end: 0, text: "" };
    const lead = line.text.length - line.text.trimStart().length;
    findings.push(
      finding({
        rule,
        severity: "warning",
        message,
        at: {
          file,
          ...{ line: index + 1, column: lead + 1, offset: line.start + lead },
          ...{ endLine: index + 1, endColumn: line.text.length + 1, endOffset: line.end },
        },
        quote: line.text,
      }),
    );
  };

  const closeAt = ({ line, mark, indent }: Fence, stop: number): void => {
    const opened = lines[line]?.text ?? "";
    const prefix = opened.slice(0, indent).replace(/[^ \t>]/g, " ");
    const last = lastFilled(lines, stop - 1);
    const at = lines[last]?.end ?? 0;
    edits.push({ start: at, end: at, insert: `\n${prefix}${mark}` });
    markOpen(open, last + 1, stop);
    say("document/unclosed-fence", line, `the fence opened here is not closed; read as ended before line ${stop + 1}`);
  };

  /** Mends the fence that has no closing line of its own, as seen from line `now`; what follows the mend is open. */
  const mend = (lost: Fence, now: number): void => {
    const start =
      lost.info === "" && lost.first === lost.stop ? sampleBefore(lines, open, boundary, lost.line) : undefined;
    if (start !== undefined) {
      const at = lines[start]?.start ?? 0;
      const indent = /^[ \t]*/.exec(lines[start]?.text ?? "")?.[0] ?? "";
      edits.push({ start: at, end: at, insert: `${indent}${lost.mark}json\n` });
      for (let index = start; index <= lost.line; index += 1) open[index] = false;
      markOpen(open, lost.line + 1, now);
      say(
        "document/unopened-fence",
        lost.line,
        `this fence closes a sample that no fence opens; opened before line ${start + 1}`,
      );
    } else if (lost.info === "" && lost.first === lost.stop) {
      const stray = lines[lost.line] ?? { start: 0, end: 0 };
      edits.push(blank(text, stray.start, stray.end));
      markOpen(open, lost.line, now);
      say(
        "document/stray-fence",
        lost.line,
        "this fence holds no sample and would hide the sections after it; left out",
      );
    } else {
      const stop = lost.stop < 0 ? now : lost.stop;
      closeAt(lost, stop);
      markOpen(open, stop, now);
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
    const mark = FENCE.exec(line.text);
    if (fence !== undefined) {
      open[index] = false;
      const ends = mark !== null && closes(fence, mark);
      if (ends && !fence.heading) {
        boundary = index + 1;
        fence = undefined;
        continue;
      }
      if (
        ends
          ? isSample(fence) || (fence.info === "" && fence.first === fence.stop)
          : mark !== null && isNested(fence, mark)
      ) {
        mend(fence, index);
        fence = undefined;
      } else if (ends) {
        boundary = index + 1;
        fence = undefined;
        continue;
      } else if (leavesContainer(fence, line.text, inList)) {
        say(
          "document/unclosed-fence",
          fence.line,
          "the fence opened here is not closed; read as ended with its list or quote",
        );
        boundary = index;
        fence = undefined;
      } else {
        if (mark !== null && mayOpen(fence, mark))
          say(
            "document/fence-in-code",
            index,
            "a fence opens here within another one; one before it is lost, or its end",
          );
        look(fence, lines, index, mdx);
        continue;
      }
    }
    open[index] = true;
    if (mark !== null && opens(mark, mdx || inList)) {
      open[index] = false;
      fence = {
        ...{ line: index, mark: mark[2] ?? "```", indent: (mark[1] ?? "").length, info: (mark[3] ?? "").trim() },
        ...{ quoted: (mark[1] ?? "").includes(">"), first: -1, json: false, stop: -1, heading: false },
      };
      if (/[-*+.)]/.test(mark[1] ?? "")) inList = true;
    } else if (content.startsWith("<!--") && !content.includes("-->")) {
      const next = text.indexOf("<!--", line.start + line.text.indexOf("<!--") + 4);
      const end = lastComment < line.end ? -1 : text.indexOf("-->", line.end);
      if (end < 0 || (next >= 0 && next < end)) {
        edits.push({ start: line.end, end: line.end, insert: "-->" });
        say("document/unclosed-comment", index, "the comment opened here is not closed; read as ended with its line");
      } else {
        comment = true;
        open[index] = false;
        comments.push({ start: line.start, end: end + 3 });
      }
    } else if (content !== "" && !/^[ \t]/.test(line.text)) {
      inList = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(content);
    }
  }
  if (fence !== undefined) {
    if (fence.heading) mend(fence, lines.length);
    else
      say(
        "document/unclosed-fence",
        fence.line,
        "the fence opened here is not closed; read as code to the end of the page",
      );
  }
  return { lines, open, comments, edits, findings };
}

function opens(mark: RegExpExecArray, anyIndent: boolean): boolean {
  if (mark[2]?.startsWith("`") === true && mark[3]?.includes("`") === true) return false;
  return anyIndent || /(?:^|>) {0,3}(?:[-*+]|\d{1,9}[.)]|$)/.test(mark[1] ?? "");
}

/** A mark as long as that of the fence around it, with words behind it: it closes nothing, and would have opened code. */
function mayOpen({ mark }: Fence, found: RegExpExecArray): boolean {
  const run = found[2] ?? "";
  return run[0] === mark[0] && run.length >= mark.length && (found[3] ?? "").trim() !== "";
}

function closes({ mark }: Fence, found: RegExpExecArray): boolean {
  const run = found[2] ?? "";
  return (
    run[0] === mark[0] && run.length >= mark.length && (found[3] ?? "").trim() === "" && !/[-*+.)]/.test(found[1] ?? "")
  );
}

/** A fence with a language inside of an open fence: no sample holds one, so the open fence has lost its end. */
function isNested(fence: Fence, found: RegExpExecArray): boolean {
  if (!/^\w[\w+#-]*$/.test((found[3] ?? "").trim().split(/\s/)[0] ?? "")) return false;
  if ((found[2] ?? "").length < fence.mark.length || found[2]?.[0] !== fence.mark[0]) return false;
  return fence.heading || isSample(fence);
}

function isSample({ json, info }: Fence): boolean {
  return json && JSON_INFO.test(info.split(/\s/)[0] ?? "");
}

function leavesContainer({ quoted, indent }: Fence, text: string, inList: boolean): boolean {
  if (quoted) return !/^[ \t]*>/.test(text);
  return inList && indent >= 2 && /^[^ \t]/.test(text);
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
  const hashes = indent <= fence.indent ? (HEADING.exec(bare)?.[1]?.length ?? 0) : 0;
  const isTag = mdx && TAG_LINE.test(bare) && indent <= fence.indent;
  if (fence.first < 0) {
    fence.first = index;
    fence.json = /^(?:[{["]|\/\/|\/\*)/.test(bare);
  }
  const heading =
    isTag || (isSample(fence) ? hashes > 1 || (hashes === 1 && afterBlank) : hashes > 0 && afterBlank && beforeBlank);
  if (heading) fence.heading = true;
  if (fence.stop < 0 && (heading || /^\|.*\|$/.test(bare))) fence.stop = index;
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
