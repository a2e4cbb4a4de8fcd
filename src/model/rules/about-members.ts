// Sentences about other members than the one they are a note of: which they are about, and what is said of them.
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface Statement {
  readonly rule: string;
  /** `others`: about all members of the object but those named; `rest`: but those that the text before names; `these`: the named ones. */
  readonly about: "these" | "others" | "rest";
  readonly names: readonly string[];
  /** What is said of them. */
  readonly rest: string;
}

const NOUN = "(?:field|member|property|parameter|param|object|array|value|attribute|key)s?|properties";
const CODES = "(?:`[\\w$.[\\]]+`(?:,? (?:and|or|nor|&) (?:the )?|, (?:the )?| ?/ ?)?)+";
const ALL = `(?:all|every|each|any)(?: one)?(?: of)?(?: (?:the|its|their|these|other|inner|single))*(?: (?:${NOUN}))?|(?:every|any)thing`;
const BUT =
  "(?:but|except(?: for)?|besides|other than|apart from|save(?: for)?|aside from|excluding|with the exception of)";
const VERB =
  "(?:is|are|was|were|will|would|may|can|might|could|should|must|do|does|need|needs|comes?|appears?|gets?|stays?|goes|go|being)\\b";

/** The pattern has the groups `names` and `rest`. */
interface StatementRule extends PatternRule {
  readonly about: Statement["about"];
  /** What is said is the opposite for those that the sentence is about. */
  readonly said?: (rest: string) => string;
}

/** Only about the members of the object that a note is about. */
export const quantifierRules: readonly StatementRule[] = [
  {
    id: "all-but",
    pattern: new RegExp(`^(?:${ALL}),? ${BUT} (?:the )?(?<names>${CODES}),? (?<rest>${VERB}.*)$`, "i"),
    example: "All members but `url` are optional.",
    about: "others",
  },
  {
    id: "apart-from",
    pattern: new RegExp(
      `^${BUT} (?:the )?(?<names>${CODES}),? (?:${ALL}|the (?:rest|others?)(?: (?:${NOUN}))?) (?<rest>${VERB}.*)$`,
      "i",
    ),
    example: "Apart from `url`, everything is optional.",
    about: "others",
  },
  {
    id: "only-these",
    pattern: new RegExp(
      `^only (?:the )?(?<names>${CODES}) (?<rest>${VERB} (?:always|required|mandatory|guaranteed|certain|compulsory|there every time|obligatory)\\b.*)$`,
      "i",
    ),
    example: "Only `url` is always there.",
    about: "others",
    said: () => "optional",
  },
  {
    id: "the-only",
    pattern: new RegExp(
      `^(?:the )?(?<names>${CODES}) (?<rest>(?:is|are) the only (?:required|mandatory|guaranteed|(?:${NOUN}|ones?) (?:that|which)[^.]{0,40}(?:always|required|mandatory|guaranteed))\\b.*)$`,
      "i",
    ),
    example: "`url` is the only required member.",
    about: "others",
    said: () => "optional",
  },
  {
    id: "none",
    pattern: new RegExp(
      `^(?:none|no)(?: of)?(?: (?:the|its|their|these))*(?: (?:${NOUN}))? (?:is|are) (?<rest>(?:always |)(?:required|mandatory|guaranteed|there|present|sent|included)\\b.*)$`,
      "i",
    ),
    example: "None of the members is required.",
    about: "others",
    said: () => "optional",
  },
  {
    id: "all",
    pattern: new RegExp(`^(?:${ALL}|they|both)(?: all)? (?<rest>${VERB}.*)$`, "i"),
    example: "All fields are optional.",
    about: "others",
  },
  {
    id: "rest",
    pattern: new RegExp(
      `^(?:and )?(?:(?:all )?(?:the )?(?:rest|others?|remaining(?: ones?)?)|everything else)(?: of (?:it|them|its|the))?(?: (?:${NOUN}))? (?<rest>${VERB}.*)$`,
      "i",
    ),
    example: "The rest is optional.",
    about: "rest",
  },
  {
    id: "not-every",
    pattern: new RegExp(
      `^not (?:every|all|each)\\b[^\`.]{0,60} (?:has|have|contains?|includes?|carr(?:y|ies)|comes? with) (?:an? |the )?(?<names>${CODES})(?<rest>.*)$`,
      "i",
    ),
    example: "Not every picture has a `name`.",
    about: "these",
    said: () => "optional",
  },
  {
    id: "neither",
    pattern: new RegExp(`^neither (?:the )?(?<names>${CODES}) (?:is|are) (?<rest>.*)$`, "i"),
    example: "Neither `name` nor `size` is guaranteed.",
    about: "these",
    said: (rest) => `is not ${rest}`,
  },
  {
    id: "optional-are",
    pattern: new RegExp(
      `^(?:(?<rest>optional|not required|may be missing)(?: (?:${NOUN}))? (?:is|are|here is|here are)|(?:and )?optionally(?: also)?) (?:the )?(?<names>${CODES})`,
      "i",
    ),
    example: "Optional are `name` and `size`.",
    about: "these",
    said: () => "optional",
  },
  {
    id: "dash",
    pattern: new RegExp(
      `^(?:the )?(?<names>${CODES})(?: (?:${NOUN}))? ?[-–—:] ?(?<rest>(?:optional|required|mandatory|missing|absent|not always|sometimes|only|may|can|omitted)\\b.*)$`,
      "i",
    ),
    example: "`name`, `size` - optional.",
    about: "these",
  },
  {
    id: "when-there",
    pattern: new RegExp(
      `(?:,|\\band|\\bplus|\\bas well as) (?:(?:and|plus) )?(?:the )?(?<names>${CODES}) (?:when|where|if|whenever) (?:available|known|present|set|there|any|applicable|given|provided)\\b`,
      "i",
    ),
    example: "Holds `url`, plus `name` and `size` when available.",
    about: "these",
    said: () => "optional",
  },
  {
    id: "of-which",
    pattern: new RegExp(
      `(?:of which|where|whereas|while|with|though|but|,)(?: only)? (?:the )?(?<names>${CODES}) (?<rest>${VERB}.*)$`,
      "i",
    ),
    example: "A picture, of which `name` is optional.",
    about: "these",
  },
];

