// Phrases that name a data structure in place of a sample's members. A row holds what it matches, an example, and the shape that
// the phrase gives to the member.
import { memoize } from "./presence.ts";
import { defined } from "../../source/defined.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface ReferenceRule extends PatternRule {
  readonly shape: "one" | "array" | "ids" | "empty";
  /** The members of what is named are in the place of the phrase, beside others. */
  readonly spread?: true;
  /** Counts only where a page describes what the phrase names: the words may as well be ordinary ones. */
  readonly onlyKnown?: true;
}

const QUOTED = `["“”]([^"“”]{1,60})["“”]`;

/** First match wins. Groups capture the structures' names. */
export const referenceRules: readonly ReferenceRule[] = [
  {
    id: "no-data",
    pattern: /^(?:no|without) (?:additional |further )?data$/i,
    example: "no additional data",
    shape: "empty",
  },
  {
    id: "array-of",
    pattern: new RegExp(
      `^(?:an? )?(?:array|list) of ${QUOTED}(?: (?:or|and) ${QUOTED})* (?:objects?|structures?)?$`,
      "i",
    ),
    example: 'array of "User" objects',
    shape: "array",
  },
  {
    id: "object",
    pattern: new RegExp(`^(?:an? |the )?${QUOTED}(?: (?:or|and) ${QUOTED})* (?:objects?|structures?)$`, "i"),
    example: '"User > Customer" or "User > Agent" object',
    shape: "one",
  },
  { id: "ids", pattern: /^(?:an? )?(?:array of |list of )?(?:[a-z]+ )?ids$/i, example: "User IDs", shape: "ids" },
  {
    id: "owned-properties",
    pattern: /^(?:chat|thread|event|the) (properties)$/i,
    example: "chat properties",
    shape: "one",
  },
  {
    id: "array-of-linked",
    pattern: /^(?:an? )?(?:array|list) of ((?:[\w>-]+ ){0,3}[\w>-]+?)(?: objects?)?$/i,
    example: "An array of form fields",
    shape: "array",
    onlyKnown: true,
  },
  {
    id: "spread",
    pattern: /^<?(?:\.{3}|…) ?((?:[\w-]+ ){0,3}[\w-]+?) (?:attributes|properties|fields|members)>?$/i,
    example: "<...Parcel Attributes>",
    shape: "one",
    spread: true,
    onlyKnown: true,
  },
  {
    id: "attributes-of",
    pattern:
      /^(?:(?:all )?(?:the )?(?:attributes|properties|fields|members) of (?:the |an? )?)((?:[\w-]+ ){0,3}[\w-]+?)(?: objects?)?(?: (?:here|go here))?$/i,
    example: "all fields of the parcel",
    shape: "one",
    spread: true,
    onlyKnown: true,
  },
  {
    id: "either-object",
    pattern:
      /^<?(?:(?:\.{3}|…) ?)?(?:an? |the )?((?:[\w-]+ ){0,2}[\w-]+) or (?:an? |the )?((?:[\w-]+ ){0,2}[\w-]+?) objects?>?$/i,
    example: "Sender or Courier Object",
    shape: "one",
    onlyKnown: true,
  },
  {
    id: "named-object",
    pattern:
      /^<?(?:(?:\.{3}|…) ?)?(?:see |same as |an? |the )*((?:[\w-]+ ){0,3}[\w-]+?) (?:objects?|data|resource|model|schema|fields|attributes|members|properties)(?: (?:here|goes here|as above|above))?>?$/i,
    example: "parcel data",
    shape: "one",
    onlyKnown: true,
  },
  {
    id: "data-structure",
    pattern:
      /^(?:the |an? )?(?:updated |full |new |whole |complete )?(?:[\w'’>-]+ ){0,3}?([\w>-]+) data structure(?: (?:in|after|before|with|as)\b.*)?$/i,
    example: "The updated chat access data structure",
    shape: "one",
  },
];

export interface ReadReference {
  readonly rule: string;
  readonly shape: ReferenceRule["shape"];
  /** Phrases that name structures, as the page writes them. */
  readonly names: readonly string[];
  readonly onlyKnown?: true;
  readonly spread?: true;
}

/** Words around a link that say that what it leads to is the member's shape; a note that is the link alone says so too. */
const SHAPE_WORDS = /\b(?:see|array|list|objects?|structures?)\b/i;

/** The shape that a note with a link to a structure gives to its member; undefined where the link is only mentioned. */
export function readLinkShape(text: string, linked: string): "one" | "array" | undefined {
  const rest = text.replace(linked, "").trim();
  if (/\b(?:array|list|objects)\b/i.test(rest)) return "array";
  return rest.replace(/[.\s]/g, "") === "" || SHAPE_WORDS.test(rest) ? "one" : undefined;
}

export const readReference = memoize((text): ReadReference | undefined => {
  const phrase = text
    .replaceAll("`", "")
    .replace(/(?<![.,;])[.,;]+$/, "")
    .replace(/^\/\*|\*\/$/g, "")
    .trim();
  for (const { id, pattern, shape, onlyKnown, spread } of referenceRules) {
    if (!pattern.test(phrase)) continue;
    const quoted = [...phrase.matchAll(/["“”]([^"“”]{1,60})["“”]/g)].map(([, name]) => name ?? "");
    const captured = (pattern.exec(phrase) ?? []).slice(1).filter((name) => name !== undefined && name !== "");
    const names = quoted.length > 0 ? quoted : captured;
    return {
      rule: id,
      shape,
      names,
      ...defined({ onlyKnown, spread }),
    };
  }
  return undefined;
});

/** "User > Customer" to "Customer", "chat properties" to "ChatProperty": the name of a type, in the singular. */
export function structureName(phrase: string): string {
  const last = phrase.split(">").at(-1) ?? phrase;
  const words = last
    .trim()
    .split(PLAIN.test(last) ? /[^A-Za-z0-9]+/ : /[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words
    .map((word, index) => (index === words.length - 1 ? singular(word) : word))
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

/** The classes of all letters and digits take long to compile. */
const PLAIN = /^[ -~]*$/;

function singular(word: string): string {
  if (/(?:ss|us|is|status|access)$/i.test(word)) return word;
  if (/ies$/i.test(word)) return word.replace(/ies$/i, "y");
  return word.replace(/s$/i, "");
}
