// Loosens a webhook's types until they admit its own samples: what tables, notes and structures say outweighs no sample.
import { finding, type Finding } from "../source/finding.ts";
import { bodyOf, bodyPath, splitBody } from "./body.ts";
import { isDateTime } from "./types/value.ts";
import { positionFrom } from "./evidence.ts";
import { unite } from "./infer/infer-type.ts";
import type { EnumType, Evidence, Field, ObjectType, Structure, TypeNode, UnionType, Webhook } from "./model.ts";

interface Admission {
  readonly structures: ReadonlyMap<string, Structure>;
  readonly why: Evidence;
  /** Variants and structures are tried on a value more than once, and structures may hold themselves. */
  readonly known: Map<TypeNode, Map<unknown, boolean>>;
  /** JSON Pointers to what did not fit. */
  readonly misfits: string[];
}

type Members = Readonly<Record<string, unknown>>;

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
    current = withBody(current, admitted);
    findings.push(
      finding({
        rule: "model/sample-differs",
        severity: "warning",
        message: `this sample of "${webhook.name}" differs from what else the page says at ${placesIn(admission.misfits)}; read as either`,
        at: positionFrom(at),
        quote: webhook.name,
      }),
    );
  }
  return { webhook: current, findings };
}

const MOST_PLACES = 5;

