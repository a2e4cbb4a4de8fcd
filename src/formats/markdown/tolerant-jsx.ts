// JSX of a page whose MDX syntax does not hold: each tag is blanked in place, so that the rest reads as Markdown at its own offsets.
import type { Nodes, Root } from "mdast";
import type { Finding } from "../../source/finding.ts";
import { lastNotAfter, placeAt, blank, type Edit } from "../../source/line-index.ts";
import { type Ignored, type ReadOptions, replaceChildren } from "../document.ts";
import {
  bracesEnd,
  type JsxTag,
  jsxTagAt,
  stringLiteral,
  type ElementFacts,
  fieldIn,
  isSampleLike,
  left,
  sampleElement,
  type Shown,
  shownBy,
  UNREAD_CODE,
} from "./jsx-tags.ts";
import type { PreparedPage } from "./prepare-page.ts";
import { htmlNames } from "./finish-tree.ts";

export interface BlankedJsx {
  readonly edits: readonly Edit[];
  readonly ignored: readonly Ignored[];
  /** From each offset on, the title of the innermost open element. Sorted. */
  readonly titles: readonly { readonly offset: number; readonly title: string | undefined }[];
  readonly samples: readonly { readonly shown: Shown; readonly facts: ElementFacts }[];
  readonly findings: readonly Finding[];
}

interface OpenElement {
  readonly name: string;
  title: string | undefined;
}

