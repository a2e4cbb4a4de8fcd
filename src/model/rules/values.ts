// Phrases that list the values a member may have. A row holds the words before the list, an example, and whether the page says
// that there are others.

export interface ValuesRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly values: readonly string[];
  readonly open: boolean;
}

export const valuesRules: readonly ValuesRule[] = [
  {
    id: "possible-values",
    pattern:
      /\b(?:possible|available|allowed|accepted|valid|supported) (?:values|value|reasons|types|statuses|options|roles)(?: are)?:\s*/i,
    example: "Possible values: agent, customer",
    values: ["agent", "customer"],
    open: false,
  },
  {
    id: "can-be",
    pattern: /\b(?:can|may|must) be (?:either|one of)(?: the following)?:?\s+/i,
    example: "Can be either `tags`, `swatch` or `select`.",
    values: ["tags", "swatch", "select"],
    open: false,
  },
  {
    id: "one-of",
    pattern: /^one of(?: the following)?:?\s+/i,
    example: "One of: `first`, `last`",
    values: ["first", "last"],
    open: false,
  },
  {
    id: "values",
    pattern: /(?:^|[.!?]\s)values:\s+/i,
    example: "Sets the look. Values: `cards`, `sticker`.",
    values: ["cards", "sticker"],
    open: false,
  },
  {
    id: "types-include",
    pattern: /\b(?:types|values|options) include:?\s*/i,
    example: "Popular types include: `prechat`, `postchat`; there are more.",
    values: ["prechat", "postchat"],
    open: true,
  },
];

const OPEN = /\b(?:e\.g\.|for example|such as|among others|not the only|aren[’']t the only|and so on|etc\b)/i;

export interface ReadValue {
  readonly value: string;
  readonly note?: string;
}

export interface ReadValues {
  readonly rule: string;
  readonly values: readonly ReadValue[];
  readonly open: boolean;
  readonly quote: string;
}

/**
 * @param text running text; a code span stands in it without its backticks
 * @param codes the code spans of the text, in order; where there are any, only they are values
 */
export function readValues(text: string, codes: readonly string[]): ReadValues | undefined {
  for (const { id, pattern, open } of valuesRules) {
    const plain = text.replaceAll("`", "");
    const found = pattern.exec(plain);
    if (found === null) continue;
    const list = plain.slice(found.index + found[0].length);
    const values = codes.length > 0 ? coded(list, codes) : listed(list);
    if (values.length === 0) continue;
    return { rule: id, values, open: open || OPEN.test(plain), quote: plain.slice(found.index) };
  }
  return undefined;
}

/** Values that are code spans: what stands between them may be commas, conjunctions and notes in parentheses. */
function coded(list: string, codes: readonly string[]): readonly ReadValue[] {
  const values: ReadValue[] = [];
  let rest = list;
  for (const code of codes) {
    const at = rest.indexOf(code);
    if (at < 0) continue;
    const between = rest.slice(0, at).replace(/\([^()]*\)/g, "");
    if (values.length > 0 && /[.;](?:\s|$)/.test(between)) break;
    if (values.length > 0 && !/^[\s,]*(?:(?:and|or)(?: else)?\s)?\s*$/i.test(between)) break;
    const behind = rest.slice(at + code.length);
    const note = /^\s*\(([^()]*)\)/.exec(behind);
    values.push({ value: code, ...(note?.[1] === undefined ? {} : { note: note[1] }) });
    rest = behind;
  }
  return unique(values);
}

/** Values in plain text: parted by commas, the last perhaps by a conjunction; the list ends with its sentence. */
function listed(list: string): readonly ReadValue[] {
  const end = /[.;](?:\s|$)/.exec(list);
  const parts = (end === null ? list : list.slice(0, end.index)).split(/\s*,\s*|\s+or\s+|\s+and\s+/);
  const values: ReadValue[] = [];
  for (const part of parts) {
    const read = /^(?:(?:or|and)\s+)?["“]?([^()"”]+?)["”]?\s*(?:\(([^()]*)\))?$/.exec(part.trim());
    if (read?.[1] === undefined) continue;
    values.push({ value: read[1].trim(), ...(read[2] === undefined ? {} : { note: read[2] }) });
  }
  return unique(values);
}

function unique(values: readonly ReadValue[]): readonly ReadValue[] {
  return values.filter(({ value }, index) => values.findIndex((other) => other.value === value) === index);
}
