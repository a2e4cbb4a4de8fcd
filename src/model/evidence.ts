// Makes evidence from places of a page.
import { type Position, shorten } from "../source/finding.ts";
import type { Evidence, EvidenceKind, Place } from "./model.ts";

export function evidence(kind: EvidenceKind, rule: string, quote: string, at: Position | Place): Evidence {
  return { kind, rule, quote: shorten(quote, 120), at: placeOf(at) };
}

export function placeOf({ file, line, column }: Position | Place): Place {
  return { file, line, column };
}
