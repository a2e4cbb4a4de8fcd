// One JSX tag at a place of a text, read without evaluating anything: its name, its ends, its literal attributes.

export interface JsxTag {
  readonly name: string;
  readonly kind: "open" | "close" | "empty";
  /** Offset after the `>`. */
  readonly end: number;
  /** Attributes whose value is a literal string. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The code of the other attributes that have a value. */
  readonly expressions: ReadonlyMap<string, string>;
}

/** The longest tag that is read, in characters. */
const LONGEST_TAG = 5000;

const NAME = /[A-Za-z_$][\w$.-]*(?::[\w-]+)?/y;
const ATTRIBUTE = /\s*([A-Za-z_$][\w$-]*(?::[\w-]+)?)(\s*=\s*)?/y;
const END = /\s*(\/\s*)?>/y;

/** The tag that starts at `offset`, or undefined where none does. A blank line ends the search. */
export function jsxTagAt(text: string, offset: number): JsxTag | undefined {
  const slice = text.slice(offset, offset + LONGEST_TAG);
  const limit = /\n[ \t]*\r?\n/.exec(slice)?.index ?? slice.length;
  const source = slice.slice(0, limit);
  const closing = source[1] === "/";
  let at = closing ? 2 : 1;
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const skipSpace = (): void => {
    while (/\s/.test(source[at] ?? "")) at += 1;
  };
  const name = read(NAME)?.[0] ?? "";
  const attributes = new Map<string, string>();
  const expressions = new Map<string, string>();
  for (;;) {
    const end = read(END);
    if (end !== null) {
      const kind = closing ? "close" : end[1] !== undefined ? "empty" : "open";
      return { name, kind, end: offset + at, attributes, expressions };
    }
    if (name === "") return undefined;
    skipSpace();
    if (source[at] === "{") {
      const stop = bracesEnd(source, at);
      if (stop === undefined) return undefined;
      at = stop;
      continue;
    }
    const attribute = read(ATTRIBUTE);
    if (attribute === null) return undefined;
    if (attribute[2] === undefined) continue;
    const quote = source[at];
    if (quote === '"' || quote === "'") {
      const stop = source.indexOf(quote, at + 1);
      if (stop < 0) return undefined;
      attributes.set(attribute[1] ?? "", source.slice(at + 1, stop));
      at = stop + 1;
    } else if (quote === "{") {
      const stop = bracesEnd(source, at);
      if (stop === undefined) return undefined;
      const code = source.slice(at + 1, stop - 1);
      const literal = stringLiteral(code);
      if (literal === undefined) expressions.set(attribute[1] ?? "", code);
      else attributes.set(attribute[1] ?? "", literal);
      at = stop;
    } else return undefined;
  }
}

/** Offset after the `}` that ends the braces opened at `at`; quotes hide braces. */
export function bracesEnd(text: string, at: number): number | undefined {
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"' || character === "'" || character === "`") {
      const stop = text.indexOf(character, index + 1);
      if (stop < 0) return undefined;
      index = stop;
    } else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

/** The value of an expression that is nothing but a string, as text: `'Sample'`. */
export function stringLiteral(expression: string): string | undefined {
  const trimmed = expression.trim();
  const quote = trimmed[0] ?? "";
  if (trimmed.length < 2 || !["'", '"', "`"].includes(quote) || !trimmed.endsWith(quote)) return undefined;
  let value = "";
  for (let at = 1; at < trimmed.length - 1; at += 1) {
    const character = trimmed[at] ?? "";
    if (character === quote || (quote === "`" && character === "$" && trimmed[at + 1] === "{")) return undefined;
    if (character === "\\") at += 1;
    if (at < trimmed.length - 1) value += trimmed[at] ?? "";
  }
  return value;
}
