// Reads one page by itself, outside of any register: to a model without corrections.
import { formatOf, usualEndings } from "../formats/choose-format.ts";
import { indexSamples } from "../formats/sample-folder.ts";
import { buildModel } from "../model/build-model.ts";
import type { Model } from "../model/model.ts";
import type { VersionClaim } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import { oneOf } from "../source/suggest.ts";
import { fileError } from "./load-inputs.ts";
import { readPage } from "./read-page.ts";

export interface ParsePageOptions {
  readonly file: string;
  readonly kind?: "webhooks" | "structures";
  readonly version?: string;
  /** Folder of the JSON files that the page's components name. */
  readonly samples?: string;
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
  { file, kind = "webhooks", version, samples }: ParsePageOptions,
): Promise<ParsedPage> {
  const format = formatOf(file);
  if (format === undefined)
    return {
      findings: [
        fileError("document/format", file, `the file's ending names no format; it should be ${oneOf(usualEndings())}`),
      ],
    };
  const index = samples === undefined ? undefined : indexSamples(samples, samples);
  const { reference, text, findings } = await readPage(bytes, {
    file,
    format,
    kind,
    ...(index === undefined ? {} : { readSample: index.readSample }),
  });
  const own = [...(index?.findings ?? []), ...findings];
  if (reference === undefined || text === undefined) return { findings: own };
  if (reference.sections.length === 0) return { findings: [...own, ...reference.findings], text };
  const built = buildModel([reference], {
    status: "preview",
    pages: [{ kind, file }],
    ...(version === undefined ? {} : { version: version.replace(/^v/i, "") }),
  });
  return { model: built.model, findings: [...own, ...built.findings], text, claims: reference.claims };
}
