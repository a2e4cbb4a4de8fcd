// Recipes that prove a breaking change by TypeScript that compiles beside the old types and not beside the new ones.
import { tags } from "../../model/types/discriminator.ts";
import { bodyPath } from "../../model/body.ts";
import type { TypeNode } from "../../model/model.ts";
import type { Fact } from "../compare/facts.ts";
import { discriminatorOf, familyOf, flatten, tagsOf } from "../compare/pair-variants.ts";
import { fieldNamed, isBare, isListed, type Resolve, resolveType, valuesOf } from "../../model/types/resolve.ts";
import type { PathStep } from "../../model/types/path.ts";
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
    : `import type { WebhookByName } from ${MODULE};\nexport type Gone = WebhookByName[${codeText(old.name)}];`;

export const importsStructure: CodeRecipe = ({ label }) =>
  isPlain(label) ? `export type { ${label} } from ${MODULE};` : undefined;

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
    return made === undefined ? undefined : `import type { ${imported} } from ${MODULE};\n${made}`;
  };
}

function reads({ value, wanted }: CodePlace): string | undefined {
  return wanted === "unknown" ? undefined : `export const read = (value: ${value}): ${wanted} => value;`;
}

/** The type at a place, null and absence left out on the way. */
function reach(root: string, steps: readonly PathStep[]): string {
  return steps.reduce((code, step, index) => {
    if (step.kind !== "variant") {
      const key = step.kind === "member" ? codeText(step.name) : step.kind === "items" ? "number" : "string";
      return `NonNullable<${code}[${key}]>`;
    }
    const next = steps[index + 1];
    if (step.member !== undefined) return `Extract<${code}, { ${codeText(step.member)}: ${step.value ?? "unknown"} }>`;
    return next?.kind === "member" ? `Extract<${code}, { ${codeText(next.name)}?: unknown }>` : code;
  }, root);
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
  const kind = familyOf(type);
  const own = ownMembers[kind];
  if (own !== undefined) {
    if (after.variants.some((one) => familyOf(resolveType(one, newResolve).type) === kind)) return undefined;
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

const DEEPEST_CODE = 3;

/** A type as TypeScript that needs no import, a few levels deep. */
function codeType(type: TypeNode, resolve: Resolve, depth = 0): string {
  const { type: here, nullable } = resolveType(type, resolve);
  const code = plainCode(here, resolve, depth);
  return nullable && here.kind !== "null" && code !== "unknown" ? `${code} | null` : code;
}

function plainCode(type: TypeNode, resolve: Resolve, depth: number): string {
  if (depth > DEEPEST_CODE) return "unknown";
  if (isListed(type)) {
    const values = valuesOf(type);
    const open = type.kind === "enum" && type.open === true ? new Set(values.map((value) => typeof value)) : [];
    return values.length === 0 ? "unknown" : [...values.map(codeText), ...open].join(" | ");
  }
  switch (type.kind) {
    case "string":
    case "boolean":
    case "null":
      return type.kind;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `readonly (${codeType(type.items, resolve, depth + 1)})[]`;
    case "map":
      return `{ readonly [key: string]: ${codeType(type.values, resolve, depth + 1)} }`;
    case "object": {
      if (type.fields.length === 0) return "{ readonly [key: string]: unknown }";
      const members = type.fields.map(({ name, type: inner, presence }) => {
        const code = codeType(inner, resolve, depth + 1);
        return presence === "required"
          ? `readonly ${codeText(name)}: ${code}`
          : `readonly ${codeText(name)}?: ${code} | undefined`;
      });
      return `{ ${members.join("; ")} }`;
    }
    case "union": {
      const parts = new Set(type.variants.map((variant) => codeType(variant, resolve, depth + 1)));
      return type.open === true || parts.size === 0 || parts.has("unknown") ? "unknown" : [...parts].join(" | ");
    }
    default:
      return "unknown";
  }
}

/** A literal that cannot leave its string: JSON, with what JavaScript reads as a line end escaped. */
function codeText(value: string | number | boolean): string {
  return JSON.stringify(value)
    .replace(/[\u2028\u2029\u007f-\u009f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/</g, "\\u003c");
}
