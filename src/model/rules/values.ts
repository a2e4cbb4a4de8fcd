// Phrases that list the values a member may have. A row holds the words before the list, an example, and whether the page says
// that there are others.
import { memoize } from "./presence.ts";
import { readCodedList, readPlainList, type ValueList } from "./value-lists.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface ValuesRule extends PatternRule {
  readonly values: readonly string[];
  readonly open?: true;
  /** Words that open other sentences too: they count only before code spans, and before at least so many of them. */
  readonly coded?: number;
  /** Words in quotes count as code spans do. */
  readonly quoted?: true;
}

const KINDS = "values?|reasons|types|status(?:es)?|states|options|roles|modes|kinds|choices|variants";

/** Words before a colon that open no list of values. */
const NO_LABEL =
  "(?!(?:note|notes|see|examples?|for example|e\\.g\\.|default|warning|important|tip|format|deprecated|limits?)\\b)";

/** Single words up to the end of the sentence, the last behind a conjunction, and none that says more of a member than a value. */
const WORDS =
  "(?!(?:null|empty|used|undefined)\\b)[\\w-]{2,40}(?:, [\\w-]{2,40}){1,30},? (?:or|and) (?!(?:null|empty|undefined|more)\\b)[\\w-]{2,40}(?:$|[.)])";

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
  },
  {
    id: "values-are",
    pattern: new RegExp(
      `\\b(?:possible|available|allowed|accepted|valid|supported|permitted|expected|the|its|whose) (?:${KINDS}) (?:is|are|can be|may be)\\s+(?:either |one of )?`,
      "i",
    ),
    example: "Allowed values are `open` and `shut`.",
    values: ["open", "shut"],
    coded: 1,
    quoted: true,
  },
  {
    id: "can-be",
    pattern: /\b(?:can|could|may|must) be (?:either|one of)(?: the following)?(?: values)?:?\s+/i,
    example: "Can be either `tags`, `swatch` or `select`.",
    values: ["tags", "swatch", "select"],
  },
  {
    id: "can-be-codes",
    pattern: /\b(?:can|could|may|must|will|should) be(?: set to)?:?\s+(?=`)/i,
    example: "Can be `left` or `right`.",
    values: ["left", "right"],
    coded: 2,
    quoted: true,
  },
  {
    id: "one-of",
    pattern: /(?:^|[.!?;:(]\s*|\b(?:is|as|be) )(?:any )?one of(?: the following| these)?(?: values| strings)?:?\s+/i,
    example: "One of: `first`, `last`",
    values: ["first", "last"],
  },
  {
    id: "either",
    pattern: /\beither:?\s+(?=`)/i,
    example: "Either `up` or `down`.",
    values: ["up", "down"],
    coded: 2,
  },
  {
    id: "values",
    pattern: /(?:^|[.!?]\s)values:\s+/i,
    example: "Sets the look. Values: `cards`, `sticker`.",
    values: ["cards", "sticker"],
  },
  {
    id: "labelled-list",
    pattern: new RegExp(
      `(?:^|[.!?;(\\n]\\s?)(?:enum(?:eration)?(?: of)?|options|choices|allowed|permitted|accepts|valid|supported|${KINDS}):\\s*`,
      "i",
    ),
    example: "Options: `wide`, `narrow`.",
    values: ["wide", "narrow"],
    coded: 1,
    quoted: true,
  },
  {
    id: "can-be-words",
    pattern: new RegExp(`(?:^|[.!?;]\\s)(?:it )?(?:can|could|may|must|will) be(?::\\s+|\\s+(?=${WORDS}))`, "i"),
    example: "State of the door. Can be open, ajar, or shut.",
    values: ["open", "ajar", "shut"],
  },
  {
    id: "values-are-words",
    pattern: new RegExp(
      `\\b(?:possible|available|allowed|accepted|valid|supported|permitted) (?:${KINDS}) are\\s+(?=${WORDS})`,
      "i",
    ),
    example: "Possible values are open, ajar and shut.",
    values: ["open", "ajar", "shut"],
  },
  {
    id: "in-parentheses",
    pattern: /\((?=(?:`[^`]{1,80}`(?:, ?(?:or )?| or | ?[|/] ?)){1,40}`[^`]{1,80}`\)\.?$)/i,
    example: "State of the door (`open`, `shut`).",
    values: ["open", "shut"],
    coded: 2,
  },
  {
    id: "enum-of",
    pattern: /(?:^|[.!?;(]\s?)(?:an? )?enum(?:eration)?(?: of)?\s+(?=[`(])/i,
    example: "Enum of `day` and `night`.",
    values: ["day", "night"],
    coded: 1,
  },
  {
    id: "constant",
    pattern:
      /(?:^|[.!?;]\s)(?:it |this )?(?:is )?(?:always|constantly|constant|fixed to)(?: set to| equals| be)?:?\s+(?=`)/i,
    example: "Always `webhook`.",
    values: ["webhook"],
    coded: 1,
  },
  {
    id: "alternatives-alone",
    pattern: /^(?=`[^`]{1,80}`(?:\s?[/|\n]\s?|,? or (?:else )?)`)/i,
    example: "`manual` / `automatic`",
    values: ["manual", "automatic"],
    coded: 2,
  },
  {
    id: "codes-alone",
    pattern: /^(?=(?:`[^`]{1,80}`, ?){1,40}(?:or|and) `)/i,
    example: "`NEW`, `USED`, or `SCRAPPED`",
    values: ["NEW", "USED", "SCRAPPED"],
    coded: 2,
  },
  {
    id: "label-and-codes",
    pattern: new RegExp(`^${NO_LABEL}[\\w-]{1,30}(?: [\\w-]{1,30}){0,9}: ?(?=\`[^\`]{1,80}\`(?:, ?|,? or )\`)`, "i"),
    example: "Current state: `OPEN`, `SHUT`",
    values: ["OPEN", "SHUT"],
    coded: 2,
  },
  {
    id: "bare-values-are",
    pattern: /(?:^|[,;.] |\b(?:event|callback|state|its) )values are:?\s+(?:either |one of )?/i,
    example: "The state of the door, values are open or shut.",
    values: ["open", "shut"],
  },
  {
    id: "one-of-named",
    pattern: new RegExp(`\\bone of the (?:[\\w-]{1,30} ){0,3}(?:${KINDS}):?\\s+(?=\`)`, "i"),
    example: "Shows one of the door states `open` `shut`",
    values: ["open", "shut"],
    coded: 2,
  },
  {
    id: "explained-lines",
    pattern: /[,:.]?[ ]?\n(?=`[^`]{1,80}` ?[-–—:])/i,
    example: "Way of the door,\n* `in` - it opens inwards\n* `out` - it opens outwards",
    values: ["in", "out"],
    coded: 2,
  },
  {
    id: "lines-of-codes",
    pattern: /\n(?=(?:`[^`\n]{1,80}`,?\n){1,60}`[^`\n]{1,80}`[,.]?$)/i,
    example: "Kind of the track.\n`audio`\n`video`",
    values: ["audio", "video"],
    coded: 2,
  },
  {
    id: "either-words",
    pattern: /(?:(?:^|, |: |\bis |\bbe )either|\(always)\s+(?=[\w-]{1,40} or [\w-]{1,40}(?:$|[.)]))/i,
    example: "Kind of the track, either video or audio",
    values: ["video", "audio"],
  },
  {
    id: "quoted-alone",
    pattern: /^(?=`[^`]{1,80}`,? or `)/i,
    example: '"off" or "full". If "full", more is sent.',
    values: ["off", "full"],
    coded: 2,
    quoted: true,
  },
  {
    id: "label-this-for",
    pattern: new RegExp(
      `^${NO_LABEL}[\\w-]{1,30}(?: [\\w-]{1,30}){0,9}: (?=\`[^\`]{1,80}\` (?:for|if|when|in)\\b[^\`]{1,120}(?:\\band|\\bor|,) \`)`,
      "i",
    ),
    example: "The state: `open` for doors of the day, `shut` for those of the night.",
    values: ["open", "shut"],
    coded: 2,
  },
  {
    id: "is-this-for",
    pattern: /\bis (?=`[^`]{1,80}` (?:for|if|when|in)\b[^`]{1,120}(?:\band|\bor|,) `)/i,
    example: "It is 'wired' for phones at a desk and 'mobile' for all others",
    values: ["wired", "mobile"],
    coded: 2,
    quoted: true,
  },
];

const OPEN =
  /\b(?:e\.g\.|for example|for instance|such as|among others|amongst others|not the only|aren[’']t the only|and so on|and more|and others|or others?|(?:any|some) other|more (?:values|may)|custom (?:values?|ones?)|etc\b)|[,;|]\s*(?:…|\.{3})/i;

/** Words that make a value of a list hold only under a condition. */
const CONDITION = /\b(?:if|when|for|unless|except|until|while)\b/i;

/** "One of `a` or `b` if …", "If …, one of `a` or `b`": what holds otherwise is not said. A list that says when each holds is one. */
function isConditional(before: string, list: string): boolean {
  const [sentence = ""] = list.split(/[.!?](?:\s|$)/);
  const clause = before.split(/[.!?]\s/).at(-1) ?? "";
  const isExplained = /^`[^`]*`,? (?:if|when|unless|while)\b/i.test(sentence);
  return (
    /^\s*(?:if|when|unless|while)\b/i.test(clause) ||
    (!isExplained && /`,? (?:only )?(?:if|when|unless|while)\b/i.test(sentence))
  );
}

export interface ReadValues extends ValueList {
  readonly rule: string;
  readonly open: boolean;
  readonly quote: string;
}

/** Words one behind the other up to the end of the sentence, without any that joins them. */
function readWordRow(list: string): ValueList | undefined {
  const words = (/^[^.!?,;:()]{1,300}/.exec(list)?.[0] ?? "").trim().split(/\s+/);
  const isRow =
    words.length > 2 &&
    words.every(
      (word) =>
        /^[a-z][\w-]{1,30}$/.test(word) &&
        !/^(?:the|an?|of|to|in|is|are|as|by|for|with|that|which|and|or|not|be)$/.test(word),
    );
  return isRow ? { values: words.map((value) => ({ value })) } : undefined;
}

/** @param text running text, its code spans between backticks; where it holds any, only they are values */
export const readValues = memoize((written): ReadValues | undefined => {
  const plain = written.replace(/\n\s{0,9}[*•-]\s{0,9}(?=`)/g, "\n");
  const coding = plain.includes("`")
    ? plain
    : plain.replace(/"([\w.-]{1,40})"|“([\w.-]{1,40})”|(?<!\w)'([\w.-]{1,40})'(?!\w)/g, "`$1$2$3`");
  for (const { id, pattern, open, coded, quoted } of valuesRules) {
    const text = quoted === true ? coding : plain;
    const found = pattern.exec(text);
    if (found === null) continue;
    const list = text.slice(found.index + found[0].length);
    const hasCodes = /`[^`]+`/.test(text);
    if (coded !== undefined && !hasCodes) continue;
    const labelled = /:\s*$/.test(found[0]);
    const read = hasCodes
      ? readCodedList(list)
      : (readPlainList(list, labelled) ?? (id === "bare-values-are" ? readWordRow(list) : undefined));
    if (read === undefined || read.values.length < (coded ?? 1)) continue;
    // Words that nothing separates are a phrase.
    if (!hasCodes && read.values.length === 1 && /\s/.test(read.values[0]?.value ?? "")) continue;
    if (read.values.some(({ value }) => /\{[^{}]{1,60}\}|<[^<>]{1,60}>/.test(value))) continue;
    return {
      ...read,
      rule: id,
      open:
        open === true ||
        read.doubt !== undefined ||
        OPEN.test(text) ||
        (id === "constant" && CONDITION.test(list)) ||
        isConditional(text.slice(0, found.index), list),
      quote: text.slice(found.index).replaceAll("`", ""),
    };
  }
  return undefined;
});
