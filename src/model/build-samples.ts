// Makes strict JSON bodies of a section's samples: the envelope filled in where it is inherited, the name as it arrives.
import { digitsIn, toJson } from "../samples/sample.ts";
import type { Discriminator } from "../register/conventions.ts";
import { bodyPath, valueAt, withValueAt } from "./body.ts";
import { placeOf } from "./evidence.ts";
import type { Envelope, WebhookSample, Structure, TypeNode } from "./model.ts";
import type { PageEnvelope, SplitSample } from "./build-envelope.ts";
import { namedType } from "../samples/named-types.ts";
import { isRecord, pointerTo } from "./types/value.ts";
import { isSpread } from "./structures/extend-forms.ts";

const DEEPEST = 8;

export function buildSamples(
  name: string,
  samples: readonly SplitSample[],
  envelope: Envelope,
  page: PageEnvelope | undefined,
  discriminator: Discriminator,
): readonly WebhookSample[] {
  return samples.map((sample) => ({
    ...exactDigits(sample, envelope),
    ...(sample.block.title === undefined ? {} : { title: sample.block.title }),
    body: namedBody(bodyFrom(sample, envelope, page), name, discriminator),
    at: placeOf(sample.block.at),
    repairs: [...new Set(sample.block.repairs.map(({ rule }) => rule))],
  }));
}

function exactDigits(
  { root, payload, envelope: own }: SplitSample,
  { payloadPath }: Envelope,
): Pick<WebhookSample, "digits"> {
  const isPayload = own === undefined && payloadPath !== undefined;
  const before = isPayload ? pointerTo(bodyPath(payloadPath)) : "";
  const found = Object.entries(digitsIn(isPayload ? payload : root));
  return found.length === 0
    ? {}
    : { digits: Object.fromEntries(found.map(([path, digits]) => [before + path, digits])) };
}

function bodyFrom(sample: SplitSample, envelope: Envelope, page: PageEnvelope | undefined): unknown {
  if (sample.envelope !== undefined || envelope.payloadPath === undefined || page?.example.envelope === undefined)
    return toJson(sample.root);
  const { root } = page.example.envelope;
  const [payloadMember = "", ...inner] = bodyPath(envelope.payloadPath);
  const usual = Object.fromEntries(
    root.members.flatMap(({ key, value }) => {
      const field = envelope.fields.find(({ name }) => name === key);
      return key === payloadMember || field?.presence === "required" ? [[key, toJson(value)]] : [];
    }),
  );
  return withValueAt(usual, [payloadMember, ...inner], toJson(sample.payload));
}

/** The body with its name as it arrives, where it shows one at all. */
export function namedBody(body: unknown, name: string, discriminator: Discriminator): unknown {
  if (discriminator.in !== "body") return body;
  const path = bodyPath(discriminator.path);
  return valueAt(body, path) === undefined ? body : withValueAt(body, path, name);
}

/** Leaves everything that the sample shows as it is; empty objects and arrays of a documented structure get its sample. */
export function fillSample(value: unknown, type: TypeNode, structures: ReadonlyMap<string, Structure>): unknown {
  return fill(value, type, { structures, within: [] });
}

interface Filling {
  readonly structures: ReadonlyMap<string, Structure>;
  /** Structures that are being filled: one inside of itself is left as it is, a list of it stays empty. */
  readonly within: readonly string[];
}

function fill(value: unknown, type: TypeNode, filling: Filling): unknown {
  const { structures, within } = filling;
  if (within.length > DEEPEST) return value;
  switch (type.kind) {
    case "reference": {
      if (standsForObject(value) || value === type.name) return sampleOf(type, filling) ?? value;
      const structure = structures.get(type.name);
      return structure === undefined
        ? value
        : fill(value, structure.type, { structures, within: [...within, type.name] });
    }
    case "union":
      return standsForObject(value) ? (sampleOf(type, filling) ?? value) : value;
    case "array": {
      if (!Array.isArray(value)) return value;
      const shown = value.filter(
        (item: unknown) => !(typeof item === "string" && standsForObject(item) && isReferred(type.items)),
      );
      if (shown.length > 0) return shown.map((item: unknown) => fill(item, type.items, filling));
      return samplesOf(type.items, filling);
    }
    case "object": {
      if (!isRecord(value)) return value;
      const types = new Map(type.fields.map((field) => [field.name, field.type]));
      const filled = Object.entries(value).map(([name, member]) => {
        const inner = types.get(name);
        return [name, inner === undefined ? member : fill(member, inner, filling)] as const;
      });
      const spread =
        isSpread(type) && type.structure !== undefined ? structures.get(type.structure)?.sample : undefined;
      const more = isRecord(spread)
        ? Object.entries(spread).filter(([name]) => !Object.hasOwn(value, name) && types.has(name))
        : [];
      return Object.fromEntries([
        ...filled,
        ...more.map(([name, member]) => [name, fill(member, types.get(name) ?? { kind: "any" }, filling)] as const),
      ]);
    }
    case "enum":
      return isTypeWord(value) && type.values.every((one) => one.value !== value)
        ? (type.values[0]?.value ?? value)
        : value;
    default:
      return value;
  }
}

function isTypeWord(value: unknown): boolean {
  return typeof value === "string" && namedType(value) !== undefined;
}

function isReferred(type: TypeNode): boolean {
  return type.kind === "reference" || type.kind === "union" || (type.kind === "object" && type.structure !== undefined);
}

function sampleOf(type: TypeNode, filling: Filling): unknown {
  return samplesOf(type, filling)[0];
}

/** One sample a variant. */
function samplesOf(type: TypeNode, filling: Filling): readonly unknown[] {
  const { structures, within } = filling;
  if (type.kind === "union") return type.variants.flatMap((variant) => samplesOf(variant, filling));
  if (type.kind !== "reference" || within.includes(type.name)) return [];
  const structure = structures.get(type.name);
  const inside: Filling = { structures, within: [...within, type.name] };
  if (structure?.sample !== undefined) return [fill(structure.sample, structure.type, inside)];
  return structure?.type.kind === "union"
    ? structure.type.variants.flatMap((variant) => samplesOf(variant, inside))
    : [];
}

/** An empty object, or words in its place: "Parcel object". */
function standsForObject(value: unknown): boolean {
  return typeof value === "string" ? /\bobjects?\b/i.test(value) : isRecord(value) && Object.keys(value).length === 0;
}