function placesIn(misfits: readonly string[]): string {
  const shown = misfits.slice(0, MOST_PLACES).map((path) => JSON.stringify(path === "" ? "/" : path));
  const rest = misfits.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${String(rest)} more places` : "");
}

function withBody(webhook: Webhook, body: TypeNode): Webhook {
  const { envelope } = webhook;
  if (envelope.payloadPath === undefined) return { ...webhook, payload: body };
  const parts = splitBody(body, bodyPath(envelope.payloadPath));
  if (parts === undefined) return webhook;
  const { payload, ...rest } = parts;
  return { ...webhook, payload, envelope: { ...envelope, ...rest } };
}

/** The type itself where it admits the value. */
function admit(type: TypeNode, value: unknown, path: string, admission: Admission): TypeNode {
  if (value === null) return admitsNull(type, admission) ? type : misfit(path, { ...type, nullable: true }, admission);
  switch (type.kind) {
    case "any":
      return type;
    case "object":
      return isObject(value) ? admitMembers(type, value, path, admission) : either(type, value, path, admission);
    case "array": {
      if (!Array.isArray(value)) return either(type, value, path, admission);
      const items = value.reduce<TypeNode>(
        (known, item, index) => admit(known, item, `${path}/${String(index)}`, admission),
        type.items,
      );
      return items === type.items ? type : { ...type, items };
    }
    case "map": {
      if (!isObject(value)) return either(type, value, path, admission);
      const values = Object.entries(value).reduce<TypeNode>(
        (known, [name, item]) => admit(known, item, `${path}/${name}`, admission),
        type.values,
      );
      return values === type.values ? type : { ...type, values };
    }
    case "reference":
      return admitReferred(type, value, path, admission);
    case "union":
      return admitVariant(type, value, path, admission);
    case "enum":
      return admitsValue(type, value)
        ? type
        : type.open !== true && admitsValue({ ...type, open: true }, value)
          ? misfit(path, { ...type, open: true }, admission)
          : either(type, value, path, admission);
    case "string":
      return typeof value === "string" && type.format !== undefined && !isDateTime(value)
        ? misfit(path, withoutFormat(type), admission)
        : typeof value === "string"
          ? type
          : either(type, value, path, admission);
    case "integer":
      return typeof value === "number" && !Number.isInteger(value)
        ? misfit(path, { ...type, kind: "number" }, admission)
        : typeof value === "number"
          ? type
          : either(type, value, path, admission);
    case "number":
    case "boolean":
      return typeof value === type.kind ? type : either(type, value, path, admission);
    case "literal":
      return value === type.value ? type : either(type, value, path, admission);
    case "null":
      return either(type, value, path, admission);
  }
}

function admitMembers(type: ObjectType, value: Members, path: string, admission: Admission): TypeNode {
  // An object of which nothing is known admits all.
  if (type.fields.length === 0) return type;
  let changed = false;
  const fields = type.fields.map((field): Field => {
    const isThere = Object.hasOwn(value, field.name);
    if (!isThere && field.presence === "optional") return field;
    const place = `${path}/${field.name}`;
    const admitted: Field = isThere
      ? withType(field, admit(field.type, value[field.name], place, admission))
      : misfit(place, { ...field, presence: "optional", evidence: [...field.evidence, admission.why] }, admission);
    changed ||= admitted !== field;
    return admitted;
  });
  const names = new Set(fields.map(({ name }) => name));
  const more = Object.entries(value).flatMap(([name, inner]): readonly Field[] =>
    names.has(name)
      ? []
      : [
          misfit(
            `${path}/${name}`,
            { name, type: typeOf(inner), presence: "optional", evidence: [admission.why] },
            admission,
          ),
        ],
  );
  return changed || more.length > 0 ? { ...type, fields: [...fields, ...more] } : type;
}

function withType(field: Field, type: TypeNode): Field {
  return type === field.type ? field : { ...field, type };
}

/** A value that the structure does not admit is a form of its own. */
function admitReferred(
  type: TypeNode & { readonly kind: "reference" },
  value: unknown,
  path: string,
  admission: Admission,
): TypeNode {
  const structure = admission.structures.get(type.name);
  if (structure === undefined) return isObject(value) ? type : either(type, value, path, admission);
  if (fits(structure.type, value, admission)) return type;
  const own = admit(structure.type, value, path, admission);
  const evidence = [...(own.evidence ?? []), ...(type.evidence ?? [])];
  const nullable = type.nullable === true ? { nullable: true } : {};
  return own.kind === "object"
    ? { ...own, structure: type.name, evidence, ...nullable }
    : { ...own, evidence, ...nullable };
}

function admitVariant(type: UnionType, value: unknown, path: string, admission: Admission): TypeNode {
  const { variants, discriminator } = type;
  if (variants.length === 0 || variants.some((variant) => fits(variant, value, admission))) return type;
  if (discriminator !== undefined && isObject(value)) {
    const told = value[discriminator];
    const meant = variants.find((variant) => literalsOf(variant, discriminator, admission).includes(told));
    if (meant === undefined && type.open === true && typeof told === "string") return type;
    if (meant !== undefined)
      return { ...type, variants: replaced(variants, meant, admit(meant, value, path, admission)) };
  }
  return either(type, value, path, admission);
}

function replaced(variants: readonly TypeNode[], old: TypeNode, by: TypeNode): readonly TypeNode[] {
  return variants.map((variant) => (variant === old ? by : variant));
}

function literalsOf(type: TypeNode, member: string, { structures }: Admission): readonly unknown[] {
  const shape = type.kind === "reference" ? structures.get(type.name)?.type : type;
  const found = shape?.kind === "object" ? shape.fields.find(({ name }) => name === member)?.type : undefined;
  if (found?.kind === "literal") return [found.value];
  return found?.kind === "enum" ? found.values.map(({ value }) => value) : [];
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

function admitsValue({ values, open }: EnumType, value: unknown): boolean {
  if (values.length === 0 || values.some((one) => one.value === value)) return true;
  if (open !== true || !values.some((one) => typeof one.value === typeof value)) return false;
  return !Number.isFinite(value) || Number.isInteger(value) || values.some((one) => !Number.isInteger(one.value));
}

function withoutFormat(type: TypeNode & { readonly kind: "string" }): TypeNode {
  const { format, ...plain } = type;
  return format === undefined ? type : plain;
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
  if (value === null || value === undefined) return { kind: "any", nullable: true };
  if (Array.isArray(value)) return { kind: "array", items: unite(value.map(typeOf)) };
  if (isObject(value)) {
    const fields = Object.entries(value).map(([name, inner]): Field => ({
      name,
      type: typeOf(inner),
      presence: "required",
      evidence: [],
    }));
    return { kind: "object", fields };
  }
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "integer" : "number" };
  return { kind: typeof value === "boolean" ? "boolean" : "string" };
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
