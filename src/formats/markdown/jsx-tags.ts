import type { Code } from "mdast";
import { finding, type Finding, type Position } from "../../source/finding.ts";
import { type ReadSample, codeNode } from "../document.ts";
import type { CodeSource } from "../../source/line-index.ts";

const COMPONENT = /^[A-Z][\w.]*$/;

const SAMPLE_WORDS = /code|sample|response|example|json|payload|snippet/i;

const FIELD_WORDS = /field|param|propert|attribute/i;

/** Attributes that may hold a sample's own text. */
const texts = ["json", "code", "sample", "example", "body", "value"];

/** Attributes that may name a sample's file. */
const files = ["src", "file", "source", "sample", "path"];

/** Attributes that hold a field's name. */
const names = ["name", "path", "body", "query"];

const LOOKS = /^(?:style|sx|css|class|className)$/;

/** First match wins; an element that no row reads shows nothing. */
export const elementRules: readonly ElementRule[] = [
  { id: "text", example: '<CodeResponse json={{ "a": 1 }} />', reads: textIn },
  { id: "json", example: '<CodeResponse json="form" />', reads: ({ attributes }) => fileOf(attributes.get("json")) },
  { id: "field", example: '<ParamField name="b" required={false} />', reads: fieldIn },
  { id: "file", example: '<CodeResponse src="./samples/form.json" />', reads: fileIn },
  { id: "sample-like", example: "<CodeResponse json={form} />", reads: codeIn },
  { id: "data", example: '<FieldTable rows={[{ name: "a" }]} />', reads: dataIn },
];

/** What is said of code inside a component that shows a sample. */
export const UNREAD_CODE = "the sample shown here is made by code, which is never run; left out";

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

export interface ElementFacts {
  readonly element: string;
  /** Attributes that are literal strings. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The code of attributes that are not. */
  readonly expressions: ReadonlyMap<string, string>;
  readonly title: string | undefined;
  readonly quote: string;
  readonly at: Position;
}

interface SampleElement {
  readonly node?: Code;
  readonly finding?: Finding;
}

/** What an element without content shows. */
export type Shown =
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unread"; readonly rule: string; readonly message: string };

interface ElementRule {
  readonly id: string;
  readonly example: string;
  readonly reads: (facts: ElementFacts) => Shown | undefined;
}

/** Undefined where an element without content shows nothing that is known to matter. */
export function shownBy(facts: ElementFacts): Shown | undefined {
  for (const { reads } of elementRules) {
    const shown = reads(facts);
    if (shown !== undefined) return shown;
  }
  return undefined;
}

/** A component that by its name shows a sample. */
export function isSampleLike(element: string): boolean {
  return COMPONENT.test(element) && SAMPLE_WORDS.test(element);
}

function textIn({ attributes, expressions }: ElementFacts): Shown | undefined {
  const text = texts
    .map((name) => attributes.get(name) ?? expressions.get(name))
    .find((value) => value !== undefined && /^\s*[[{]/.test(value));
  return text === undefined ? undefined : { kind: "text", text };
}

function fileOf(name: string | undefined): Shown | undefined {
  return name === undefined ? undefined : { kind: "file", name };
}

/** Of a path only the last part counts: a sample is found by its name. */
function fileIn({ element, attributes }: ElementFacts): Shown | undefined {
  const named = files.map((name) => attributes.get(name)).find((value) => value !== undefined);
  if (named === undefined || !(/\.json$/i.test(named) || isSampleLike(element))) return undefined;
  return fileOf(
    named
      .split("/")
      .at(-1)
      ?.replace(/\.json$/i, ""),
  );
}

/** What a component says of a field in its attributes alone, with or without words inside. */
export function fieldIn({ element, attributes }: ElementFacts): Shown | undefined {
  const name = names.map((one) => attributes.get(one)).find((value) => value !== undefined);
  if (name === undefined || !COMPONENT.test(element) || !FIELD_WORDS.test(element)) return undefined;
  return unread("document/unread-element", `<${element}> describes "${name}" in its attributes, which are not read`);
}

function codeIn({ element, attributes, expressions }: ElementFacts): Shown | undefined {
  const said = [...attributes.keys(), ...expressions.keys()].filter((name) => name !== "title" && !LOOKS.test(name));
  if (!expressions.has("json") && (said.length === 0 || !isSampleLike(element))) return undefined;
  const message = `<${element}> shows a sample, but no text of it and no file by name; left out`;
  return unread("document/sample-missing", message);
}

function dataIn({ element, expressions }: ElementFacts): Shown | undefined {
  const holds = [...expressions].some(([name, code]) => !LOOKS.test(name) && /^\s*(?:\{|\[\s*[[{])/.test(code));
  return holds
    ? unread("document/unread-element", `<${element}> shows data of its own, which is not read; left out`)
    : undefined;
}

function unread(rule: string, message: string): Shown {
  return { kind: "unread", rule, message };
}

export function sampleElement(
  shown: Shown,
  facts: ElementFacts,
  page: { readonly text: string; readonly readSample: ReadSample | undefined },
): SampleElement {
  const { at } = facts;
  if (shown.kind === "unread") return { finding: left(shown.rule, shown.message, facts) };
  if (shown.kind === "text") {
    const start = page.text.indexOf(shown.text, at.offset);
    const isHere = start >= 0 && start < (at.endOffset ?? at.offset);
    const runs = [{ value: 0, source: isHere ? start : at.offset }];
    return { node: codeOf(shown.text, { file: at.file, text: page.text, runs }, facts) };
  }
  const sample = page.readSample?.(shown.name);
  if (sample !== undefined) {
    const source = { file: sample.file, text: sample.text, runs: [{ value: 0, source: 0 }] };
    return { node: codeOf(sample.text, source, facts) };
  }
  const why =
    page.readSample === undefined
      ? "the register names no samples folder"
      : "no file of the samples folder answers to it";
  const message = `the page shows the sample "${shown.name}", but ${why}; left out`;
  return { finding: left("document/sample-missing", message, facts) };
}

export function left(rule: string, message: string, { at, quote }: Pick<ElementFacts, "at" | "quote">): Finding {
  return finding({ rule, severity: "warning", message, at, quote });
}

function codeOf(value: string, source: CodeSource, { at, title }: ElementFacts): Code {
  const start = { line: at.line, column: at.column, offset: at.offset };
  const end = {
    ...{ line: at.endLine ?? at.line, column: at.endColumn ?? at.column },
    offset: at.endOffset ?? at.offset,
  };
  return codeNode({ value, lang: "json", title, source, position: { start, end } });
}
