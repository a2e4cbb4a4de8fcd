// HTML that is safe by construction: whatever is put into a template is text, unless a template made it.

const made: unique symbol = Symbol("markup");

/** HTML that only `markup` can make: no text of a page, and nothing read from JSON, can pass for it. */
export interface Markup {
  readonly [made]: string;
}

/** Text and numbers are escaped; `undefined` leaves nothing. */
export type Part = string | number | Markup | readonly Markup[] | undefined;

/** Makes markup from a literal with parts in text or in double-quoted attributes. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const around = unindented(literals);
  let text = around[0] ?? "";
  parts.forEach((part, at) => {
    text += read(part) + (around[at + 1] ?? "");
  });
  return { [made]: text };
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** A template's own indentation is for whoever reads the source: it would be a third of a long page. */
function unindented(literals: TemplateStringsArray): readonly string[] {
  const before = known.get(literals);
  if (before !== undefined) return before;
  const made = literals.map((literal) => literal.replace(/\n\s+/g, "\n"));
  known.set(literals, made);
  return made;
}

export const nothing: Markup = markup``;

export function textOf(markup: Markup): string {
  return markup[made];
}

/** Takes the program's own words, as a style sheet, for markup. Never call it with anything read. */
export function ownWords(text: string): Markup {
  return { [made]: text };
}

function read(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "object") return made in part ? part[made] : part.map(textOf).join("");
  return escapeHtml(visible(String(part)));
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

/** Controls, direction overrides, lone surrogates and what else takes no room; line feed, tab and the look of an emoji may stay. */
const invisible = /(?![\n\t\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Most texts, and quicker to find out than the absence of the others. */
const PLAIN = /^[\n\t -~]*$/;

/** Shows each character that has no look of its own, or turns the reading direction, as `⟨U+202E⟩`. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n/g, "\n")
    .replace(
      invisible,
      (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );
}
