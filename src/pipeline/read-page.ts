// Reads one page: bytes -> document -> reference.
import type { Format, ReadSample } from "../documents/document.ts";
import { readDocument } from "../documents/read-document.ts";
import type { Finding } from "../findings/finding.ts";
import { withDeclarations } from "../reference/declarations.ts";
import { extractStructures } from "../reference/extract-structures.ts";
import { extractWebhooks } from "../reference/extract-webhooks.ts";
import { allLabels } from "../reference/labels.ts";
import type { Reference } from "../reference/reference.ts";
import { crashFinding, rescued } from "./crash-finding.ts";

export interface ReadPage {
  /** Undefined where the bytes could not be read. */
  readonly reference?: Reference;
  readonly text?: string;
  /** The reader's own; those of the reference stand in it. */
  readonly findings: readonly Finding[];
}

export interface ReadPageOptions {
  readonly file: string;
  readonly format: Format;
  readonly kind: "webhooks" | "structures";
  readonly readSample?: ReadSample;
}

/** What a reader throws is an error of the page. */
export function readPage(bytes: Uint8Array, options: ReadPageOptions): Promise<ReadPage> {
  return rescued(
    () => readUnguarded(bytes, options),
    (thrown) => ({ findings: [crashFinding("reader", options.file, thrown)] }),
  );
}

async function readUnguarded(
  bytes: Uint8Array,
  { file, format, kind, readSample }: ReadPageOptions,
): Promise<ReadPage> {
  const { document, findings } = await readDocument(bytes, format, {
    file,
    labels: allLabels,
    ...(readSample === undefined ? {} : { readSample }),
  });
  if (document === undefined) return { findings };
  const declared = await withDeclarations(document);
  return {
    reference: kind === "structures" ? extractStructures(declared) : extractWebhooks(declared),
    text: document.text,
    findings,
  };
}