/** Code spans that the sentence is about, after a condition at most: "If it is closed, the field `a` is missing". */
const SUBJECTS =
  /^(?:(?:please )?note(?: that)?:? )?(?:(?:if|when|for|in|once|unless|while|after|before|with)\b[^,]{1,160}, )?(?:(?:the|an?|both|then|its) )*(?:(?:field|member|property|parameter|object|array|value)s? )?(?<names>(?:`[\w$.[\]]+`(?:,? (?:and|or) |, )?)+)(?: (?:field|member|property|parameter|object|array|value)s?)?:? (?<rest>[^]*)$/i;

/** What is said to be left out. */
const LEFT_OUT =
  /\b(?:omits?|lacks?|leaves? out|misses|drops?|(?:does not|doesn[’']t) (?:contain|include|carry|have)) (?:the )?(?:(?:field|member|property)s? )?(?<names>(?:`[\w$.[\]]+`(?:,? (?:and|or) |, )?)+)/i;

/** A sentence of running text. */
export function readStatement(sentence: string): Statement | undefined {
  const subject = SUBJECTS.exec(sentence)?.groups;
  const found = subject ?? LEFT_OUT.exec(sentence)?.groups;
  return found === undefined
    ? undefined
    : { rule: "subject", about: "these", names: codesIn(found.names), rest: subject?.rest ?? "missing" };
}

/** A sentence of a note, which may be about the members of what it is a note of. */
export function readNoteStatement(sentence: string): Statement | undefined {
  for (const { id, pattern, about, said } of quantifierRules) {
    const found = pattern.exec(sentence)?.groups;
    if (found !== undefined)
      return { rule: id, about, names: codesIn(found.names), rest: said?.(found.rest ?? "") ?? found.rest ?? "" };
  }
  const statement = readStatement(sentence);
  return statement === undefined ||
    /^(?:not|never|always|only|also|both|too|missing|optional)\b/i.test(statement.rest) ||
    STARTS.test(statement.rest)
    ? statement
    : undefined;
}

const STARTS = new RegExp(`^${VERB}`, "i");

function codesIn(text = ""): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** Members that a note names without code spans, between such. */
export function markNames(marked: string, names: ReadonlySet<string>): string {
  if (names.size === 0 || marked.includes("`")) return marked;
  return marked.replace(/[\w$]+/g, (word) => (names.has(word) ? `\`${word}\`` : word));
}
