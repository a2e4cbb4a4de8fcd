// Builds the model of one version from what its pages say; corrections are applied apart from it.
import { firstOfEach } from "../source/group-by.ts";
import type { PageCoverage, Reference, VersionClaim } from "../reference/reference.ts";
import type { DeclaredConventions, Authentication, Declared, Discriminator } from "../register/conventions.ts";
import { isFormat } from "../reference/body-formats.ts";
import { type BuiltWebhook, buildWebhooks } from "./build-webhooks.ts";
import { type Finding, report } from "../source/finding.ts";
import { placeOf } from "./evidence.ts";
import { bestAuthentication, bestDiscriminator, inferConventions } from "./infer-conventions.ts";
import type { Occurrence } from "./infer/read-comments.ts";
import { besideWebhooks, referredTo, undocumentedStructures } from "./structures/beside-webhooks.ts";
import { nearNames } from "./near-names.ts";
import { sharedTables } from "./shared-tables.ts";
import { safeNames } from "./safe-name.ts";
import { buildStructures } from "./structures/build-structures.ts";
import {
  type Coverage,
  MODEL_FORMAT,
  type Model,
  type PageRecord,
  type Structure,
  type Webhook,
  type Conventions,
  type Evidence,
  type Field,
  type TypeNode,
} from "./model.ts";
import { admitSamples } from "./admit-samples.ts";
import { bodyOf, discriminatorText } from "./body.ts";
import { fillSample } from "./build-samples.ts";
import { extendForms } from "./structures/extend-forms.ts";
import { discriminateUnions } from "./types/discriminator.ts";
import { presenceCellRules, presenceRules } from "./rules/presence.ts";
import { mapParts } from "./types/walk.ts";

export interface VersionInfo {
  /** Undefined for a page read by itself: then its claims are not checked. */
  readonly version?: string;
  readonly status: string;
  readonly pages: readonly PageRecord[];
  /** What the register says; where there is one, what is inferred beside it is reported. */
  readonly conventions?: DeclaredConventions;
}

/** @param others pages that are read for what they say of all webhooks, and not for their own */
export function buildModel(
  references: readonly Reference[],
  info: VersionInfo,
  others: readonly Reference[] = [],
): { readonly model: Model; readonly findings: readonly Finding[] } {
  const pages = references.filter(({ kind }) => kind === "webhooks");
  const all = [...pages, ...others];
  const conventions = inferConventions(all, info.conventions ?? {});
  const beside = pages.flatMap(besideWebhooks);
  const described = [...references.filter(({ kind }) => kind === "structures"), ...beside];
  const samples = pages.flatMap(({ sections }) => sections.flatMap((section) => section.samples));
  const bodies = samples.flatMap((block): readonly Occurrence[] =>
    block.root === undefined ? [] : [{ node: block.root, comments: [], block }],
  );
  const structured = buildStructures(described, bodies);
  const shared = sharedTables(beside);
  const built = pages.map((page) => buildWebhooks(page, structured.catalogue, conventions, shared));
  const completed = completeWebhooks(withIds(built.flatMap((one) => one.webhooks)), structured.structures);
  const { version } = info;
  const { structures, findings: unused } = referredTo(
    completed.webhooks,
    structured.structures,
    beside,
    built.flatMap(({ used }) => used),
  );
  const open = undocumentedStructures(completed.webhooks, structures);
  const model = markBasis({
    format: MODEL_FORMAT,
    version: version ?? "unknown",
    status: info.status,
    pages: info.pages,
    conventions,
    webhooks: completed.webhooks,
    structures: [...structures, ...open],
    corrections: [],
    coverage: coverageOf(references.map(({ coverage }) => coverage)),
  });
  return {
    model,
    findings: [
      ...references.flatMap(({ findings }) => findings.map((found) => asBackground(found, all))),
      ...(info.conventions === undefined
        ? []
        : conventionFindings(conventions, [...references, ...others], info.conventions)),
      ...(version === undefined ? [] : references.flatMap(({ claims }) => checkClaims(claims, version))),
      ...structured.findings,
      // A section that several webhooks share says the same of each.
      ...firstOfEach(
        built.flatMap(({ findings }) => findings),
        ({ ruleId, file, line, column, reason }) => JSON.stringify([ruleId, file, line, column, reason]),
      ),
      ...completed.findings,
      ...nearNames(
        [...completed.webhooks.map(bodyOf), ...structures.map(({ type }) => type)],
        described.flatMap(({ sections }) => sections),
      ),
      ...unused,
      ...unresolved(open, structures.length > 0),
    ],
  };
}

