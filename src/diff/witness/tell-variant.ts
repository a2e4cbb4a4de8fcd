// Writes the code that tells a variant from the others of its union, as a receiver does.
import type { TypeNode } from "../../model/model.ts";
import type { Observation } from "../observation.ts";
import { tags } from "../../model/types/discriminator.ts";
import { fieldNamed, isBare, isListed, type Resolve, settle, valuesOf } from "../../model/types/resolve.ts";
import { discriminatorOf, tagsOf, unfold } from "../unfold.ts";
import { codeText, codeType } from "./code-type.ts";
import type { WitnessPair } from "./payload-witness.ts";

/** A member that all values of the kind have. */
const ownMembers: Readonly<Record<string, string>> = { string: "length", number: "toFixed", boolean: "valueOf" };

export interface Told {
  readonly code: string;
  /** What `code` gives. */
  readonly type: string;
}

/** An expression on `value` that compiles while the removed variant is possible, and not without it. */
export function tellVariant(seen: Observation, { oldResolve, newResolve }: WitnessPair): Told | undefined {
  const { oldType: variant, oldUnion, newType } = seen;
  if (variant === undefined || oldUnion === undefined || newType === undefined) return undefined;
  const before = unfold([oldUnion], oldResolve);
  const after = unfold([newType], newResolve);
  const member = discriminatorOf(before);
  const [tag] = member === undefined ? [] : tags(variant, member, oldResolve);
  if (member !== undefined && tag !== undefined) {
    if (tagsOf(after, member, newResolve).has(tag)) return undefined;
    return { code: `value[${codeText(member)}] === ${codeText(tag)}`, type: "boolean" };
  }
  const { type } = settle(variant, oldResolve);
  const kind = kindOf(type);
  const own = ownMembers[kind];
  if (own !== undefined) {
    if (after.variants.some((one) => kindOf(settle(one, newResolve).type) === kind)) return undefined;
    return { code: `typeof value === ${codeText(kind)} ? value.${own} : undefined`, type: "unknown" };
  }
  const others = before.variants.filter((one) => one !== variant);
  const rest = [
    ...others.map((one) => settle(one, oldResolve)),
    ...after.variants.map((one) => settle(one, newResolve)),
  ];
  return tellByMember(
    type,
    rest.map((one) => one.type),
    oldResolve,
  );
}

function kindOf(type: TypeNode): string {
  if (isListed(type)) return typeof valuesOf(type)[0];
  return type.kind === "integer" ? "number" : type.kind;
}

/** By a member that no other variant has; only objects can be asked for one. */
function tellByMember(type: TypeNode, others: readonly TypeNode[], resolve: Resolve): Told | undefined {
  if (type.kind !== "object") return undefined;
  const own = type.fields.find(
    ({ name, type: inner }) =>
      codeType(inner, resolve) !== "unknown" &&
      others.every((one) => one.kind === "object" && !isBare(one) && fieldNamed(one, name) === undefined),
  );
  if (own === undefined) return undefined;
  const member = codeText(own.name);
  return {
    code: `${member} in value ? value[${member}] : undefined`,
    type: `${codeType(own.type, resolve)} | undefined`,
  };
}

/** The member by which the old variants were told apart, where the added one lacks it. */
export function missingMember(seen: Observation, { oldResolve, newResolve }: WitnessPair): string | undefined {
  const { oldType, newType } = seen;
  if (oldType === undefined || newType === undefined) return undefined;
  const member = discriminatorOf(unfold([oldType], oldResolve));
  const { type } = settle(newType, newResolve);
  if (member === undefined || type.kind !== "object" || fieldNamed(type, member) !== undefined) return undefined;
  return member;
}
