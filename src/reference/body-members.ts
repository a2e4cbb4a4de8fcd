// Members by which bodies name a webhook, hold its payload and prove where it comes from, where nothing on a page says more.
// A row names a member and shows it in a body; the first row that fits wins.

export type MemberRole = "discriminator" | "payload" | "secret";

export interface MemberRule {
  readonly id: string;
  readonly role: MemberRole;
  readonly member: string;
  readonly example: string;
}

export const memberRules: readonly MemberRule[] = [
  { id: "action", role: "discriminator", member: "action", example: '{ "action": "order_paid" }' },
  { id: "payload", role: "payload", member: "payload", example: '{ "payload": { "id": 1 } }' },
  { id: "data", role: "payload", member: "data", example: '{ "data": { "id": 1 } }' },
  { id: "secret-key", role: "secret", member: "secret_key", example: '{ "secret_key": "s3cr3t" }' },
];

export function membersOfRole(role: MemberRole): readonly string[] {
  return memberRules.filter((rule) => rule.role === role).map(({ member }) => member);
}
