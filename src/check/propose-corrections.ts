// Proposes one correction for each place where captured bodies and docs differ, and tries it on the model.
import { applyCorrections } from "../model/corrections/apply-corrections.ts";
import type { Expectation, Replacement } from "../model/corrections/correct-field.ts";
import { bodyOf, bodyPath } from "../model/body.ts";
import type { Model, TypeNode } from "../model/model.ts";
import { placesAt, printSteps } from "../model/types/path.ts";
import type { TypeStep } from "../model/types/walk.ts";
import type { BodyMismatch, ModelPlace, ProposedCorrection } from "./compare-body.ts";
import { agree, correctedType, expectedType, DEEPEST, specFromValues } from "./corrected-type.ts";
import { isMemberName } from "./redact.ts";

/** All mismatches of one place, over all webhooks that reach it. */
export interface PlaceMismatches {
  readonly key: string;
  readonly place: ModelPlace;
  readonly mismatches: readonly BodyMismatch[];
  /** How many bodies show them, of how many that reach the place's webhooks. */
  readonly bodies: number;
  readonly of: number;
}

export type Proposal = { readonly correction: ProposedCorrection } | { readonly uncorrectable: string };

/** By the spots' keys. Paths are those of the model as it is, so that the corrections hold in any order of pasting. */
export function proposeCorrections(model: Model, spots: readonly PlaceMismatches[]): ReadonlyMap<string, Proposal> {
  const proposals = new Map<string, Proposal>();
  const ids = new Set(model.corrections.map(({ id }) => id));
  const coming = comingMembers(spots, model);
  let current = model;
  const propose = (found: PlaceMismatches): Proposal => {
    const address = addressOf(found.place, model, coming);
    if (address === undefined) return { uncorrectable: "no path of a correction leads there" };
    const change = changeFor(current, found);
    if (typeof change === "string") return { uncorrectable: change };
    const { path, steps } = address;
    const { kind, name } = found.place.root;
    const id = freeId(path, ids);
    const correction = { id, versions: [model.version], path, ...change, reason: reasonOf(found) };
    const target =
      kind === "structure" ? ({ kind, structure: name, steps } as const) : ({ kind, webhook: name, steps } as const);
    const at = { file: "", line: 1, column: 1, offset: 0 };
    const { model: corrected, findings } = applyCorrections(current, [{ ...correction, target, at }]);
    if (findings.length > 0) {
      return {
        uncorrectable: "variants of this place differ in what the docs say, and a correction changes all of them",
      };
    }
    current = corrected;
    ids.add(id);
    return { correction };
  };
  const outerFirst = [...spots].sort((a, b) => a.place.steps.length - b.place.steps.length || (a.key < b.key ? -1 : 1));
  for (const found of outerFirst) proposals.set(found.key, propose(found));
  return proposals;
}

/** What to expect and to set, or why that can't be said. */
function changeFor(
  model: Model,
  { place, mismatches, bodies, of }: PlaceMismatches,
): Pick<ProposedCorrection, "expect" | "set"> | string {
  const has = (kind: BodyMismatch["kind"]) => mismatches.some((mismatch) => mismatch.kind === kind);
  const start = rootType(place.root, model);
  const documented = start === undefined ? [] : placesAt(start, place.steps);
  if (has("undocumented-member")) {
    if (documented.length > 0) return "a variant beside it documents the member, and a correction changes all of them";
    const secret = mismatches.some(({ redaction }) => redaction === "secret");
    const type = specFromValues(valuesOf(mismatches), secret ? DEEPEST : 0);
    return { expect: { missing: true }, set: { type, presence: "optional" } };
  }
  const [first] = documented;
  if (first === undefined) return "the docs tell of the place only by way of others";
  if (isPayload(place, model) && has("missing-member")) return "every request body is described by its payload";
  if (isName(place, model)) {
    const values = new Set(valuesOf(mismatches));
    const [value] = values;
    if (values.size !== 1 || typeof value !== "string" || bodies < of)
      return "a webhook has one name, and several arrive";
    return { expect: expectedType(first.type), set: { type: { kind: "literal", value } } };
  }
  const expect: { -readonly [Key in keyof Expectation]: Expectation[Key] } = {};
  const set: { -readonly [Key in keyof Replacement]: Replacement[Key] } = {};
  if (has("missing-member")) {
    expect.presence = "required";
    set.presence = "optional";
  }
  if (mismatches.some(({ value, kind }) => kind === "other-type" && isTooLarge(value)))
    return "a number so large can't be held, so no type would fit it";
  const type = correctedType(first.type, mismatches);
  const retyped = mismatches.some(({ kind }) =>
    ["other-type", "value-not-listed", "unknown-variant", "map-key"].includes(kind),
  );
  if (retyped && type === undefined) return "the new variant's name looks like data";
  if (type !== undefined || has("null")) {
    if (!agree(documented.map((one) => one.type)))
      return "variants of this place have different types, and a correction changes all of them";
    Object.assign(expect, expectedType(first.type));
  }
  if (type !== undefined) set.type = type;
  if (has("null") || (type !== undefined && first.type.nullable === true)) set.nullable = true;
  return { expect, set };
}

