// Places in pages, and what is quoted from there, as all reports name them.
import type { Evidence, Place } from "../../model/model.ts";
import type { Change, Side } from "../report.ts";

export interface PlaceOptions {
  /** Folder that the places of evidence are relative to, as the user would name it; nothing by default. */
  readonly root?: string;
}

/** `docs-input/v3.5/webhooks.txt`. */
export function fileText(file: string, { root = "" }: PlaceOptions = {}): string {
  if (root === "" || root === ".") return file;
  const parts = [...root.split(/[\\/]/), ...file.split("/")];
  const kept: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === "." || (part === "" && index > 0)) continue;
    const last = kept.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") kept.pop();
    else kept.push(part);
  }
  return kept.join("/");
}

/** `docs-input/v3.5/webhooks.txt:812:1`. */
export function placeText({ file, line, column }: Place, options: PlaceOptions = {}): string {
  return `${fileText(file, options)}:${String(line)}:${String(column)}`;
}

/** A quote of a page, and where it stands there. */
export interface Quote {
  readonly place: string;
  readonly words: string;
}

const MOST_QUOTES = 2;

/** Why a side is believed. */
export function sideQuotes(side: Side, options: PlaceOptions): readonly Quote[] {
  return side.evidence.slice(0, MOST_QUOTES).map((evidence) => quoteOf(evidence, options));
}

/** One of each page that says that the change is none of the API. */
export function docsFixQuotes(
  { old, new: now }: NonNullable<Change["likelyDocsFix"]>,
  options: PlaceOptions,
): readonly Quote[] {
  return [...old.slice(0, 1), ...now.slice(0, 1)].map((evidence) => quoteOf(evidence, options));
}

function quoteOf({ at, quote }: Evidence, options: PlaceOptions): Quote {
  return { place: placeText(at, options), words: quote };
}
