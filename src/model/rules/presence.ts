// Phrases in a table cell, a note or a comment that say when a member is present. A row holds what it matches at the start of a
// sentence or clause, an example from life, and its effect. First match wins.
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface PresenceRule extends PatternRule {
  readonly effect: "required" | "optional";
}

const SENT =
  "present|returned|included|sent|available|provided|set|shown|given|exists?|populated|filled(?: in)?|defined|supplied|specified|delivered|emitted|known|there";
const WHEN = "if|when|whenever|for|in|unless|until|while|where|before|outside|once";
const GONE = "missing|absent|omitted|undefined|unset|left out|skipped|excluded|dropped|hidden";

/** Rows of one effect: an id, what it matches without regard to case, an example from life. */
const rules = (
  effect: PresenceRule["effect"],
  rows: readonly (readonly [id: string, source: string, example: string])[],
): readonly PresenceRule[] =>
  rows.map(([id, source, example]) => ({ id, pattern: new RegExp(source, "i"), example, effect }));

export const presenceRules: readonly PresenceRule[] = [
  ...rules("optional", [
    ["present-if", "^(?:only )?present (?:only )?(?:if|when|for|in)\\b", "Present if the chat is active."],
    [
      "missing-if",
      "^(?:missing|absent|omitted|not present|not returned) (?:if|when|for|in)\\b",
      "Missing if the router closed it.",
    ],
    [
      "does-not-exist-if",
      "^does(?:n[’']t| not) exists? (?:if|when)\\b",
      "Doesn't exists if `restricted_access` is present.",
    ],
    [
      "returned-only",
      "^(?:only )?(?:returned|sent|included|available|set) only\\b",
      "Returned only if a thread was tagged.",
    ],
    ["appears-for", "^appears (?:only )?(?:for|if|when|in)\\b", "Appears for deleted events."],
    [
      "for-some",
      "^for (?:the )?(?:\\S{1,60} ){1,3}(?:actions?|events?|webhooks?|notifications?) only\\b|^for \\S{1,60} (?:actions?|events?|webhooks?|notifications?),",
      "For update actions, the values before.",
    ],
    ["only-for", "^only (?:for|in|if|when)\\b", "only for images"],
    ["only-applicable", "^(?:only applicable|applicable only|applies only)\\b", "Only applicable to images"],
    ["optionally", "^(?:optional|optionally)\\b", "optionally"],
    ["only-sent", `^only (?:be )?(?:${SENT}|appears?)\\b`, "Only returned for customers."],
    ["sent-only", `^(?:${SENT}) (?:only|exclusively|just)\\b`, "Populated only for bots."],
    ["sent-if", `^(?:${SENT}) (?:if|when|whenever|unless|until|while|once|for)\\b`, "Included when the chat has tags."],
    ["gone-unless", `^(?:${GONE})(?: (?:${WHEN}|from|otherwise|after|by|on|with)\\b|$)`, "Left out for bots."],
    [
      "may-be-gone",
      `^(?:can|may|might|could|will|would) (?:\\w+ )?(?:be )?(?:${GONE}|not (?:be )?(?:${SENT}|appear))\\b`,
      "Can be absent.",
    ],
    ["may-be-sent", `^(?:can|may|might|could) (?:be )?(?:${SENT}|appear|optional)\\b`, "May be provided."],
    [
      "not-sent",
      `^(?:(?:is|are|was|were|does|do|will|would|can|may|might|could|should|need) )?not (?:(?:always|necessarily|yet|be|currently|to|guaranteed|every time|have|need) )*(?:${SENT}|appear|part of|contained|required|mandatory|guaranteed|applicable)\\b`,
      "Not always present.",
    ],
    [
      "sometimes-gone",
      `^(?:sometimes|occasionally|rarely|usually|often|mostly|normally|typically|generally|conditionally|in some cases) (?:not |be )*(?:${GONE}|${SENT}|appears)\\b`,
      "Sometimes missing.",
    ],
    ["never-sent", `^never (?:${SENT}|appears)\\b`, "Never sent to bots."],
    [
      "if-any",
      "^provided that\\b|^(?:if|when|where) (?:any|present|available|set|known|applicable|provided|given|defined|specified|supplied|assigned|there (?:is|are) (?:any|one|some)|(?:it|one) exists|included|returned|sent)\\b|\\b(?:if|when) (?:any|present|available|known|applicable|provided|there is (?:any|one)|(?:it|one) exists)$",
      "If provided, the ID of the queue.",
    ],
    [
      "required-if",
      "^(?:always|required|mandatory)\\b.{0,80}\\b(?:if|when|whenever|unless|except|only|where)\\b",
      "Required only for bots, when they write.",
    ],
    ["no", "^no$", "no"],
  ]),
  ...rules("required", [
    ["always", "^always\\b", "always"],
    ["never-gone", `^never (?:${GONE})\\b`, "Never missing."],
    ["required", "^(?:required|mandatory)\\b", "required"],
    ["yes", "^yes$", "yes"],
  ]),
];

