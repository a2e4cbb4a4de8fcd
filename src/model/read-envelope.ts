// Separates a sample into its envelope and its payload, where the conventions of its version say that it lies.
import type { SampleBlock } from "../reference/reference.ts";
import type { SampleMember, SampleNode, SampleObject } from "../samples/sample.ts";
import { bodyPath } from "./body.ts";
import { memberAt } from "../reference/anatomy/scan.ts";
import type { Conventions } from "./model.ts";

export interface SplitSample {
  readonly block: SampleBlock;
  readonly root: SampleNode;
  /** Undefined where the sample shows the payload alone. */
  readonly envelope?: SampleEnvelope;
  readonly payload: SampleNode;
  readonly payloadComments: SampleMember["comments"];
}

export interface SampleEnvelope {
  readonly root: SampleObject;
  readonly payloadPath: string;
  /** The member at that path. */
  readonly holder: SampleMember;
  /** Index of it among the members of its object. */
  readonly payloadAt: number;
  /** The member that names the webhook. */
  readonly name?: SampleMember;
}

export type BodyConventions = Pick<Conventions, "discriminator" | "payload">;

/** Undefined for a sample that was not read. */
export function splitSample(block: SampleBlock, conventions: BodyConventions): SplitSample | undefined {
  const { root } = block;
  if (root === undefined) return undefined;
  const envelope = root.kind === "object" ? envelopeOf(root, conventions) : undefined;
  if (envelope === undefined || (conventions.discriminator.in === "body" && envelope.name === undefined))
    return { block, root, payload: root, payloadComments: [] };
  return { block, root, payload: envelope.holder.value, payloadComments: envelope.holder.comments, envelope };
}

/** Undefined where the body holds no payload of its own: it is the payload. */
export function envelopeOf(
  root: SampleObject,
  { discriminator, payload: { path: payloadPath } }: BodyConventions,
): SampleEnvelope | undefined {
  if (payloadPath === undefined) return undefined;
  const path = bodyPath(payloadPath);
  const holder = memberAt(root, path);
  if (holder === undefined || holder.value.kind === "scalar") return undefined;
  const parent = path.length === 1 ? root : memberAt(root, path.slice(0, -1))?.value;
  const payloadAt = parent?.kind === "object" ? parent.members.indexOf(holder) : 0;
  const name = discriminator.in === "body" ? memberAt(root, bodyPath(discriminator.path)) : undefined;
  return { root, payloadPath, holder, payloadAt, ...(name === undefined ? {} : { name }) };
}
