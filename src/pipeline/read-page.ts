// Reads one page: bytes -> document -> reference.
import type { ReadSample } from "../formats/document.ts";
import { readDocument } from "../formats/read-document.ts";
import { extractStructures } from "../reference/extract-structures.ts";
import { extractWebhooks } from "../reference/extract-webhooks.ts";
import { allLabels } from "../reference/labels.ts";
import type { Reference } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";

export interface ReadPage {
  /** Undefined where the bytes could not be read. */
  readonly reference?: Reference;
  readonly text?: string;
  /** The reader's own; those of the reference stand in it. */
  readonly findings: readonly Finding[];
}

export interface ReadPageOptions {
  readonly file: string;
  /** The label of the format that its name stands for. */
  readonly format: string;
  readonly kind: "webhooks" | "structures";
  readonly readSample?: ReadSample;
}

export async function readPage(
  bytes: Uint8Array,
  { file, format, kind, readSample }: ReadPageOptions,
): Promise<ReadPage> {
  const { document, findings } = await readDocument(bytes, format, {
    file,
    labels: allLabels,
    ...(readSample === undefined ? {} : { readSample }),
  });
  if (document === undefined) return { findings };
  return {
    reference: kind === "structures" ? extractStructures(document) : extractWebhooks(document),
    text: document.text,
    findings,
  };
}
