// Makes evidence from places of a page, and findings from evidence.
import { defined } from "../source/defined.ts";
import { finding, type Finding, type Position, type Severity, shorten } from "../source/finding.ts";
import type { Evidence, EvidenceKind, Place } from "./model.ts";

export function evidence(kind: EvidenceKind, rule: string, quote: string, at: Position | Place): Evidence {
  return { kind, rule, quote: shorten(quote, 120), at: placeOf(at) };
}

export function placeOf({ file, line, column }: Position | Place): Place {
  return { file, line, column };
}

/** A finding at a place of a page, or where evidence was found. */
export function report(
  severity: Severity,
  rule: string,
  message: string,
  { at, quote }: { readonly at: Position | Place; readonly quote?: string },
  fix?: string,
): Finding {
  const place = { offset: 0, ...at };
  return finding({ severity, rule, message, at: place, ...defined({ quote, fix }) });
}
