// One place of a sample at which a value stands, with the comments that belong to it.
import type { SampleBlock } from "../../reference/reference.ts";
import type { SampleComment, SampleItem, SampleMember, SampleNode } from "../../samples/sample.ts";
import { evidence } from "../evidence.ts";
import type { Evidence, EvidenceKind } from "../model.ts";

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

export function quoteComment({ block }: Occurrence, comment: SampleComment, rule: string): Evidence {
  return evidence("comment", rule, comment.text, block.locate(comment.offset, comment.offset + comment.length));
}
