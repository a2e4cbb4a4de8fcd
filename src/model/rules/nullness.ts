// Phrases that say whether a member may be null. A row holds what it matches inside of a sentence, an example, and what it says of
// the member. First match wins, a sentence at a time.
import { memoize } from "./presence.ts";
import { maskCodes, sentencesOf } from "./presence.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface NullnessRule extends PatternRule {
  /** `nothing`: the null that is meant is not the member's. */
  readonly effect: "nullable" | "nothing";
}

export const nullnessRules: readonly NullnessRule[] = [
  {
    id: "not-null-if",
    pattern: /^(?:it is |is |it[’']s )?(?:not null|non-null) (?:only )?(?:if|when|for|in|once|after|unless|until)\b/i,
    example: "Not `null` if the chat is active.",
    effect: "nullable",
  },
  {
    id: "not-null",
    pattern:
      /\b(?:not|never|n[’']t|cannot|non|without|no longer)[ -](?:be |a |set to |return |contain ){0,4}null(?:able|s)?\b/i,
    example: "Never `null`.",
    effect: "nothing",
  },
  {
    id: "another-is-null",
    pattern:
      /\b(?:if|when|unless|where|while) (?:the |an? |its |another )?(?!it\b|this\b|there\b)[\w.]+(?: [\w.]+)? (?:is|are|was|were|equals|becomes) (?:set to )?null$/i,
    example: "Missing if `queue` is `null`.",
    effect: "nothing",
  },
  {
    id: "gone-if-null",
    pattern:
      /\b(?:missing|absent|omitted|left out|not (?:sent|returned|present|included)) (?:if|when|instead of) (?:it is )?null\b/i,
    example: "Omitted when `null`.",
    effect: "nothing",
  },
  {
    id: "nullable",
    pattern: /\bnullable\b/i,
    example: "Nullable.",
    effect: "nullable",
  },
  {
    id: "null-if",
    pattern:
      /\bnull,? (?:if|when|whenever|for|in|until|unless|otherwise|while|before|after|by default|where|on|once|means|as long as|indicates|stands)\b/i,
    example: "`null` before the chat ends.",
    effect: "nullable",
  },
  {
    id: "or-null",
    pattern:
      /\b(?:or|and|else|otherwise|and\/or)(?: (?:a|the|as|explicitly|just|is|it is|may be|can be|simply)){0,4} null\b|\bnull or\b|[|/] ?null\b|\bnull ?[|/]/i,
    example: "The queue or `null`.",
    effect: "nullable",
  },
  {
    id: "may-be-null",
    pattern: /\b(?:can|may|might|could|will|would|must|should|allowed to) (?:[\w-]+ ){0,4}null\b/i,
    example: "May be `null`.",
    effect: "nullable",
  },
  {
    id: "set-to-null",
    pattern:
      /\b(?:is|are|was|set|equals?|defaults?|falls? back|resets?|becomes?|returns?|returned|holds?|contains?|sent|comes?|left|has|have|gets?|allows?|accepts?|permits?|possibly|maybe|sometimes|often|usually|explicit|value|values|default:?|use|as)(?: (?:to|as|the|be|is|of|a|an|value|explicitly|always|by|default|sometimes|then|often|usually|also)){0,4} null\b/i,
    example: "Is set to `null`.",
    effect: "nullable",
  },
  {
    id: "null-alone",
    pattern: /^\(?null\b|\(null\b|, null$|[:=–—-] null\b/i,
    example: "`null` without a queue.",
    effect: "nullable",
  },
];

export interface ReadNullness {
  readonly rule: string;
  readonly effect: NullnessRule["effect"];
}

/** That a member may be null outweighs. */
export const readNullness = memoize((text): ReadNullness | undefined => {
  let other: ReadNullness | undefined;
  for (const sentence of sentencesOf(maskCodes(text))) {
    const found = nullnessRules.find(({ pattern }) => pattern.test(sentence));
    if (found === undefined) continue;
    if (found.effect === "nullable") return { rule: found.id, effect: found.effect };
    other ??= { rule: found.id, effect: found.effect };
  }
  return other;
});
