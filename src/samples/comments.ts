// Ties each comment of a sample to the member, item or container that it speaks of; members that stand in comments are read.
import { commentedMembers, startsMember } from "./commented-members.ts";
import { isDirective, marksRemoval } from "./directives.ts";
import { note, type Member, type ObjectBox, type Reading } from "./reading.ts";
import type { SampleComment } from "./sample.ts";
import type { CommentToken } from "./tokens.ts";

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
