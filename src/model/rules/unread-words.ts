// Words by which a note seems to speak of absence, null or values, though no rule read it. A row holds a topic, what betrays it, and an
// example.
import { memoize } from "./memoize.ts";
import { maskCodes } from "./presence.ts";

export type Topic = "absence" | "null" | "values";

export interface TopicRule {
  readonly topic: Topic;
  readonly pattern: RegExp;
  readonly example: string;
}

export const topicRules: readonly TopicRule[] = [
  { topic: "null", pattern: /\bnull(?:able|ish)?\b/i, example: "A queue, but for bots null." },
  {
    topic: "absence",
    pattern:
      /\b(?:is|are|was|be|being|goes|go|if|when|while|as|and|or|but|often|even|stays|remains|considered|simply|only|it) (?:missing|absent|omitted|undefined|left out)\b/i,
    example: "With bots it goes missing.",
  },
  {
    topic: "absence",
    pattern:
      /(?:\bnot|n[’']t|\bnever|\bnor|\bneither)(?: \w+)? (?:present|included|sent|returned|available|provided|populated|exist|exists|appear|supplied|emitted)\b/i,
    example: "Bots do not get it sent, so it is not ever returned.",
  },
  {
    topic: "absence",
    pattern: /\bonly (?:be )?(?:present|returned|included|sent|available|provided|appears?|populated|exists?)\b/i,
    example: "With bots only sent once.",
  },
  { topic: "absence", pattern: /\boptional(?:ly)?\b/i, example: "Holds what is optional." },
  { topic: "absence", pattern: /\b(?:absence|omits?|omitting)\b/i, example: "Its absence tells of a bot." },
];

export const topicsOf = memoize((text): readonly Topic[] => {
  const masked = maskCodes(text);
  const topics = new Set(topicRules.filter(({ pattern }) => pattern.test(masked)).map(({ topic }) => topic));
  if (masked.split(/[.;]/).some(mayList)) topics.add("values");
  return [...topics];
});

/** Whether at least two code spans stand behind the word. */
function mayList(masked: string): boolean {
  const at = masked.search(/\bvalues?\b/i);
  return at >= 0 && masked.slice(at).split(/\b_\b/).length > 2;
}
