// Old and new side by side, with what the pages say on each.
import type { Side } from "../report.ts";
import { evidenceList } from "./evidence.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import { diffWords, type Piece } from "./word-diff.ts";

export interface SideNames {
  readonly old: string;
  readonly new: string;
}

export function sideBySide(names: SideNames, old: Side | undefined, now: Side | undefined): Markup {
  if (old === undefined && now === undefined) return markup``;
  const words = old !== undefined && now !== undefined ? diffWords(old.text, now.text) : undefined;
  return markup`<div class="sides">
    ${side("Old", names.old, old, words?.old)}${side("New", names.new, now, words?.new)}
  </div>`;
}

function side(which: "Old" | "New", name: string, given: Side | undefined, pieces?: readonly Piece[]): Markup {
  if (given === undefined)
    return markup`<section class="missing">
      <h4>${which} · ${name}</h4>
      <p>Not there.</p>
    </section>`;
  const marked = (pieces ?? [{ text: given.text, same: true }]).map(({ text, same }) =>
    same ? markup`${text}` : which === "Old" ? markup`<del>${text}</del>` : markup`<ins>${text}</ins>`,
  );
  const text = given.text === "" ? nothing : markup`<code class="text">${marked}</code>`;
  return markup`<section>
    <h4>${which} · ${name}</h4>
    ${text}${evidenceList(given.evidence)}
  </section>`;
}