function rootType(root: ModelPlace["root"], { webhooks, structures }: Model): TypeNode | undefined {
  if (root.kind === "structure") return structures.find(({ name }) => name === root.name)?.type;
  const webhook = webhooks.find(({ name }) => name === root.name);
  return webhook === undefined ? undefined : bodyOf(webhook);
}

function isTooLarge(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

function valuesOf(mismatches: readonly BodyMismatch[]): readonly unknown[] {
  return mismatches.filter(({ absent }) => absent !== true).map(({ value }) => value);
}

function isName({ root, steps }: ModelPlace, { conventions: { discriminator } }: Model): boolean {
  return root.kind === "webhook" && discriminator.in === "body" && isPath(steps, discriminator.path);
}

function isPayload({ root, steps }: ModelPlace, { webhooks }: Model): boolean {
  const payloadPath = webhooks.find(({ name }) => name === root.name)?.envelope.payloadPath;
  return root.kind === "webhook" && payloadPath !== undefined && isPath(steps, payloadPath);
}

function isPath(steps: readonly TypeStep[], path: string): boolean {
  const names = bodyPath(path);
  return steps.length === names.length && steps.every((step, at) => step.kind === "member" && step.name === names[at]);
}

const LONGEST_ID = 90;

function freeId(path: string, taken: ReadonlySet<string>): string {
  const words = path.toLowerCase().match(/[a-z0-9]+|\*/g) ?? [];
  const slug = ["observed", ...words.filter((word) => word !== "defs").map((word) => (word === "*" ? "any" : word))]
    .join("-")
    .slice(0, LONGEST_ID)
    .replace(/-$/, "");
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? slug : `${slug}-${String(number)}`;
    if (!taken.has(id)) return id;
  }
}

/** What each kind of difference gives as its reason. */
const reasons: Readonly<Record<BodyMismatch["kind"], string>> = {
  "unknown-name": "the name is another one",
  "undocumented-member": "the member is there",
  "missing-member": "the member is missing",
  null: "the value is null",
  "other-type": "the value is of another type",
  "value-not-listed": "the value is none of those listed",
  "unknown-variant": "the object is of a kind that the docs do not name",
  "map-key": "the keys are of another kind",
};

function reasonOf({ mismatches, bodies, of }: PlaceMismatches): string {
  const kinds = [...new Set(mismatches.map(({ kind }) => reasons[kind]))].sort();
  return `In ${String(bodies)} of ${String(of)} captured bodies ${kinds.join(", or ")}.`;
}

/**
 * The path of a correction, and how it is read; undefined where none can be written: for a name with a dot in it, or for a body as a
 * whole.
 * @param coming members that other corrections of the same proposal may add to an envelope
 */
function addressOf(
  { root, steps }: ModelPlace,
  model: Model,
  coming: ReadonlySet<string>,
): { readonly path: string; readonly steps: readonly TypeStep[] } | undefined {
  const isStructure = root.kind === "structure";
  if (steps.some((step) => step.kind === "member" && !isMemberName(step.name))) return undefined;
  if (root.name === "" || (isStructure ? /[.[\]]/ : /[[\]]/).test(root.name)) return undefined;
  const from = isStructure ? steps : fromWebhook(root.name, steps, model, coming);
  if (!isStructure && from.length === 0) return undefined;
  const path = printSteps(from);
  return {
    path: isStructure ? `$defs.${root.name}${path.startsWith("[") ? "." : ""}${path}` : `${root.name}${path}`,
    steps: from,
  };
}

/** Members that a proposal may add to the envelope of a webhook. */
function comingMembers(spots: readonly PlaceMismatches[], { webhooks }: Model): ReadonlySet<string> {
  return new Set(
    spots.flatMap(({ place: { root, steps } }) => {
      const envelope = webhooks.find(({ name }) => root.kind === "webhook" && name === root.name)?.envelope;
      const [step, ...deeper] = steps;
      if (step?.kind !== "member" || deeper.length > 0 || step.name === envelope?.payloadPath) return [];
      return envelope?.fields.some(({ name }) => name === step.name) === true ? [] : [step.name];
    }),
  );
}

/** From the payload where that is clear in whatever order corrections are pasted, otherwise from the body. */
function fromWebhook(
  webhook: string,
  steps: readonly TypeStep[],
  { webhooks }: Model,
  coming: ReadonlySet<string>,
): readonly TypeStep[] {
  const payloadPath = webhooks.find(({ name }) => name === webhook)?.envelope.payloadPath;
  const [first] = steps;
  if (payloadPath === undefined || first?.kind !== "member") return steps;
  const fromBody: readonly TypeStep[] = [{ kind: "member", name: "$body" }, ...steps];
  const envelope = new Set(webhooks.flatMap((one) => one.envelope.fields.map(({ name }) => name)));
  const path = bodyPath(payloadPath);
  if (!isPath(steps.slice(0, path.length), payloadPath)) return envelope.has(first.name) ? steps : fromBody;
  const behind = steps.slice(path.length);
  const [inner] = behind;
  if (inner?.kind !== "member") return steps;
  return inner.name === path[0] || envelope.has(inner.name) || coming.has(inner.name) ? fromBody : behind;
}
