// Builds the model of one version from what its pages say; corrections are applied apart from it.
import type { PageCoverage, Reference } from "../reference/reference.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import { type BuiltWebhook, buildWebhooks } from "./build-webhooks.ts";
import { type Finding, finding } from "../source/finding.ts";
import { checkClaims } from "./check-claims.ts";
import { undocumentedStructures } from "./collect-structures.ts";
import { completeWebhooks } from "./complete-webhooks.ts";
import { placeOf, positionFrom } from "./evidence.ts";
import { conventionFindings } from "./convention-findings.ts";
import { inferConventions } from "./infer-conventions.ts";
import { besideWebhooks, referredTo } from "./structures/beside-webhooks.ts";
import { sharedTables } from "./shared-tables.ts";
import { safeNames } from "./safe-name.ts";
import { type BuiltStructures, buildStructures } from "./structures/build-structures.ts";
import { type Coverage, MODEL_FORMAT, type Model, type PageRecord, type Structure, type Webhook } from "./model.ts";

export interface VersionInfo {
  /** Undefined for a page read by itself: then its claims are not checked. */
  readonly version?: string;
  readonly status: string;
  readonly pages: readonly PageRecord[];
  /** What the register says; where there is one, what is inferred beside it is told. */
  readonly conventions?: DeclaredConventions;
}

/** `described` is what the references of kind `structures` describe, where that is known already. */
export function buildModel(
  references: readonly Reference[],
  info: VersionInfo,
  described: BuiltStructures = buildStructures(references.filter(({ kind }) => kind === "structures")),
): { readonly model: Model; readonly findings: readonly Finding[] } {
  const pages = references.filter(({ kind }) => kind === "webhooks");
  const conventions = inferConventions(pages, info.conventions ?? {});
  const beside = pages.flatMap(besideWebhooks);
  const all =
    beside.length === 0
      ? described
      : buildStructures([...references.filter(({ kind }) => kind === "structures"), ...beside]);
  const shared = sharedTables(beside);
  const built = pages.map((page) => buildWebhooks(page, all.catalogue, conventions, shared));
  const completed = completeWebhooks(withIds(built.flatMap((one) => one.webhooks)), all.structures);
  const { version } = info;
  const { structures, findings: unused } = referredTo(
    completed.webhooks,
    all.structures,
    beside,
    built.flatMap(({ used }) => used),
  );
  const open = undocumentedStructures(completed.webhooks, structures);
  const model: Model = {
    format: MODEL_FORMAT,
    version: version ?? "unknown",
    status: info.status,
    pages: info.pages,
    conventions,
    webhooks: completed.webhooks,
    structures: [...structures, ...open],
    corrections: [],
    coverage: coverageOf(references.map(({ coverage }) => coverage)),
  };
  return {
    model,
    findings: [
      ...references.flatMap(({ findings }) => findings.map((found) => asBackground(found, pages))),
      ...(info.conventions === undefined ? [] : conventionFindings(conventions, references, info.conventions)),
      ...(version === undefined ? [] : references.flatMap(({ claims }) => checkClaims(claims, version))),
      ...all.findings,
      ...built.flatMap(({ findings }) => findings),
      ...completed.findings,
      ...unused,
      ...unresolved(open, structures.length > 0),
    ],
  };
}

/** A page without webhooks of its own is read for conventions, where other pages have the webhooks. */
function asBackground(found: Finding, pages: readonly Reference[]): Finding {
  if (found.ruleId !== "reference/no-webhooks" || pages.every(({ sections }) => sections.length === 0)) return found;
  const { line = 1, column = 1, file = "" } = found;
  return finding({
    rule: "reference/background-page",
    severity: "info",
    message: "no webhook is on this page; it was read for what it says of all of them",
    at: { file, line, column, offset: 0 },
  });
}

/** `webhooks` names the schema of all webhooks. */
function withIds(webhooks: readonly BuiltWebhook[]): readonly Webhook[] {
  const ids = safeNames(
    webhooks.map(({ name }) => name),
    ["webhooks"],
  );
  return webhooks.map(({ name, ...rest }, index) => ({ name, id: ids[index] ?? "unnamed", ...rest }));
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

function coverageOf(coverages: readonly PageCoverage[]): Coverage {
  const consumed = new Map<string, number>();
  for (const [kind, count] of coverages.flatMap((coverage) => Object.entries(coverage.consumed))) {
    consumed.set(kind, (consumed.get(kind) ?? 0) + count);
  }
  return {
    consumed: Object.fromEntries([...consumed].sort(([a], [b]) => (a < b ? -1 : 1))),
    entries: coverages.flatMap(({ entries }) =>
      entries.map(({ kind, state, rule, quote, at }) => ({ kind, state, rule, quote, at: placeOf(at) })),
    ),
  };
}
