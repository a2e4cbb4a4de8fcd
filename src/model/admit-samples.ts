// Loosens a webhook's types until they admit its own samples: what tables, notes and structures say outweighs no sample.
import { defined } from "../source/defined.ts";
import { type Finding, report } from "../source/finding.ts";
import { bodyOf, withBody } from "./body.ts";
import { unite, mapParts } from "./types/walk.ts";
import type { Evidence, Field, ObjectType, ReferenceType, Structure, TypeNode, UnionType, Webhook } from "./model.ts";
import { isFreeForm } from "./rules/free-form.ts";
import { tags } from "./types/discriminator.ts";
import { accepts } from "./types/fits.ts";
import { isRecord, kindOf } from "./types/value.ts";

interface Admission {
  readonly structures: ReadonlyMap<string, Structure>;
  readonly why: Evidence;
  /** Variants and structures are tried on a value more than once, and structures may hold themselves. */
  readonly known: Map<TypeNode, Map<unknown, boolean>>;
  /** JSON Pointers to what did not fit. */
  readonly misfits: string[];
}

export function admitSamples(
  webhook: Webhook,
  structures: ReadonlyMap<string, Structure>,
): { readonly webhook: Webhook; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let current = webhook;
  for (const { body, at } of webhook.samples) {
    const why: Evidence = { kind: "sample", rule: "own-sample", quote: webhook.name, at };
    const admission: Admission = { structures, why, known: new Map(), misfits: [] };
    const type = bodyOf(current);
    const admitted = admit(type, body, "", admission);
    if (admitted === type) continue;
    current = withBody(current, admitted) ?? current;
    const message = `this sample of "${webhook.name}" differs from what else the page says at ${placesIn(admission.misfits)}; read as either`;
    findings.push(report("warning", "model/sample-differs", message, why));
  }
  return { webhook: current, findings };
}

const MOST_PLACES = 5;

