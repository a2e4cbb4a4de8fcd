// Whom a change concerns besides the receiver that keeps running: one that is built from the newer side, and code that imports a type
// which no webhook carries.
import type { Fact, FactKind } from "../compare/facts.ts";
import type { OldBodies, Profile } from "../report.ts";

/** What the checks of the newer side make of a body as the older side has it; unlisted here: they take it. */
const oldBodies: Partial<Record<FactKind, (fact: Fact) => boolean>> = {
  "payload-moved": () => true,
  "structure-documented": () => true,
  "field-added": ({ presence }) => presence === "required",
  "became-required": () => true,
  "became-not-null": () => true,
  changed: () => true,
  narrowed: () => true,
  reduced: () => true,
  documented: () => true,
  "number-to-integer": () => true,
  "format-gained": () => true,
  "variant-removed": ({ oldUnion }) => oldUnion?.kind === "union" && oldUnion.discriminator === undefined,
};

/** What the strict checks refuse besides. */
const strictly: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["field-removed", "value-removed", "values-closed", "values-listed"] as const),
  ...(["variant-removed", "union-closed"] as const),
]);

export function oldBodiesFor(fact: Fact, profile: Profile): OldBodies {
  if (fact.kind === "webhook-removed" || fact.kind === "name-changed") return "unknown";
  const isReported = oldBodies[fact.kind]?.(fact) === true || (profile === "strict" && strictly.has(fact.kind));
  return isReported ? "reported" : "taken";
}
