// Words of a note or a comment that give a member up. A row holds what it matches in a sentence, and an example. First match wins.
import { sentencesOf } from "./presence.ts";

export interface DeprecationRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** Counts only in a note without code spans: behind one, the words are about that. */
  readonly plain?: true;
}

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
