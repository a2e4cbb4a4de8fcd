// JSON values: their kinds, their own members, and the places in them that a JSON Pointer leads to.
export type JsonKind = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

export function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "string" : "object";
}

/** Whether a type of the kind has the value, whatever else the type says of it. */
export function isOfKind(value: unknown, kind: string): boolean {
  const own = kindOf(value);
  return own === kind || (own === "integer" && kind === "number") || (own === "object" && kind === "map");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member; what an object inherits is none of its members. */
export function memberOf(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** A JSON Pointer to what the names lead to, one inside the other. */
export function pointerTo(names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The steps of a JSON Pointer. */
export function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The name of the member that a token means, which may be cut where the name is long. */
export function nameAt(value: unknown, token: string): string {
  if (token.length < SHORTEST_CUT || !isRecord(value) || Object.hasOwn(value, token)) return token;
  return Object.keys(value).find((name) => name.startsWith(token)) ?? token;
}

/** Names are cut at 256 UTF-16 code units or later. */
const SHORTEST_CUT = 256;

/** Undefined where the steps lead nowhere. */
export function valueAt(value: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce<unknown>(
    (here, token) => (typeof here === "object" && here !== null ? memberOf(here, nameAt(here, token)) : undefined),
    value,
  );
}