/** Words that are a whole cell of a column which says whether a member is there; a mark is behind its column's label where that says what it means. */
export const presenceCellRules: readonly PresenceRule[] = [
  ...rules("optional", [
    ["label-optional", "^(?:optional|(?:can|may) be \\w+): yes$|^(?:req|required|mandatory): no$", "Optional: yes"],
    [
      "cell-condition",
      "^(?:(?:yes|always|true|y|required|mandatory|[✓✔])[,;:(. –—-]{0,3} ?)?(?:only |but )?(?:if|when|whenever|for|in|on|with|unless|except|after|once|depends?|depending)\\b",
      "Yes, if queued",
    ],
    [
      "cell-no",
      "^(?:false|n|o|c|none|never|[-–—✗✘×x❌]|0|0 ?(?:\\.{2,3}|…|[-–]) ?(?:\\d+|n|m|many|[*∞])|\\*|n\\/a|no\\b.{0,80})$",
      "✗",
    ],
    [
      "cell-sometimes",
      "^(?:conditional(?:ly)?|sometimes|maybe|occasionally|rarely|usually|often|possibly|partly|opt|opt\\.|varies|it depends)$",
      "sometimes",
    ],
  ]),
  ...rules("required", [
    ["label-required", "^(?:optional|(?:can|may) be \\w+): no$|^(?:req|required|mandatory): yes$", "Optional: no"],
    [
      "cell-yes",
      "^(?:true|y|m|r|all|[✓✔✅]|1|1 ?(?:\\.{2,3}|…|[-–]) ?(?:\\d+|n|m|many|[*∞])|req|req\\.|every time|must)$",
      "✓",
    ],
  ]),
];

export interface ReadPresence {
  readonly rule: string;
  readonly effect: "required" | "optional";
  /** Nothing but this is said. */
  readonly whole: boolean;
}

/** The first rule that matches one of the text's sentences or clauses, in their order; that a member may be missing outweighs. */
export const readPresence = memoize((text): ReadPresence | undefined => {
  const sentences = sentencesOf(maskCodes(text));
  let required: ReadPresence | undefined;
  for (const sentence of sentences) {
    for (const [words, isClause] of openingsOf(sentence)) {
      const found = presenceRules.find(
        ({ pattern, effect, id }) =>
          pattern.test(words) && !(isClause && (effect === "required" || CLAUSE_NEEDS.get(id)?.test(words) === false)),
      );
      if (found === undefined) continue;
      const read = { rule: found.id, effect: found.effect, whole: !isClause && sentences.length === 1 };
      if (found.effect === "optional") return read;
      required ??= read;
    }
  }
  return required;
});

/** A cell of a column that says whether a member is there. */
export function readPresenceCell(text: string): ReadPresence | undefined {
  const word = text.replaceAll("`", "").replace(/\s+/g, " ").trim();
  const read = BEHIND_LABEL.test(word) ? undefined : readPresence(word);
  const found = read === undefined ? presenceCellRules.find(({ pattern }) => pattern.test(word)) : undefined;
  return found === undefined ? read : { rule: found.id, effect: found.effect, whole: true };
}

const BEHIND_LABEL = /^[a-z ]{3,20}: (?:yes|no)$/i;

/** Words that say less inside of a sentence than at its start. */
const CLAUSE_NEEDS: ReadonlyMap<string, RegExp> = new Map([
  ["optionally", /^optional(?:ly)?$/i],
  ["only-for", /^$/],
  ["no", /^$/],
  ["sent-if", /^(?:present|returned|included|sent|available|provided|populated)\b/i],
]);

const SUBJECT =
  /^(?:(?:it|this|that|which|the|and|but|or|then|also|a|an|its|_|so|hence|thus) )*(?:(?:field|member|property|parameter|attribute|element|key|value|object|array|entry)s? )?(?:(?:is|are|was|were|will be|gets|being|be|only be) )?/i;

/** A sentence with and without its subject, then its clauses. */
function openingsOf(sentence: string): readonly (readonly [string, boolean])[] {
  const clauses = sentence.split(/, |; | [-–—] |: | \(|^\(|\)/).map((clause) => clause.trim());
  return [sentence, ...(clauses.length > 1 ? clauses : [])].flatMap((words, index) => {
    const plain = expand(words);
    const bare = plain.replace(SUBJECT, "");
    const openings: [string, boolean][] = [[words, index > 0]];
    if (plain !== words) openings.push([plain, index > 0]);
    if (bare !== plain && bare !== "") openings.push([bare, index > 0]);
    return openings;
  });
}

/** "isn't" to "is not". */
function expand(text: string): string {
  return text
    .replace(/\bcan[’']t\b|\bcannot\b/gi, "can not")
    .replace(/\bwon[’']t\b/gi, "will not")
    .replace(/n[’']t\b/gi, " not");
}

/** What stands in code spans is no word of the sentence, but for the words that stand for nothing. */
export function maskCodes(text: string): string {
  return text.replace(/`([^`]*)`/g, (_, code: string) => (/^(?:null|undefined)$/i.test(code) ? code : "_"));
}

/** Parts running text into sentences; a full stop inside a word or a path parts nothing. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((sentence) => sentence.replace(/(?<![.;!])[.;!]+$/, "").trim())
    .filter((sentence) => sentence !== "");
}

/** Texts that are remembered of one table of rules: pages and versions repeat their words. */
const MOST = 10_000;

/** `read` must depend on the text alone; white space, which a comment may hold by the thousand, reaches it as one blank or line end. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (given) => {
    const text = given.replace(/\s{2,}|[^\S \n]/g, (space) => (space.includes("\n") ? "\n" : " "));
    const before = known.get(text);
    if (before !== undefined) return before.result;
    if (known.size >= MOST) known.clear();
    const result = read(text);
    known.set(text, { result });
    return result;
  };
}
