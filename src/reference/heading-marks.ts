// Words beside a heading's name that say how things stand with it. A row holds what it matches and an example; what it
// matches is no part of the name.

export interface HeadingMark {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly effect: "deprecated";
}

const WORD = "(?:deprecated|obsolete)";

export const headingMarks: readonly HeadingMark[] = [
  {
    id: "in-brackets",
    pattern: new RegExp(`[([]${WORD}(?: [^()[\\]]{1,40})?[)\\]]$`, "i"),
    example: "Parcel (deprecated)",
    effect: "deprecated",
  },
  {
    id: "behind",
    pattern: new RegExp(`(?:[-–—:,|] ?| )${WORD}[.!]?$`, "i"),
    example: "Parcel - deprecated",
    effect: "deprecated",
  },
  {
    id: "before",
    pattern: new RegExp(`^[([]?${WORD}[)\\]]?(?: ?[-–—:,|] ?| )`, "i"),
    example: "Deprecated: Parcel",
    effect: "deprecated",
  },
];

export interface MarkedHeading {
  /** The name, without the mark. */
  readonly text: string;
  /** The mark as it stands. */
  readonly mark: string;
}

/** Undefined where no rule finds a mark, or where nothing would be left of the heading. */
export function readHeadingMark(text: string): MarkedHeading | undefined {
  for (const { pattern } of headingMarks) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const rest = (text.slice(0, found.index) + text.slice(found.index + found[0].length)).trim();
    if (rest !== "") return { text: rest, mark: found[0].trim() };
  }
  return undefined;
}
