// The heavy libraries, loaded only when something is emitted, and what formats with one.
import type * as TypeLibraries from "./type-libraries.ts";

export function loadTypeLibraries(): Promise<typeof TypeLibraries> {
  return import("./type-libraries.ts");
}

/** Formatted code by the code: versions share most of theirs. */
export type FormattedCode = Map<string, string>;

/** The time of one call grows faster than the number of its declarations; that of many small ones is lost in starting. */
const A_RUN = 20;
/** A line between declarations: it is at the margin, where no comment of a member has a line. */
const BORDER = "// ----";

/** Each text formatted, without newlines around. Formats what `known` lacks, and adds it. Whatever settings lie around, the same code gives the same text. */
export async function formatAll(texts: readonly string[], known: FormattedCode): Promise<readonly string[]> {
  const missing = [...new Set(texts)].filter((text) => !known.has(text));
  if (missing.length > 0) {
    const { formatTypeScript } = await loadTypeLibraries();
    for (let start = 0; start < missing.length; start += A_RUN) {
      const run = missing.slice(start, start + A_RUN);
      const formatted = `\n${await formatTypeScript(run.join(`\n${BORDER}\n`), { printWidth: 120 })}`.split(
        `\n${BORDER}\n`,
      );
      if (formatted.length !== run.length) throw new Error("internal: declarations ran together");
      for (const [index, text] of run.entries()) known.set(text, formatted[index]?.trim() ?? "");
    }
  }
  return texts.map((text) => known.get(text) ?? "");
}
