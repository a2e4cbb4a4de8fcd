// The last resort of a reader: what the parsing library threw becomes a finding.
import { finding, type Finding } from "../findings/finding.ts";

export function tooDeep(error: unknown, file: string): Finding {
  const deep = error instanceof RangeError;
  const reason = error instanceof Error ? error.message : String(error);
  return finding({
    rule: "document/unreadable",
    severity: "error",
    message: deep ? "the page is nested too deep to be read" : `the page could not be parsed (${reason})`,
    at: { file, line: 1, column: 1, offset: 0 },
  });
}
