// Takes JSX out of a strictly parsed MDX tree: wrappers give way to their children, expressions and imports are set aside.
import type { Heading, Nodes, Parents, Root, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Finding } from "../../source/finding.ts";
import { type Ignored, ignoredIn, type LeftOut, placeOf, type ReadOptions, replaceChildren } from "../document.ts";
import { headingOf } from "../member-table.ts";
import {
  attributesOf,
  fieldIn,
  isJsx,
  isSampleLike,
  type Jsx,
  sampleElement,
  shownBy,
  stringLiteral,
  unreadCode,
  unreadSnippets,
} from "./jsx-tags.ts";
import { tabulateComponents } from "./component-tables.ts";
import { tabulateParameters } from "./parameter-tables.ts";

interface Frame {
  readonly nodes: readonly Nodes[];
  next: number;
  title: string | undefined;
  readonly element: string;
  /** Of the heading above. */
  depth: number;
}

/** Changes the tree in place. */
export function unwrapJsx(tree: Root, text: string, { file, readSample }: ReadOptions): LeftOut {
  const ignored: Ignored[] = [];
  const findings: Finding[] = [];
  const page = { file, text, readSample };
  const rangeOf = ({ position }: Nodes): readonly [start: number, end: number] => [
    position?.start.offset ?? 0,
    position?.end.offset ?? 0,
  ];
  const ignore = (rule: string, node: Nodes): void => {
    ignored.push(ignoredIn(page, rule, ...rangeOf(node)));
  };
  const snippetAt = unreadSnippets(page);
  tabulateComponents(tree);
  tabulateParameters(tree);
  const queue: { parent: Parents; title: string | undefined; element: string }[] = [
    { parent: tree, title: undefined, element: "" },
  ];
  for (let work = queue.pop(); work !== undefined; work = queue.pop()) {
    const { parent, title, element } = work;
    const kept: Nodes[] = [];
    const frames: Frame[] = [{ nodes: parent.children, next: 0, title, element, depth: 1 }];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const node = frame.nodes[frame.next];
      frame.next += 1;
      if (node === undefined) {
        frames.pop();
      } else if (isJsx(node)) {
        const { attributes, expressions } = attributesOf(node);
        const title = attributes.get("title") ?? frame.title;
        const element = node.name ?? "";
        const [start, end] = rangeOf(node);
        const facts = { element, attributes, expressions, title, start, end };
        if (element === "li" && node.type === "mdxJsxTextElement")
          kept.push({ type: "text", value: "\n", ...placeOf(node) });
        const shown = node.children.length === 0 ? shownBy(facts) : fieldIn(facts);
        if (shown !== undefined) {
          const made = sampleElement(shown, facts, page);
          if (made instanceof Error) findings.push(made);
          else kept.push(made);
        }
        if (element === "summary" && parent === tree) {
          kept.push(headingOf(toString(node), 6, node));
          continue;
        }
        const own = attributes.get("title")?.trim() ?? "";
        const isSection = parent === tree && own !== "" && foldsSections(frame.nodes, node);
        const depth = isSection ? BELOW[frame.depth] : undefined;
        if (depth !== undefined) kept.push(headingOf(own, depth, node));
        if (node.children.length > 0)
          frames.push({ nodes: node.children, next: 0, title, element, depth: depth ?? frame.depth });
        else if (shown === undefined || shown.kind === "unread") {
          if (element === "br") kept.push({ type: "text", value: "\n", ...placeOf(node) });
          else ignore(/^img$|image/i.test(element) ? "jsx-image" : "jsx-empty-element", node);
          const lost = shown === undefined ? snippetAt(element, start, end) : undefined;
          if (lost !== undefined) findings.push(lost);
        }
      } else if (node.type === "mdxTextExpression" || node.type === "mdxFlowExpression") {
        const literal = stringLiteral(node.value);
        const isComment = /^\s*\/\*/.test(node.value);
        if (literal === undefined) {
          ignore(isComment ? "jsx-comment" : "jsx-expression", node);
          if (!isComment && isSampleLike(frame.element)) findings.push(unreadCode(page, ...rangeOf(node)));
        } else if (literal.trim() !== "" || node.type === "mdxTextExpression") kept.push(textOf(literal, node));
      } else if (node.type === "mdxjsEsm") {
        ignore("mdx-import-export", node);
      } else {
        if (node.type === "heading") {
          for (const open of frames) open.title = undefined;
          frame.depth = node.depth;
        }
        if (node.type === "code" && frame.title !== undefined) node.data = { ...node.data, title: frame.title };
        if ("children" in node) queue.push({ parent: node, title: frame.title, element: frame.element });
        kept.push(node);
      }
    }
    replaceChildren(parent, kept);
  }
  dropEmpty(tree);
  return { ignored, findings };
}

const CALLOUT =
  /^(?:note|tip|hint|info|warning|warn|danger|caution|important|alert|success|error|check|callout|admonition|banner|card|image|img|figure|frame|embed)$/i;

/** Whether elements of this name fold sections away, whose titles then are headings: one of them has words or tables beside code. */
function foldsSections(siblings: readonly Nodes[], { name }: Jsx): boolean {
  if (CALLOUT.test(name ?? "")) return false;
  return siblings.some(
    (node) =>
      node.type === "mdxJsxFlowElement" && node.name === name && node.children.some((child) => !isCodeOnly(child)),
  );
}

function isCodeOnly(node: Nodes): boolean {
  return node.type === "code" || (node.type === "mdxJsxFlowElement" && node.children.every(isCodeOnly));
}

const BELOW: readonly Heading["depth"][] = [2, 2, 3, 4, 5, 6, 6];

function textOf(value: string, node: Nodes): Nodes {
  const text = { type: "text" as const, value, ...placeOf(node) };
  return node.type === "mdxFlowExpression" ? { type: "paragraph", children: [text], ...placeOf(node) } : text;
}

/** Paragraphs that held nothing but JSX. Code and tables that were inside of one take its place. */
function dropEmpty(tree: Root): void {
  const stack: Parents[] = [tree];
  for (let parent = stack.pop(); parent !== undefined; parent = stack.pop()) {
    const kept: Nodes[] = [];
    for (const child of parent.children) {
      if (child.type !== "paragraph") {
        kept.push(child);
        if ("children" in child) stack.push(child);
        continue;
      }
      const inner: readonly RootContent[] = child.children;
      const code = inner.filter(({ type }) => type === "code" || type === "table");
      const rest = inner.filter(({ type }) => type !== "code" && type !== "table");
      if (rest.some((node) => node.type !== "text" || node.value.trim() !== "")) {
        if (code.length > 0) replaceChildren(child, rest);
        kept.push(child);
      }
      kept.push(...code);
    }
    if (kept.length !== parent.children.length || kept.some((node, index) => node !== parent.children[index])) {
      replaceChildren(parent, kept);
    }
  }
}
