// Reads one page: bytes -> document -> reference.
import type { Format, ReadSample } from "../documents/document.ts";
import { readDocument } from "../documents/read-document.ts";
import type { Finding } from "../findings/finding.ts";
import { extractWebhooks } from "../reference/extract-webhooks.ts";
import { allLabels } from "../reference/labels.ts";
import type { Reference } from "../reference/reference.ts";

export interface ReadPage {
  /** Undefined where the bytes could not be read. */
  readonly reference?: Reference;
  readonly text?: string;
  /** The reader's own; those of the reference stand in it. */
  readonly findings: readonly Finding[];
}

export async function readPage(
  bytes: Uint8Array,
  file: string,
  format: Format,
  readSample: ReadSample | undefined,
): Promise<ReadPage> {
  const { document, findings } = await readDocument(bytes, format, {
    file,
    labels: allLabels,
    ...(readSample === undefined ? {} : { readSample }),
  });
  if (document === undefined) return { findings };
  return { reference: extractWebhooks(document), text: document.text, findings };
}
