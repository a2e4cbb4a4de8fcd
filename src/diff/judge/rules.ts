// All diff rules, by the kind of fact that they judge. A row says what the change means for code that runs and for code that is
// compiled; its example is in test/diff/rule-examples.ts.
import type { Fact, FactKind } from "../compare/facts.ts";
import * as body from "../witness/body-witness.ts";
import * as code from "../witness/code-witness.ts";
import type {
  Bump,
  DiffMode,
  OldBodies,
  Profile,
  SemverAdvice,
  Severity,
  SubjectKind,
  ValueChange,
} from "../report.ts";
import type { WitnessRecipe } from "../witness/witness.ts";

type Verdict = Severity | Readonly<Record<Profile, Severity>>;

export interface Rule {
  readonly id: string;
  readonly fact: ValueChange;
  readonly subject: SubjectKind;
  /** What code that runs meets. */
  readonly runtime: Verdict;
  /** What the compiler meets. */
  readonly compileTime: Verdict;
  readonly message: (fact: Fact) => string;
  readonly why: string;
  /** What a receiver does about it; nothing by default. */
  readonly hint?: string;
  /** How a breaking change is proved; absent where it can't be. */
  readonly witness?: WitnessRecipe;
}

/** Judges only facts that meet its condition. */
interface SpecialRule extends Rule {
  readonly when: (fact: Fact) => boolean;
}

/** Of one kind of fact: its only rule, or the first special one whose condition is met, else the general one in front of them. */
type RuleList = Rule | readonly [Rule, ...SpecialRule[]];

const compatible = { runtime: "compatible", compileTime: "compatible" } as const;
const breaking = { runtime: "breaking", compileTime: "breaking" } as const;
/** Code goes on, but what it does for something is never called again. */
const breaksTypes = { runtime: "dangerous", compileTime: "breaking" } as const;
const unused = { runtime: "compatible", compileTime: "dangerous" } as const;
/** The tolerant validator lets it pass, the strict one does not. */
const refusedStrictly = { tolerant: "compatible", strict: "breaking" } as const;
const unexpected = {
  runtime: refusedStrictly,
  compileTime: { tolerant: "dangerous", strict: "breaking" },
} as const;
const words = { fact: "text", subject: "docs", runtime: "docs", compileTime: "docs" } as const;

