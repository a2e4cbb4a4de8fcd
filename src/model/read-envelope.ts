// Parts a sample into its envelope and its payload, and learns the envelope that the samples of a page share.
import type { SampleBlock } from "../reference/reference.ts";
import type { SampleMember, SampleNode, SampleObject } from "../samples/sample.ts";

/** Names under which a body holds its payload; the first that stands beside an `action` is it. */
const PAYLOAD_MEMBERS = ["payload", "data"];
const ACTION = "action";

export interface SplitSample {
  readonly block: SampleBlock;
  readonly root: SampleNode;
  /** Undefined where the sample shows the payload alone. */
  readonly envelope?: {
    readonly root: SampleObject;
    readonly payloadField: string;
    readonly payloadAt: number;
    readonly action?: SampleMember;
  };
  readonly payload: SampleNode;
  readonly payloadComments: SampleMember["comments"];
}

/** Undefined for a sample that was not read. */
export function splitSample(block: SampleBlock): SplitSample | undefined {
  const { root } = block;
  if (root === undefined) return undefined;
  const alone: SplitSample = { block, root, payload: root, payloadComments: [] };
  if (root.kind !== "object" || !root.members.some(({ key }) => key === ACTION)) return alone;
  const payloadField = PAYLOAD_MEMBERS.find((name) =>
    root.members.some(({ key, value }) => key === name && value.kind !== "scalar"),
  );
  if (payloadField === undefined) return alone;
  const payloadAt = root.members.findIndex(({ key }) => key === payloadField);
  const member = root.members[payloadAt];
  if (member === undefined) return alone;
  const action = root.members.find(({ key }) => key === ACTION);
  return {
    block,
    root,
    payload: member.value,
    payloadComments: member.comments,
    envelope: { root, payloadField, payloadAt, ...(action === undefined ? {} : { action }) },
  };
}
