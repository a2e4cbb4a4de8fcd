// Notes that list the members of an object, or of an array's items. A row holds the words that open a list, an example, and what they
// say of the members, which are the code spans up to the next such words or the end.
import type { Evidence, Field, TypeNode } from "../model.ts";
import { markNames } from "./about-members.ts";
import { readDataType } from "./data-types.ts";
import { readPresence } from "./presence.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

/** A group of the pattern, where there is one, is the members' data type. */
export interface MembersRule extends PatternRule {
  readonly presence: "required" | "optional";
  /** Whether the words say that each item of an array has the members. */
  readonly items?: true;
  /** The words open other sentences too: only members that are known already are taken from them. */
  readonly onlyKnown?: true;
}

const MEMBERS = "(?:params?|parameters?|members?|fields?|properties|property|attributes?|keys?|values?)";
const LEAD = "(?=\\s*(?:the |an? |its )?`)";

export const membersRules: readonly MembersRule[] = [
  {
    id: "items-consist-of",
    pattern: /\b(?:each|every|an?|one) [\w-]+ consists of\b/gi,
    example: "Each option consists of `option_id`.",
    presence: "required",
    items: true,
  },
  {
    id: "contains-params",
    pattern: /\b(?:contains|holds) (?:the )?params?:/gi,
    example: "When present contains param: `url`.",
    presence: "required",
  },
  {
    id: "required-params",
    pattern: new RegExp(`\\b(?:required|mandatory) (?:([a-z]+) )?${MEMBERS}(?: are| is)?:`, "gi"),
    example: "Required string params: `option_id`.",
    presence: "required",
  },
  {
    id: "optional-params",
    pattern: new RegExp(`\\boptional (?:([a-z]+) )?${MEMBERS}(?: are| is)?:`, "gi"),
    example: "Optional boolean params: `selected`.",
    presence: "optional",
  },
  {
    id: "and-optionally",
    pattern:
      /(?:\b(?:and|or)|,),? (?:optionally|sometimes|possibly|perhaps|maybe|if (?:known|available|any)),?(?: also)?(?= )/gi,
    example: "An extra consists of `kind` and optionally `price`.",
    presence: "optional",
  },
  {
    id: "required-list",
    pattern: new RegExp(`(?:^|[.;,(\\n] ?)(?:required|mandatory|always(?: there| present| sent)?):${LEAD}`, "gi"),
    example: "Required: `url`.",
    presence: "required",
    onlyKnown: true,
  },
  {
    id: "optional-list",
    pattern: new RegExp(
      `(?:^|[.;,(\\n] ?)(?:optional(?:ly)?|not required|sometimes|may be missing):${LEAD}|\\b(?:an?|the|its) optional${LEAD}`,
      "gi",
    ),
    example: "Optional: `name`, `size`.",
    presence: "optional",
    onlyKnown: true,
  },
  {
    id: "may-contain",
    pattern: new RegExp(
      `\\b(?:may|can|might|could)(?: also| sometimes| optionally| additionally)? (?:contain|include|have|hold|carry|come with)(?: the| these| following| optional){0,3}(?: ${MEMBERS})?:?${LEAD}`,
      "gi",
    ),
    example: "May contain: `name`, `size`.",
    presence: "optional",
    onlyKnown: true,
  },
  {
    id: "contains",
    pattern: new RegExp(
      `(?:^|[.;\\n] ?)(?:(?:it|this|the|an?|each|every)(?: [\\w-]{1,30})? )?(?:always )?(?:contains|includes|holds|has|carries|comes with|with)(?: the| these| following| mandatory| required){0,3}(?: ${MEMBERS})?:?${LEAD}`,
      "gi",
    ),
    example: "Holds `url` and, optionally, `name`.",
    presence: "required",
    onlyKnown: true,
  },
  {
    id: "named-with-presence",
    pattern: /(?=`[^`]{1,80}` ?\((?:optional|required|mandatory|always|if|when|only)\b[^()]{0,60}\))/gi,
    example: "`url` (required) next to `name` (optional).",
    presence: "required",
    onlyKnown: true,
  },
];

interface Opening {
  readonly at: number;
  readonly rule: MembersRule;
  readonly dataType?: string;
}

function openings(marked: string): readonly Opening[] {
  return membersRules
    .flatMap((rule) =>
      [...marked.matchAll(rule.pattern)].map(({ index, 1: dataType }): Opening => ({
        at: index,
        rule,
        ...(dataType === undefined ? {} : { dataType }),
      })),
    )
    .sort((one, other) => one.at - other.at);
}

/** Where lists of members begin in a text. */
export function openingsIn(marked: string): readonly number[] {
  return openings(marked).map(({ at }) => at);
}

/**
 * Undefined where no rule opens a list. `optionally` alone opens none.
 *
 * @param known names of members that are known already; named without code spans they count too
 */
export function readMembers(
  text: string,
  why: (rule: string) => Evidence,
  known: ReadonlySet<string>,
): TypeNode | undefined {
  const marked = markNames(text, known);
  const opened = openings(marked);
  const [first] = opened;
  if (first === undefined || first.rule.id === "and-optionally") return undefined;
  const fields = [
    ...marked
      .slice(first.at)
      .matchAll(/`([^`]+)`(?: ?\(([^()]{1,80})\)| ((?:if|when|where|unless|only|just|for)\b))?/g),
  ].flatMap(({ index, 1: name = "", 2: aside, 3: condition }): readonly Field[] => {
    const { rule, dataType } = opened.findLast((one) => one.at <= first.at + index) ?? first;
    const list = opened.findLast((one) => one.at <= first.at + index && one.rule.id !== "and-optionally") ?? first;
    if (list.rule.onlyKnown === true && !known.has(name)) return [];
    const type = dataType === undefined ? undefined : readDataType(dataType)?.type;
    const presence = condition === undefined ? readPresence(aside ?? "")?.effect : "optional";
    return [{ name, type: type ?? { kind: "any" }, presence: presence ?? rule.presence, evidence: [why(rule.id)] }];
  });
  if (fields.length === 0) return undefined;
  const object: TypeNode = { kind: "object", fields, evidence: [why(first.rule.id)] };
  return opened.some(({ rule }) => rule.items === true)
    ? { kind: "array", items: object, evidence: [why(first.rule.id)] }
    : object;
}
