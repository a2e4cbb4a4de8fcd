// Signs, in drift mode, that the docs were put right rather than that other bodies arrive. First match wins; no sign lowers a severity.
import type { Evidence, Model, Webhook } from "../../model/model.ts";
import type { Fact, FactKind } from "../compare/facts.ts";
import { resolver, resolveType } from "../../model/types/resolve.ts";
import { isOfKind } from "../../model/types/value.ts";
import { samplesAt } from "../compare/samples.ts";
import type { DocsFix } from "../report.ts";
import type { JudgedChange } from "./merge-facts.ts";

interface Models {
  readonly old: Model;
  readonly new: Model;
}

interface DocsSign {
  readonly id: string;
  readonly why: string;
  /** Whether the sign is there; places in the old page where those speak for it, rather than the evidence of the change. */
  readonly read: (change: JudgedChange, models: Models) => readonly Evidence[] | boolean | undefined;
}

const signs: readonly DocsSign[] = [
  {
    id: "sections-merged",
    why: "The older page described the webhook in several sections, the newer one in fewer.",
    read: ({ fact }, models) => {
      if (fact.kind !== "variant-removed" && fact.kind !== "variant-added") return undefined;
      const old = webhookOf(fact, models.old);
      const now = webhookOf(fact, models.new);
      if (old === undefined || now === undefined || old.sections.length <= now.sections.length) return undefined;
      return old.sections.map((at) => ({ kind: "heading", rule: "sign/section", quote: old.name, at }));
    },
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
    read: ({ fact }, { old }) => {
      const { oldType, newType } = fact;
      if (!typeChanges.has(fact.kind) || oldType === undefined || newType === undefined) return undefined;
      const values = samplesAt(old, fact.location);
      const [before, after] = [resolveType(oldType, resolver(old)).type, resolveType(newType, resolver(old)).type];
      return values.length > 0 && values.every((value) => isOfKind(value, after.kind) && !isOfKind(value, before.kind));
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

const typeChanges: ReadonlySet<FactKind> = new Set<FactKind>(["changed", "widened", "integer-to-number"]);
const promises: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["became-optional", "became-required", "became-nullable", "became-not-null", "values-opened"] as const),
  ...(["value-added", "value-removed", "values-closed", "values-freed", "format-lost"] as const),
]);

export function docsFixFor(change: JudgedChange, models: Models): DocsFix | undefined {
  for (const { id, why, read } of signs) {
    const { old, new: now } = change.fact;
    const found = read(change, models) ?? false;
    const places = found === true ? (old?.evidence ?? []) : found;
    if (places !== false) return { sign: id, why, old: places.slice(0, 6), new: now?.evidence ?? [] };
  }
  return undefined;
}

function webhookOf({ location }: Fact, { webhooks }: Model): Webhook | undefined {
  const { owner } = location;
  return owner.kind === "webhook" ? webhooks.find(({ name }) => name === owner.name) : undefined;
}