function placesIn(misfits: readonly string[]): string {
  const shown = misfits.slice(0, MOST_PLACES).map((path) => JSON.stringify(path === "" ? "/" : path));
  const rest = misfits.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${String(rest)} more places` : "");
}

/** The type itself where it admits the value. */
function admit(type: TypeNode, value: unknown, path: string, admission: Admission): TypeNode {
  if (value === null) return admitsNull(type, admission) ? type : misfit(path, { ...type, nullable: true }, admission);
  if (type.kind === "reference") return admitReferred(type, value, path, admission);
  if (type.kind === "union") return admitVariant(type, value, path, admission);
  if (type.kind === "object" && isRecord(value)) return admitMembers(type, value, path, admission);
  if (type.kind === "array" ? Array.isArray(value) : type.kind === "map" && isRecord(value)) {
    const items = Object.entries(value ?? {});
    return mapParts(type, (part) =>
      items.reduce((known, [name, item]) => admit(known, item, `${path}/${name}`, admission), part),
    );
  }
  const [fitting] = [type, loosened(type)].filter((one) => one !== undefined && accepts(one, value, () => undefined));
  if (fitting === undefined) return either(type, value, path, admission);
  return fitting === type ? type : misfit(path, fitting, admission);
}

/** What a scalar may be beyond its type before it is another type altogether. */
function loosened(type: TypeNode): TypeNode | undefined {
  if (type.kind === "enum") return { ...type, open: true };
  if (type.kind === "integer") return { ...type, kind: "number" };
  if (type.kind !== "string") return undefined;
  const { format, ...plain } = type;
  return format === undefined ? undefined : plain;
}

function admitMembers(
  type: ObjectType,
  value: Readonly<Record<string, unknown>>,
  path: string,
  admission: Admission,
): TypeNode {
  // An object of which nothing is known admits all, and one that others fill what is not described.
  if (type.fields.length === 0) return type;
  const isFree = type.open === true && type.evidence?.some(({ rule }) => isFreeForm(rule)) === true;
  const { why } = admission;
  const fields = type.fields.map((field): Field => {
    const { name, presence, evidence } = field;
    const place = `${path}/${name}`;
    if (!Object.hasOwn(value, name))
      return presence === "optional"
        ? field
        : misfit(place, { ...field, presence: "optional", evidence: [...evidence, why] }, admission);
    const admitted = admit(field.type, value[name], place, admission);
    return admitted === field.type ? field : { ...field, type: admitted };
  });
  const names = new Set(fields.map(({ name }) => name));
  const more = Object.entries(value)
    .filter(([name]) => !isFree && !names.has(name))
    .map(([name, inner]): Field => {
      const field: Field = { name, type: typeOf(inner), presence: "optional", evidence: [why] };
      return misfit(`${path}/${name}`, field, admission);
    });
  const isSame = more.length === 0 && fields.every((field, index) => field === type.fields[index]);
  return isSame ? type : { ...type, fields: [...fields, ...more] };
}

/** A value that the structure does not admit is a form of its own. */
function admitReferred(type: ReferenceType, value: unknown, path: string, admission: Admission): TypeNode {
  const structure = admission.structures.get(type.name);
  if (structure === undefined) return isRecord(value) ? type : either(type, value, path, admission);
  if (fits(structure.type, value, admission)) return type;
  const own = admit(structure.type, value, path, admission);
  const evidence = [...(own.evidence ?? []), ...(type.evidence ?? [])];
  const nullable = type.nullable === true ? true : undefined;
  return { ...own, ...(own.kind === "object" && { structure: type.name }), evidence, ...defined({ nullable }) };
}

function admitVariant(type: UnionType, value: unknown, path: string, admission: Admission): TypeNode {
  const { variants, discriminator } = type;
  if (variants.length === 0 || variants.some((variant) => fits(variant, value, admission))) return type;
  if (discriminator !== undefined && isRecord(value)) {
    const tag = value[discriminator];
    const meant = variants.find((variant) =>
      tags(variant, discriminator, (name) => admission.structures.get(name)).some((one) => one === tag),
    );
    if (meant === undefined && type.open === true && typeof tag === "string") return type;
    if (meant !== undefined)
      return mapParts(type, (variant) => (variant === meant ? admit(meant, value, path, admission) : variant));
  }
  return either(type, value, path, admission);
}

function fits(type: TypeNode, value: unknown, admission: Admission): boolean {
  const known = admission.known.get(type) ?? new Map<unknown, boolean>();
  admission.known.set(type, known);
  const tried = known.get(value);
  if (tried !== undefined) return tried;
  known.set(value, true);
  const fitted = admit(type, value, "", { ...admission, misfits: [] }) === type;
  known.set(value, fitted);
  return fitted;
}

function admitsNull(type: TypeNode, admission: Admission): boolean {
  if (type.nullable === true || type.kind === "any" || type.kind === "null") return true;
  if (type.kind === "union") return type.variants.some((variant) => admitsNull(variant, admission));
  const structure = type.kind === "reference" ? admission.structures.get(type.name) : undefined;
  return structure !== undefined && structure.type.kind !== "reference" && admitsNull(structure.type, admission);
}

function either(type: TypeNode, value: unknown, path: string, admission: Admission): TypeNode {
  const variants = type.kind === "union" && type.discriminator === undefined ? type.variants : [type];
  const evidence = [...(type.evidence ?? []), admission.why];
  return misfit(path, { kind: "union", variants: [...variants, typeOf(value)], evidence }, admission);
}

function misfit<Loosened>(path: string, loosened: Loosened, { misfits }: Admission): Loosened {
  misfits.push(path);
  return loosened;
}

/** What one value alone shows. */
function typeOf(value: unknown): TypeNode {
  const kind = kindOf(value);
  if (kind === "null") return { kind: "any", nullable: true };
  if (kind === "array") return { kind, items: unite(Array.isArray(value) ? value.map(typeOf) : []) };
  if (kind !== "object") return { kind };
  const fields = Object.entries(value ?? {}).map(([name, inner]): Field => {
    return { name, type: typeOf(inner), presence: "required", evidence: [] };
  });
  return { kind, fields };
}
