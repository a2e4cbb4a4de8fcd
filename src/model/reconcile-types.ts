// Holds the type that a table gives a member against the one that samples show.
import type { TypeNode, Evidence } from "./model.ts";

/** Where they agree, the one that says more; else either of them. */
export function reconcile(shown: TypeNode, told: TypeNode): TypeNode {
  const why = [...(shown.evidence ?? []), ...(told.evidence ?? [])];
  if (shown.kind === "any") return { ...told, evidence: why };
  if (shown.kind === "integer" && told.kind === "number") return { ...shown, kind: "number" };
  if (agree(shown, told)) return shown;
  const variants = shown.kind === "union" && shown.discriminator === undefined ? shown.variants : [shown];
  return { kind: "union", variants: [...variants, told], evidence: why };
}

export function agree(shown: TypeNode, told: TypeNode): boolean {
  if (shown.kind === "any" || told.kind === "any" || shown.kind === "null") return true;
  if (told.kind === "union") return told.variants.some((variant) => agree(shown, variant));
  if (shown.kind === "union") return shown.variants.some((variant) => agree(variant, told));
  if (shown.kind === "array" && told.kind === "array") return agree(shown.items, told.items);
  return familyOf(shown) === familyOf(told);
}

/** A number whose sample is whole may be called an integer or a number. */
function familyOf(type: TypeNode): string {
  switch (type.kind) {
    case "integer":
      return "number";
    case "literal":
      return typeof type.value;
    case "enum":
      return typeof type.values[0]?.value;
    case "map":
    case "reference":
      return "object";
    default:
      return type.kind;
  }
}

export function nulled(type: TypeNode, why: Evidence | undefined): TypeNode {
  return why === undefined ? type : { ...type, nullable: true, evidence: [...(type.evidence ?? []), why] };
}
