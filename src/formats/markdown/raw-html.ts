// What becomes of raw HTML inside a Markdown page: comments and tags are left out by name, words stay.
import type { Html, PhrasingContent } from "mdast";
import { finding, type Finding } from "../../source/finding.ts";
import { type Ignored, positionOf } from "../document.ts";

/** What a piece of raw HTML becomes. First match wins. */
export interface RawHtmlRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly effect: "ignore" | "line-end" | "text";
}

const NAMES =
  "a|abbr|address|article|aside|b|bdi|bdo|blockquote|body|button|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|" +
  "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|meta|nav|" +
  "object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|" +
  "textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr";

/** Names of HTML elements: a tag of another name, such as `<chat_id>`, is a placeholder that the author wrote. */
export const htmlNames = new RegExp(`^(?:${NAMES}|br)$`, "i");

export const rawHtmlRules: readonly RawHtmlRule[] = [
  { id: "html-comment", pattern: /^<!--[\s\S]*-->\s*$/, example: "<!-- revised -->", effect: "ignore" },
  { id: "html-line-end", pattern: /^<br\s*\/?>$/i, example: "<br/>", effect: "line-end" },
  {
    id: "html-tag",
    pattern: new RegExp(`^</?(?:${NAMES})(?=[\\s/>])[^<>]*>$`),
    example: "<sup>",
    effect: "ignore",
  },
  { id: "html-declaration", pattern: /^<(?:\?|![A-Za-z])[^>]*>$/, example: "<!DOCTYPE html>", effect: "ignore" },
  { id: "component-tag", pattern: /^<\/?[A-Z][\w.]*(?=[\s/>])[^<>]*>$/, example: "<Section>", effect: "ignore" },
  {
    id: "placeholder",
    pattern: new RegExp(`^<(?!(?:${NAMES}|br)>)[a-z][\\w-]*>$`),
    example: "<chat_id>",
    effect: "text",
  },
];

export interface ResolvedHtml {
  /** What stands in the node's place. */
  readonly nodes: readonly PhrasingContent[];
  readonly ignored: readonly Ignored[];
  readonly findings: readonly Finding[];
}

/** Settles one html node by the first rule that claims it; a block with words of its own stays, with a finding. */
export function resolveHtml(node: Html, file: string): ResolvedHtml {
  const at = positionOf(file, node);
  const value = node.value.trim();
  const rule = rawHtmlRules.find(({ pattern }) => pattern.test(value));
  if (rule?.effect === "ignore") return { nodes: [], ignored: [{ rule: rule.id, quote: value, at }], findings: [] };
  const place = node.position === undefined ? {} : { position: node.position };
  if (rule !== undefined) {
    return {
      nodes: [{ type: "text", value: rule.effect === "line-end" ? "\n" : value, ...place }],
      ignored: [],
      findings: [],
    };
  }
  if (wordsOf(value) === "") return { nodes: [], ignored: [{ rule: "html-tags", quote: value, at }], findings: [] };
  const message = "a block of raw HTML holds words; kept as it is, unread";
  const heard = finding({ rule: "document/raw-html", severity: "warning", message, at, quote: value });
  return { nodes: [node], ignored: [], findings: [heard] };
}

function wordsOf(html: string): string {
  return withoutComments(html)
    .replace(/<[^<>]*>/g, "")
    .trim();
}

/** A comment without an end stays. */
function withoutComments(html: string): string {
  let kept = "";
  for (let from = 0; ;) {
    const start = html.indexOf("<!--", from);
    const end = start < 0 ? -1 : html.indexOf("-->", start + 4);
    if (end < 0) return kept + html.slice(from);
    kept += html.slice(from, start);
    from = end + 3;
  }
}
