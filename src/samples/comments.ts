// Ties each comment of a sample to the member, item or container that it speaks of; members that stand in comments are read.
import { note, type Member, type ObjectBox, type Reading } from "./reading.ts";
import type { SampleComment } from "./sample.ts";
import { type CommentToken, tokenize, type Token } from "./tokens.ts";
import { parse } from "./parse.ts";

export const directiveRules: readonly DirectiveRule[] = [
  {
    id: "docusaurus",
    pattern: /^(?:highlight|error|success|warning)-(?:next-line|line|start|end)$/i,
    example: "highlight-next-line",
  },
  {
    id: "shiki",
    pattern: /^\[!code (?:\+\+|--|highlight|focus|warning|error|hl|word)(?::[^\]]*)?\]$/i,
    example: "[!code --]",
  },
  {
    id: "code-hike",
    pattern: /^!(?:mark|focus|border|hover|callout|collapse|link)(?:\([\d:,]*\)|\[[^\]]*\])?$/,
    example: "!mark(1:2)",
  },
  {
    id: "formatter",
    pattern:
      /^(?:prettier-ignore(?:-start|-end)?|(?:eslint|biome|tslint|markdownlint)-(?:disable|enable|ignore)\S*.*|@formatter:(?:on|off))$/,
    example: "prettier-ignore",
  },
];

const LONGEST = 80;

const MEMBER = /^"[^"\\]{1,200}"\s*:/;

const MOST_COMMENTS = 40;

/** Puts every comment into the tree: one list takes it, chosen by what stands beside it. Those for a highlighter are left out. */
export function attachComments(reading: Reading): readonly CommentToken[] {
  const directives: CommentToken[] = [];
  const { comments } = reading;
  for (let index = 0; index < comments.length; index++) {
    const comment = comments[index];
    if (comment === undefined) break;
    if (isDirective(comment.text)) {
      directives.push(comment);
      if (marksRemoval(comment.text)) noteRemoval(reading, comment);
    } else if (startsMember(comment.text)) index += readMembers(reading, index) - 1;
    else attach(reading, comment);
  }
  return directives;
}

function noteRemoval(reading: Reading, { text, offset, length }: CommentToken): void {
  note(reading, { rule: "marked-removed", offset, length, text, container: "" });
}

function attach(reading: Reading, comment: CommentToken): void {
  const { text, offset, length } = comment;
  listFor(reading, comment)?.push({ text, offset, length });
}

/** Reads the members that begin in a comment and may go on in those below it; gives the number of comments taken. */
function readMembers(reading: Reading, index: number): number {
  const { comments, inside } = reading;
  const comment = comments[index];
  if (comment === undefined) return 1;
  const box = inside[comment.before - 1];
  const found = box?.kind === "object" ? commentedMembers(reading, index) : undefined;
  if (found === undefined || box?.kind !== "object") {
    attach(reading, comment);
    return 1;
  }
  for (const member of found.members) keep(reading, box, member);
  return found.taken;
}

const membersByKey = new WeakMap<ObjectBox, ReadonlyMap<string, Member>>();

/** Comments are tied to members when all members are read. */
function membersOf(box: ObjectBox): ReadonlyMap<string, Member> {
  const known = membersByKey.get(box);
  if (known !== undefined) return known;
  const made = new Map(box.members.map((member) => [member.key, member]));
  membersByKey.set(box, made);
  return made;
}

function keep(reading: Reading, box: ObjectBox, member: Member): void {
  const { key, keyOffset, keyLength, value } = member;
  const held = membersOf(box).get(key);
  if (held === undefined) {
    box.inComments ??= [];
    box.inComments.push(member);
  } else {
    held.alternatives ??= [];
    held.alternatives.push(value);
  }
  const rule = held === undefined ? "commented-member" : "commented-value";
  const text = reading.text.slice(keyOffset, keyOffset + keyLength);
  note(reading, { rule, offset: keyOffset, length: keyLength, text, container: "", before: key });
}

function listFor(reading: Reading, comment: CommentToken): SampleComment[] | undefined {
  const { tokens, owner, starts, inside, root } = reading;
  const previous = tokens[comment.before - 1];
  const next = tokens[comment.before];
  const following = starts[comment.before];
  const behind = previous !== undefined && previous.line === comment.line;
  const leads =
    following !== undefined &&
    next?.line === comment.endLine &&
    (previous === undefined || ",{[".includes(previous.kind));
  if (leads) return following.comments;
  if (behind) return (owner[comment.before - 1] ?? inside[comment.before - 1] ?? root)?.comments;
  return (following ?? inside[comment.before - 1] ?? root)?.comments;
}

// Comments that speak to a highlighter or a formatter, not to the reader: one row a tool, with an example.

interface DirectiveRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
}

function isDirective(text: string): boolean {
  return text.length <= LONGEST && directiveRules.some(({ pattern }) => pattern.test(text));
}

/** Whether it shows its line as the old state of what is now different. */
function marksRemoval(text: string): boolean {
  return text.startsWith("[!code --");
}

interface CommentedMembers {
  readonly members: readonly Member[];
  /** How many of the comments hold them. */
  readonly taken: number;
}

/** Whether a comment begins as a member does. */
function startsMember(text: string): boolean {
  return MEMBER.test(text);
}

/** The members that begin in the comment `index`: those on its own line, or one that goes on until its brackets are closed. */
function commentedMembers({ text, comments }: Reading, index: number): CommentedMembers | undefined {
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
