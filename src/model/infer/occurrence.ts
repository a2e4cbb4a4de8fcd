// One place of a sample at which a value stands, with the comments that belong to it.
import type { SampleBlock } from "../../reference/reference.ts";
import type { SampleComment, SampleNode } from "../../reference/samples/sample.ts";
import { evidence } from "../evidence.ts";
import type { Evidence, EvidenceKind } from "../model.ts";

export interface Occurrence {
  readonly node: SampleNode;
  readonly comments: readonly SampleComment[];
  /** The sample in which offsets count. */
  readonly block: SampleBlock;
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
