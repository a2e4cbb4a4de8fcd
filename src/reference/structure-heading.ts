// Words around the name of a structure in a heading, a phrase or a link: "The Parcel Object", "Parcel fields", "Example Parcel".
// A row holds what it takes away and an example; rows are tried until none fits.
import type { PatternRule } from "../source/pattern-rule.ts";

export const headingWords: readonly PatternRule[] = [
  { id: "article", pattern: /^(?:the|an?)\s+/i, example: "The parcel" },
  { id: "example-of", pattern: /^(?:examples?|samples?)(?:\s+of)?(?:\s+(?:the|an?))?\s+/i, example: "Example parcel" },
  {
    id: "fields-of",
    pattern: /^(?:fields|attributes|properties|parameters|members|structure|schema)\s+of(?:\s+(?:the|an?))?\s+/i,
    example: "Fields of a parcel",
  },
  {
    id: "kind-of-words",
    pattern:
      /\s+(?:objects?|structures?|fields?|attributes|properties|parameters|schema|model|definition|examples?|samples?)$/i,
    example: "Parcel object",
  },
  { id: "marks", pattern: /^[<("'“‘.…\s]+|[>)"'”’.:\s]+$/, example: "<...Parcel>" },
];

/** The name alone; undefined where nothing else is said: "Fields", "Example". */
export function bareHeading(text: string): string | undefined {
  let bare = text.trim();
  for (let rounds = 0; rounds < 6; rounds++) {
    const next = headingWords.reduce((rest, { pattern }) => rest.replace(pattern, ""), bare);
    if (next === bare) break;
    bare = next;
  }
  return wordsOf(bare).every((word) => GENERIC.has(word)) ? undefined : bare;
}

/** Whether a heading is over the fields of an object, and of no body: "Contact object". */
export function isOfOneObject(heading: string): boolean {
  return /\b(?:objects?|resource|model|entity)$/i.test(heading) && !OF_BODY.test(heading);
}

const OF_BODY = /\b(?:payload|event|webhook|body|notification|request|message|data)s?\b/i;

/** Words that name no structure by themselves. */
const GENERIC = new Set(
  "object objects structure structures field fields attribute attributes property properties parameter parameters schema model definition example examples sample samples additional common general all the".split(
    " ",
  ),
);

/** The words of a heading or of a member's name, in lower case: `documentMeta` and "Document meta" are the same. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