export const rules: Readonly<Record<FactKind, RuleList>> = {
  "webhook-added": {
    id: "webhook/added",
    ...{ fact: "added", subject: "webhook", ...compatible },
    message: ({ label }) => `the webhook "${label}" was added`,
    why: "A receiver gets it only after it asks for it.",
    hint: "Handle it where it is of use.",
  },
  "webhook-removed": {
    id: "webhook/removed",
    ...{ fact: "removed", subject: "webhook", ...breaking },
    message: ({ label }) => `the webhook "${label}" was removed`,
    why: "Its handler is never called again, and its types are gone.",
    hint: "Find what replaces it, or drop the handler.",
    witness: { body: body.oldBody, code: code.namesWebhook },
  },
  "heading-renamed": {
    id: "webhook/heading-renamed",
    ...{ fact: "renamed", subject: "docs", runtime: "docs", compileTime: "docs" },
    message: (fact) => `the heading "${from(fact)}" is now "${to(fact)}"`,
    why: "The same arrives on the wire, and the types are named after that.",
    hint: "Look for the webhook under its new heading.",
  },
  "name-changed": {
    id: "webhook/name-changed",
    ...{ fact: "renamed", subject: "name", ...breaking },
    message: (fact) => `the name on the wire "${from(fact)}" became "${to(fact)}"`,
    why: "A receiver that looks for the old name never gets it again.",
    hint: "Look for the new name; during the change for both.",
    witness: { body: body.oldBody, code: code.namesWebhook },
  },
  "payload-moved": {
    id: "envelope/payload-moved",
    ...{ fact: "incomparable", subject: "envelope", ...breaking },
    message: (fact) => `the payload moved: before ${from(fact)}, now ${to(fact)}`,
    why: "A receiver that looks for the payload in its old place finds nothing there.",
    hint: "Read the payload from its new place.",
    witness: { body: body.movedBody, code: code.readsPayload },
  },
  "discriminator-moved": {
    id: "envelope/discriminator-moved",
    ...{ fact: "incomparable", subject: "envelope", ...breaking },
    message: (fact) => `what names a webhook moved: before ${from(fact)}, now ${to(fact)}`,
    why: "A receiver that looks for the name in its old place knows no webhook any more.",
    hint: "Look for the name in its new place.",
    witness: { body: body.withoutRemoved, code: code.readsValue },
  },
  "request-changed": {
    id: "request/changed",
    ...{ fact: "incomparable", subject: "envelope", ...breaking, compileTime: "compatible" },
    message: (fact) => `the ${fact.label} of requests changed: before ${from(fact)}, now ${to(fact)}`,
    why: "A receiver that goes by the old one refuses what is genuine, or finds no webhook in it.",
    hint: "Make the receiver of the new version, and find out when the requests change.",
  },
  "authentication-documented": {
    id: "request/authentication-documented",
    ...{ fact: "narrowed", subject: "envelope", ...compatible },
    message: (fact) => `requests prove where they come from: ${to(fact)}`,
    why: "The same webhooks arrive; a receiver can tell now that they are genuine.",
    hint: "Give the receiver the secret.",
  },
  "authentication-undocumented": {
    id: "request/authentication-undocumented",
    ...{ fact: "widened", subject: "envelope", ...breaksTypes },
    message: (fact) => `no proof of requests is documented any more; before ${from(fact)}`,
    why: "The proof may still arrive, but no page promises it, and a receiver of the new version takes no secret.",
    hint: "Declare the authentication in the register, or give the receiver a function that verifies.",
  },
  "delivery-changed": {
    id: "request/delivery-changed",
    ...{ fact: "incomparable", subject: "envelope", ...compatible, runtime: "dangerous" },
    message: (fact) => `the ${fact.label} of requests changed: before ${from(fact)}, now ${to(fact)}`,
    why: "The same webhooks arrive, but the vendor repeats, counts or tries them in another way.",
    hint: "Look at how long handlers take, and at what repeated deliveries are known by.",
  },
  "structure-added": {
    id: "structure/added",
    ...{ fact: "added", subject: "structure", runtime: "docs", compileTime: "compatible" },
    message: ({ label }) => `the structure "${label}" was added`,
    why: "A type more to import; what arrives is reported where it is used.",
  },
  "structure-removed": {
    id: "structure/removed",
    ...{ fact: "removed", subject: "structure", runtime: "docs", compileTime: "breaking" },
    message: ({ label }) => `the structure "${label}" was removed`,
    why: "Code that imports its type no longer compiles; what arrives is reported where it was used.",
    hint: "Import what replaces it.",
    witness: { code: code.importsStructure },
  },
  "structure-documented": {
    id: "structure/documented",
    ...{ fact: "narrowed", subject: "structure", ...unused },
    message: ({ label }) => `the structure "${label}" is described now`,
    why: "The same arrives; code that named members of its own for it may not compile beside the type.",
    hint: "Replace your own type by the generated one.",
  },
  "structure-undocumented": {
    id: "structure/undocumented",
    ...{ fact: "widened", subject: "structure", ...breaksTypes },
    message: ({ label }) => `the structure "${label}" is no longer described`,
    why: "Its members may still arrive, but no page promises them and the types no longer name them.",
    hint: "Check each member before use.",
    witness: { body: body.newValue, code: code.readsUndocumented },
  },
  "field-added": [
    {
      id: "field/added",
      ...{ fact: "added", subject: "field", ...compatible },
      runtime: refusedStrictly,
      message: ({ label, presence }) => `the ${presence ?? ""} member "${label}" was added`,
      why: "A receiver that ignores members it does not know runs on; one that rejects them rejects the body.",
      hint: "Read it where it is of use.",
    },
    {
      id: "field/named",
      when: ({ leftOpen }) => leftOpen === true,
      ...{ fact: "narrowed", subject: "field", ...compatible },
      message: ({ label }) => `the member "${label}" is named, where the page had left members out`,
      why: "It may have arrived before; now its type is known.",
    },
  ],
  "field-removed": [
    {
      id: "field/required-removed",
      ...{ fact: "removed", subject: "field", ...breaking },
      message: ({ label }) => `the required member "${label}" was removed`,
      why: "Code that reads it, as the page allowed, finds nothing.",
      hint: "Find what replaces it before the upgrade.",
      witness: { body: body.withoutRemoved, code: code.readsMember },
    },
    {
      id: "field/no-longer-named",
      when: ({ leftOpen }) => leftOpen === true,
      ...{ fact: "removed", subject: "field", ...breaksTypes },
      message: ({ label }) => `the member "${label}" is no longer named; the page leaves members out`,
      why: "It may still arrive, but no page promises it and the types no longer name it.",
      hint: "Check that it is there before use.",
      witness: { body: body.withoutRemoved, code: code.readsMember },
    },
    {
      id: "field/optional-removed",
      when: ({ presence }) => presence === "optional",
      ...{ fact: "removed", subject: "field", ...breaksTypes },
      message: ({ label }) => `the optional member "${label}" was removed`,
      why: "Code had to cope without it, but its branch for the member never runs again, and the types no longer name it.",
      hint: "Drop the code that reads it, or find what replaces it.",
      witness: { body: body.withoutRemoved, code: code.readsMember },
    },
  ],
  "became-optional": {
    id: "field/became-optional",
    ...{ fact: "widened", subject: "field", ...breaking },
    message: ({ label }) => `"${label}" became optional`,
    why: "Code that relied on it fails on the first body without it.",
    hint: "Handle its absence.",
    witness: { body: body.withoutOptional, code: code.needsMember },
  },
  "became-required": {
    id: "field/became-required",
    ...{ fact: "narrowed", subject: "field", ...compatible },
    message: ({ label }) => `"${label}" became required`,
    why: "Code that copes without it copes with it.",
    hint: "The check for its absence may go.",
  },
  "became-nullable": {
    id: "type/became-nullable",
    ...{ fact: "widened", subject: "type", ...breaking },
    message: (fact) => `${what(fact)} may be null`,
    why: "Code that uses the value without a check fails on the first null.",
    hint: "Check for null.",
    witness: { body: body.nullValue, code: code.needsNotNull },
  },
  "became-not-null": {
    id: "type/became-not-null",
    ...{ fact: "narrowed", subject: "type", ...compatible },
    message: (fact) => `${what(fact)} is never null any more`,
    why: "Code that copes with null copes without.",
    hint: "The check for null may go.",
  },
  changed: {
    id: "type/changed",
    ...{ fact: "incomparable", subject: "type", ...breaking },
    message: (fact) => `the type of ${what(fact)} changed from ${from(fact)} to ${to(fact)}`,
    why: "Code written for the old type meets values it was not written for.",
    hint: "Read the new type; during the change handle both.",
    witness: { body: body.newValue, code: code.readsValue },
  },
  widened: {
    id: "type/widened",
    ...{ fact: "widened", subject: "type", ...breaking },
    message: (fact) => `${what(fact)} takes more values: ${to(fact)} instead of ${from(fact)}`,
    why: "Code written for the old values meets others.",
    hint: "Handle the wider type.",
    witness: { body: body.newValue, code: code.readsValue },
  },
  narrowed: {
    id: "type/narrowed",
    ...{ fact: "narrowed", subject: "type", ...unused },
    // A structure is narrower for a member more, which a strict receiver rejects.
    runtime: { tolerant: "compatible", strict: "dangerous" },
    message: (fact) => `${what(fact)} takes fewer values: ${to(fact)} instead of ${from(fact)}`,
    why: "Code for the old values runs on; its branches for the others never run again.",
    hint: "Drop the code for values that no longer come.",
  },
  reduced: {
    id: "type/reduced",
    ...{ fact: "narrowed", subject: "type", ...breaksTypes },
    message: (fact) => `${what(fact)} takes fewer values: ${to(fact)} instead of ${from(fact)}`,
    why: "Branches for the others never run again, and the compiler refuses to compare with them.",
    hint: "Drop the code for values that no longer come, once no old body can arrive.",
    witness: { code: code.readsNotNull },
  },
  documented: {
    id: "type/documented",
    ...{ fact: "narrowed", subject: "type", ...unused },
    message: (fact) => `the shape of ${what(fact)} is documented: ${to(fact)}`,
    why: "The same may have arrived before; a type of your own for it may not agree.",
    hint: "Replace your own type by the generated one.",
  },
  undocumented: {
    id: "type/undocumented",
    ...{ fact: "widened", subject: "type", ...breaksTypes },
    message: (fact) => `the shape of ${what(fact)} is no longer documented; before: ${from(fact)}`,
    why: "The same may arrive, but no page promises it and the types no longer describe it.",
    hint: "Check the value before use.",
    witness: { body: body.newValue, code: code.readsUndocumented },
  },
  "integer-to-number": {
    id: "type/integer-to-number",
    ...{ fact: "widened", subject: "type", runtime: "breaking", compileTime: "compatible" },
    message: (fact) => `${what(fact)} may have a fraction: number instead of integer`,
    why: "Code that counts, indexes or stores whole numbers may meet a fraction.",
    hint: "Check columns and parsers that take whole numbers.",
    witness: { body: body.newValue },
  },
  "number-to-integer": {
    id: "type/number-to-integer",
    ...{ fact: "narrowed", subject: "type", ...compatible },
    message: (fact) => `${what(fact)} is a whole number now`,
    why: "Every whole number is a number.",
  },
  "format-lost": {
    id: "type/format-lost",
    ...{ fact: "widened", subject: "type", runtime: "breaking", compileTime: "compatible" },
    message: (fact) =>
      `${what(fact)} is ${fact.newType?.kind === "string" ? "any string" : to(fact)}, no longer ${from(fact)}`,
    why: "Code that parses it as before may fail on other strings.",
    hint: "Check what was parsed.",
    witness: { body: body.newValue },
  },
  "format-gained": {
    id: "type/format-gained",
    ...{ fact: "narrowed", subject: "type", ...compatible },
    message: (fact) => `${what(fact)} is ${to(fact)}, no longer any string`,
    why: "It is a string as before.",
    hint: "It can be parsed now.",
  },
  "members-opened": {
    id: "object/members-left-out",
    ...words,
    message: (fact) => `the page leaves members of ${what(fact)} out`,
    why: "Other members were possible before as well.",
  },
  "members-closed": {
    id: "object/members-complete",
    ...words,
    message: (fact) => `the page names all members of ${what(fact)}`,
    why: "Other members remain possible.",
  },
  "value-added": [
    {
      id: "value/added",
      ...{ fact: "added", subject: "enum-value", ...unexpected },
      message: ({ label }) => `the value ${label} was added`,
      why: "Code with a branch for each listed value may have none for it.",
      hint: "Handle it, and keep a default branch.",
      witness: { body: body.addedValue, code: code.readsValue },
    },
    {
      id: "value/named",
      when: ({ leftOpen }) => leftOpen === true,
      ...{ fact: "narrowed", subject: "enum-value", ...compatible },
      message: ({ label }) => `the value ${label} is named, where others had been possible`,
      why: "It may have arrived before.",
      hint: "Handle it where it is of use.",
    },
  ],
  "value-removed": [
    {
      id: "value/removed",
      ...{ fact: "removed", subject: "enum-value", ...breaksTypes },
      message: ({ label }) => `the value ${label} was removed`,
      why: "Its branch never runs again, and the compiler refuses to compare with it.",
      hint: "Drop its branch, once no old body can arrive.",
      witness: { code: code.comparesValue },
    },
    {
      id: "value/no-longer-named",
      when: ({ leftOpen }) => leftOpen === true,
      ...{ fact: "removed", subject: "enum-value", ...compatible },
      message: ({ label }) => `the value ${label} is no longer named; others are possible`,
      why: "It may still arrive.",
      hint: "Keep its branch.",
    },
  ],
  "values-opened": {
    id: "value/list-opened",
    ...{ fact: "widened", subject: "type", ...unexpected },
    message: (fact) => `${what(fact)} may take other values than those listed`,
    why: "Code with a branch for each listed value may have none for others.",
    hint: "Keep a default branch.",
    witness: { body: body.otherText, code: code.readsValue },
  },
  "values-closed": {
    id: "value/list-closed",
    ...{ fact: "narrowed", subject: "type", ...unused },
    message: (fact) => `${what(fact)} takes only the listed values`,
    why: "Code for the listed values runs on; its branch for others never runs again.",
    hint: "The default branch may stay.",
  },
  "values-freed": {
    id: "value/list-freed",
    ...{ fact: "widened", subject: "type", runtime: refusedStrictly, compileTime: "dangerous" },
    message: (fact) => `${what(fact)} takes any ${fact.new?.text ?? "value"}, no longer ${from(fact)} alone`,
    why: "Code with a branch for each listed value may have none for others.",
    hint: "Keep a default branch.",
    witness: { body: body.otherText },
  },
  "values-listed": {
    id: "value/listed",
    ...{ fact: "narrowed", subject: "type", ...unused },
    message: (fact) => `the values of ${what(fact)} are listed: ${to(fact)}`,
    why: "Code for any value runs on; the compiler may refuse to compare with one that is not listed.",
    hint: "Compare with the listed values.",
  },
  "variant-added": [
    {
      id: "variant/of-another-kind",
      ...{ fact: "added", subject: "variant", ...breaking },
      message: ({ label }) => `the variant ${label} was added, of another kind than before`,
      why: "Code had no reason to discriminate the old values from it, and uses it as if it were one of them.",
      hint: "Discriminate the kinds before use.",
      witness: { body: body.addedVariant, code: code.readsVariants },
    },
    {
      id: "variant/named",
      when: ({ leftOpen }) => leftOpen === true,
      ...{ fact: "narrowed", subject: "variant", ...compatible },
      message: ({ label }) => `the variant ${label} is described, where others had been possible`,
      why: "It may have arrived before.",
      hint: "Handle it where it is of use.",
    },
    {
      id: "variant/added",
      when: ({ discriminated }) => discriminated === true,
      ...{ fact: "added", subject: "variant", ...unexpected },
      message: ({ label }) => `the variant ${label} was added`,
      why: "Code with a branch for each variant may have none for it.",
      hint: "Handle it, and keep a default branch.",
      witness: { body: body.addedVariant, code: code.readsVariants },
    },
  ],
  "variant-removed": [
    {
      id: "variant/removed",
      ...{ fact: "removed", subject: "variant", ...breaksTypes },
      message: ({ label }) => `the variant ${label} was removed`,
      why: "Its branch never runs again, and the compiler refuses to discriminate it.",
      hint: "Drop its branch, once no old body can arrive.",
      witness: { code: code.discriminatesVariant },
    },
    {
      id: "variant/no-longer-named",
      when: ({ leftOpen }) => leftOpen === true,
      ...{ fact: "removed", subject: "variant", runtime: "compatible", compileTime: "breaking" },
      message: ({ label }) => `the variant ${label} is no longer described; others are possible`,
      why: "It may still arrive, but the types no longer name its members.",
      hint: "Keep its branch, with a type of your own.",
      witness: { code: code.discriminatesVariant },
    },
  ],
  "union-opened": {
    id: "variant/union-opened",
    ...{ fact: "widened", subject: "type", ...unexpected },
    message: (fact) => `${what(fact)} may take other variants than those described`,
    why: "Code with a branch for each described variant may have none for others.",
    hint: "Keep a default branch.",
    witness: { code: code.readsValue },
  },
  "union-closed": {
    id: "variant/union-closed",
    ...{ fact: "narrowed", subject: "type", ...unused },
    message: (fact) => `${what(fact)} takes only the described variants`,
    why: "Code for the described variants runs on; its branch for others never runs again.",
    hint: "The default branch may stay.",
  },
  description: {
    id: "docs/description",
    ...words,
    message: () => "the description changed",
    why: "Words alone; what arrives is the same.",
    hint: "Read it: a change of meaning may hide in it.",
  },
  sample: {
    id: "docs/sample",
    ...words,
    message: () => "the sample changed",
    why: "The type that it shows is the same.",
  },
  link: {
    id: "docs/link",
    ...words,
    message: ({ label }) => `the ${label} changed`,
    why: "What arrives is the same.",
  },
  listing: {
    id: "docs/order",
    ...words,
    message: ({ label }) => `the ${label} changed`,
    why: "What arrives is the same.",
  },
  deprecated: {
    id: "docs/deprecated",
    ...words,
    message: ({ label }) => `"${label}" is deprecated`,
    why: "It still arrives.",
    hint: "Move to what replaces it.",
  },
  undeprecated: {
    id: "docs/undeprecated",
    ...words,
    message: ({ label }) => `"${label}" is no longer deprecated`,
    why: "It arrives as before.",
  },
};

