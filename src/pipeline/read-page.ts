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
import { findingOf, crashFinding, fileError, rescued } from "./findings.ts";
import { buildModel } from "../model/build-model.ts";
import { bestDiscriminator } from "../model/infer-conventions.ts";
import type { Model } from "../model/model.ts";
import { formatOf, usualEndings } from "../formats/choose-format.ts";
import { oneOf } from "../source/wording.ts";
import type { LoadedSamples } from "./load-inputs.ts";

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
  /** A page of webhooks is one of structures too. */
  readonly hasStructures?: true | undefined;
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
  { file, format, kind, hasStructures, samples, conventions }: ReadPageOptions,
): Promise<ReadPage> {
  const { document, findings } = await readDocument(bytes, format, {
    file,
    labels: allLabels,
    ...(samples === undefined ? {} : { readSample: (name: string) => samples.files.get(sampleKey(name) ?? "") }),
  });
  if (document === undefined) return { findings };
  const ofTypes = await withDeclarations(document);
  return {
    document,
    reference:
      kind === "structures" ? extractStructures(document) : extractWebhooks(document, conventions, hasStructures),
    text: document.text,
    findings: [...findings, ...ofTypes],
  };
}

/**
 * The pages of a version have one discriminator, and know each other's webhooks: where a page by itself shows another
 * discriminator, or lists names beside those of other pages, it is read again.
 */
export function agreed(readings: readonly ReadPage[], conventions: DeclaredConventions): readonly Reference[] {
  const references = readings.flatMap(({ reference }) => reference ?? []);
  const best = conventions.discriminator === undefined ? bestDiscriminator(references) : undefined;
  const key = JSON.stringify(best?.discriminator);
  const declared =
    best === undefined ? conventions : { ...conventions, discriminator: { value: best.discriminator, at: best.at } };
  const pages = readings.flatMap(({ reference, document }): readonly AgreedPage[] => {
    if (reference === undefined) return [];
    const { kind, discriminators, only, hasStructures } = reference;
    const isAgreed = best === undefined || JSON.stringify((discriminators[0] ?? only)?.discriminator) === key;
    if (kind !== "webhooks" || document === undefined) return [{ reference }];
    return [{ reference: isAgreed ? reference : extractWebhooks(document, declared, hasStructures), document }];
  });
  const names = pages.map(({ reference }) => namesOf(reference));
  return pages.map(({ reference, document }, index) => {
    const elsewhere = new Set(names.flatMap((own, other) => (other === index ? [] : own)));
    const isWhole = reference.sections.length > 0 && (reference.listed ?? []).every((name) => elsewhere.has(name));
    if (document === undefined || elsewhere.size === 0 || isWhole) return reference;
    const again = extractWebhooks(document, declared, reference.hasStructures, elsewhere);
    names[index] = namesOf(again);
    return again;
  });
}

interface AgreedPage extends Pick<ReadPage, "document"> {
  readonly reference: Reference;
}

function namesOf({ sections }: Reference): readonly string[] {
  return sections.flatMap(({ wire }) => wire?.value ?? []);
}

export interface ParsePageOptions extends Omit<ReadPageOptions, "format" | "kind"> {
  readonly kind?: ReadPageOptions["kind"] | undefined;
  readonly version?: string | undefined;
  /** The version's other pages of webhooks: conventions are those of all. */
  readonly beside?: readonly ReadPage[];
}

export interface ParsedPage {
  /** Undefined where nothing could be read. */
  readonly model?: Model;
  readonly findings: readonly Finding[];
  readonly text?: string;
}

export async function parsePage(
  bytes: Uint8Array,
  { file, kind = "webhooks", version, samples, conventions, hasStructures, beside = [] }: ParsePageOptions,
): Promise<ParsedPage> {
  const format = formatOf(file);
  if (format === undefined)
    return {
      findings: [
        fileError("document/format", file, `the file's ending names no format; it should be ${oneOf(usualEndings())}`),
      ],
    };
  const read = await readPage(bytes, { file, format, kind, hasStructures, samples, conventions });
  const { text, findings } = read;
  const [reference, ...others] = read.reference === undefined ? [] : agreed([read, ...beside], conventions ?? {});
  if (reference === undefined || text === undefined) return { findings };
  const isBackground = kind === "webhooks" && others.some(({ sections }) => sections.length > 0);
  if (reference.sections.length === 0 && !isBackground) return { findings: [...findings, ...reference.findings], text };
  const info = {
    status: "preview",
    pages: [{ kind, file }],
    ...(version === undefined ? {} : { version: version.replace(/^v/i, "") }),
    ...(conventions === undefined ? {} : { conventions }),
  };
  const built = await rescued<Pick<ParsedPage, "model" | "findings">>(
    () => buildModel([reference], info, others),
    (thrown) => ({ findings: [crashFinding("model", file, thrown)] }),
  );
  return { ...built, findings: [...findings, ...built.findings], text };
}
