// Signs, in drift mode, that the docs were put right rather than that other bodies arrive. First match wins; no sign lowers a severity.
import { walkType } from "../model/types/walk.ts";
import type { Evidence, Model, Scalar, Webhook } from "../model/model.ts";
import type { Collapsed } from "./collapse.ts";
import { isSlip } from "./likeness.ts";
import type { Observation } from "./observation.ts";
import type { DocsFix } from "./report.ts";
import { samplesAt } from "./sample-values.ts";
import { isListed, type Resolve, resolver, settle, valuesOf } from "../model/types/resolve.ts";

export interface DriftContext {
  readonly old: Model;
  readonly new: Model;
  readonly oldResolve: Resolve;
  readonly changes: readonly Collapsed[];
  /** Every listed value of the older model, with the places that list it. */
  readonly oldValues: ReadonlyMap<string, readonly Evidence[]>;
}

export function driftContext(old: Model, now: Model, changes: readonly Collapsed[]): DriftContext {
  return { old, new: now, oldResolve: resolver(old), changes, oldValues: listedValues(old) };
}

export interface DocsSign {
  readonly id: string;
  readonly why: string;
  /** Places in the old page that speak for it; undefined where the sign is not there. */
  readonly read: (change: Collapsed, context: DriftContext) => readonly Evidence[] | undefined;
}

const signs: readonly DocsSign[] = [
  {
    id: "sections-merged",
    why: "The older page told of the webhook in several sections, the newer one in fewer.",
    read: ({ seen }, context) => {
      if (seen.is !== "variant-removed" && seen.is !== "variant-added") return undefined;
      const old = webhookOf(seen, context.old);
      const now = webhookOf(seen, context.new);
      if (old === undefined || now === undefined || old.sections.length <= now.sections.length) return undefined;
      return old.sections.map((at) => ({ kind: "heading", rule: "sign/section", quote: old.name, at }));
    },
  },
  {
    id: "spelling",
    why: "The old and the new name differ by a letter or two.",
    read: ({ seen, path }, { changes }) => {
      const counter = counterparts[seen.is];
      if (counter === undefined) return undefined;
      const at = path.slice(0, path.length - seen.label.length);
      const other = changes.find(
        (one) =>
          one.seen.is === counter &&
          one.path.slice(0, one.path.length - one.seen.label.length) === at &&
          isSlip(one.seen.label, seen.label),
      );
      if (other === undefined) return undefined;
      return (seen.old ?? other.seen.old)?.evidence ?? [];
    },
  },
  {
    id: "value-known-elsewhere",
    why: "The older page lists the value in another place.",
    read: ({ seen }, { oldValues }) => (seen.is === "value-added" ? oldValues.get(seen.label) : undefined),
  },
  {
    id: "sample-never-had-it",
    why: "No sample of the older page ever showed the member.",
    read: ({ seen }, { old }) => {
      if (seen.is !== "field-removed") return undefined;
      const parents = samplesAt(old, { ...seen.spot, steps: seen.spot.steps.slice(0, -1) });
      return parents.length > 0 && samplesAt(old, seen.spot).length === 0 ? (seen.old?.evidence ?? []) : undefined;
    },
  },
  {
    id: "sample-agreed-before",
    why: "The sample of the older page already fitted the new type and not the old one.",
    read: ({ seen }, { old, oldResolve }) => {
      const { oldType, newType } = seen;
      if (!typeChanges.has(seen.is) || oldType === undefined || newType === undefined) return undefined;
      const values = samplesAt(old, seen.spot);
      const [before, after] = [settle(oldType, oldResolve).type, settle(newType, oldResolve).type];
      const agreed = values.length > 0 && values.every((value) => isOf(value, after.kind) && !isOf(value, before.kind));
      return agreed ? (seen.old?.evidence ?? []) : undefined;
    },
  },
  {
    id: "envelope-first-shown",
    why: "The older page showed no envelope of its own for the webhook.",
    read: ({ seen, webhooks }, { old }) => {
      if (seen.spot.owner.kind !== "envelope") return undefined;
      const guessed = old.webhooks.filter(({ name }) => webhooks.includes(name));
      return guessed.length > 0 && guessed.every(({ envelope }) => envelope.origin !== "documented")
        ? guessed.flatMap(({ envelope }) => envelope.evidence.slice(0, 1))
        : undefined;
    },
  },
  {
    id: "first-told",
    why: "The older page named the thing without telling its shape.",
    read: ({ seen }) =>
      ["structure-told", "told", "values-listed", "format-gained"].includes(seen.is)
        ? (seen.old?.evidence ?? [])
        : undefined,
  },
  {
    id: "sample-stayed",
    why: "The samples stayed as they were; only what is said about them changed.",
    read: ({ seen }, { old, new: now }) => {
      if (!promises.has(seen.is)) return undefined;
      const before = samplesAt(old, seen.spot);
      const after = samplesAt(now, seen.spot);
      const same = before.length > 0 && JSON.stringify(before) === JSON.stringify(after);
      return same ? (seen.old?.evidence ?? []) : undefined;
    },
  },
];

const counterparts: Readonly<Partial<Record<Observation["is"], Observation["is"]>>> = {
  "field-removed": "field-added",
  "field-added": "field-removed",
  "webhook-removed": "webhook-added",
  "webhook-added": "webhook-removed",
};
const typeChanges: ReadonlySet<Observation["is"]> = new Set<Observation["is"]>([
  "changed",
  "widened",
  "integer-to-number",
]);
const promises: ReadonlySet<Observation["is"]> = new Set<Observation["is"]>([
  ...(["became-optional", "became-required", "became-nullable", "became-not-null", "values-opened"] as const),
  ...(["value-added", "value-removed", "values-closed", "values-freed", "format-lost"] as const),
]);

export function docsFixFor(change: Collapsed, context: DriftContext): DocsFix | undefined {
  for (const { id, why, read } of signs) {
    const old = read(change, context);
    if (old !== undefined) return { sign: id, why, old: old.slice(0, 6), new: change.seen.new?.evidence ?? [] };
  }
  return undefined;
}

function webhookOf({ spot }: Observation, { webhooks }: Model): Webhook | undefined {
  const { owner } = spot;
  return owner.kind === "webhook" ? webhooks.find(({ name }) => name === owner.name) : undefined;
}

function listedValues({ webhooks, structures }: Model): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, readonly Evidence[]>();
  const note = (value: Scalar, evidence: readonly Evidence[] | undefined): void => {
    const text = JSON.stringify(value);
    if (!found.has(text)) found.set(text, evidence ?? []);
  };
  for (const type of [...webhooks.map(({ payload }) => payload), ...structures.map((structure) => structure.type)]) {
    walkType(type, (here) => {
      if (isListed(here)) for (const value of valuesOf(here)) note(value, here.evidence);
    });
  }
  return found;
}

function isOf(value: unknown, kind: string): boolean {
  switch (kind) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "object":
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}
