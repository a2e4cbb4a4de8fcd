// Words that say that somebody else decides what is in an object: the shape of a sample is one of many then. A row holds what it
// matches inside of a sentence, an example, and what the object is.
import { memoize, sentencesOf } from "./presence.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface FreeFormRule extends PatternRule {
  /** `open` holds anything; the keys of a `map` are data, and its values are as the samples show. */
  readonly effect: "open" | "map";
}

const PERSON =
  "sender|developer|user|customer|client|caller|integrator|integration|account|merchant|app|application|author|admin|administrator|agent|team|owner|organization|company|tenant|publisher|producer|bot|partner|host|workspace|shop|store|creator|plugin|third party|template|visitor|operator|end user|license|site";
const WHO = `(?:you|your (?:own )?[\\w-]{1,20}|(?:the|an?|each|any|every|its|their) (?:[\\w-]{1,20} )?(?:${PERSON})s?|(?:${PERSON})s)`;
const DEFINED =
  "defin|decid|determin|choose|choosing|chose|control|configur|customi[sz]|want|like|wish|need|please|desire|design|invent|agree|dictat|pick|structur";
const GIVEN =
  "put|set|sen[dt]|pass|provid|attach|suppl|stor|add|submit|specif|sav|includ|give|gave|assign|upload|writ|wrote|post|hand|record|enter|fill|stash|keep|kept|associat";
const LOOSE =
  "contents?|data|meta-?data|properties|attributes|fields|values?|param(?:eter)?s|variables|information|info|details|payload|json|keys|pairs|settings|tags|labels|blob|things?|extras|context|entries|names?";
const SHAPE =
  "contents?|shapes?|structures?|schemas?|formats?|fields|members|properties|attributes|keys|data|layout|body|make-?up|composition";
const NOT_IF = "(?<!\\b(?:if|when|whether|unless|without|until|before|for|no|not) )";

/** Rows of one effect: an id, what it matches without regard to case, an example from life. */
const rules = (
  effect: FreeFormRule["effect"],
  rows: readonly (readonly [id: string, source: string, example: string])[],
): readonly FreeFormRule[] =>
  rows.map(([id, source, example]) => ({ id, pattern: new RegExp(source, "i"), example, effect }));

