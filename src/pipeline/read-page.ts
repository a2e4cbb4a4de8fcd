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
import type { Reference, VersionClaim } from "../reference/reference.ts";
import { findingOf, crashFinding, rescued } from "./findings.ts";
import { buildModel } from "../model/build-model.ts";
import type { Model } from "../model/model.ts";
import { formatOf, usualEndings } from "../formats/choose-format.ts";
import { oneOf } from "../source/suggest.ts";
import { fileError, type LoadedSamples } from "./load-inputs.ts";

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
  readonly samples?: LoadedSamples | undefined;
  /** What the register says; without it the inference of conventions is in the model alone. */
  readonly conventions?: DeclaredConventions | undefined;
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

export interface ParsePageOptions extends Omit<ReadPageOptions, "format" | "kind"> {
  readonly kind?: ReadPageOptions["kind"] | undefined;
  readonly version?: string | undefined;
}

export interface ParsedPage {
  /** Undefined where nothing could be read. */
  readonly model?: Model;
  readonly findings: readonly Finding[];
  readonly text?: string;
  /** Which version the page says it describes. */
  readonly claims?: readonly VersionClaim[];
}

export async function parsePage(
  bytes: Uint8Array,
  { file, kind = "webhooks", version, samples, conventions }: ParsePageOptions,
): Promise<ParsedPage> {
  const format = formatOf(file);
  if (format === undefined)
    return {
      findings: [
        fileError("document/format", file, `the file's ending names no format; it should be ${oneOf(usualEndings())}`),
      ],
    };
  const { reference, text, findings } = await readPage(bytes, { file, format, kind, samples, conventions });
  if (reference === undefined || text === undefined) return { findings };
  if (reference.sections.length === 0) return { findings: [...findings, ...reference.findings], text };
  const info = {
    status: "preview",
    pages: [{ kind, file }],
    ...(version === undefined ? {} : { version: version.replace(/^v/i, "") }),
    ...(conventions === undefined ? {} : { conventions }),
  };
  const built = await rescued<Pick<ParsedPage, "model" | "findings">>(
    () => buildModel([reference], info),
    (thrown) => ({ findings: [crashFinding("model", file, thrown)] }),
  );
  return { ...built, findings: [...findings, ...built.findings], text, claims: reference.claims };
}
