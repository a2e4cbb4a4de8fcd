// How highlighters mark comments, lines and languages inside a code block: one row a convention.
import { attribute, classesOf, type HtmlElement, isElement, parentOf } from "./elements.ts";

export interface HighlighterRule {
  readonly id: string;
  readonly matches: (classes: readonly string[], element: HtmlElement) => boolean;
  readonly example: string;
}

/** Spans that hold exactly one comment. */
export const commentRules: readonly HighlighterRule[] = [
  {
    id: "prism",
    matches: (names) => names.includes("token") && names.includes("comment"),
    example: `<span class="token comment">// a</span>`,
  },
  {
    id: "highlight-js",
    matches: (names) => names.includes("hljs-comment"),
    example: `<span class="hljs-comment">// a</span>`,
  },
  {
    id: "codemirror",
    matches: (names) => names.includes("cm-comment"),
    example: `<span class="cm-comment">// a</span>`,
  },
  {
    id: "pygments",
    matches: (names) => names.includes("c1") || names.includes("cm"),
    example: `<span class="c1">// a</span>`,
  },
  { id: "github", matches: (names) => names.includes("pl-c"), example: `<span class="pl-c">// a</span>` },
];

/** Elements that hold one line each. */
export const lineRules: readonly HighlighterRule[] = [
  {
    id: "line-class",
    matches: (names) => names.some((name) => /^(?:line|token-line|code-line|view-line|cl|hljs-ln-line)$/i.test(name)),
    example: `<span class="line">{</span>`,
  },
  {
    id: "line-attribute",
    matches: (_, element) => attribute(element, "data-line") !== undefined,
    example: `<span data-line="">{</span>`,
  },
  { id: "block", matches: (_, element) => /^(?:div|p|li|tr)$/.test(element.tagName), example: `<div>{</div>` },
];

export const isComment = (element: HtmlElement): boolean => some(commentRules, element);

export const isLine = (element: HtmlElement): boolean => some(lineRules, element);

function some(rules: readonly HighlighterRule[], element: HtmlElement): boolean {
  const classes = classesOf(element);
  return rules.some(({ matches }) => matches(classes, element));
}

const languageClass = /^(?:language|lang|highlight-source|brush:)-?([\w+#.-]{1,40})$/i;

/** The language a class or attribute of the block, of its `<code>` or of the element around it names. */
export function languageOf(pre: HtmlElement): string | undefined {
  const code = pre.childNodes.find((node) => isElement(node) && node.tagName === "code");
  const around = parentOf(pre);
  for (const element of [code, pre, around]) {
    if (element === undefined || !isElement(element)) continue;
    const named = attribute(element, "data-language") ?? attribute(element, "data-lang");
    if (named !== undefined && named !== "") return named;
    for (const name of classesOf(element)) {
      const language = languageClass.exec(name)?.[1];
      if (language !== undefined) return language.toLowerCase();
    }
  }
  return undefined;
}
