// Reads one page by itself, outside of any register: to a model without corrections.
import type { Finding } from "../source/finding.ts";
import { buildModel } from "../model/build-model.ts";
import type { Model } from "../model/model.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import type { VersionClaim } from "../reference/reference.ts";
import { crashFinding, rescued } from "./crash-finding.ts";
import { formatOf, usualEndings } from "../formats/choose-format.ts";
import { oneOf } from "../source/suggest.ts";
import { fileError } from "./load-inputs.ts";
import type { LoadedSamples } from "./load-pages.ts";
import { readPage } from "./read-page.ts";

export interface ParsePageOptions {
  readonly file: string;
  readonly kind?: "webhooks" | "structures";
  readonly version?: string;
  /** The JSON files that the page's components name. */
  readonly samples?: LoadedSamples;
  /** What a register says; without it the inference of conventions is in the model alone. */
  readonly conventions?: DeclaredConventions;
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
  const { reference, text, findings } = await readPage(bytes, {
    file,
    format,
    kind,
    ...(samples === undefined ? {} : { samples }),
    ...(conventions === undefined ? {} : { conventions }),
  });
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
