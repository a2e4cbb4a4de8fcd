// Reads a page of the register from the input folder.
import { join } from "node:path";
import { formatOf } from "../documents/read-document.ts";
import { indexSamples } from "../documents/sample-folder.ts";
import { readRegularFile } from "../findings/read-regular-file.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import type { PageEntry } from "../register/register.ts";
import { fileError, type Inputs } from "./load-inputs.ts";
import { readPage, type ReadPage } from "./read-page.ts";

export async function readRegisteredPage(
  { root, arrived }: Inputs,
  { file, kind, samples }: PageEntry,
  conventions: DeclaredConventions,
): Promise<ReadPage> {
  const format = formatOf(file);
  if (format === undefined)
    return { findings: [fileError("document/format", file, "the file's ending names no format that can be read")] };
  let bytes: Uint8Array;
  try {
    bytes = arrived?.get(file) ?? readRegularFile(join(root, file));
  } catch (error) {
    return {
      findings: [
        fileError(
          "document/unreadable",
          file,
          `the page can't be read: ${error instanceof Error ? error.message.replace(join(root, file), file) : String(error)}`,
        ),
      ],
    };
  }
  const index = samples === undefined ? undefined : indexSamples(join(root, samples), samples);
  const read = await readPage(bytes, {
    file,
    format,
    kind,
    conventions,
    ...(index === undefined ? {} : { readSample: index.readSample }),
  });
  return { ...read, findings: [...(index?.findings ?? []), ...read.findings] };
}
