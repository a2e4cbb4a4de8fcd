// Reads the comments at a member by the tables of rules: presence, references, and what is left as a description.
import { readDeprecation } from "../rules/deprecation.ts";
import { readPresence } from "../rules/presence.ts";
import { readReference, type ReadReference } from "../rules/references.ts";
import type { Evidence } from "../model.ts";
import { quoteComment, type Occurrence } from "./occurrence.ts";

export interface CommentReading {
  readonly presence?: { readonly effect: "required" | "optional"; readonly evidence: Evidence };
  readonly reference?: ReadReference & { readonly evidence: Evidence };
  /** That a comment gives the member up; the comment is its description too. */
  readonly deprecated?: Evidence;
  readonly description?: string;
}

export function readComments(occurrences: readonly Occurrence[]): CommentReading {
  let reading: CommentReading = {};
  const rest = new Set<string>();
  for (const occurrence of occurrences) {
    const inner = occurrence.node.kind === "scalar" ? [] : occurrence.node.comments;
    for (const comment of [...occurrence.comments, ...inner]) {
      const presence = readPresence(comment.text);
      const reference = readReference(comment.text);
      if (presence !== undefined) {
        reading = {
          presence: { effect: presence.effect, evidence: quoteComment(occurrence, comment, presence.rule) },
          ...reading,
        };
      }
      if (reference !== undefined) {
        reading = {
          reference: { ...reference, evidence: quoteComment(occurrence, comment, reference.rule) },
          ...reading,
        };
      }
      const deprecation = readDeprecation(comment.text, []);
      if (deprecation !== undefined)
        reading = { deprecated: quoteComment(occurrence, comment, deprecation), ...reading };
      if (presence === undefined && reference === undefined) rest.add(comment.text);
    }
  }
  return rest.size === 0 ? reading : { ...reading, description: [...rest].join(" ") };
}
