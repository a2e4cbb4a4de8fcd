// Phrases that list the values a member may have. A row holds the words before the list, an example, and whether the page says
// that there are others.
import { onceAText } from "./once-a-text.ts";
import { readCodedList, readPlainList, type ValueList } from "./value-lists.ts";

export interface ValuesRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly values: readonly string[];
  readonly open: boolean;
  /** Words that open other sentences too: they count only before code spans, and before at least so many of them. */
  readonly coded?: number;
}

const KINDS = "values?|reasons|types|status(?:es)?|states|options|roles|modes|kinds|choices|variants";

export const valuesRules: readonly ValuesRule[] = [
  {
    id: "types-include",
    pattern: /\b(?:types|values|options) include:?\s*/i,
    example: "Popular types include: `prechat`, `postchat`; there are more.",
    values: ["prechat", "postchat"],
    open: true,
  },
  {
    id: "possible-values",
    pattern: new RegExp(
      `\\b(?:possible|available|allowed|accepted|valid|supported|permitted|expected) (?:${KINDS})(?: are)?(?::\\s*|\\s*(?=\\())`,
      "i",
    ),
    example: "Possible values: agent, customer",
    values: ["agent", "customer"],
    open: false,
  },
  {
    id: "values-are",
    pattern: new RegExp(
      `\\b(?:possible|available|allowed|accepted|valid|supported|permitted|expected|the|its|whose) (?:${KINDS}) (?:is|are|can be|may be)\\s+(?:either |one of )?`,
      "i",
    ),
    example: "Allowed values are `open` and `shut`.",
    values: ["open", "shut"],
    open: false,
    coded: 1,
  },
  {
    id: "can-be",
    pattern: /\b(?:can|may|must) be (?:either|one of)(?: the following)?(?: values)?:?\s+/i,
    example: "Can be either `tags`, `swatch` or `select`.",
    values: ["tags", "swatch", "select"],
    open: false,
  },
  {
    id: "can-be-codes",
    pattern: /\b(?:can|may|must|will|should) be(?: set to)?:?\s+(?=`)/i,
    example: "Can be `left` or `right`.",
    values: ["left", "right"],
    open: false,
    coded: 2,
  },
  {
    id: "one-of",
    pattern: /(?:^|[.!?;:(]\s*|\b(?:is|as|be) )(?:any )?one of(?: the following| these)?(?: values| strings)?:?\s+/i,
    example: "One of: `first`, `last`",
    values: ["first", "last"],
    open: false,
  },
  {
    id: "either",
    pattern: /\beither:?\s+(?=`)/i,
    example: "Either `up` or `down`.",
    values: ["up", "down"],
    open: false,
    coded: 2,
  },
  {
    id: "values",
    pattern: /(?:^|[.!?]\s)values:\s+/i,
    example: "Sets the look. Values: `cards`, `sticker`.",
    values: ["cards", "sticker"],
    open: false,
  },
  {
    id: "labelled-list",
    pattern: new RegExp(
      `(?:^|[.!?;(]\\s?)(?:enum(?:eration)?(?: of)?|options|choices|allowed|permitted|accepts|valid|supported|${KINDS}):\\s*`,
      "i",
    ),
    example: "Options: `wide`, `narrow`.",
    values: ["wide", "narrow"],
    open: false,
    coded: 1,
  },
  {
    id: "enum-of",
    pattern: /(?:^|[.!?;(]\s?)(?:an? )?enum(?:eration)?(?: of)?\s+(?=[`(])/i,
    example: "Enum of `day` and `night`.",
    values: ["day", "night"],
    open: false,
    coded: 1,
  },
  {
    id: "constant",
    pattern:
      /(?:^|[.!?;]\s)(?:it |this )?(?:is )?(?:always|constantly|constant|fixed to)(?: set to| equals| be)?:?\s+(?=`)/i,
    example: "Always `webhook`.",
    values: ["webhook"],
    open: false,
    coded: 1,
  },
  {
    id: "alternatives-alone",
    pattern: /^(?=`[^`]{1,80}`(?:\s?[/|\n]\s?|,? or (?:else )?)`)/i,
    example: "`manual` / `automatic`",
    values: ["manual", "automatic"],
    open: false,
    coded: 2,
  },
];

const OPEN =
  /\b(?:e\.g\.|for example|for instance|such as|among others|amongst others|not the only|aren[’']t the only|and so on|and more|and others|or others?|(?:any|some) other|more (?:values|may)|custom (?:values?|ones?)|etc\b)|[,;|]\s*(?:…|\.{3})/i;

/** Words that make a value of a list hold only under a condition. */
const CONDITION = /\b(?:if|when|for|unless|except|until|while)\b/i;

export interface ReadValues extends ValueList {
  readonly rule: string;
  readonly open: boolean;
  readonly quote: string;
}

/** @param text running text, its code spans between backticks; where it holds any, only they are values */
export const readValues = onceAText((text): ReadValues | undefined => {
  for (const { id, pattern, open, coded } of valuesRules) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const list = text.slice(found.index + found[0].length);
    const hasCodes = /`[^`]+`/.test(text);
    if (coded !== undefined && !hasCodes) continue;
    const labelled = /:\s*$/.test(found[0]);
    const read = hasCodes ? readCodedList(list) : readPlainList(list, labelled);
    if (read === undefined || read.values.length < (coded ?? 1)) continue;
    return {
      ...read,
      rule: id,
      open: open || read.doubt !== undefined || OPEN.test(text) || (id === "constant" && CONDITION.test(list)),
      quote: text.slice(found.index).replaceAll("`", ""),
    };
  }
  return undefined;
});