/** The one rule that judges a fact. */
export function ruleFor(fact: Fact): Rule {
  const list = rules[fact.kind];
  if ("id" in list) return list;
  const [general, ...special] = list;
  return special.find(({ when }) => when(fact)) ?? general;
}

function what({ label }: Fact): string {
  return label === "" ? "the value" : `"${label}"`;
}

function from({ old }: Fact): string {
  return old?.text ?? "";
}

function to({ new: now }: Fact): string {
  return now?.text ?? "";
}

/** After these the checks of the newer side no longer take a body as the older side has it. */
const refused: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["payload-moved", "structure-documented", "field-added", "became-required", "became-not-null"] as const),
  ...(["changed", "narrowed", "reduced", "documented", "number-to-integer", "format-gained"] as const),
]);
/** After these the strict checks alone. */
const refusedByStrict: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["field-removed", "value-removed", "values-closed", "values-listed", "variant-removed", "union-closed"] as const),
]);

/** What a receiver that is built from the newer side does with a body as it was. */
export function oldBodiesFor({ kind, presence, oldUnion }: Fact, profile: Profile): OldBodies {
  if (kind === "webhook-removed" || kind === "name-changed" || kind === "discriminator-moved") return "unknown";
  if (kind === "request-changed") return "refused";
  const isPart = kind === "variant-removed" && oldUnion?.kind === "union" && oldUnion.discriminator === undefined;
  const isRefused = isPart || (refused.has(kind) && (kind !== "field-added" || presence === "required"));
  return isRefused || (profile === "strict" && refusedByStrict.has(kind)) ? "reported" : "taken";
}

