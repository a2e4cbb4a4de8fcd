// What names of webhooks look like, on the wire and in headings. A row holds a pattern, an example and what it says.
import type { PatternRule } from "../../source/pattern-rule.ts";

/** Last steps of paths, and names of headers, that vendors give to what names an event. */
export const discriminatorNames: readonly PatternRule[] = [
  { id: "event", pattern: /^event(?:[_-]?(?:type|name|kind|key|code))?$/i, example: "eventType" },
  { id: "type", pattern: /^(?:type|kind|topic|trigger|action|name)$/i, example: "type" },
  {
    id: "of-a-thing",
    pattern:
      /^(?:webhook|hook|object|trigger|notification|message|resource|payload|alert|callback|subscription|rule)[_-]?(?:event|type|kind|name|topic|code)$/i,
    example: "object_kind",
  },
  {
    id: "header",
    pattern: /(?:^|-)(?:events?|topics?|hook|webhook)(?:-(?:type|name|key|resource))?$/i,
    example: "X-Shop-Event",
  },
];

/** Whether a member or a header is called as vendors call what names an event. */
export function mayNameEvent(name: string): boolean {
  return discriminatorNames.some(({ pattern }) => pattern.test(name));
}

/** Words that say of a header or a member that it names the event. */
export const NAMES_EVENT =
  /\b(?:name|type|kind|topic|key)s? of (?:the |an? )?(?:\w+ )?(?:event|webhook|hook|topic)|\b(?:event|webhook|topic)(?:'s)? (?:type|name|kind|topic|key)\b|\bwhich event\b/i;

/** Values that stand for a name, or name a type: no name themselves. */
export const noNames: readonly PatternRule[] = [
  {
    id: "type-word",
    pattern:
      /^(?:string|integer|int|number|float|double|boolean|bool|object|array|list|date|date-?time|time-?stamp|uuid|guid|null|true|false|any|url|uri|enum|text|json)$/i,
    example: "string",
  },
  {
    id: "stand-in",
    pattern:
      /^(?:(?:your|the|some|an?|my)[ _-])?(?:event|action|webhook|hook|trigger|topic|type)s?(?:[ _-](?:name|type|id|key|here))?$/i,
    example: "event_name",
  },
  {
    id: "stand-in-of",
    pattern:
      /^(?:the[ _-])?(?:name|type|kind|id)[ _-]of[ _-](?:the[ _-]|your[ _-])?(?:event|action|webhook|hook|trigger|topic)$/i,
    example: "name_of_event",
  },
  {
    id: "media-type",
    pattern: /^(?:application|audio|font|image|message|multipart|text|video)\//i,
    example: "text/plain",
  },
  { id: "id", pattern: /^(?=[^\s]*\d)[A-Za-z]{0,12}[_-]?[A-Za-z0-9-]{12,}$/, example: "evt_KleiO4HBwZFbO1vZ" },
];

/** A step between others may be any: `rooms.*.opened`. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,60}(?:[._:/# -]{1,2}(?:[A-Za-z0-9]{1,60}|\*(?=[._:/]))){0,10}$/;

/** Whether a value may be the name of a webhook on the wire. */
export function mayBeName(value: string): boolean {
  return value.length <= 100 && NAME.test(value) && !noNames.some(({ pattern }) => pattern.test(value));
}

/** Whether a text is spelled as names on the wire are, and hardly anything else: `order.paid`, `ORDER_PAID`, `orderPaid`. */
export function isWireSpelled(text: string): boolean {
  return (
    mayBeName(text) &&
    (/^[a-z][a-z0-9]*(?:[._:#-][a-z0-9]+)+$/.test(text) ||
      /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) ||
      /^[a-z][a-z0-9_]*(?:\/[a-z0-9_]+)+$/i.test(text) ||
      /^[A-Za-z][a-z0-9]+(?:[A-Z][a-z0-9]+)+$/.test(text) ||
      /^[A-Za-z][A-Za-z0-9]*(?:[._:#](?:[A-Za-z0-9]+|\*(?=[._:])))+$/.test(text) ||
      /^[A-Za-z][A-Za-z0-9_]*(?:\/(?:[A-Za-z0-9_]+|\*(?=\/)))+$/.test(text))
  );
}

/** The words of a name or a heading, in lower case and in the singular. */
export function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, 400)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}

/** The share of a name's words that a text holds, from 0 to 1. */
export function shareOfWords(name: string, text: string): number {
  const wanted = wordsOf(name);
  if (wanted.length === 0) return 0;
  const there = new Set(wordsOf(text));
  return wanted.filter((word) => there.has(word)).length / wanted.length;
}

/** The same for all spellings of the same words. */
export function keyOf(name: string): string {
  return wordsOf(name).join(" ");
}

/** One spelling of the same words. */
export function sameName(one: string, other: string): boolean {
  return one === other || keyOf(one) === keyOf(other);
}

// Members by which bodies name a webhook, hold its payload and prove where it comes from, where nothing on a page says more.
// A row names a member and shows it in a body; the first row that fits wins.

type MemberRole = "discriminator" | "payload" | "secret";

interface MemberRule {
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