export const freeFormRules: readonly FreeFormRule[] = [
  ...rules("map", [
    [
      "map-of",
      "\\b(?:map(?:ping)?|dictionary|dict|hash(?:map)?|associative array|lookup(?: table)?) (?:of [\\w -]{1,60} to|from|between|where the keys?|whose keys)\\b",
      "A map of queue names to counts.",
    ],
    ["keyed-by", "\\b(?:keyed|indexed) (?:by|on|with)\\b", "Counts keyed by the ID of the queue."],
    [
      "key-for-each",
      // A list with one entry for each is a list.
      "(?<!\\b(?:array|list)\\b[^.]{0,80})\\b(?:a|one) (?:key|property|entry|member|attribute) (?:for (?:each|every)|per)\\b",
      "The answers: a key for each question.",
    ],
    [
      "keys-are",
      "\\b(?:the|its|whose|and|where) (?:object )?keys? (?:is|are) (?:the |an? )?(?:[\\w-]{1,20} ){0,3}(?:ids?|names?|codes?|identifiers?|emails?|addresses|dates?)\\b|\\b(?:ids?|names?|codes?|identifiers?|emails?|dates?) (?:being |as )(?:the |its )?keys?\\b",
      "Counts with the queue IDs as keys.",
    ],
  ]),
  ...rules("open", [
    [
      "arbitrary",
      `${NOT_IF}\\b(?:arbitrary|free[- ]?form(?:at|ed)?|schema-?less|schema-free|unstructured|untyped|opaque|open-ended|ad[- ]hoc)\\b`,
      "Arbitrary things.",
    ],
    [
      "defined-by-hyphen",
      `\\b(?:${PERSON})[- ](?:defined|configured|controlled|specific)\\b|\\b(?:${PERSON})[- ](?:provided|supplied|specified|set|generated|submitted)(?: [\\w-]{1,20})? (?:${LOOSE})\\b`,
      "Merchant-defined extras.",
    ],
    [
      "custom",
      `(?<!\\b(?:no|without|whether|number of|list of|array of) )\\b(?:your own |custom(?:i[sz]ed)? (?:json |key[-/ ]?values? |user |form )?)(?:${LOOSE}|object)\\b`,
      "Custom attributes of the visitor.",
    ],
    [
      "any-object",
      `${NOT_IF}\\bany (?:(?:valid|additional|extra|other|further|kind of|sort of|type of|number of|well-formed|set of|serializable|nested) ){0,2}(?:json|objects?|data|properties|keys?|fields|contents?|structure|shape|members|attributes|meta-?data|form|values)\\b`,
      "Any JSON object.",
    ],
    [
      "anything",
      "^anything\\b|\\b(?:holds?|contains?|carry|carries|carrying|be|stores?|includes?|have|has|with|of|put|takes?|accepts?) (?:just about |almost |virtually )?(?:anything|everything and anything)\\b",
      "May hold anything.",
    ],
    [
      "whatever",
      `\\bwhatever (?:(?:json|data|contents?|fields|keys|properties|else) )?(?:was|were|is|are|has been|had been|gets?|got|fits|comes?|came|goes|${WHO})\\b`,
      "Whatever was put in.",
    ],
    [
      "no-schema",
      `\\b(?:no|without(?: an?| any)?|(?:not|n['’]t) (?:have|has|follow|bound to|tied to|limited to|subject to)(?: an?| any)?|lacks? (?:an?|any)|free of) (?:(?:fixed|defined|strict|set|particular|specific|pre-?defined|given|formal|rigid|common|enforced|guaranteed|single|certain) )?(?:schema|structure|shape|set of (?:keys|fields|members))\\b|\\b(?:${SHAPE}) (?:is|are)(?: not|n['’]t| never) (?:fixed|defined|documented|specified|enforced|guaranteed|validated|known|checked|restricted|limited|interpreted|constrained|predefined)\\b|\\b(?:not|n['’]t|never) (?:interpreted?|validated?|checked?|look(?:ed)? at|look into|parsed?) by us\\b|\\bwe (?:do not|don['’]t|never) (?:interpret|validate|check|look|parse|touch|inspect)\\b`,
      "It has no fixed schema.",
    ],
    [
      "depends",
      `\\b(?:${SHAPE})\\b[^.]{0,40}?\\b(?:depends?|var(?:y|ies)|differs?|changes)\\b(?: (?:on|upon|by|with|from|per|between|according|depending|for|across)\\b|$)|\\b(?:objects?|json|hash|map)\\b[^.]{0,30}\\b(?:depends?|depending|var(?:y|ies|ying)|differs?|differing)\\b|\\bdifferent (?:${SHAPE}) (?:for|per|in|from|with|by)\\b|^(?:it |this )?(?:depends on|varies|differs) (?:the|by|with|per|from|between|across)\\b`,
      "An object whose members depend on the template.",
    ],
    [
      "key-values",
      "\\b(?:keys?|names?|property|attribute)(?:[-/–]| (?:and|to) (?:its )?| )values?(?:[- ](?:pairs?|storage|store|map(?:ping)?s?|objects?|data|dictionary|entries|collections?|tuples?|bag|list))\\b|\\b(?:pairs|sets?|bag) of (?:keys?|names?) (?:and|with|to) values?\\b|\\bkey[-/]values\\b",
      "Key-value storage.",
    ],
    [
      "map-of-loose",
      `\\b(?:map|dictionary|dict|hash(?:map)?|associative array|bag|record) (?:of|with|for) (?:(?:custom|additional|extra|all|your|any|string|user|named) ){0,2}(?:${LOOSE})\\b`,
      "A map of additional attributes.",
    ],
    [
      "dynamic",
      `\\b(?:dynamic(?:ally named)?|variable|flexible|generic) (?:json |set of )?(?:object|keys|fields|properties|content|structure|data|attributes|json|schema|members|shape)\\b|\\b(?:${SHAPE}) (?:is|are) (?:dynamic|flexible|free|open|variable|yours)\\b`,
      "An object with dynamic keys.",
    ],
    [
      "raw",
      "\\b(?:json|data) blob\\b|\\braw (?:json|payload|data|request|response|body|event|object|message)\\b",
      "The raw payload of the provider.",
    ],
    [
      "they-decide",
      `\\b(?:${LOOSE}|${SHAPE}|object|what(?: is in it)?|how it looks|everything)(?:,? (?:that|which|as))? ${WHO} (?:[\\w']{1,12} ){0,2}(?:${DEFINED}|${GIVEN})\\w{0,6}\\b|\\b(?:what|how)\\b[^.]{0,40}\\bis up to\\b|^what ${WHO} (?:[\\w']{1,12} ){0,2}(?:${DEFINED}|${GIVEN})\\w{0,6}\\b`,
      "The content you define.",
    ],
    [
      "decided-by",
      `\\b(?:${LOOSE}|${SHAPE}|object)\\b[^.]{0,40}?\\b(?:(?:${DEFINED}|${GIVEN})\\w{0,6} (?:[\\w-]{1,12} )?by ${WHO}|(?:is |are )?(?:entirely |fully |all )?(?:up|left)(?: entirely)? to ${WHO}|(?:set up|${DEFINED})\\w{0,6} (?:per|for (?:each|every)|in (?:the|each|your)|on (?:the|each|your)) [\\w-]{1,20})|\\b(?:defined|decided|determined|controlled|dictated|chosen) (?:entirely |solely |freely |fully )?by ${WHO}`,
      "Metadata set by the developer.",
    ],
    [
      "of-choice",
      "\\bof (?:your|their|his|its|any|(?:the |an? )?[\\w-]{1,20}['’]s?) (?:own )?(?:choice|choosing|making|design|liking|shape|kind)\\b",
      "Up to 50 keys of your choice.",
    ],
    [
      "own",
      `\\b(?:your|their|its|['’]s?) own (?:${LOOSE}|questions|answers|use)\\b|\\b(?:${PERSON})(?:['’]s)? meta-?data\\b|\\b(?:each|every) (?:${PERSON}) (?:has|can have|may have|sets?|brings?) (?:its|their|other|different|an?other)\\b`,
      "Every license has its own.",
    ],
    [
      "passed-through",
      "\\b(?:passed|passes|echo(?:e[sd])?|repeats?|repeated|returned|sent back|forwarded|cop(?:y|ied)|handed|hands|kept|taken)\\b[^.]{0,60}\\b(?:untouched|unchanged|verbatim|as(?:[- ]is| it was| they were| received| given| sent| you sent it)|unmodified|literally)\\b",
      "Passed through untouched from the request.",
    ],
    [
      "as-you-like",
      `\\bas ${WHO} (?:likes?|wants?|wish(?:es)?|choo?ses?|pleases?|sees? fit|needs?)\\b`,
      "Shaped as you like.",
    ],
  ]),
];

const ids = new Set(freeFormRules.map(({ id }) => id));

/** Whether a rule of evidence is of this table. */
export function isFreeForm(rule: string): boolean {
  return ids.has(rule);
}

export interface ReadFreeForm {
  readonly rule: string;
  readonly effect: FreeFormRule["effect"];
}

export const readFreeForm = memoize((text): ReadFreeForm | undefined => {
  for (const sentence of sentencesOf(text.replaceAll("`", ""))) {
    const found = freeFormRules.find(({ pattern }) => pattern.test(sentence));
    if (found !== undefined) return { rule: found.id, effect: found.effect };
  }
  return undefined;
});
