// Answers why a webhook or a field is as it is: walks a path through the model and collects the evidence on the way.
import { firstOfEach } from "../source/group-by.ts";
import { suggest } from "../source/suggest.ts";
import { defined } from "../source/defined.ts";
import { bodyOf } from "./body.ts";
import { describeType } from "./describe-type.ts";
import type { Evidence, Field, Model, TypeNode, Webhook } from "./model.ts";
import { fieldNamed } from "./types/resolve.ts";
import { partsOf } from "./types/walk.ts";

/** A member of an object, in brief. */
export interface MemberLine {
  readonly name: string;
  readonly type: string;
  readonly presence: "required" | "optional";
}

/** One field that a path leads to; a path through a union may lead to several. */
export interface ExplainedField {
  /** From the request body's root, as in `payload.users[].id`. */
  readonly path: string;
  readonly type: string;
  /** Absent for the items of an array and the values of a map. */
  readonly presence?: "required" | "optional";
  /** Only samples show that it is required. */
  readonly basis?: "sample";
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Structures that the path goes through or ends in, in order. */
  readonly structures: readonly string[];
  readonly members: readonly MemberLine[];
  readonly evidence: readonly Evidence[];
}

export interface WebhookExplanation {
  readonly kind: "webhook";
  readonly webhook: string;
  readonly title: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly envelope: Webhook["envelope"]["origin"];
  /** The whole request body, and the payload in it. */
  readonly body: readonly MemberLine[];
  readonly payload: ExplainedField;
  readonly evidence: readonly Evidence[];
}

export interface FieldExplanation {
  readonly kind: "field";
  readonly webhook: string;
  readonly fields: readonly ExplainedField[];
}

export interface NotFound {
  readonly kind: "not-found";
  readonly what: "webhook" | "structure" | "field";
  readonly asked: string;
  /** The longest part of the path that was found, from the body's root; empty at the root. */
  readonly within: string;
  /** Nearest known names first; all members where none is near. */
  readonly suggestions: readonly string[];
  /** Structures that are there and that no page describes. */
  readonly undescribed: readonly string[];
}

/**
 * `path` is members separated by dots, `[]` for items (may be left out), `*` for a map's values (any key will do). It begins
 * in the payload or, where that has no such member, at the request body's root; behind `$body` only there. Empty: the
 * webhook itself.
 */
export function explainPath(
  model: Model,
  webhook: string,
  path: string,
): WebhookExplanation | FieldExplanation | NotFound {
  const found = model.webhooks.find(({ name }) => name === webhook);
  if (found === undefined) {
    const names = model.webhooks.map(({ name }) => name);
    const suggestions = suggest(webhook, names);
    return { kind: "not-found", what: "webhook", asked: webhook, within: "", suggestions, undescribed: [] };
  }
  if (path === "") return explainWebhook(model, found);
  const fields = explainIn(model, found, path);
  return "kind" in fields ? fields : { kind: "field", webhook, fields };
}

