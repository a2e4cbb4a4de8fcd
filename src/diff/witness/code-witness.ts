// Recipes that prove a breaking change by TypeScript that compiles beside the old types and not beside the new ones.
import { tags } from "../../model/types/discriminator.ts";
import { bodyPath } from "../../model/body.ts";
import type { TypeNode } from "../../model/model.ts";
import type { Fact } from "../compare/facts.ts";
import { discriminatorOf, flatten, tagsOf } from "../compare/pair-variants.ts";
import { fieldNamed, isBare, isListed, type Resolve, resolveType, valuesOf } from "../../model/types/resolve.ts";
import type { PathStep } from "../../model/types/path.ts";
import { codeText, codeType } from "./values.ts";
import type { WitnessPair, WitnessRecipe } from "./witness.ts";

type CodeRecipe = NonNullable<WitnessRecipe["code"]>;

const MODULE = '"./types.ts"';
const PLAIN = /^[A-Z][A-Za-z0-9]{0,79}$/;
/** Structures so named get another name in the types. */
const TAKEN =
  /^(?:Array|BigInt|Boolean|Date|Error|Function|Map|NaN|Number|Object|Omit|Partial|Pick|Promise|Readonly|Record|RegExp|Set|String|Symbol|Exclude|Extract|Infinity|Undocumented|Outcome|.*(?:Webhook|Payload|Handlers?|Variant|Name))$/;

export const namesWebhook: CodeRecipe = (_, { old }) =>
  old?.envelope.payloadPath === undefined
    ? undefined
    : lines(
        `import type { WebhookByName } from ${MODULE};`,
        `export type Gone = WebhookByName[${codeText(old.name)}];`,
      );

export const importsStructure: CodeRecipe = ({ label }) =>
  isPlain(label) ? lines(`export type { ${label} } from ${MODULE};`) : undefined;

export const readsPayload = within(({ root }, _, { old }) => {
  const member = old?.envelope.payloadPath;
  return member === undefined
    ? undefined
    : `export const read = (body: ${root}): unknown => body${bodyPath(member)
        .map((step) => `[${codeText(step)}]`)
        .join("")};`;
});

export const readsMember = within(({ parent, wanted }, { label, presence }) =>
  presence === "required"
    ? `export const read = (held: ${parent}): { readonly ${codeText(label)}: ${wanted} } => held;`
    : `export const read = (held: ${parent}): ${wanted} | undefined => held[${codeText(label)}];`,
);

export const needsMember = within(
  ({ parent }, { label }) => `export const read = (held: ${parent}): { readonly ${codeText(label)}: unknown } => held;`,
);

export const needsNotNull = within(({ parent, wanted }, { label }) =>
  wanted === "unknown"
    ? undefined
    : `export const read = (held: ${parent}): { readonly ${codeText(label)}?: ${wanted} | undefined } => held;`,
);

export const readsValue = within(reads);

/** An object without promises fits one whose members may all be missing; reading one of them does not. */
export const readsUndocumented = within((place, fact, { oldResolve }) => {
  const type = fact.oldType === undefined ? undefined : resolveType(fact.oldType, oldResolve).type;
  const known = (type?.kind === "object" ? type.fields : [])
    .map((field) => ({ name: field.name, code: codeType(field.type, oldResolve) }))
    .find(({ code }) => code !== "unknown");
  return known === undefined
    ? reads(place)
    : `export const read = (value: ${place.value}): ${known.code} | undefined => value[${codeText(known.name)}];`;
});

export const comparesValue = within(
  ({ value }, { label }) => `export const isIt = (value: ${value}): boolean => value === ${label};`,
);

/** Of a value that is nothing but null now; what else is reduced is recorded where it is described. */
export const readsNotNull = within(({ value }, { newType }, { newResolve }) =>
  newType !== undefined && resolveType(newType, newResolve).type.kind === "null"
    ? `export const read = (value: ${value}): string => value.toString();`
    : undefined,
);

export const readsVariants = within((place, fact, pair) => {
  if (place.wanted !== "unknown") return reads(place);
  const member = missingMember(fact, pair);
  return member && `export const read = (value: ${place.value}): unknown => value[${codeText(member)}];`;
});

export const discriminatesVariant = within(({ value }, fact, pair) => {
  const found = expressionFor(fact, pair);
  return found && `export const read = (value: ${value}): ${found.type} => ${found.code};`;
});

interface CodePlace {
  /** The type below which the location is, the type that holds the location, and the type at it. */
  readonly root: string;
  readonly parent: string;
  readonly value: string;
  /** The old type, written without imports. */
  readonly wanted: string;
}

