// A JSX element that names a sample, as `<CodeResponse json="filledForm"/>` does, becomes a code block with that file's text.
import type { Code } from "mdast";
import { finding, type Finding, type Position } from "../findings/finding.ts";
import type { ReadSample } from "./document.ts";

/** Attributes that name a sample. */
const sampleAttributes = ["json"] as const;

export interface ElementFacts {
  readonly attributes: ReadonlyMap<string, string>;
  readonly title: string | undefined;
  readonly quote: string;
  readonly at: Position;
}

export interface SampleElement {
  readonly node?: Code;
  readonly finding?: Finding;
}

/** The name of the sample that an element without content asks for. */
export function sampleName(attributes: ReadonlyMap<string, string>): string | undefined {
  for (const attribute of sampleAttributes) {
    const name = attributes.get(attribute);
    if (name !== undefined) return name;
  }
  return undefined;
}

export function sampleElement(name: string, facts: ElementFacts, readSample: ReadSample | undefined): SampleElement {
  const { at, quote, title } = facts;
  const sample = readSample?.(name);
  if (sample === undefined) {
    const why =
      readSample === undefined ? "the register names no samples folder" : "no file of the samples folder answers to it";
    const message = `the page shows the sample "${name}", but ${why}; left out`;
    return { finding: finding({ rule: "document/sample-missing", severity: "warning", message, at, quote }) };
  }
  const source = { file: sample.file, text: sample.text, runs: [{ value: 0, source: 0 }] };
  return {
    node: {
      type: "code",
      lang: "json",
      meta: null,
      value: sample.text,
      data: title === undefined ? { source } : { source, title },
      position: {
        start: { line: at.line, column: at.column, offset: at.offset },
        end: { line: at.endLine ?? at.line, column: at.endColumn ?? at.column, offset: at.endOffset ?? at.offset },
      },
    },
  };
}
