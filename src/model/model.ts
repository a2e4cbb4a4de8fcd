// The intermediate model: what the pages of one version say about webhooks, each fact with its evidence.
// Knows no format and no emitter. It is plain JSON: no undefined values, no functions, no cycles.

import type { Authentication, Batch, Challenge, Discriminator, NameSource } from "../register/conventions.ts";

export type { Authentication, Discriminator };

/** Newest format this program reads and writes; a model.json with a larger number is refused. */
export const MODEL_FORMAT = 2;

export interface Place {
  /** Path relative to the input folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type EvidenceKind =
  "sample" | "comment" | "table" | "footnote" | "prose" | "heading" | "structure" | "correction" | "register";

/** Why a fact is believed: the rule that read it, the words it read, and their place. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly rule: string;
  readonly quote: string;
  readonly at: Place;
}

export type Scalar = string | number | boolean;

interface TypeBase {
  /** Why this type: for a value of a sample its place, for a note its row. Never empty but for derived parts. */
  readonly evidence?: readonly Evidence[];
  readonly description?: string;
  readonly nullable?: boolean;
}

export interface StringType extends TypeBase {
  readonly kind: "string";
  readonly format?: "date-time";
}
export interface NumberType extends TypeBase {
  readonly kind: "integer" | "number";
}
export interface BooleanType extends TypeBase {
  readonly kind: "boolean";
}
export interface NullType extends TypeBase {
  readonly kind: "null";
}
/** One constant value, as the name of a webhook in its body. */
export interface LiteralType extends TypeBase {
  readonly kind: "literal";
  readonly value: Scalar;
}
export interface EnumValue {
  readonly value: Scalar;
  /** What the page says in parentheses or behind the value. */
  readonly note?: string;
}
export interface EnumType extends TypeBase {
  readonly kind: "enum";
  readonly values: readonly EnumValue[];
  /** The page says that other values are possible. */
  readonly open?: boolean;
}
/** A place that the page knows but whose shape it does not tell. */
export interface AnyType extends TypeBase {
  readonly kind: "any";
}
export interface ObjectType extends TypeBase {
  readonly kind: "object";
  readonly fields: readonly Field[];
  /** Documented to be empty ("no additional data"). */
  readonly empty?: boolean;
  /** The page leaves members out (`...`) or tells nothing of them. */
  readonly open?: boolean;
  /** Name of the entry of `Model.structures` that the page says this is a form of, where the members are listed here. */
  readonly structure?: string;
}
/** An object whose keys are data: ids, e-mail addresses, namespaces, names, weekdays. */
export interface MapType extends TypeBase {
  readonly kind: "map";
  readonly keys: string;
  readonly values: TypeNode;
}
export interface ArrayType extends TypeBase {
  readonly kind: "array";
  readonly items: TypeNode;
}
export interface UnionType extends TypeBase {
  readonly kind: "union";
  readonly variants: readonly TypeNode[];
  /** Member that discriminates the variants by a literal, where there is one. */
  readonly discriminator?: string;
  /** The page says that there may be other variants; only where a discriminator tells the known ones from them. */
  readonly open?: boolean;
}
/** Names an entry of `Model.structures`; always resolves. */
export interface ReferenceType extends TypeBase {
  readonly kind: "reference";
  readonly name: string;
}

export type TypeNode =
  | StringType
  | NumberType
  | BooleanType
  | NullType
  | LiteralType
  | EnumType
  | AnyType
  | ObjectType
  | MapType
  | ArrayType
  | UnionType
  | ReferenceType;

export interface Field {
  readonly name: string;
  readonly type: TypeNode;
  readonly presence: "required" | "optional";
  /** It is required because samples show it: no words say that it is always there. */
  readonly basis?: "sample";
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly evidence: readonly Evidence[];
}

/** A data structure that payloads name. `documented: false` where no page of the version describes it: an open object. */
export interface Structure {
  readonly name: string;
  readonly documented: boolean;
  readonly description: string;
  readonly anchor?: string;
  readonly type: TypeNode;
  /** The documented sample as strict JSON, where there is one. */
  readonly sample?: unknown;
  readonly evidence: readonly Evidence[];
}