/** A recipe of one statement, behind the import of the type that holds the location. */
function within(statement: (place: CodePlace, fact: Fact, pair: WitnessPair) => string | undefined): CodeRecipe {
  return (fact, pair) => {
    const { owner, steps } = fact.location;
    const { old, oldResolve } = pair;
    const isStructure = owner.kind === "structure";
    if (isStructure ? !isPlain(owner.name) : old?.envelope.payloadPath === undefined) return undefined;
    const imported = isStructure ? owner.name : owner.kind === "webhook" ? "PayloadByName" : "WebhookByName";
    const root = isStructure ? imported : `${imported}[${codeText(old?.name ?? "")}]`;
    const place: CodePlace = {
      root,
      parent: reach(root, steps.slice(0, -1)),
      value: reach(root, steps),
      wanted: fact.oldType === undefined ? "unknown" : codeType(fact.oldType, oldResolve),
    };
    const made = statement(place, fact, pair);
    return made === undefined ? undefined : lines(`import type { ${imported} } from ${MODULE};`, made);
  };
}

function reads({ value, wanted }: CodePlace): string | undefined {
  return wanted === "unknown" ? undefined : `export const read = (value: ${value}): ${wanted} => value;`;
}

/** The type at a place, null and absence left out on the way. */
function reach(root: string, steps: readonly PathStep[]): string {
  let code = root;
  for (const [index, step] of steps.entries()) {
    switch (step.kind) {
      case "member":
        code = `NonNullable<${code}[${codeText(step.name)}]>`;
        break;
      case "items":
        code = `NonNullable<${code}[number]>`;
        break;
      case "values":
        code = `NonNullable<${code}[string]>`;
        break;
      case "variant": {
        const next = steps[index + 1];
        if (step.member !== undefined)
          code = `Extract<${code}, { ${codeText(step.member)}: ${step.value ?? "unknown"} }>`;
        else if (next?.kind === "member") code = `Extract<${code}, { ${codeText(next.name)}?: unknown }>`;
        break;
      }
    }
  }
  return code;
}

/** A member that all values of the kind have. */
const ownMembers: Readonly<Record<string, string>> = { string: "length", number: "toFixed", boolean: "valueOf" };

interface Expression {
  readonly code: string;
  /** What `code` gives. */
  readonly type: string;
}

/** An expression on `value` that compiles while the removed variant is possible, and not without it. */
function expressionFor(fact: Fact, { oldResolve, newResolve }: WitnessPair): Expression | undefined {
  const { oldType: variant, oldUnion, newType } = fact;
  if (variant === undefined || oldUnion === undefined || newType === undefined) return undefined;
  const before = flatten([oldUnion], oldResolve);
  const after = flatten([newType], newResolve);
  const member = discriminatorOf(before);
  const [tag] = member === undefined ? [] : tags(variant, member, oldResolve);
  if (member !== undefined && tag !== undefined) {
    if (tagsOf(after, member, newResolve).has(tag)) return undefined;
    return { code: `value[${codeText(member)}] === ${codeText(tag)}`, type: "boolean" };
  }
  const { type } = resolveType(variant, oldResolve);
  const kind = kindOf(type);
  const own = ownMembers[kind];
  if (own !== undefined) {
    if (after.variants.some((one) => kindOf(resolveType(one, newResolve).type) === kind)) return undefined;
    return { code: `typeof value === ${codeText(kind)} ? value.${own} : undefined`, type: "unknown" };
  }
  const others = before.variants.filter((one) => one !== variant);
  const rest = [
    ...others.map((one) => resolveType(one, oldResolve)),
    ...after.variants.map((one) => resolveType(one, newResolve)),
  ];
  return byOwnMember(
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
function byOwnMember(type: TypeNode, others: readonly TypeNode[], resolve: Resolve): Expression | undefined {
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

/** The discriminator of the old variants, where the added one lacks it. */
function missingMember(fact: Fact, { oldResolve, newResolve }: WitnessPair): string | undefined {
  const { oldType, newType } = fact;
  if (oldType === undefined || newType === undefined) return undefined;
  const member = discriminatorOf(flatten([oldType], oldResolve));
  const { type } = resolveType(newType, newResolve);
  if (member === undefined || type.kind !== "object" || fieldNamed(type, member) !== undefined) return undefined;
  return member;
}

function isPlain(name: string): boolean {
  return PLAIN.test(name) && !TAKEN.test(name);
}

function lines(...parts: readonly string[]): string {
  return parts.join("\n");
}
