// The bare words that samples show where JSON wants a value: one row a kind of word, first match wins.

export interface LiteralRule {
  readonly rule: "python-literal" | "loose-number" | "not-a-number" | "unquoted-value";
  readonly pattern: RegExp;
  readonly example: string;
  readonly value: (word: string) => string | number | boolean | null;
}

/** The rule is the repair's id in the table of repairs. */
export const literalRules: readonly LiteralRule[] = [
  { rule: "python-literal", pattern: /^(?:none|null|nil|undefined)$/i, example: "None", value: () => null },
  { rule: "python-literal", pattern: /^true$/i, example: "True", value: () => true },
  { rule: "python-literal", pattern: /^false$/i, example: "FALSE", value: () => false },
  { rule: "not-a-number", pattern: /^[+-]?(?:nan|inf|infinity)$/i, example: "-Infinity", value: () => null },
  { rule: "loose-number", pattern: /^[+-]?0x[0-9a-f]{1,13}$/i, example: "0x1F", value: readHex },
  {
    rule: "loose-number",
    pattern: /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i,
    example: "01",
    value: (word) => Number(word.replaceAll("_", "")),
  },
  { rule: "unquoted-value", pattern: /^[^]+$/, example: "<webhook_id>", value: (word) => word },
];

/** Longer words are text, whatever they look like. */
const LONGEST = 64;

export interface Literal {
  readonly rule: LiteralRule["rule"];
  readonly value: string | number | boolean | null;
}

/** Reads a bare word as the value it most likely stands for. */
export function readLiteral(word: string): Literal {
  if (word.length > LONGEST) return { rule: "unquoted-value", value: word };
  const found = literalRules.find(({ pattern }) => pattern.test(word));
  return { rule: found?.rule ?? "unquoted-value", value: found === undefined ? word : found.value(word) };
}

function readHex(word: string): number {
  const sign = word.startsWith("-") ? -1 : 1;
  return sign * Number(word.replace(/^[+-]/, ""));
}
