// JSX of a page whose MDX syntax does not hold: each tag is blanked in place, so that the rest reads as Markdown at its own offsets.
import type { Nodes, Root } from "mdast";
import type { Finding } from "../../source/finding.ts";
import { lastNotAfter, blank, type Edit } from "../../source/line-index.ts";
import { eachNode, type Ignored, ignoredIn, type ReadOptions, replaceChildren } from "../document.ts";
import {
  bracesEnd,
  type ElementFacts,
  fieldIn,
  isSampleLike,
  type JsxTag,
  jsxTagAt,
  sampleElement,
  type Shown,
  shownBy,
  stringLiteral,
  unreadCode,
} from "./jsx-tags.ts";
import { htmlNames } from "./finish-tree.ts";
import type { Mends } from "./line-scan.ts";
import type { PreparedPage } from "./prepare-page.ts";

export interface BlankedJsx extends Mends {
  readonly ignored: readonly Ignored[];
  /** From each offset on, the title of the innermost open element. Sorted. */
  readonly titles: readonly { readonly offset: number; readonly title: string | undefined }[];
  readonly samples: readonly { readonly shown: Shown; readonly facts: ElementFacts }[];
}

interface OpenElement {
  readonly name: string;
  title: string | undefined;
}

const ESM =
  /^(?:import[ \t](?:[^'"]{0,500}[ \t]from)?[ \t]*['"]|export[ \t]+(?:const|let|var|default|function|class|async|\{|\*))/;
const HEADING = /^[ \t]*#{1,6}[ \t]/;

export function blankJsx({ scan: page }: PreparedPage): BlankedJsx {
  const { text, lines, open } = page;
  const edits: Edit[] = [];
  const ignored: Ignored[] = [];
  const titles: { offset: number; title: string | undefined }[] = [{ offset: 0, title: undefined }];
  const samples: { shown: Shown; facts: ElementFacts }[] = [];
  const findings: Finding[] = [];
  const stack: OpenElement[] = [];
  const closed = new Set([...text.matchAll(/<\/([A-Za-z][\w.-]{0,99})/g)].map(([, name]) => name));
  const lastComment = text.lastIndexOf("*/}");

  const drop = (start: number, end: number): void => {
    edits.push(blank(text, start, end));
  };
  const ignore = (rule: string, start: number, end: number): void => {
    drop(start, end);
    ignored.push(ignoredIn(page, rule, start, end));
  };
  const titled = (offset: number): void => {
    titles.push({ offset, title: stack.at(-1)?.title });
  };

  const enter = (tag: JsxTag, start: number): number => {
    const { name, kind, attributes, expressions } = tag;
    const title = attributes.get("title") ?? stack.at(-1)?.title;
    const emptied = kind === "open" ? endOfEmpty(text, tag) : undefined;
    const end = emptied ?? tag.end;
    const isEmpty = kind === "empty" || emptied !== undefined;
    if (kind === "close") {
      drop(start, end);
      const match = stack.findLastIndex((element) => element.name === name);
      if (match >= 0) stack.length = match;
      titled(end);
      return end;
    }
    const facts: ElementFacts = { element: name, attributes, expressions, title, start, end };
    const shown = isEmpty ? shownBy(facts) : fieldIn(facts);
    if (shown !== undefined) samples.push({ shown, facts });
    if (isEmpty && (shown === undefined || shown.kind === "unread"))
      ignore(/^img$|image/i.test(name) ? "jsx-image" : "jsx-empty-element", start, end);
    else drop(start, end);
    if (!isEmpty && !VOID.test(name)) {
      stack.push({ name, title });
      titled(end);
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
            if (isSampleLike(stack.at(-1)?.name ?? "")) findings.push(unreadCode(page, at, at + stop));
          } else {
            drop(at, inside);
            drop(inside + literal.length, at + stop);
          }
          at += stop;
        }
      } else at += 1;
    }
    done = Math.max(done, at);
  }
  for (const { start, end } of page.comments) ignore("html-comment", start, end);
  return { edits, ignored, titles, samples, findings };
}

/** Puts the titles and the samples that the tags named back into the parsed tree; returns what could not be found. */
export function placeSamples(
  tree: Root,
  { titles, samples }: BlankedJsx,
  text: string,
  { file, readSample }: ReadOptions,
): readonly Finding[] {
  const findings: Finding[] = [];
  eachNode(tree, (node) => {
    const title = node.type === "code" ? titleAt(titles, node.position?.start.offset ?? 0) : undefined;
    if (node.type === "code" && title !== undefined) node.data = { ...node.data, title };
  });
  const merged: Nodes[] = [];
  let next = 0;
  const add = (before: number): void => {
    for (let sample = samples[next]; sample !== undefined && sample.facts.start < before; sample = samples[next]) {
      next += 1;
      const made = sampleElement(sample.shown, sample.facts, { file, text, readSample });
      if (made instanceof Error) findings.push(made);
      else merged.push(made);
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