const ESM =
  /^(?:import[ \t](?:[^'"]{0,500}[ \t]from)?[ \t]*['"]|export[ \t]+(?:const|let|var|default|function|class|async|\{|\*))/;
const HEADING = /^[ \t]*#{1,6}[ \t]/;

export function blankJsx({ file, text, scan }: PreparedPage): BlankedJsx {
  const { lines, open } = scan;
  const edits: Edit[] = [];
  const ignored: Ignored[] = [];
  const titles: { offset: number; title: string | undefined }[] = [{ offset: 0, title: undefined }];
  const samples: { shown: Shown; facts: ElementFacts }[] = [];
  const findings: Finding[] = [];
  const stack: OpenElement[] = [];
  const closed = new Set([...text.matchAll(/<\/([A-Za-z][\w.-]{0,99})/g)].map(([, name]) => name));
  const lastComment = text.lastIndexOf("*/}");

  const where = (start: number, end: number): Pick<ElementFacts, "at" | "quote"> => ({
    at: placeAt({ file, text }, start, end),
    quote: text.slice(start, Math.min(end, start + 400)),
  });
  const ignore = (rule: string, start: number, end: number): void => {
    edits.push(blank(text, start, end));
    ignored.push({ rule, ...where(start, end) });
  };
  const titled = (offset: number): void => {
    titles.push({ offset, title: stack.at(-1)?.title });
  };

  const enter = (tag: JsxTag, start: number): number => {
    const title = tag.attributes.get("title") ?? stack.at(-1)?.title;
    const emptied = tag.kind === "open" ? endOfEmpty(text, tag) : undefined;
    const end = emptied ?? tag.end;
    const facts: ElementFacts = {
      ...{ element: tag.name, attributes: tag.attributes, expressions: tag.expressions, title },
      ...where(start, end),
    };
    if (tag.kind === "close") {
      const match = stack.findLastIndex(({ name }) => name === tag.name);
      if (match >= 0) stack.length = match;
      edits.push(blank(text, start, end));
      titled(end);
    } else if (tag.kind === "empty" || emptied !== undefined) {
      const shown = shownBy(facts);
      if (shown !== undefined) samples.push({ shown, facts });
      if (shown === undefined || shown.kind === "unread")
        ignore(/^img$|image/i.test(tag.name) ? "jsx-image" : "jsx-empty-element", start, end);
      else edits.push(blank(text, start, end));
    } else {
      const shown = fieldIn(facts);
      if (shown !== undefined) samples.push({ shown, facts });
      edits.push(blank(text, start, end));
      if (!VOID.test(tag.name)) {
        stack.push({ name: tag.name, title });
        titled(end);
      }
    }
    return end;
  };

  let done = 0;
  let esm = false;
  for (const [index, line] of lines.entries()) {
    if (open[index] !== true) continue;
    if (line.text.trim() === "") esm = false;
    else if (esm || ESM.test(line.text)) {
      esm = true;
      ignore("mdx-import-export", line.start, line.end);
      continue;
    }
    if (HEADING.test(line.text) && stack.length > 0) {
      for (const element of stack) element.title = undefined;
      titled(line.start);
    }
    let at = Math.max(line.start, done);
    let ticks = true;
    while (at < line.end) {
      const character = text[at];
      if (character === "\\") at += 2;
      else if (character === "`") {
        const run = /^`+/.exec(text.slice(at, line.end))?.[0] ?? "`";
        const stop = ticks ? closingTicks(text, at + run.length, line.end, run.length) : undefined;
        if (stop === undefined) ticks = run.length > 3 && ticks;
        at = stop ?? at + run.length;
      } else if (character === "<" && text.startsWith("<!--", at)) {
        const stop = line.text.indexOf("-->", at - line.start);
        if (stop < 0) break;
        ignore("html-comment", at, line.start + stop + 3);
        at = line.start + stop + 3;
      } else if (character === "<") {
        const tag = jsxTagAt(text, at);
        at = tag !== undefined && isTag(tag, closed) ? enter(tag, at) : at + 1;
      } else if (character === "{" && text.startsWith("{/*", at) && lastComment > at) {
        const stop = text.indexOf("*/}", at) + 3;
        ignore("jsx-comment", at, stop);
        at = stop;
      } else if (character === "{") {
        const stop = bracesEnd(text.slice(at, Math.min(line.end, at + 2000)), 0);
        if (stop === undefined) at += 1;
        else {
          const literal = stringLiteral(text.slice(at + 1, at + stop - 1));
          const inside = literal === undefined || literal === "" ? -1 : text.indexOf(literal, at);
          if (literal === undefined || inside < 0 || inside >= at + stop) {
            ignore("jsx-expression", at, at + stop);
            if (isSampleLike(stack.at(-1)?.name ?? ""))
              findings.push(left("document/sample-missing", UNREAD_CODE, where(at, at + stop)));
          } else edits.push(blank(text, at, inside), blank(text, inside + literal.length, at + stop));
          at += stop;
        }
      } else at += 1;
    }
    done = Math.max(done, at);
  }
  for (const { start, end } of scan.comments) ignore("html-comment", start, end);
  return { edits, ignored, titles, samples, findings };
}

/** Puts the titles and the samples that the tags named back into the parsed tree; returns what could not be found. */
export function placeSamples(
  tree: Root,
  { titles, samples }: BlankedJsx,
  text: string,
  { readSample }: ReadOptions,
): readonly Finding[] {
  const findings: Finding[] = [];
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "code") {
      const title = titleAt(titles, node.position?.start.offset ?? 0);
      if (title !== undefined) node.data = { ...node.data, title };
    }
    if ("children" in node) for (const child of node.children) stack.push(child);
  }
  const merged: Nodes[] = [];
  let next = 0;
  const add = (before: number): void => {
    for (let sample = samples[next]; sample !== undefined && sample.facts.at.offset < before; sample = samples[next]) {
      next += 1;
      const made = sampleElement(sample.shown, sample.facts, { text, readSample });
      if (made.node !== undefined) merged.push(made.node);
      if (made.finding !== undefined) findings.push(made.finding);
    }
  };
  for (const child of tree.children) {
    add(child.position?.start.offset ?? 0);
    merged.push(child);
  }
  add(Infinity);
  replaceChildren(tree, merged);
  return findings;
}

const VOID = /^(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

function isTag({ name, kind }: JsxTag, closed: ReadonlySet<string | undefined>): boolean {
  return name === "" || kind !== "open" || /^[A-Z]/.test(name) || htmlNames.test(name) || closed.has(name);
}

/** Offset after `</Name>` where an opening tag has nothing but white space before it. */
function endOfEmpty(text: string, { name, end }: JsxTag): number | undefined {
  const rest = /^\s{0,200}<\/([^\s<>]{0,200})\s{0,20}>/.exec(text.slice(end, end + 450));
  return rest?.[1] === name ? end + rest[0].length : undefined;
}

function closingTicks(text: string, from: number, end: number, length: number): number | undefined {
  for (const { 0: run, index } of text.slice(from, end).matchAll(/`+/g)) {
    if (run.length === length) return from + index + length;
  }
  return undefined;
}

function titleAt(titles: BlankedJsx["titles"], offset: number): string | undefined {
  return titles[lastNotAfter(titles.length, (index) => titles[index]?.offset ?? 0, offset)]?.title;
}
