// Sentences that say what a payload is: "The inner payload is a parcel object", "Contains a [parcel](#parcel)". A row holds what it
// matches, whose first group names the structure, and an example.
import { markedOf } from "../reference/read-prose.ts";
import type { Prose } from "../reference/reference.ts";
import { evidence } from "./evidence.ts";
import type { Evidence } from "./model.ts";
import { sentencesOf } from "./rules/presence.ts";
import type { Catalogue, CatalogueEntry } from "./structures/catalogue.ts";

export interface PayloadPhrase {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
}

const NAME = "((?:[\\w-]{1,40} ){0,3}[\\w-]{1,40}?)";
const WHAT =
  "(?:payload|data|body|content|event data|event payload|`(?:data|payload|object|body)`(?: (?:object|member|field|property|key))?)";

export const payloadPhrases: readonly PayloadPhrase[] = [
  {
    id: "payload-is",
    pattern: new RegExp(
      `\\b(?:inner |event |webhook )?${WHAT} (?:is|will be|holds|contains|has the (?:shape|structure) of|includes) (?:an?|the)(?: full| complete| whole| updated| new)? ${NAME} (?:object|structure|resource|model)\\b`,
      "i",
    ),
    example: "The inner payload is a parcel object.",
  },
  {
    id: "object-in-payload",
    pattern: new RegExp(
      `^(?:an?|the)(?: full| complete| updated)? ${NAME} (?:object|resource) (?:is (?:sent|delivered|included|returned)|stands) (?:as|in) the ${WHAT}`,
      "i",
    ),
    example: "A parcel object is sent as the payload.",
  },
  {
    id: "same-as",
    pattern: new RegExp(
      `\\b${WHAT} (?:is the same as|has the same (?:fields|members|attributes|structure|shape|properties) as|matches) (?:an?|the) ${NAME}(?: objects?)?$`,
      "i",
    ),
    example: "The payload has the same fields as the parcel object",
  },
];

export interface SaidStructure {
  readonly entry: CatalogueEntry;
  readonly why: Evidence;
}

export function structureSaid(description: readonly Prose[], catalogue: Catalogue): SaidStructure | undefined {
  if (catalogue.entries.length === 0) return undefined;
  for (const prose of description) {
    for (const sentence of sentencesOf(markedOf(prose))) {
      for (const { id, pattern } of payloadPhrases) {
        const phrase = pattern.exec(sentence)?.[1];
        if (phrase === undefined) continue;
        const link = prose.links.find(({ text }) => text === phrase || text.startsWith(`${phrase} `));
        const entry = (link === undefined ? undefined : catalogue.linked(link.href)) ?? catalogue.exactly(phrase);
        if (entry !== undefined) return { entry, why: evidence("prose", id, sentence.replaceAll("`", ""), prose.at) };
      }
    }
  }
  return undefined;
}