/** What surrounds the payload in a request body. */
export interface Envelope {
  /** `documented` by a sample of the webhook, `inherited` from the page, by a `correction`, or `undocumented` altogether. */
  readonly origin: "documented" | "inherited" | "correction" | "undocumented";
  /** Path of the member that holds the payload, dots between its steps; absent where the body is the payload. */
  readonly payloadPath?: string;
  /** Index of the payload among the members of the object that holds it. */
  readonly payloadAt: number;
  /** The body's members in page order, without the payload; the discriminator among them as a literal. */
  readonly fields: readonly Field[];
  readonly evidence: readonly Evidence[];
}

export interface Alias {
  /** Another spelling of the name that the page shows. */
  readonly value: string;
  readonly source: "specifics" | "sample" | "anchor" | "heading";
  readonly evidence: Evidence;
}

export interface PushEquivalent {
  readonly label: string;
  readonly href?: string;
}

export interface WebhookSample {
  readonly title?: string;
  /** The whole request body as strict JSON, in the page's member order, the envelope filled in where it is inherited. */
  readonly body: unknown;
  /** Digits of whole numbers in it that JavaScript rounds, by JSON Pointer; absent where there are none. */
  readonly digits?: Readonly<Record<string, string>>;
  readonly at: Place;
  /** Ids of the repair rules that were needed to read it. */
  readonly repairs: readonly string[];
}

export interface PartialUpdate {
  /** Name of the full-state webhook whose fields are known here too. */
  readonly of?: string;
  readonly evidence: readonly Evidence[];
}

export interface Webhook {
  /** The value on the wire that names the webhook: a member of the body, or a header. */
  readonly name: string;
  /** Safe and unique within the version; names files and types. */
  readonly id: string;
  /** The section's heading as the page shows it. */
  readonly title: string;
  readonly aliases: readonly Alias[];
  readonly group?: string;
  /** Plain text, paragraphs separated by blank lines; empty where the page has none. */
  readonly description: string;
  readonly anchor: string;
  /** One place a section: several where the heading occurs more than once. */
  readonly sections: readonly Place[];
  /** Empty where the page says none or `-`; absent where it does not say. */
  readonly pushEquivalents?: readonly PushEquivalent[];
  readonly envelope: Envelope;
  readonly payload: TypeNode;
  readonly partial?: PartialUpdate;
  readonly samples: readonly WebhookSample[];
  readonly evidence: readonly Evidence[];
}

export interface CoverageEntry {
  readonly kind: "heading" | "row" | "item" | "code" | "member" | "paragraph" | "page";
  readonly state: "ignored" | "unread";
  readonly rule: string;
  readonly quote: string;
  readonly at: Place;
}

/** The coverage: how much of the pages was consumed, and every item that was not. */
export interface Coverage {
  readonly consumed: Readonly<Record<string, number>>;
  readonly entries: readonly CoverageEntry[];
}

export interface PageRecord {
  readonly kind: "webhooks" | "structures";
  readonly file: string;
  readonly url?: string;
  readonly revised?: string;
}

export interface AppliedCorrection {
  readonly id: string;
  readonly path: string;
  readonly reason: string;
  readonly at: Place;
}

/** A convention with the reasons to believe it: the page's words, or a line of the register. */
export type Reasoned<Value> = Value & { readonly evidence: readonly Evidence[] };

/** What the webhooks of a version have in common, inferred from its pages or given by the register. */
export interface Conventions {
  readonly discriminator: Reasoned<Discriminator>;
  /** Path of the member that holds the payload; absent where the body is the payload, or the member differs. */
  readonly payload: Reasoned<{ readonly path?: string }>;
  readonly names: Reasoned<{ readonly from: NameSource }>;
  readonly authentication: Reasoned<Authentication>;
  /** Where a request holds a list of webhooks; `[]` for a request that is one. */
  readonly batch?: Reasoned<Batch>;
  /** Seconds after which the vendor counts a delivery as failed. */
  readonly timeout?: Reasoned<{ readonly seconds: number }>;
  /** What is the same when a delivery is repeated. */
  readonly delivery?: Reasoned<{ readonly header: string }>;
  /** The field that holds the JSON, where a request may be a form. */
  readonly form?: Reasoned<{ readonly field: string }>;
  readonly challenges?: Reasoned<{ readonly kinds: readonly Challenge[] }>;
}

export interface Model {
  readonly format: number;
  readonly version: string;
  readonly status: string;
  readonly pages: readonly PageRecord[];
  readonly conventions: Conventions;
  readonly webhooks: readonly Webhook[];
  readonly structures: readonly Structure[];
  readonly corrections: readonly AppliedCorrection[];
  readonly coverage: Coverage;
}
