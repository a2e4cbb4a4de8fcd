// Builds the model of one version from what its pages say; corrections are applied apart from it.
import type { Finding } from "../findings/finding.ts";
import type { Ledger, Reference } from "../reference/reference.ts";
import { buildWebhooks } from "./build-webhooks.ts";
import { checkClaims } from "./check-claims.ts";
import { undocumentedStructures } from "./collect-structures.ts";
import { placeOf } from "./evidence.ts";
import { MODEL_FORMAT, type Coverage, type Model, type PageRecord } from "./model.ts";

export interface VersionInfo {
  /** Undefined for a page read by itself: then its claims are not checked. */
  readonly version?: string;
  readonly status: string;
  readonly pages: readonly PageRecord[];
}

export function buildModel(
  references: readonly Reference[],
  info: VersionInfo,
): { readonly model: Model; readonly findings: readonly Finding[] } {
  const built = references.map(buildWebhooks);
  const webhooks = built.flatMap((one) => one.webhooks);
  const { version } = info;
  const model: Model = {
    format: MODEL_FORMAT,
    version: version ?? "unknown",
    status: info.status,
    pages: info.pages,
    webhooks,
    structures: undocumentedStructures(webhooks, []),
    corrections: [],
    coverage: coverageOf(references.map(({ ledger }) => ledger)),
  };
  return {
    model,
    findings: [
      ...references.flatMap(({ findings }) => findings),
      ...(version === undefined ? [] : references.flatMap(({ claims }) => checkClaims(claims, version))),
      ...built.flatMap(({ findings }) => findings),
    ],
  };
}

function coverageOf(ledgers: readonly Ledger[]): Coverage {
  const consumed = new Map<string, number>();
  for (const [kind, count] of ledgers.flatMap((ledger) => Object.entries(ledger.consumed))) {
    consumed.set(kind, (consumed.get(kind) ?? 0) + count);
  }
  return {
    consumed: Object.fromEntries([...consumed].sort(([a], [b]) => (a < b ? -1 : 1))),
    entries: ledgers.flatMap(({ entries }) =>
      entries.map(({ kind, state, rule, quote, at }) => ({ kind, state, rule, quote, at: placeOf(at) })),
    ),
  };
}
