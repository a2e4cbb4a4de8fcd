// Names files in findings as the user would: the input folder and the path in it.
import { posix, sep } from "node:path";
import type { Finding } from "../findings/finding.ts";

export interface Told {
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
}

export function displayFindings(
  input: string,
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
): Told {
  const root = input.split(sep).join("/");
  const shown = (file: string): string => posix.join(root, file);
  // A page that two versions share gives both the same findings.
  for (const found of new Set(findings)) if (found.file !== undefined) found.file = shown(found.file);
  return { findings, sources: new Map([...sources].map(([file, text]) => [shown(file), text])) };
}
