// Ties each comment of a sample to the member, item or container that it speaks of.
import type { SampleComment } from "./sample.ts";
import type { Reading } from "./reading.ts";
import type { CommentToken } from "./tokens.ts";

/** Puts every comment into the tree: one list takes it, chosen by what stands beside it. */
export function attachComments(reading: Reading): void {
  for (const comment of reading.comments) {
    const { text, offset, length } = comment;
    listFor(reading, comment)?.push({ text, offset, length });
  }
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
