// Builds the model of one version from what its pages say; corrections are applied apart from it.
import type { Ledger, Reference } from "../reference/reference.ts";
import { finding, type Finding } from "../source/finding.ts";
import { buildWebhooks } from "./build-webhooks.ts";
import { checkClaims } from "./check-claims.ts";
import { undocumentedStructures } from "./collect-structures.ts";
import { completeWebhooks } from "./complete-webhooks.ts";
import { placeOf, positionFrom } from "./evidence.ts";
import { type Coverage, type Model, MODEL_FORMAT, type PageRecord, type Structure } from "./model.ts";
import { buildStructures, type BuiltStructures } from "./structures/build-structures.ts";

export interface VersionInfo {
  /** Undefined for a page read by itself: then its claims are not checked. */
  readonly version?: string;
  readonly status: string;
  readonly pages: readonly PageRecord[];
}

/** `described` is what the references of kind `structures` describe, where that is known already. */
export function buildModel(
  references: readonly Reference[],
  info: VersionInfo,
  described: BuiltStructures = buildStructures(references.filter(({ kind }) => kind === "structures")),
): { readonly model: Model; readonly findings: readonly Finding[] } {
  const pages = references.filter(({ kind }) => kind === "webhooks");
  const built = pages.map((page) => buildWebhooks(page, described.catalogue));
  const completed = completeWebhooks(
    built.flatMap((one) => one.webhooks),
    described.structures,
  );
  const { version } = info;
  const open = undocumentedStructures(completed.webhooks, described.structures);
  const model: Model = {
    format: MODEL_FORMAT,
    version: version ?? "unknown",
    status: info.status,
    pages: info.pages,
    webhooks: completed.webhooks,
    structures: [...described.structures, ...open],
    corrections: [],
    coverage: coverageOf(references.map(({ ledger }) => ledger)),
  };
  return {
    model,
    findings: [
      ...references.flatMap(({ findings }) => findings),
      ...(version === undefined ? [] : references.flatMap(({ claims }) => checkClaims(claims, version))),
      ...described.findings,
      ...built.flatMap(({ findings }) => findings),
      ...completed.findings,
      ...unresolved(open, described.structures.length > 0),
    ],
  };
}

/** Where no page of the version describes structures at all, that is no fault of the page that names them. */
function unresolved(open: readonly Structure[], expected: boolean): readonly Finding[] {
  return open.flatMap(({ name, evidence: [first] }) =>
    first === undefined
      ? []
      : [
          finding({
            rule: "model/unresolved-reference",
            severity: expected ? "warning" : "info",
            message: `no page of this version describes the structure "${name}"; it was read as an object of unknown members`,
            at: positionFrom(first.at),
            quote: first.quote,
          }),
        ],
  );
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
