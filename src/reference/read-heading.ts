// Reads a heading: its text, whether it is an identifier, and its anchor.
import type { Heading, RootContent } from "mdast";
import { positionOf } from "../formats/document.ts";
import type { Position } from "../source/finding.ts";
import { readProse } from "./read-prose.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

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

export interface ReadHeading {
  readonly text: string;
  readonly depth: number;
  /** A name as it is in code: a code span alone, or snake_case words. */
  readonly identifier: boolean;
  /** The one identifier that is among its words. */
  readonly names?: string;
  /** The anchor the page gives it, where it shows one. */
  readonly id?: string;
  /** Struck out, or marked so by a word that is left out of `text`. */
  readonly deprecated?: true;
  readonly at: Position;
}

const SNAKE_CASE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/;

export function readHeading(file: string, node: Heading): ReadHeading {
  const { text: whole, codes, struck } = readProse(file, node);
  const marked = readHeadingMark(whole);
  const text = marked?.text ?? whole;
  const id = node.data?.id ?? (marked === undefined ? undefined : anchorOf(whole));
  const names = [...new Set([...codes, ...text.split(/\s+/)].filter((word) => SNAKE_CASE.test(word)))];
  const [name] = names;
  return {
    text,
    depth: node.depth,
    identifier: SNAKE_CASE.test(text) || (codes.length === 1 && codes[0] === text && !/\s/.test(text)),
    at: positionOf(file, node),
    ...(name === undefined || names.length > 1 ? {} : { names: name }),
    ...(id === undefined ? {} : { id }),
    ...(marked === undefined && struck === undefined ? {} : { deprecated: true }),
  };
}

/** What is under one heading, up to the next; the first stretch has none. */
export interface Stretch {
  readonly heading?: ReadHeading;
  /** The heading itself. */
  readonly node?: Heading;
  readonly nodes: RootContent[];
}

/** @param isInner headings that belong to the stretch that they are in */
export function cutAtHeadings(
  file: string,
  children: readonly RootContent[],
  isInner: (heading: ReadHeading) => boolean = () => false,
): readonly Stretch[] {
  const stretches: Stretch[] = [{ nodes: [] }];
  for (const node of children) {
    const heading = node.type === "heading" ? readHeading(file, node) : undefined;
    if (node.type === "heading" && heading !== undefined && !isInner(heading))
      stretches.push({ heading, node, nodes: [] });
    else stretches.at(-1)?.nodes.push(node);
  }
  return stretches;
}

/** The fragment of a link, where it has one. */
export function fragmentOf(href: string): string | undefined {
  const at = href.indexOf("#");
  return at < 0 || at === href.length - 1 ? undefined : href.slice(at + 1);
}

/** The anchor that documentation sites derive from a heading's text. */
export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}

// Words beside a heading's name that say how things stand with it. A row holds what it matches and an example; what it
// matches is no part of the name.

interface HeadingMark extends PatternRule {
  readonly effect: "deprecated";
}

interface MarkedHeading {
  /** The name, without the mark. */
  readonly text: string;
  /** The mark as it is. */
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
