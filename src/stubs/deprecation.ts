// The comment that marks the handler of a webhook that is gone, and how to know it again.
import { escapeComment } from "../emit/escape.ts";

/** One line, without indentation. */
export function deprecationComment(action: string, version: string): string {
  return `/** @deprecated since version ${escapeComment(version)}, which has no webhook "${escapeComment(action).replace(/\s+/g, " ")}" */`;
}

/** Only the very text that `deprecationComment` writes; one that a person changed is theirs. */
export function isOwnDeprecation(comment: string): boolean {
  return /^\/\*\* @deprecated since version \S+, which has no webhook "[^\r\n]*" \*\/$/.test(comment);
}
