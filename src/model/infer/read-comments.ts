// Reads the comments at a member by the tables of rules: presence, references, and what is left as a description.
import { readDeprecation } from "../rules/unread-words.ts";
import { readNullness } from "../rules/nullness.ts";
import { readFreeForm } from "../rules/free-form.ts";
import type { FreeForm } from "../types/widen.ts";
import { readPresence } from "../rules/presence.ts";
import { readValues } from "../rules/values.ts";
import { readReference, type ReadReference } from "../rules/references.ts";
import type { Evidence, EvidenceKind } from "../model.ts";
import { topicsOf, type Topic } from "../rules/unread-words.ts";
import type { SampleBlock } from "../../reference/reference.ts";
import type { SampleComment, SampleItem, SampleMember, SampleNode } from "../../samples/sample.ts";
import { evidence } from "../evidence.ts";

export interface CommentReading {
  readonly presence?: { readonly effect: "required" | "optional"; readonly evidence: Evidence };
  readonly reference?: ReadReference & { readonly evidence: Evidence };
  /** That a comment gives the member up; the comment is its description too. */
  readonly deprecated?: Evidence;
  readonly nullable?: Evidence;
  readonly free?: FreeForm;
  readonly description?: string;
}

/** Topics of which a comment speaks and that are not read in comments; doubt about absence and null is read as that. */
export function unreadTopics(text: string): readonly Topic[] {
  const topics = topicsOf(text).filter((topic) =>
    topic === "null" ? readNullness(text) === undefined : topic === "absence" && readPresence(text) === undefined,
  );
  return readValues(text) === undefined ? topics : [...topics, "values"];
}

export function readComments(occurrences: readonly Occurrence[]): CommentReading {
  let reading: CommentReading = {};
  const rest = new Set<string>();
  for (const occurrence of occurrences) {
    const inner = occurrence.node.kind === "scalar" ? [] : occurrence.node.comments;
    for (const comment of [...occurrence.comments, ...inner]) {
      const presence = readPresence(comment.text);
      const reference = readReference(comment.text);
      const unread = unreadTopics(comment.text);
      const nullness = readNullness(comment.text);
      const effect = presence?.effect ?? (unread.includes("absence") ? "optional" : undefined);
      if (effect !== undefined) {
        const why = quoteComment(occurrence, comment, presence?.rule ?? "unread-note");
        const outweighs = effect === "optional" && reading.presence?.effect === "required";
        if (reading.presence === undefined || outweighs) reading = { ...reading, presence: { effect, evidence: why } };
      }
      if (nullness?.effect === "nullable" || unread.includes("null")) {
        reading = { nullable: quoteComment(occurrence, comment, nullness?.rule ?? "unread-note"), ...reading };
      }
      if (reference !== undefined) {
        reading = {
          reference: { ...reference, evidence: quoteComment(occurrence, comment, reference.rule) },
          ...reading,
        };
      }
      const free = readFreeForm(comment.text);
      if (free !== undefined)
        reading = { free: { effect: free.effect, evidence: quoteComment(occurrence, comment, free.rule) }, ...reading };
      const deprecation = readDeprecation(comment.text, []);
      if (deprecation !== undefined)
        reading = { deprecated: quoteComment(occurrence, comment, deprecation), ...reading };
      if (presence?.whole !== true && reference === undefined) rest.add(comment.text);
    }
  }
  return rest.size === 0 ? reading : { ...reading, description: [...rest].join(" ") };
}

export interface Occurrence {
  readonly node: SampleNode;
  readonly comments: readonly SampleComment[];
  /** One of several values that the page shows in one place. */
  readonly isAlternative?: true;
  /** The sample in which offsets count. */
  readonly block: SampleBlock;
}

/** The values that a member or an item shows: one, or several parted by `|`, and those that it replaces. */
export function occurrencesOf(
  { value, alternatives, replaced = [], comments }: SampleItem & Pick<SampleMember, "replaced">,
  block: SampleBlock,
): Occurrence[] {
  const shown = [value, ...(alternatives ?? [])].map((node): Occurrence => ({
    node,
    comments,
    block,
    ...(alternatives === undefined ? {} : { isAlternative: true }),
  }));
  return [...shown, ...replaced.map((node): Occurrence => ({ node, comments, block }))];
}

export function quoteNode({ node, block }: Occurrence, kind: EvidenceKind, rule: string): Evidence {
  const end = node.offset + node.length;
  return evidence(
    kind,
    rule,
    block.value.slice(node.offset, Math.min(end, node.offset + 200)),
    block.locate(node.offset, end),
  );
}

function quoteComment({ block }: Occurrence, comment: SampleComment, rule: string): Evidence {
  return evidence("comment", rule, comment.text, block.locate(comment.offset, comment.offset + comment.length));
}
