// Ties each comment of a sample to the member, item or container that it speaks of; members that are in comments are read.
import { note, type Member, type ObjectBox, type Reading } from "./reading.ts";
import type { SampleComment } from "./sample.ts";
import { type CommentToken, tokenize, type Token } from "./tokens.ts";
import { parse } from "./parse.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

/** Comments that speak to a highlighter or a formatter, not to the reader: one row a tool, with an example. */
export const directiveRules: readonly PatternRule[] = [
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
const MOST_COMMENTS = 40;
const MEMBER = /^"[^"\\]{1,200}"\s*:/;

/** Puts every comment into the tree: one list takes it, chosen by what is beside it. Gives those for a highlighter, which are left out. */
export function attachComments(reading: Reading): readonly CommentToken[] {
  const directives: CommentToken[] = [];
  for (let index = 0; index < reading.comments.length; index++) {
    const comment = reading.comments[index];
    if (comment === undefined) break;
    const { text, offset, length } = comment;
    if (text.length <= LONGEST && directiveRules.some(({ pattern }) => pattern.test(text))) {
      directives.push(comment);
      // It shows its line as the old state of what is now different.
      if (text.startsWith("[!code --")) note(reading, "marked-removed", comment, { text });
      continue;
    }
    const box = reading.inside[comment.before - 1];
    const run = box?.kind === "object" && MEMBER.test(text) ? untilClosed(reading.comments, index) : [];
    const members = run.length === 0 ? undefined : readAsObject(reading.text, run);
    if (box?.kind === "object" && members !== undefined) {
      for (const member of members) keep(reading, box, member);
      index += run.length - 1;
    } else listFor(reading, comment)?.push({ text, offset, length });
  }
  return directives;
}

const membersByKey = new WeakMap<ObjectBox, ReadonlyMap<string, Member>>();

/** Comments are tied to members when all members are read. */
function memberOf(box: ObjectBox, key: string): Member | undefined {
  const known = membersByKey.get(box) ?? new Map(box.members.map((member) => [member.key, member]));
  membersByKey.set(box, known);
  return known.get(key);
}

function keep(reading: Reading, box: ObjectBox, member: Member): void {
  const { key, keyOffset: offset, keyLength: length, value } = member;
  const held = memberOf(box, key);
  if (held === undefined) (box.inComments ??= []).push(member);
  else (held.alternatives ??= []).push(value);
  note(reading, held === undefined ? "commented-member" : "commented-value", { offset, length }, { before: key });
}

function listFor(reading: Reading, comment: CommentToken): SampleComment[] | undefined {
  const { tokens, owner, starts, inside, root } = reading;
  const previous = tokens[comment.before - 1];
  const following = starts[comment.before];
  const leads =
    following !== undefined &&
    tokens[comment.before]?.line === comment.endLine &&
    (previous === undefined || ",{[".includes(previous.kind));
  const isBehind = !leads && previous?.line === comment.line;
  return ((isBehind ? owner[comment.before - 1] : following) ?? inside[comment.before - 1] ?? root)?.comments;
}

/** Comments one below the other, up to the one that closes the brackets that the first opens; none where they stay open. */
function untilClosed(comments: readonly CommentToken[], index: number): readonly CommentToken[] {
  let depth = 0;
  for (let at = index; at < Math.min(comments.length, index + MOST_COMMENTS); at++) {
    const comment = comments[at];
    const above = comments[at - 1];
    if (comment === undefined) break;
    if (at > index && (comment.before !== above?.before || comment.line !== above.endLine + 1)) break;
    depth += comment.text.replace(/[^{[]/g, "").length - comment.text.replace(/[^}\]]/g, "").length;
    if (depth <= 0) return comments.slice(index, at + 1);
  }
  return [];
}

/** Sound members only: what needs a repair is more likely a sentence that begins with a name. */
function readAsObject(text: string, comments: readonly CommentToken[]): readonly Member[] | undefined {
  const [base = 0] = comments.map(({ offset }) => offset);
  const { tokens } = tokenize(inBraces(text, comments, base));
  const moved = tokens.map((token): Token => ({ ...token, offset: token.offset + base }));
  const { root, failures, defects } = parse({ text, tokens: moved, comments: [] }, []);
  const isSound = failures.length === 0 && defects.every(({ rule }) => rule === "trailing-comma");
  return isSound && root?.kind === "object" ? root.members : undefined;
}

/** The comments' text in braces, at its own offsets. */
function inBraces(text: string, comments: readonly CommentToken[], base: number): string {
  let bare = "";
  for (const { offset, length } of comments) {
    const raw = text.slice(offset, offset + length);
    const mark = /^(?:\/\*+|\/{2,}|#+)/.exec(raw)?.[0].length ?? 0;
    const body = raw.startsWith("/*") ? raw.slice(mark).replace(/\*+\/$/, "") : raw.slice(mark);
    bare = bare.padEnd(offset - base) + (offset === base ? "{".padEnd(mark) : " ".repeat(mark)) + body;
  }
  return `${bare}\n}`;
}
