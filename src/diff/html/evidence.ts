// What the pages say: the words, the kind of place, and where it stands.
import type { Evidence } from "../../model/model.ts";
import { type Markup, markup, nothing } from "./markup.ts";

export function evidenceList(evidence: readonly Evidence[]): Markup {
  return evidence.length === 0
    ? nothing
    : markup`<ul class="evidence">
        ${evidence.map(item)}
      </ul>`;
}

function item({ kind, quote, at }: Evidence): Markup {
  return markup`<li>
    <span class="place">${kind} · <code>${at.file}:${at.line}:${at.column}</code></span><q class="quote">${quote}</q>
  </li>`;
}
