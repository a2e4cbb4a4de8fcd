// Phrases in a table cell, a note or a comment that say when a member is present. A row holds what it matches at the start of a
// sentence, an example from life, and its effect. First match wins.

export interface PresenceRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly effect: "required" | "optional";
}

export const presenceRules: readonly PresenceRule[] = [
  {
    id: "present-if",
    pattern: /^(?:only )?present (?:only )?(?:if|when|for|in)\b/i,
    example: "Present if the chat is active.",
    effect: "optional",
  },
  {
    id: "missing-if",
    pattern: /^(?:missing|absent|omitted|not present|not returned) (?:if|when|for|in)\b/i,
    example: "Missing if the router closed it.",
    effect: "optional",
  },
  {
    id: "does-not-exist-if",
    pattern: /^does(?:n[’']t| not) exists? (?:if|when)\b/i,
    example: "Doesn't exists if `restricted_access` is present.",
    effect: "optional",
  },
  {
    id: "returned-only",
    pattern: /^(?:only )?(?:returned|sent|included|available|set) only\b/i,
    example: "Returned only if a thread was tagged.",
    effect: "optional",
  },
  {
    id: "appears-for",
    pattern: /^appears (?:only )?(?:for|if|when|in)\b/i,
    example: "Appears for deleted events.",
    effect: "optional",
  },
  { id: "only-for", pattern: /^only (?:for|in|if|when)\b/i, example: "only for images", effect: "optional" },
  {
    id: "only-applicable",
    pattern: /^(?:only applicable|applicable only|applies only)\b/i,
    example: "Only applicable to images",
    effect: "optional",
  },
  { id: "optionally", pattern: /^(?:optional|optionally)\b/i, example: "optionally", effect: "optional" },
  { id: "no", pattern: /^no$/i, example: "no", effect: "optional" },
  { id: "always", pattern: /^always\b/i, example: "always", effect: "required" },
  { id: "required", pattern: /^(?:required|mandatory)\b/i, example: "required", effect: "required" },
  { id: "yes", pattern: /^yes$/i, example: "yes", effect: "required" },
];

/** The first rule that matches one of the text's sentences, in their order. */
export function readPresence(
  text: string,
): { readonly rule: string; readonly effect: "required" | "optional" } | undefined {
  for (const sentence of sentencesOf(text)) {
    const found = presenceRules.find(({ pattern }) => pattern.test(sentence));
    if (found !== undefined) return { rule: found.id, effect: found.effect };
  }
  return undefined;
}

/** Parts running text into sentences; a full stop inside a word or a path parts nothing. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?;])\s+/)
    .map((sentence) => sentence.replace(/(?<![.;!])[.;!]+$/, "").trim())
    .filter((sentence) => sentence !== "");
}
