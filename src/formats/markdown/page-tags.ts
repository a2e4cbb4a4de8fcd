// Tags of a site's own templates, as `{% hint style="info" %}`, and lists of attributes, as `{: .table #id }`: neither is text of the page.
import { blank, type Edit, editText } from "../../source/line-index.ts";
import { type Ignored, ignoredIn } from "../document.ts";
import { scanLines, type ScanOptions } from "./line-scan.ts";
import { codeSpans, within } from "./overlong.ts";

export interface PageTags {
  /** The page with blanks for its tags. */
  readonly text: string;
  readonly ignored: readonly Ignored[];
  /** The title of the tab or block of code that a line is in, by its 1-based number. */
  readonly tabs: ReadonlyMap<number, string>;
  /** Anchor by 1-based line of the heading. */
  readonly headingIds: ReadonlyMap<number, string>;
}

/** A tag with its name and attributes, or a list of classes, anchors and values. */
const TAG = new RegExp(
  [
    String.raw`\{%-?\s{0,20}(\w[\w-]{0,40})(?![\w-])((?:[^%{\n]|%(?!\})|\{(?!%)){0,400})%\}`,
    String.raw`\{:((?:\s{0,20}[.#][\w:-]{1,100}(?![\w:-])|(?:(?<=\{:)|\s{1,20})[\w-]{1,40}=(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))+)\s{0,20}\}`,
  ].join("|"),
  "g",
);
/** Alone on its line, such a list may be the name of another one: `{:toc}`. */
const LIST_LINE = /^[ \t>]{0,60}\{::?[^{}\n]{1,200}\}[ \t]*$/;
const TITLE = /\btitle=(?:"([^"]{1,200})"|'([^']{1,200})')/;
const ID = /(?:^|\s)(?:#|id=["'])([\w:-]{1,100})/;
const HEADING = /^ {0,3}#{1,6}[ \t]/;
const LONGEST_LINE = 10_000;
const DEEPEST = 12;

export function blankPageTags(text: string, options: ScanOptions): PageTags {
  const tabs = new Map<number, string>();
  const headingIds = new Map<number, string>();
  if (!/\{[%:]/.test(text)) return { text, ignored: [], tabs, headingIds };
  const page = scanLines(text, options);
  const edits: Edit[] = [];
  const ignored: Ignored[] = [];
  const blocks: { readonly name: string; readonly title: string | undefined }[] = [];
  const lastEnds = new Map(["tabs", "tab", "code"].map((name) => [name, text.lastIndexOf(`end${name}`)]));
  const leaveOut = (rule: string, start: number, end: number): void => {
    edits.push(blank(text, start, end));
    ignored.push(ignoredIn(page, rule, start, end));
  };
  for (const [index, line] of page.lines.entries()) {
    if (page.open[index] === true && line.text.length < LONGEST_LINE && /\{[%:]/.test(line.text)) {
      const isCode = within(codeSpans(line.text));
      for (const { 0: tag, 1: name, 2: said = "", 3: list, index: at } of line.text.matchAll(TAG)) {
        if (isCode(at)) continue;
        leaveOut(name === undefined ? "attribute-list" : "template-tag", line.start + at, line.start + at + tag.length);
        const id = ID.exec(list ?? "")?.[1];
        const owner = [index, index - 1].find((one) => HEADING.test(page.lines[one]?.text ?? ""));
        if (id !== undefined && owner !== undefined) headingIds.set(owner + 1, id);
        const ended = name?.startsWith("end") === true ? name.slice("end".length) : undefined;
        const opener = blocks.findLastIndex((block) => block.name === ended);
        if (opener >= 0) blocks.length = opener;
        const [, double, single] = TITLE.exec(said) ?? [];
        if (
          name !== undefined &&
          ended === undefined &&
          blocks.length < DEEPEST &&
          (lastEnds.get(name) ?? 0) > line.end
        )
          blocks.push({ name, title: double ?? single });
      }
      if (LIST_LINE.test(line.text) && edits.at(-1)?.end !== line.start + line.text.trimEnd().length)
        leaveOut("attribute-list", line.start + line.text.indexOf("{"), line.end);
    }
    const title = blocks.findLast((block) => block.title !== undefined)?.title;
    if (title !== undefined) tabs.set(index + 1, title);
  }
  return { text: editText(text, edits).text, ignored, tabs, headingIds };
}
