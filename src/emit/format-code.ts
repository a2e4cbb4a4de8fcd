// Formats emitted TypeScript.
import { loadTypeLibraries } from "./libraries.ts";

/** The same text for the same code, whatever settings lie around. */
export async function formatCode(code: string): Promise<string> {
  const { formatTypeScript } = await loadTypeLibraries();
  return formatTypeScript(code, { printWidth: 120 });
}

/** Formatted code by a text that tells all that it depends on: versions share most of theirs. */
export type FormattedCode = Map<string, string>;

/** Formats what `known` lacks, and adds it. */
export async function formatOnce(code: string, known: FormattedCode): Promise<string> {
  const formatted = known.get(code) ?? (await formatCode(code));
  known.set(code, formatted);
  return formatted;
}
