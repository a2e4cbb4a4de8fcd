// A correction: what the docs say wrongly, what is right, and why (docs-input/corrections.yaml).
import type { Position } from "../source/finding.ts";

export type Scalar = string | number | boolean;
export type Presence = "required" | "optional";

/** A type by its name alone: `map` has any keys and values, `array` any items, `object` any members. */
export type TypeName = "string" | "integer" | "number" | "boolean" | "null" | "object" | "any" | "map" | "array";

interface SpecBase {
  readonly description?: string;
  readonly nullable?: boolean;
}

/** A type in full; `kind` is that of the model's type nodes. */
export type TypeShape =
  | (SpecBase & { readonly kind: "string"; readonly format?: "date-time" })
  | (SpecBase & { readonly kind: "integer" | "number" | "boolean" | "null" | "any" })
  | (SpecBase & { readonly kind: "literal"; readonly value: Scalar })
  | (SpecBase & { readonly kind: "enum"; readonly values: readonly EnumMember[]; readonly open?: boolean })
  | (SpecBase & {
      readonly kind: "object";
      readonly fields?: readonly FieldSpec[];
      readonly empty?: boolean;
      readonly open?: boolean;
    })
  | (SpecBase & { readonly kind: "map"; readonly keys?: string; readonly values?: TypeSpec })
  | (SpecBase & { readonly kind: "array"; readonly items?: TypeSpec })
  | (SpecBase & {
      readonly kind: "union";
      readonly variants: readonly TypeSpec[];
      readonly discriminator?: string;
      readonly open?: boolean;
    })
  | (SpecBase & { readonly kind: "reference"; readonly name: string });

export type TypeSpec = TypeName | TypeShape;

/** A possible value, alone or with a note. */
export type EnumMember = Scalar | { readonly value: Scalar; readonly note?: string };

export interface FieldSpec {
  readonly name: string;
  /** Absent only for the payload's own place among the members of an envelope. */
  readonly type?: TypeSpec;
  /** Required where it is not said. */
  readonly presence?: Presence;
  readonly description?: string;
}

/** What the docs must still say for the correction to be due; otherwise it is stale. At least one of these. */
export interface Expectation {
  readonly presence?: Presence;
  readonly type?: TypeSpec;
  readonly values?: readonly Scalar[];
  /** The docs do not name the field at all. */
  readonly missing?: true;
  /** The docs show no envelope, or name the structure without describing it. */
  readonly undocumented?: true;
}

/** What is right. At least one of these; `remove` comes alone. */
export interface Replacement {
  readonly presence?: Presence;
  readonly type?: TypeSpec;
  readonly values?: readonly EnumMember[];
  readonly nullable?: boolean;
  /** Members of an envelope, or of an object, in order. An envelope's hold the payload's own place too. */
  readonly fields?: readonly FieldSpec[];
  /** Only for an envelope: which of its `fields` holds the payload. */
  readonly payloadField?: string;
  readonly remove?: true;
}

export type CorrectionStep =
  | { readonly kind: "member"; readonly name: string }
  /** `[]`: the items of an array. */
  | { readonly kind: "items" }
  /** `*`: the values of a map. */
  | { readonly kind: "values" };

/** What a correction points at, read from its `path`. */
export type CorrectionTarget =
  | { readonly kind: "envelope" }
  /** `webhook` "*" is every webhook that has the field. */
  | { readonly kind: "webhook"; readonly webhook: string; readonly steps: readonly CorrectionStep[] }
  | { readonly kind: "structure"; readonly structure: string; readonly steps: readonly CorrectionStep[] };

/** Versions one by one, or a range over the register's order, both ends included; an end left out is open. */
export type CorrectionVersions = readonly string[] | { readonly from?: string; readonly to?: string };

export interface Correction {
  readonly id: string;
  readonly versions: CorrectionVersions;
  readonly path: string;
  readonly target: CorrectionTarget;
  readonly expect: Expectation;
  readonly set: Replacement;
  readonly reason: string;
  /** Where the correct fact is known from. */
  readonly source?: string;
  readonly at: Position;
}

/** The target, or in words why the path can't be read. */
export function parseCorrectionPath(path: string): CorrectionTarget | { readonly problem: string } {
  if (path === "envelope") return { kind: "envelope" };
  const segments = path.split(".");
  if (segments[0] === "$defs") {
    const structure = segments[1] ?? "";
    if (structure === "") return { problem: 'behind "$defs." the name of a structure is needed' };
    const steps = parseSteps(segments.slice(2));
    return "problem" in steps ? steps : { kind: "structure", structure, steps: steps.steps };
  }
  const [, webhook = "", items = ""] = /^([^[\]]*)((?:\[\])*)$/.exec(segments[0] ?? "") ?? [];
  if (webhook === "") return { problem: 'a path begins with "envelope", the name of a webhook, "*" or "$defs"' };
  const steps = parseSteps(segments.slice(1));
  if ("problem" in steps) return steps;
  const all = [...itemSteps(items), ...steps.steps];
  if (all.length === 0) return { problem: `behind "${webhook}" the name of a member is needed` };
  return { kind: "webhook", webhook, steps: all };
}

function parseSteps(
  segments: readonly string[],
): { readonly steps: readonly CorrectionStep[] } | { readonly problem: string } {
  const steps: CorrectionStep[] = [];
  for (const segment of segments) {
    const [, name, items = ""] = /^([^[\]]*)((?:\[\])*)$/.exec(segment) ?? [];
    if (name === undefined)
      return { problem: `"${segment}" is no member name; "[]" stands behind the name of an array` };
    if (name === "" && items === "") return { problem: "a member name is empty" };
    if (name === "*") steps.push({ kind: "values" });
    else if (name !== "") steps.push({ kind: "member", name });
    steps.push(...itemSteps(items));
  }
  return { steps };
}

function itemSteps(items: string): readonly CorrectionStep[] {
  return Array.from({ length: items.length / 2 }, () => ({ kind: "items" }) as const);
}
