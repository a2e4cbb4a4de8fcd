// Formats emitted TypeScript.
import { loadPrettier } from "./libraries.ts";

/** The same text for the same code, whatever settings lie around. */
export async function formatCode(code: string): Promise<string> {
  const { format } = await loadPrettier();
  return format(code, { parser: "typescript", printWidth: 120 });
}
