// Finds the payload of a sample that shows the page's envelope but calls its payload something else, a misspelt name, or
// shows null or a single value for it.
import { type Finding, finding } from "../source/finding.ts";
import type { PageEnvelope } from "./build-envelope.ts";
import { bodyPath } from "./body.ts";
import { type BodyConventions, type SplitSample, envelopeOf } from "./read-envelope.ts";

/** Members of the page's envelope that must stand in a sample before it is taken for one. */
const FEWEST_SHARED = 2;

/** A sample with an envelope, or of a payload alone, stays as it is. */
export function inferPayloadKey(
  sample: SplitSample,
  page: PageEnvelope,
  conventions: BodyConventions,
): { readonly sample: SplitSample; readonly findings: readonly Finding[] } {
  const { root, envelope, block } = sample;
  const { payloadPath } = page;
  if (envelope !== undefined || root.kind !== "object" || bodyPath(payloadPath).length > 1)
    return { sample, findings: [] };
  const usual = new Set(page.fields.map(({ name }) => name));
  const shared = root.members.filter(({ key }) => usual.has(key));
  if (shared.length < FEWEST_SHARED) return { sample, findings: [] };
  const named = root.members.findIndex(({ key }) => key === payloadPath);
  const payloadAt =
    named >= 0 ? named : root.members.findIndex(({ key, value }) => !usual.has(key) && value.kind !== "scalar");
  const member = root.members[payloadAt];
  if (member === undefined) {
    const found = finding({
      rule: "model/no-payload",
      severity: "error",
      message: `this sample shows ${shared.map(({ key }) => `"${key}"`).join(", ")} of the page's envelope but no "${payloadPath}"; nothing is known of the payload`,
      at: block.locate(root.offset),
      quote: block.value,
    });
    return { sample, findings: [found] };
  }
  const found = finding({
    rule: "model/payload-member",
    severity: "warning",
    message: `where the page's other samples have "${payloadPath}", this one has "${member.key}"; it was read as the payload`,
    at: block.locate(member.keyOffset, member.keyOffset + member.keyLength),
    quote: member.key,
    fix: payloadPath,
  });
  const renamed = { ...member, key: payloadPath };
  const whole = { ...root, members: root.members.map((one) => (one === member ? renamed : one)) };
  return {
    sample: {
      ...sample,
      root: whole,
      payload: member.value,
      payloadComments: member.comments,
      envelope: envelopeOf(whole, conventions) ?? { root: whole, payloadPath, holder: renamed, payloadAt },
    },
    findings: named >= 0 ? [] : [found],
  };
}
