// Reads the comments at a member by the tables of rules: presence, references, and what is left as a description.
import { defined } from "../../source/defined.ts";
import { readNullness } from "../rules/nullness.ts";
import { readFreeForm } from "../rules/free-form.ts";
import type { FreeForm } from "../types/walk.ts";
import { readPresence } from "../rules/presence.ts";
import { readValues } from "../rules/values.ts";
import { readReference, type ReadReference } from "../rules/references.ts";
import type { Evidence, EvidenceKind } from "../model.ts";
import { readDeprecation, type Topic, topicsOf } from "../rules/unread-words.ts";
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
  const readings = occurrences.flatMap(({ node, comments, block }) => {
    const inner = node.kind === "scalar" ? [] : node.comments;
    return [...comments, ...inner].map((comment) => readComment(comment, block));
  });
  const presences = readings.flatMap(({ presence }) => presence ?? []);
  const presence = presences.find(({ effect }) => effect === "optional") ?? presences[0];
  const first = readings.reduceRight<CommentReading>((said, reading) => ({ ...said, ...reading }), {});
  const rest = [...new Set(readings.flatMap(({ description }) => description ?? []))];
  const description = rest.length === 0 ? undefined : rest.join(" ");
  return { ...first, ...defined({ presence, description }) };
}

function readComment({ text, offset, length }: SampleComment, block: SampleBlock): CommentReading {
  const why = (rule: string): Evidence => evidence("comment", rule, text, block.locate(offset, offset + length));
  const presence = readPresence(text);
  const reference = readReference(text);
  const nullness = readNullness(text);
  const free = readFreeForm(text);
  const deprecation = readDeprecation(text, []);
  const unread = unreadTopics(text);
  const effect = presence?.effect ?? (unread.includes("absence") ? "optional" : undefined);
  const isNullable = nullness?.effect === "nullable" || unread.includes("null");
  const isRead = presence?.whole === true || reference !== undefined;
  return defined({
    presence: effect === undefined ? undefined : { effect, evidence: why(presence?.rule ?? "unread-note") },
    nullable: isNullable ? why(nullness?.rule ?? "unread-note") : undefined,
    reference: reference === undefined ? undefined : { ...reference, evidence: why(reference.rule) },
    free: free === undefined ? undefined : { effect: free.effect, evidence: why(free.rule) },
    deprecated: deprecation === undefined ? undefined : why(deprecation),
    description: isRead ? undefined : text,
  });
}

export interface Occurrence {
  readonly node: SampleNode;
  readonly comments: readonly SampleComment[];
  /** One of several values that the page shows in one place. */
  readonly isAlternative?: true;
  /** The sample in which offsets count. */
  readonly block: SampleBlock;
}

/** The values that a member or an item shows: one, or several separated by `|`, and those that it replaces. */
export function occurrencesOf(
  { value, alternatives, replaced = [], comments }: SampleItem & Pick<SampleMember, "replaced">,
  block: SampleBlock,
): Occurrence[] {
  const several = alternatives === undefined ? {} : { isAlternative: true as const };
  const shown = [value, ...(alternatives ?? [])].map((node) => ({ node, comments, block, ...several }));
  return [...shown, ...replaced.map((node) => ({ node, comments, block }))];
}

export function quoteNode({ node, block }: Occurrence, kind: EvidenceKind, rule: string): Evidence {
  const { offset, length } = node;
  const quote = block.value.slice(offset, offset + Math.min(length, 200));
  return evidence(kind, rule, quote, block.locate(offset, offset + length));
}
