// A JSX element that shows a sample, as `<CodeResponse json="filledForm"/>` does, becomes a code block with that sample's text.
import type { Code } from "mdast";
import { finding, type Finding, type Position } from "../../source/finding.ts";
import type { ReadSample } from "../document.ts";
import { codeNode } from "../nodes.ts";
import type { CodeSource } from "../../source/code-source.ts";

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

export interface SampleElement {
  readonly node?: Code;
  readonly finding?: Finding;
}

/** What an element without content shows. */
export type Shown =
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unread"; readonly rule: string; readonly message: string };

export interface ElementRule {
  readonly id: string;
  readonly example: string;
  readonly reads: (facts: ElementFacts) => Shown | undefined;
}

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

/** What is said of code inside a component that shows a sample. */
export const UNREAD_CODE = "the sample shown here is made by code, which is never run; left out";

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
