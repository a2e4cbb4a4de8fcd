// Reads members that a page has put into comments: `// "bot_id": "b1"`.
import { parse } from "./parse.ts";
import type { Member, Reading } from "./reading.ts";
import { tokenize, type CommentToken, type Token } from "./tokens.ts";

export interface CommentedMembers {
  readonly members: readonly Member[];
  /** How many of the comments hold them. */
  readonly taken: number;
}

const MEMBER = /^"[^"\\]{1,200}"\s*:/;
const MOST_COMMENTS = 40;

/** Whether a comment begins as a member does. */
export function startsMember(text: string): boolean {
  return MEMBER.test(text);
}

/** The members that begin in the comment `index`: those on its own line, or one that goes on until its brackets are closed. */
export function commentedMembers({ text, comments }: Reading, index: number): CommentedMembers | undefined {
  const run = untilClosed(comments, index);
  const members = run === undefined ? undefined : readAsObject(text, run);
  return run === undefined || members === undefined ? undefined : { members, taken: run.length };
}

/** Comments one below the other, up to the one that closes the brackets that the first opens. */
function untilClosed(comments: readonly CommentToken[], index: number): readonly CommentToken[] | undefined {
  let depth = 0;
  for (let at = index; at < Math.min(comments.length, index + MOST_COMMENTS); at++) {
    const comment = comments[at];
    const above = comments[at - 1];
    if (comment === undefined) return undefined;
    if (at > index && (comment.before !== above?.before || comment.line !== above.endLine + 1)) return undefined;
    depth += comment.text.replace(/[^{[]/g, "").length - comment.text.replace(/[^}\]]/g, "").length;
    if (depth <= 0) return comments.slice(index, at + 1);
  }
  return undefined;
}

/** Sound members only: what needs a repair is more likely a sentence that begins with a name. */
function readAsObject(text: string, comments: readonly CommentToken[]): readonly Member[] | undefined {
  const first = comments[0];
  const last = comments.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const end = last.offset + last.length;
  const inner = text.slice(first.offset, end);
  const bare = withoutMarks(inner, comments, first.offset);
  const { tokens } = tokenize(bare);
  const moved = tokens.map((token): Token => ({ ...token, offset: token.offset + first.offset }));
  const { root, failures, defects } = parse({ text, tokens: moved, comments: [] }, []);
  const isSound = failures.length === 0 && defects.every(({ rule }) => rule === "trailing-comma");
  return isSound && root?.kind === "object" ? root.members : undefined;
}

/** The comments' text in braces, at its own offsets. */
function withoutMarks(inner: string, comments: readonly CommentToken[], base: number): string {
  let bare = "";
  for (const { offset, length } of comments) {
    const raw = inner.slice(offset - base, offset - base + length);
    const isBlock = raw.startsWith("/*");
    const mark = /^(?:\/\*+|\/{2,}|#+)/.exec(raw)?.[0].length ?? 0;
    const body = isBlock ? raw.slice(mark).replace(/\*+\/$/, "") : raw.slice(mark);
    bare = bare.padEnd(offset - base) + (offset === base ? "{".padEnd(mark) : " ".repeat(mark)) + body;
  }
  return `${bare}\n}`;
}