const BODY = /^\$body(?:\.|$)/;
/** The payload as reviews write it, whatever member holds it. */
const PAYLOAD = /^payload(?:\.|(?=\[)|$)/;

/** The fields that a path of a webhook leads to. */
export function explainIn(model: Model, webhook: Webhook, path: string): readonly ExplainedField[] | NotFound {
  const body = start(bodyOf(webhook), "");
  const payload = start(webhook.payload, webhook.envelope.payloadPath ?? "");
  const found = explainBelow(model, BODY.test(path) ? [body] : [payload, body], path.replace(BODY, ""));
  const isLost = "kind" in found && found.within === "" && PAYLOAD.test(path);
  return isLost ? explainBelow(model, [payload], path.replace(PAYLOAD, "")) : found;
}

/** The fields that the path leads to from the first of the starts from which it leads anywhere. */
export function explainBelow(
  model: Model,
  starts: readonly Stop[],
  path: string,
): readonly ExplainedField[] | NotFound {
  const segments = segmentsOf(path);
  const walks = starts.map((from) => walk(model, from, segments));
  const found = walks.find(({ ends }) => ends.length > 0);
  if (found !== undefined) return found.ends.map((end) => explainEnd(model, end));
  const deepest = Math.max(0, ...walks.map(({ depth }) => depth));
  const lost = walks.find(({ depth }) => depth === deepest);
  const known = deepest === 0 ? walks.flatMap((one) => one.known) : (lost?.known ?? []);
  const { asked = path, undescribed = [] } = lost ?? {};
  const within = deepest === 0 ? "" : (lost?.within ?? "");
  return { kind: "not-found", what: "field", asked, within, suggestions: nearest(asked, known), undescribed };
}

/** Those names that are near the one that was asked for; all where none is. */
export function nearest(asked: string, known: readonly string[]): readonly string[] {
  const names = [...new Set(known)];
  const near = suggest(asked, names);
  return near.length > 0 ? near : names;
}

/** A variant as `diff` writes it. */
const VARIANT = /^\((?<member>[^()=".]+)=(?<value>"[^".]*")\)$/;
/** One of a field's values, as `diff` writes it: the field answers for it. */
const VALUE = /=(?:"[^"]*"|-?\d[\d.]*|true|false|null)$/;

function segmentsOf(path: string): readonly string[] {
  return path
    .replace(VALUE, "")
    .replace(/\[\]|\([^()=".]+="[^".]*"\)/g, ".$&.")
    .split(".")
    .filter((segment) => segment !== "");
}

function explainWebhook(model: Model, webhook: Webhook): WebhookExplanation {
  const { name, title, description, aliases, envelope, evidence } = webhook;
  const body = bodyOf(webhook);
  return {
    kind: "webhook",
    webhook: name,
    title,
    description,
    aliases: aliases.map(({ value }) => value),
    envelope: envelope.origin,
    body: envelope.payloadPath === undefined ? [] : membersOf(model, body),
    payload: explainEnd(model, start(webhook.payload, envelope.payloadPath ?? "")),
    evidence: unique([...evidence, ...aliases.map((alias) => alias.evidence), ...envelope.evidence]),
  };
}

/** A place that the walk has come to. */
export interface Stop {
  readonly path: string;
  readonly type: TypeNode;
  readonly field?: Field;
  readonly structures: readonly string[];
}

interface Walk {
  readonly ends: readonly Stop[];
  /** How many segments were found, up to where, and what was asked and known there. */
  readonly depth: number;
  readonly within: string;
  readonly asked: string;
  readonly known: readonly string[];
  readonly undescribed: readonly string[];
}

export function start(type: TypeNode, path: string): Stop {
  return { path, type, structures: [] };
}

function walk(model: Model, from: Stop, segments: readonly string[]): Walk {
  let stops: readonly Stop[] = [from];
  let depth = 0;
  for (let step = nextStops(model, stops, segments); step !== undefined;) {
    stops = step.stops;
    depth += step.used;
    step = nextStops(model, stops, segments.slice(depth));
  }
  const places = stops.flatMap((stop) => throughItems(model, stop));
  const structures = new Set(places.flatMap((place) => place.structures));
  return {
    ends: depth === segments.length ? stops : [],
    depth,
    within: stops[0]?.path ?? "",
    asked: segments[depth] ?? "",
    known: places.flatMap(({ type }) => namesIn(type)),
    undescribed: model.structures
      .filter(({ name, documented }) => !documented && structures.has(name))
      .map(({ name }) => name),
  };
}

/** The places a member may be asked of: `[]` may be left out, so a list stands for its items. */
function throughItems(model: Model, stop: Stop): readonly Stop[] {
  return expand(model, stop).flatMap((place) =>
    place.type.kind === "array" ? throughItems(model, { ...place, type: place.type.items }) : [place],
  );
}

/** A member's own name may hold dots, so the longest name that fits is taken first. */
function nextStops(
  model: Model,
  stops: readonly Stop[],
  segments: readonly string[],
): { readonly stops: readonly Stop[]; readonly used: number } | undefined {
  const places = stops.flatMap((stop) => expand(model, stop));
  const { member, value } = VARIANT.exec(segments[0] ?? "")?.groups ?? {};
  if (member !== undefined) {
    const meant = places.filter(({ type }) => hasValue(type, member, value));
    return meant.length > 0 ? { stops: meant, used: 1 } : undefined;
  }
  for (let used = segments.length; used > 0; used -= 1) {
    const name = segments.slice(0, used).join(".");
    const found = places.flatMap((place) => enter(model, place, name, used));
    if (found.length > 0) return { stops: found, used };
  }
  return undefined;
}

function hasValue(type: TypeNode, member: string, value: string | undefined): boolean {
  const literal = type.kind === "object" ? fieldNamed(type, member)?.type : undefined;
  return literal?.kind === "literal" && JSON.stringify(literal.value) === value;
}

function enter(model: Model, place: Stop, name: string, used: number): readonly Stop[] {
  const { path, type, structures } = place;
  if (type.kind === "object") {
    const field = fieldNamed(type, name);
    return field === undefined ? [] : [{ path: join(path, name), type: field.type, field, structures }];
  }
  if (used > 1) return [];
  if (type.kind === "map") return [{ path: join(path, "*"), type: type.values, structures }];
  if (type.kind !== "array") return [];
  const items: Stop = { path: `${path}[]`, type: type.items, structures };
  return name === "[]"
    ? [items]
    : expand(model, items).flatMap((item) => (item.type.kind === "array" ? [] : enter(model, item, name, used)));
}

/** Follows references and opens unions: the objects, maps, arrays and scalars that may be at a place. */
function expand(model: Model, stop: Stop, seen: ReadonlySet<string> = new Set()): readonly Stop[] {
  const { type, structures } = stop;
  if (type.kind === "union") return type.variants.flatMap((variant) => expand(model, { ...stop, type: variant }, seen));
  if (type.kind !== "reference") return [stop];
  const structure = model.structures.find(({ name }) => name === type.name);
  if (structure === undefined || seen.has(type.name)) return [];
  const through = { ...stop, type: structure.type, structures: [...structures, type.name] };
  return expand(model, through, new Set([...seen, type.name]));
}

function namesIn(type: TypeNode): readonly string[] {
  if (type.kind === "object") return type.fields.map(({ name }) => name);
  return type.kind === "map" ? ["*"] : [];
}

function explainEnd(model: Model, end: Stop): ExplainedField {
  const { path, type, field, structures } = end;
  const places = expand(model, end);
  const description = field?.description ?? type.description;
  return {
    path,
    type: describeType(type),
    ...defined({ presence: field?.presence, basis: field?.basis, description, deprecated: field?.deprecated }),
    structures: [...new Set([...structures, ...places.flatMap((place) => place.structures)])],
    members: membersOf(model, type),
    evidence: unique([...(field?.evidence ?? []), ...evidenceOf(type), ...structureEvidence(model, type)]),
  };
}

function membersOf(model: Model, type: TypeNode): readonly MemberLine[] {
  return expand(model, start(type, ""))
    .flatMap((place) => (place.type.kind === "object" ? place.type.fields : []))
    .map(({ name, type: member, presence }) => ({ name, type: describeType(member), presence }));
}

/** Of the type and of what it is made of, but not of an object's members: they answer for themselves. */
export function evidenceOf(type: TypeNode): readonly Evidence[] {
  return [...(type.evidence ?? []), ...withinOf(type).flatMap(evidenceOf)];
}

function structureEvidence(model: Model, type: TypeNode): readonly Evidence[] {
  return type.kind === "reference"
    ? (model.structures.find(({ name }) => name === type.name)?.evidence ?? [])
    : withinOf(type).flatMap((part) => structureEvidence(model, part));
}

function withinOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "object" ? [] : partsOf(type).map((part) => part.type);
}

export function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  return firstOfEach(evidence, ({ kind, rule, quote, at }) =>
    JSON.stringify([kind, rule, quote, at.file, at.line, at.column]),
  );
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