/**
 * A rule's verdict on code that runs, with its reason. Within one version the same bodies come as before: the new package
 * reports those that no longer fit.
 */
export function judgeRuntime(
  { runtime, why }: Rule,
  fact: Fact,
  profile: Profile,
  mode: DiffMode,
): { readonly runtime: Severity; readonly why: string } {
  const verdict = verdictFor(runtime, profile);
  const isUnnamed = fact.leftOpen === true && fact.kind !== "field-added";
  const narrows = !isUnnamed && oldBodiesFor(fact, "strict") === "reported";
  if (mode !== "drift" || verdict !== "compatible" || !narrows) return { runtime: verdict, why };
  return { runtime: "dangerous", why: `${why} ${REPORTED}` };
}

const REPORTED =
  "Bodies of this version that do not fit are reported from now on, and refused by receivers that reject what is invalid.";

export function verdictFor(verdict: Verdict, profile: Profile): Severity {
  return typeof verdict === "string" ? verdict : verdict[profile];
}

/** What a change asks of the generated package's version, from 1.0.0 on: as it is for a tolerant receiver. */
export function bumpFor({ runtime, compileTime }: Pick<Rule, "runtime" | "compileTime">): Bump {
  const verdicts = [runtime, compileTime].map((verdict) => verdictFor(verdict, "tolerant"));
  if (verdicts.includes("breaking")) return "major";
  return verdicts.every((verdict) => verdict === "docs") ? "patch" : "minor";
}

const bumps = ["none", "patch", "minor", "major"] as const;

export function higher(one: Bump, other: Bump): Bump {
  return bumps.indexOf(one) >= bumps.indexOf(other) ? one : other;
}

/** The highest bump that any change asks for, and the changes that ask for it. */
export function adviseSemver(asked: readonly { readonly fingerprint: string; readonly semver: Bump }[]): SemverAdvice {
  const bump = asked.map(({ semver }) => semver).reduce<Bump>(higher, "none");
  const because = asked.filter(({ semver }) => semver === bump).map(({ fingerprint }) => fingerprint);
  return { bump, because };
}
