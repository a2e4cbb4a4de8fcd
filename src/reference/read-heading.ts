// Reads a heading: its text, whether it is an identifier, and its anchor.
import type { Heading } from "mdast";
import { positionOf } from "../documents/document.ts";
import type { Position } from "../findings/finding.ts";
import { readProse } from "./read-prose.ts";

export interface ReadHeading {
  readonly text: string;
  readonly depth: number;
  /** A name as it stands in code: a code span alone, or snake_case words. */
  readonly identifier: boolean;
  /** The anchor the page gives it, where it shows one. */
  readonly id?: string;
  readonly at: Position;
}

const SNAKE_CASE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/;

export function readHeading(file: string, node: Heading): ReadHeading {
  const { text, codes } = readProse(file, node);
  const id = node.data?.id;
  return {
    text,
    depth: node.depth,
    identifier: SNAKE_CASE.test(text) || (codes.length === 1 && codes[0] === text && !/\s/.test(text)),
    at: positionOf(file, node),
    ...(id === undefined ? {} : { id }),
  };
}

/** The anchor that documentation sites derive from a heading's text. */
export function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}
