// Reads one page: bytes -> document -> reference.
import type { SourceDocument } from "../formats/document.ts";
import { readDocument } from "../formats/read-document.ts";
import { withDeclarations } from "../reference/declarations.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import { sampleKey } from "../formats/sample-folder.ts";
import type { Finding } from "../source/finding.ts";
import { extractStructures } from "../reference/extract-structures.ts";
import { extractWebhooks } from "../reference/extract-webhooks.ts";
import { allLabels } from "../reference/labels.ts";
import type { Reference } from "../reference/reference.ts";
import { crashFinding, rescued } from "./crash-finding.ts";
import type { LoadedSamples } from "./load-pages.ts";
import { findingOf } from "./plain-finding.ts";

export interface ReadPage {
  /** Undefined where the bytes could not be read. */
  readonly document?: SourceDocument;
  readonly reference?: Reference;
  readonly text?: string;
  /** Of the reader and of the samples folder; those of the reference are in it. */
  readonly findings: readonly Finding[];
}

export interface ReadPageOptions {
  readonly file: string;
  /** The label of the format that its name stands for. */
  readonly format: string;
  readonly kind: "webhooks" | "structures";
  readonly samples?: LoadedSamples;
  /** What the register says. */
  readonly conventions?: DeclaredConventions;
}

/** What a reader throws is an error of the page. */
export async function readPage(bytes: Uint8Array, options: ReadPageOptions): Promise<ReadPage> {
  const read = await rescued<ReadPage>(
    () => readUnguarded(bytes, options),
    (thrown) => ({ findings: [crashFinding("reader", options.file, thrown)] }),
  );
  const ofFolder = options.samples?.findings.map(findingOf) ?? [];
  return { ...read, findings: [...ofFolder, ...read.findings] };
}

async function readUnguarded(
  bytes: Uint8Array,
  { file, format, kind, samples, conventions }: ReadPageOptions,
): Promise<ReadPage> {
  const { document, findings } = await readDocument(bytes, format, {
    file,
    labels: allLabels,
    ...(samples === undefined ? {} : { readSample: (name: string) => samples.files.get(sampleKey(name) ?? "") }),
  });
  if (document === undefined) return { findings };
  const declared = await withDeclarations(document);
  return {
    document: declared,
    reference: kind === "structures" ? extractStructures(declared) : extractWebhooks(declared, conventions),
    text: document.text,
    findings,
  };
}
