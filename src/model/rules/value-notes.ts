// Sentences of a note that say what a member's value is by default or may look like, or that the member is deprecated. A row holds
// the sentence as a pattern, whose group is what it says, and an example.
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface ValueNoteRule extends PatternRule {
  readonly id: "default" | "example" | "deprecated";
}

export const valueNoteRules: readonly ValueNoteRule[] = [
  {
    id: "default",
    pattern: /^(?:the )?default(?: value)? ?[:=] ?(\S.{0,200}?)\.?$/i,
    example: "Default: EUR.",
  },
  {
    id: "default",
    pattern:
      /^(?:the )?default(?:s to| value is| is) (["'“][^"'”]{0,200}["'”]|-?[\w+:/-]{1,80}(?:\.\w{1,80}){0,9})\.?$/i,
    example: "Defaults to 0.",
  },
  {
    id: "example",
    pattern: /^(?:for )?example(?:s| value| values)? ?[:=] ?(\S.{0,200}?)\.?$/i,
    example: "Example: Leave it at the door.",
  },
  {
    id: "deprecated",
    pattern: /^(?:this (?:field|member|property) (?:is|has been) )?deprecated\b[.:,;–—-]? ?(.{0,500})$/i,
    example: "Deprecated: use store.",
  },
];

export interface ValueNote {
  readonly id: ValueNoteRule["id"];
  /** What the sentence says; empty for a bare "Deprecated." */
  readonly text: string;
}

const LONGEST = 4000;
const SENTENCE = /(?<=[.!?])\s+(?=["“A-Z])|\n/;

/** The note without such sentences, and what they say. */
export function readValueNotes(note: string): { readonly rest: string; readonly notes: readonly ValueNote[] } {
  if (note.length > LONGEST) return { rest: note, notes: [] };
  const notes: ValueNote[] = [];
  const rest = note.split("\n").map((line) => {
    const kept = line.split(SENTENCE).filter((sentence) => {
      const found = matchOf(sentence.trim());
      if (found !== undefined) notes.push(found);
      return found === undefined;
    });
    return kept.join(" ");
  });
  return notes.length === 0 ? { rest: note, notes } : { rest: rest.join("\n").trim(), notes };
}

function matchOf(sentence: string): ValueNote | undefined {
  for (const { id, pattern } of valueNoteRules) {
    const text = pattern.exec(sentence)?.[1];
    if (text !== undefined) return { id, text: text.trim() };
  }
  return undefined;
}
