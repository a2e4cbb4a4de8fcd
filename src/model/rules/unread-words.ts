// Words by which a note seems to speak of absence, null or values, though no rule read it. A row holds a topic, what betrays it, and an
// example.
import { maskCodes, memoize, sentencesOf } from "./presence.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

const SUBJECT = "(?:it|this|(?:this|the) (?:[\\w.]{1,60} )?(?:field|property|parameter|member|attribute|object|value))";

export const deprecationRules: readonly DeprecationRule[] = [
  {
    id: "deprecated",
    pattern:
      /^(?:deprecated|obsolete)(?=$|[.,:;!–—-]| (?:since|in|as|and|use|please|by|from|with|for|field|property)\b)/i,
    example: "Deprecated since 3.4, use `queue`.",
  },
  {
    id: "bracketed",
    pattern: /^[([](?:deprecated|obsolete)\b[^()[\]]{0,60}[)\]]/i,
    example: "(deprecated since 3.4) The queue.",
  },
  {
    id: "is-deprecated",
    pattern: new RegExp(`^${SUBJECT} (?:is|was|has been) (?:now |being )?(?:deprecated|obsolete)\\b`, "i"),
    example: "This field is deprecated.",
  },
  {
    id: "no-longer-used",
    pattern: /^(?:is )?no longer (?:used|supported|maintained)\b/i,
    example: "No longer used.",
  },
  {
    id: "bracketed-behind",
    pattern: /^[^:,]{1,200} [([](?:deprecated|obsolete)\b[^()[\]]{0,60}[)\]]$/i,
    example: "The queue (deprecated).",
    plain: true,
  },
];

export const updateRules: readonly UpdateRule[] = [
  {
    id: "only-updated",
    pattern:
      /\bonly (?:the |those )?(?:recently )?(?:updated|changed|modified) (?:properties|fields|members|parameters)\b/i,
    example: "Contains only the updated properties.",
    effect: "partial",
  },
  {
    id: "full-state",
    pattern: /\b(?:full|complete|entire|whole) state\b/i,
    example: "Carries the full state of the thing.",
    effect: "full",
  },
  {
    id: "not-full-object",
    pattern: /\bnot an? (?:full|complete|whole) `?[\w ]{1,40}`? object\b/i,
    example: "Not a full `properties` object.",
    effect: "map",
  },
  { id: "variables", pattern: /\bvariables\b/i, example: "Variables used in the text", effect: "map" },
];
export type Topic = "absence" | "null" | "values" | "shape";

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
  {
    topic: "values",
    pattern: /\b(?:possible|allowed|valid|permitted) (?:values|options): \w+ \w+/i,
    example: "Allowed values: open shut ajar",
  },
  {
    topic: "shape",
    pattern:
      /\b(?:depend(?:s|ing)? on|var(?:y|ies)|differs?|dynamic|flexible|extensible|generic|customi[sz](?:ed|able)|anything|whatever|freely|loosely|own choice|(?:you|senders?|developers?|users?|customers?|accounts?|merchants?|integrators?)\b[^.]{0,40}\b(?:wants?|likes?|wish(?:es)?|chooses?|decides?|defines?|comes? up))\b/i,
    example: "It takes freely what comes.",
  },
];

export const topicsOf = memoize((text): readonly Topic[] => {
  const masked = maskCodes(text);
  const topics = new Set(topicRules.filter(({ pattern }) => pattern.test(masked)).map(({ topic }) => topic));
  if (masked.split(/[.;]/).some(mayList)) topics.add("values");
  return [...topics];
});

/** Whether at least two code spans are behind the word. */
function mayList(masked: string): boolean {
  const at = masked.search(/\bvalues?\b/i);
  return at >= 0 && masked.slice(at).split(/\b_\b/).length > 2;
}

interface DeprecationRule extends PatternRule {
  /** Counts only in a note without code spans: behind one, the words are about that. */
  readonly plain?: true;
}

/** The rule that finds such words. @param codes code spans of the text */
export function readDeprecation(text: string, codes: readonly string[]): string | undefined {
  for (const sentence of sentencesOf(text)) {
    const found = deprecationRules.find(
      ({ pattern, plain }) => pattern.test(sentence) && (plain === undefined || codes.length === 0),
    );
    if (found !== undefined) return found.id;
  }
  return undefined;
}

// Sentences that say how much of an object is sent: all of it, or only what changed.

interface UpdateRule extends PatternRule {
  readonly effect: "full" | "partial" | "map";
}

export function readUpdate(text: string): UpdateRule | undefined {
  return updateRules.find(({ pattern }) => pattern.test(text));
}
