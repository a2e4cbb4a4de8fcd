// Finds the payload of a sample that shows the page's envelope but calls its payload something else: a misspelt "payload".
import { finding, type Finding } from "../source/finding.ts";
import type { PageEnvelope } from "./build-envelope.ts";
import type { SplitSample } from "./read-envelope.ts";

/** Members of the page's envelope that must stand in a sample before it is taken for one. */
const FEWEST_SHARED = 2;

/** A sample with an envelope, or of a payload alone, stays as it is. */
export function adoptEnvelope(
  sample: SplitSample,
  page: PageEnvelope,
): { readonly sample: SplitSample; readonly findings: readonly Finding[] } {
  const { root, envelope, block } = sample;
  if (envelope !== undefined || root.kind !== "object") return { sample, findings: [] };
  const usual = new Set(page.fields.map(({ name }) => name));
  const shared = root.members.filter(({ key }) => usual.has(key));
  if (shared.length < FEWEST_SHARED) return { sample, findings: [] };
  const payloadAt = root.members.findIndex(({ key, value }) => !usual.has(key) && value.kind !== "scalar");
  const member = root.members[payloadAt];
  if (member === undefined) {
    const found = finding({
      rule: "model/no-payload",
      severity: "error",
      message: `this sample shows ${shared.map(({ key }) => `"${key}"`).join(", ")} of the page's envelope but no "${page.payloadField}"; nothing is known of the payload`,
      at: block.locate(root.offset),
      quote: block.value,
    });
    return { sample, findings: [found] };
  }
  const found = finding({
    rule: "model/payload-member",
    severity: "warning",
    message: `where the page's other samples have "${page.payloadField}", this one has "${member.key}"; it was read as the payload`,
    at: block.locate(member.keyOffset, member.keyOffset + member.keyLength),
    quote: member.key,
    fix: page.payloadField,
  });
  const renamed = { ...member, key: page.payloadField };
  const action = root.members.find(({ key }) => key === "action");
  const whole = { ...root, members: root.members.map((one) => (one === member ? renamed : one)) };
  return {
    sample: {
      ...sample,
      root: whole,
      payload: member.value,
      payloadComments: member.comments,
      envelope: {
        root: whole,
        payloadField: page.payloadField,
        payloadAt,
        ...(action === undefined ? {} : { action }),
      },
    },
    findings: [found],
  };
}