/** A page without webhooks of its own is read for conventions, where other pages have the webhooks. */
function asBackground(found: Finding, pages: readonly Reference[]): Finding {
  if (found.ruleId !== "reference/no-webhooks" || pages.every(({ sections }) => sections.length === 0)) return found;
  const { line = 1, column = 1, file = "" } = found;
  const message = "no webhook is on this page; it was read for what it says of all of them";
  return report("info", "reference/background-page", message, { at: { file, line, column } });
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
  return open.flatMap(({ name, evidence: why }) => {
    const message = `no page of this version describes the structure "${name}"; it was read as an object of unknown members`;
    const severity = expected ? "warning" : "info";
    return why.slice(0, 1).map((first) => report(severity, "model/unresolved-reference", message, first));
  });
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

export function checkClaims(claims: readonly VersionClaim[], version: string): readonly Finding[] {
  const number = /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? version;
  return claims
    .filter((claim) => claim.version !== number)
    .map(({ source, version: claimed, quote, at }) => {
      const message = `the page's ${source} ${source === "links" ? "name" : "names"} version ${claimed}, the register says ${version}; the register was followed`;
      return report("warning", "model/version-conflict", message, { at, quote });
    });
}

function completeWebhooks(
  webhooks: readonly Webhook[],
  structures: readonly Structure[],
): { readonly webhooks: readonly Webhook[]; readonly findings: readonly Finding[] } {
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const findings: Finding[] = [];
  const completed = webhooks.map((webhook): Webhook => {
    const { type, findings: found } = extendForms(webhook.payload, byName);
    findings.push(...found);
    const whole: Webhook = { ...webhook, payload: discriminateUnions(type, byName) };
    const body = bodyOf(whole);
    const filled = whole.samples.map((sample) => ({ ...sample, body: fillSample(sample.body, body, byName) }));
    const admitted = admitSamples({ ...whole, samples: filled }, byName);
    findings.push(...admitted.findings);
    return admitted.webhook;
  });
  return { webhooks: completed, findings };
}

function conventionFindings(
  conventions: Conventions,
  references: readonly Reference[],
  declared: DeclaredConventions,
): readonly Finding[] {
  const { discriminator, payload, authentication, batch, timeout, delivery } = conventions;
  return [
    ...(declared.discriminator === undefined
      ? discriminatedBy(discriminator, references)
      : contradicted(declared.discriminator, references)),
    ...(declared.payload === undefined
      ? inferred(
          "payload",
          `the payload is ${payload.path === undefined ? "the body" : `"${payload.path}" of the body`}`,
          payload.evidence,
        )
      : []),
    ...(declared.authentication === undefined ? provenBy(authentication, references) : []),
    ...(batch !== undefined && declared.batch === undefined
      ? inferred("batch", `a request holds a list of webhooks at "${batch.path}"`, batch.evidence)
      : []),
    ...(declared.format === undefined ? [] : unknownFormat(declared.format, references)),
    ...(timeout !== undefined && declared.timeout === undefined
      ? inferred("timeout", `an answer has to come within ${String(timeout.seconds)} seconds`, timeout.evidence)
      : []),
    ...(delivery !== undefined && declared.delivery === undefined
      ? inferred("delivery", `repeated deliveries have the same ${delivery.header} header`, delivery.evidence)
      : []),
  ];
}

function discriminatedBy(
  discriminator: Conventions["discriminator"],
  references: readonly Reference[],
): readonly Finding[] {
  const { evidence: why } = discriminator;
  if (discriminator.in !== "none") {
    const said = `webhooks are discriminated by ${discriminatorText(discriminator)}${alternatives(references)}`;
    return inferred("discriminator", said, why);
  }
  const { webhook } = discriminator;
  const message = `nothing was found that names a webhook, on the page or in its requests: every request is taken for the one that it shows, called "${webhook}" here`;
  const fix = `say so in the register's conventions, by a name of your choice: discriminator: { only: ${webhook} }; or say what names it: discriminator: event, or discriminator: { header: X-Acme-Event }`;
  const others = references.flatMap(({ only }) => only ?? []).slice(1);
  const another =
    "this page shows a webhook that nothing names, and so does another page: a request may be either of them";
  const which =
    "say in the register's conventions what names them: discriminator: event, or discriminator: { header: X-Acme-Event }; or register each page in a register of its own";
  return [
    ...why.slice(0, 1).map((first) => report("warning", "model/only-webhook", message, first, fix)),
    ...others.map(({ at, quote }) => report("error", "model/several-only", another, { at, quote }, which)),
  ];
}

function provenBy(authentication: Conventions["authentication"], references: readonly Reference[]): readonly Finding[] {
  const { scheme, evidence: why } = authentication;
  if (scheme !== "undocumented") {
    const said = `webhooks prove where they come from by ${authenticationText(authentication)}`;
    const isDoubtful = bestAuthentication(references)?.isDoubtful === true;
    const doubt =
      'these words speak of a time beside the signature, and not of how both are signed; read as a signature of the body alone, which the line "authentication" of the register\'s conventions corrects where that is wrong';
    return [
      ...inferred("authentication", said, why),
      ...why.flatMap((first) => (isDoubtful ? [report("warning", "model/signed-time", doubt, first)] : [])),
    ];
  }
  const message =
    'these words speak of a proof that webhooks are genuine, and too little was read of them to check it; say it in the line "authentication" of the register\'s conventions';
  return why.slice(0, 1).map((first) => report("warning", "model/unread-authentication", message, first));
}

function inferred(convention: string, said: string, why: readonly Evidence[]): readonly Finding[] {
  const message = `${said}; the line "${convention}" of the register's conventions says otherwise where that is wrong`;
  return why.slice(0, 1).map((first) => report("info", "model/inferred-convention", message, first));
}

function contradicted(declared: Declared<Discriminator>, references: readonly Reference[]): readonly Finding[] {
  const best = bestDiscriminator(references);
  const isOnly = declared.value.in === "none" && best?.discriminator.in === "none";
  if (best === undefined || isOnly || JSON.stringify(best.discriminator) === JSON.stringify(declared.value)) return [];
  const message = `the register says that webhooks are discriminated by ${discriminatorText(declared.value)}, the pages show ${discriminatorText(best.discriminator)}; the register was followed`;
  return [report("warning", "model/convention-differs", message, declared)];
}

function unknownFormat({ value, at }: Declared<string>, references: readonly Reference[]): readonly Finding[] {
  const known = references.flatMap(({ formats }) => formats ?? []);
  if (known.some((title) => isFormat(title, value))) return [];
  const titles = known.map((title) => JSON.stringify(title)).join(", ");
  const shown = known.length === 0 ? "no bodies are shown in several formats" : `titles are ${titles}`;
  const message = `no sample beside others is titled "${value}", the format that the register chooses; ${shown}`;
  return [report("warning", "model/unknown-format", message, { at })];
}

function alternatives(references: readonly Reference[]): string {
  const best = bestDiscriminator(references);
  const others = references
    .flatMap(({ discriminators }) => discriminators)
    .map(({ discriminator }) => discriminatorText(discriminator))
    .filter((text) => best === undefined || text !== discriminatorText(best.discriminator));
  const shown = [...new Set(others)].slice(0, 2);
  return shown.length === 0 ? "" : ` (${shown.join(" and ")} would do too)`;
}

function authenticationText(authentication: Authentication): string {
  if (authentication.scheme === "secret") return `a secret at "${authentication.path}" of the body`;
  const header =
    "header" in authentication && authentication.header !== undefined ? ` in the header ${authentication.header}` : "";
  return `${authentication.scheme}${header}`;
}

const requiring = new Set(
  [...presenceRules, ...presenceCellRules].filter(({ effect }) => effect === "required").map(({ id }) => id),
);

/** Marks the members that are required because samples show them, and for no other reason. */
export function markBasis(model: Model): Model {
  return {
    ...model,
    webhooks: model.webhooks.map((webhook) => ({
      ...webhook,
      payload: marked(webhook.payload),
      envelope: { ...webhook.envelope, fields: webhook.envelope.fields.map(markField) },
    })),
    structures: model.structures.map((structure) => ({ ...structure, type: marked(structure.type) })),
  };
}

function marked(type: TypeNode): TypeNode {
  return type.kind === "object" ? { ...type, fields: type.fields.map(markField) } : mapParts(type, marked);
}

function markField(field: Field): Field {
  const type = marked(field.type);
  const isSample = field.presence === "required" && type.kind !== "literal" && !field.evidence.some(demands);
  return isSample ? { ...field, type, basis: "sample" } : { ...field, type };
}

function demands({ kind, rule }: Evidence): boolean {
  return requiring.has(rule) || kind === "correction" || kind === "register" || kind === "heading";
}
