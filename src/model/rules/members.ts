// Notes that list the members of an object, or of an array's items. A row holds the words that open a list, an example, and what they
// say of the members, which are the code spans up to the next such words or the end.
import type { Evidence, Field, TypeNode } from "../model.ts";
import { readDataType } from "./data-types.ts";

export interface MembersRule {
  readonly id: string;
  /** A group, where there is one, is the members' data type. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly presence: "required" | "optional";
  /** Whether the words say that each item of an array has the members. */
  readonly items?: true;
}

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
    pattern: /\brequired (?:([a-z]+) )?params?:/gi,
    example: "Required string params: `option_id`.",
    presence: "required",
  },
  {
    id: "optional-params",
    pattern: /\boptional (?:([a-z]+) )?params?:/gi,
    example: "Optional boolean params: `selected`.",
    presence: "optional",
  },
  {
    id: "and-optionally",
    pattern: /\b(?:and|or) optionally\b/gi,
    example: "An extra consists of `kind` and optionally `price`.",
    presence: "optional",
  },
];

interface Opening {
  readonly at: number;
  readonly rule: MembersRule;
  readonly dataType?: string;
}

/** Undefined where no rule opens a list. `optionally` alone opens none. */
export function readMembers(
  text: string,
  codes: readonly string[],
  why: (rule: string) => Evidence,
): TypeNode | undefined {
  const plain = text.replaceAll("`", "");
  const openings = membersRules
    .flatMap((rule) =>
      [...plain.matchAll(rule.pattern)].map(({ index, 1: dataType }): Opening => ({
        at: index,
        rule,
        ...(dataType === undefined ? {} : { dataType }),
      })),
    )
    .sort((one, other) => one.at - other.at);
  const [first] = openings;
  if (first === undefined || first.rule.id === "and-optionally") return undefined;
  const fields: Field[] = [];
  let from = first.at;
  for (const code of codes) {
    const at = plain.indexOf(code, from);
    if (at < 0) continue;
    from = at + code.length;
    const opening = openings.findLast((one) => one.at < at) ?? first;
    const type = opening.dataType === undefined ? undefined : readDataType(opening.dataType)?.type;
    fields.push({
      name: code,
      type: type ?? { kind: "any" },
      presence: opening.rule.presence,
      evidence: [why(opening.rule.id)],
    });
  }
  if (fields.length === 0) return undefined;
  const object: TypeNode = { kind: "object", fields, evidence: [why(first.rule.id)] };
  return openings.some(({ rule }) => rule.items === true)
    ? { kind: "array", items: object, evidence: [why(first.rule.id)] }
    : object;
}
