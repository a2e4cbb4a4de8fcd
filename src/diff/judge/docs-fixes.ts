// Signs, in drift mode, that the docs were put right rather than that other bodies arrive. First match wins; no sign lowers a severity.
import { walkType } from "../../model/types/walk.ts";
import type { Evidence, Model, Webhook } from "../../model/model.ts";
import { conventionKinds, type Fact, type FactKind } from "../compare/facts.ts";
import { isListed, type Resolve, resolver, resolveType, valuesOf } from "../../model/types/resolve.ts";
import { isOfKind } from "../../model/types/value.ts";
import { samplesAt } from "../compare/samples.ts";
import type { DocsFix } from "../report.ts";
import type { JudgedChange } from "./merge-facts.ts";
import { isTypo } from "./renames.ts";

export interface DriftContext {
  readonly old: Model;
  readonly new: Model;
  readonly oldResolve: Resolve;
  readonly changes: readonly JudgedChange[];
  /** Every listed value of the older model, with the places that list it. */
  readonly oldValues: ReadonlyMap<string, readonly Evidence[]>;
}

export function driftContext(old: Model, now: Model, changes: readonly JudgedChange[]): DriftContext {
  return { old, new: now, oldResolve: resolver(old), changes, oldValues: listedValues(old) };
}

interface DocsSign {
  readonly id: string;
  readonly why: string;
  /** Whether the sign is there; places in the old page where those speak for it, rather than the evidence of the change. */
  readonly read: (change: JudgedChange, context: DriftContext) => readonly Evidence[] | boolean | undefined;
}

const signs: readonly DocsSign[] = [
  {
    id: "sections-merged",
    why: "The older page described the webhook in several sections, the newer one in fewer.",
    read: ({ fact }, context) => {
      if (fact.kind !== "variant-removed" && fact.kind !== "variant-added") return undefined;
      const old = webhookOf(fact, context.old);
      const now = webhookOf(fact, context.new);
      if (old === undefined || now === undefined || old.sections.length <= now.sections.length) return undefined;
      return old.sections.map((at) => ({ kind: "heading", rule: "sign/section", quote: old.name, at }));
    },
  },
  {
    id: "spelling",
    why: "The old and the new name differ by a letter or two.",
    read: ({ fact, path }, { changes }) => {
      const counter = counterparts[fact.kind];
      if (counter === undefined) return undefined;
      const at = path.slice(0, path.length - fact.label.length);
      const other = changes.find(
        (one) =>
          one.fact.kind === counter &&
          one.path.slice(0, one.path.length - one.fact.label.length) === at &&
          isTypo(one.fact.label, fact.label),
      );
      if (other === undefined) return undefined;
      return (fact.old ?? other.fact.old)?.evidence ?? [];
    },
  },
  {
    id: "value-known-elsewhere",
    why: "The older page lists the value in another place.",
    read: ({ fact }, { oldValues }) => (fact.kind === "value-added" ? oldValues.get(fact.label) : undefined),
  },
  {
    id: "sample-never-had-it",
    why: "No sample of the older page ever showed the member.",
    read: ({ fact }, { old }) => {
      if (fact.kind !== "field-removed") return undefined;
      const parents = samplesAt(old, { ...fact.location, steps: fact.location.steps.slice(0, -1) });
      return parents.length > 0 && samplesAt(old, fact.location).length === 0;
    },
  },
  {
    id: "sample-agreed-before",
    why: "The sample of the older page already fitted the new type and not the old one.",
    read: ({ fact }, { old, oldResolve }) => {
      const { oldType, newType } = fact;
      if (!typeChanges.has(fact.kind) || oldType === undefined || newType === undefined) return undefined;
      const values = samplesAt(old, fact.location);
      const [before, after] = [resolveType(oldType, oldResolve).type, resolveType(newType, oldResolve).type];
      return values.length > 0 && values.every((value) => isOfKind(value, after.kind) && !isOfKind(value, before.kind));
    },
  },
  {
    id: "envelope-first-shown",
    why: "The older page showed no envelope of its own for the webhook.",
    read: ({ fact, webhooks }, { old }) => {
      const isConvention = conventionKinds.some((kind) => kind === fact.kind);
      if (fact.location.owner.kind !== "envelope" || isConvention) return undefined;
      const guessed = old.webhooks.filter(({ name }) => webhooks.includes(name));
      return guessed.length > 0 && guessed.every(({ envelope }) => envelope.origin !== "documented")
        ? guessed.flatMap(({ envelope }) => envelope.evidence.slice(0, 1))
        : undefined;
    },
  },
  {
    id: "first-documented",
    why: "The older page named the thing without describing its shape.",
    read: ({ fact }) => ["structure-documented", "documented", "values-listed", "format-gained"].includes(fact.kind),
  },
  {
    id: "sample-stayed",
    why: "The samples stayed as they were; only what is said about them changed.",
    read: ({ fact }, { old, new: now }) => {
      if (!promises.has(fact.kind)) return undefined;
      const before = samplesAt(old, fact.location);
      const after = samplesAt(now, fact.location);
      return before.length > 0 && JSON.stringify(before) === JSON.stringify(after);
    },
  },
];

const counterparts: Readonly<Partial<Record<FactKind, FactKind>>> = {
  "field-removed": "field-added",
  "field-added": "field-removed",
  "webhook-removed": "webhook-added",
  "webhook-added": "webhook-removed",
};
const typeChanges: ReadonlySet<FactKind> = new Set<FactKind>(["changed", "widened", "integer-to-number"]);
const promises: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["became-optional", "became-required", "became-nullable", "became-not-null", "values-opened"] as const),
  ...(["value-added", "value-removed", "values-closed", "values-freed", "format-lost"] as const),
]);

export function docsFixFor(change: JudgedChange, context: DriftContext): DocsFix | undefined {
  for (const { id, why, read } of signs) {
    const { old, new: now } = change.fact;
    const found = read(change, context) ?? false;
    const places = found === true ? (old?.evidence ?? []) : found;
    if (places !== false) return { sign: id, why, old: places.slice(0, 6), new: now?.evidence ?? [] };
  }
  return undefined;
}

function webhookOf({ location }: Fact, { webhooks }: Model): Webhook | undefined {
  const { owner } = location;
  return owner.kind === "webhook" ? webhooks.find(({ name }) => name === owner.name) : undefined;
}

function listedValues({ webhooks, structures }: Model): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, readonly Evidence[]>();
  for (const type of [...webhooks.map(({ payload }) => payload), ...structures.map((structure) => structure.type)]) {
    walkType(type, (here) => {
      for (const value of isListed(here) ? valuesOf(here).map((one) => JSON.stringify(one)) : []) {
        if (!found.has(value)) found.set(value, here.evidence ?? []);
      }
    });
  }
  return found;
}
