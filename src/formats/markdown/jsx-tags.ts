// JSX read without evaluating anything: where a tag ends, the attributes of a parsed one, and what an element shows by them.
import type { Code, Nodes } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { findingIn, type Finding } from "../../source/finding.ts";
import { type CodeSource, extentAt, type SourceText } from "../../source/line-index.ts";
import { type ReadSample, codeNode } from "../document.ts";

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

export interface JsxAttributes {
  /** Attributes whose value is a literal string. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The code of the other attributes that have a value. */
  readonly expressions: ReadonlyMap<string, string>;
}

export type Jsx = MdxJsxFlowElement | MdxJsxTextElement;

export function isJsx(node: Nodes): node is Jsx {
  return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

/** Those of a parsed element; `bare` are the names of those without a value. */
export function attributesOf(node: Jsx): JsxAttributes & { readonly bare: ReadonlySet<string> } {
  const attributes = new Map<string, string>();
  const expressions = new Map<string, string>();
  const bare = new Set<string>();
  for (const attribute of node.attributes) {
    if (attribute.type !== "mdxJsxAttribute") continue;
    const { name, value } = attribute;
    const literal = typeof value === "object" && value !== null ? stringLiteral(value.value) : value;
    if (typeof literal === "string") attributes.set(name, literal);
    else if (typeof value === "object" && value !== null) expressions.set(name, value.value);
    else bare.add(name);
  }
  return { attributes, expressions, bare };
}

/** The longest tag that is read, in characters. */
const LONGEST_TAG = 5000;

const TAG = /^<\/?(?:[A-Za-z_$][\w$.-]*(?::[\w-]+)?(?=[\s/>{])|(?=>))/;

/** Offset after the tag that starts at `offset`; undefined where none does. Quotes and braces hide its end, a blank line ends the search. */
export function tagEnd(text: string, offset: number): number | undefined {
  const slice = text.slice(offset, offset + LONGEST_TAG);
  if (!TAG.test(slice)) return undefined;
  const source = slice.slice(0, /\n[ \t]*\r?\n/.exec(slice)?.index);
  for (let at = 1; at < source.length; at += 1) {
    const character = source[at];
    if (character === ">") return offset + at + 1;
    if (character === "<") return undefined;
    if (character === '"' || character === "'") {
      at = source.indexOf(character, at + 1);
      if (at < 0) return undefined;
    } else if (character === "{") {
      const stop = bracesEnd(source, at);
      if (stop === undefined) return undefined;
      at = stop - 1;
    }
  }
  return undefined;
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

interface JsxElement extends JsxAttributes {
  readonly element: string;
}

export interface ElementFacts extends JsxElement {
  readonly title: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** What an element without content shows. */
export type Shown =
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unread"; readonly rule: string; readonly message: string };

interface ElementRule {
  readonly id: string;
  readonly example: string;
  readonly reads: (element: JsxElement) => Shown | undefined;
}

/** Undefined where an element without content shows nothing that is known to matter. */
export function shownBy(facts: JsxElement): Shown | undefined {
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

function textIn({ attributes, expressions }: JsxElement): Shown | undefined {
  const text = texts
    .map((name) => attributes.get(name) ?? expressions.get(name))
    .find((value) => value !== undefined && /^\s*[[{]/.test(value));
  return text === undefined ? undefined : { kind: "text", text };
}

function fileOf(name: string | undefined): Shown | undefined {
  return name === undefined ? undefined : { kind: "file", name };
}

/** Of a path only the last part counts: a sample is found by its name. */
function fileIn({ element, attributes }: JsxElement): Shown | undefined {
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
export function fieldIn({ element, attributes }: JsxElement): Shown | undefined {
  const name = names.map((one) => attributes.get(one)).find((value) => value !== undefined);
  if (name === undefined || !COMPONENT.test(element) || !FIELD_WORDS.test(element)) return undefined;
  return unread("document/unread-element", `<${element}> describes "${name}" in its attributes, which are not read`);
}

function codeIn({ element, attributes, expressions }: JsxElement): Shown | undefined {
  const said = [...attributes.keys(), ...expressions.keys()].filter((name) => name !== "title" && !LOOKS.test(name));
  if (!expressions.has("json") && (said.length === 0 || !isSampleLike(element))) return undefined;
  const message = `<${element}> shows a sample, but no text of it and no file by name; left out`;
  return unread("document/sample-missing", message);
}

function dataIn({ element, expressions }: JsxElement): Shown | undefined {
  const holds = [...expressions].some(([name, code]) => !LOOKS.test(name) && /^\s*(?:\{|\[\s*[[{])/.test(code));
  return holds
    ? unread("document/unread-element", `<${element}> shows data of its own, which is not read; left out`)
    : undefined;
}

function unread(rule: string, message: string): Shown {
  return { kind: "unread", rule, message };
}

export interface SamplePage extends SourceText {
  readonly readSample: ReadSample | undefined;
}

/** The code block of a sample that an element shows, or a finding that says why there is none. */
export function sampleElement(shown: Shown, facts: ElementFacts, page: SamplePage): Code | Finding {
  const { start, end, title } = facts;
  const lost = (rule: string, message: string): Finding => findingIn(page, { rule, message, start, end });
  const codeOf = (value: string, source: CodeSource): Code =>
    codeNode({ value, lang: "json", title, source, position: extentAt(page.text, start, end) });
  if (shown.kind === "unread") return lost(shown.rule, shown.message);
  if (shown.kind === "text") {
    const at = page.text.indexOf(shown.text, start);
    const runs = [{ value: 0, source: at >= 0 && at < end ? at : start }];
    return codeOf(shown.text, { file: page.file, text: page.text, runs });
  }
  const sample = page.readSample?.(shown.name);
  if (sample !== undefined) return codeOf(sample.text, { ...sample, runs: [{ value: 0, source: 0 }] });
  const why =
    page.readSample === undefined
      ? "the register names no samples folder"
      : "no file of the samples folder answers to it";
  return lost("document/sample-missing", `the page shows the sample "${shown.name}", but ${why}; left out`);
}

const IMPORT = /^import\s+([\w$*{][^"'\n]{0,500}?)\s+from\s+["']([^"'\n]{1,500})["']/gm;
const SNIPPET = /\.mdx?$|(?:^|\/)_?(?:snippets?|partials?|includes?|reusables?)\//i;
/** Components without content that by their name list what a webhook holds. */
const CONTENT =
  /^[A-Z]\w*(?:Params?|Parameters?|Fields?|Propert(?:y|ies)|Attributes?|Schema|Payload|Body|Events|Webhooks)$/;

/** The name of the element that a tag alone is; of other tags none. */
export function emptyElement(tag: string): string {
  return /^<([A-Z][\w.]*)[^]*\/>$/.exec(tag)?.[1] ?? "";
}

/** What is said of an element without content that stands for a snippet of another file; undefined of others. */
export function unreadSnippets(page: SourceText): (element: string, start: number, end: number) => Finding | undefined {
  const snippets = new Set<string>();
  for (const [, names = "", from = ""] of page.text.matchAll(IMPORT))
    if (SNIPPET.test(from)) for (const name of names.match(/[\w$]+/g) ?? []) snippets.add(name);
  return (element, start, end) => {
    if (!COMPONENT.test(element) || !(snippets.has(element) || CONTENT.test(element))) return undefined;
    const message = `<${element}> stands for text that is not on this page, which was not read`;
    const fix = "save the page as its site shows it, or put the text in place of the element";
    return findingIn(page, { rule: "document/unread-snippet", message, fix, start, end });
  };
}

/** What is said of code inside a component that shows a sample. */
export function unreadCode(page: SourceText, start: number, end: number): Finding {
  const message = "the sample shown here is made by code, which is never run; left out";
  return findingIn(page, { rule: "document/sample-missing", message, start, end });
}
