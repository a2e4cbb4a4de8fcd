// Ties footnotes that a page defines once, as `[^1]:`, to the sections whose rows are marked with them.
import { isNoteMarker } from "./markers.ts";
import type { Footnote, Section } from "./reference.ts";

type Noted = Pick<Section, "tables" | "footnotes">;

/** Each section with the notes that its own rows name; a note that no row of the page names stays where it stands. */
export function shareNotes<Read extends Noted>(sections: readonly Read[]): readonly Read[] {
  const defined = new Map<string, Footnote>();
  for (const { footnotes } of sections)
    for (const note of footnotes) if (isNoteMarker(note.marker)) defined.set(note.marker, note);
  if (defined.size === 0) return sections;
  const markers = sections.map(
    ({ tables }) => new Set(tables.flatMap(({ rows }) => rows.flatMap((row) => row.marker ?? []))),
  );
  const used = new Set(markers.flatMap((own) => [...own]));
  return sections.map((section, index): Read => {
    const own = markers[index] ?? new Set();
    const known = section.footnotes.filter(
      ({ marker }) => own.has(marker) || !isNoteMarker(marker) || !used.has(marker),
    );
    const more = [...own].filter((marker) => !known.some((note) => note.marker === marker));
    return { ...section, footnotes: [...known, ...more.flatMap((marker) => defined.get(marker) ?? [])] };
  });
}
