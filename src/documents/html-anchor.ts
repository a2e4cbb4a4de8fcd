// The anchor a page gives to a heading: its own id, that of a link inside it, or that of the section it opens.
import type { HtmlElement } from "./html-nodes.ts";
import { attribute, isElement, isText, nodesBelow, parentOf } from "./html-nodes.ts";

export function readAnchor(heading: HtmlElement): string | undefined {
  return filled(attribute(heading, "id")) ?? nestedAnchor(heading) ?? sectionAnchor(heading);
}

function nestedAnchor(heading: HtmlElement): string | undefined {
  let link: string | undefined;
  for (const node of nodesBelow(heading)) {
    if (!isElement(node)) continue;
    const name = filled(attribute(node, "id")) ?? (node.tagName === "a" ? filled(attribute(node, "name")) : undefined);
    if (name !== undefined && node.namespaceURI.endsWith("xhtml")) return name;
    const href = node.tagName === "a" ? attribute(node, "href") : undefined;
    if (href?.startsWith("#") === true) link ??= filled(href.slice(1));
  }
  return link;
}

function sectionAnchor(heading: HtmlElement): string | undefined {
  const parent = parentOf(heading);
  if (parent === undefined || !/^(?:section|div|article)$/.test(parent.tagName)) return undefined;
  const first = parent.childNodes.find((node) => isElement(node) || (isText(node) && node.value.trim() !== ""));
  return first === heading ? filled(attribute(parent, "id")) : undefined;
}

const filled = (value: string | undefined): string | undefined =>
  value === undefined || value === "" ? undefined : value;
