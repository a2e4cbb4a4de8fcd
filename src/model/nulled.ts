// Marks a type as one that may be null.
import type { Evidence, TypeNode } from "./model.ts";

export function nulled(type: TypeNode, why: Evidence | undefined): TypeNode {
  return why === undefined ? type : { ...type, nullable: true, evidence: [...(type.evidence ?? []), why] };
}
