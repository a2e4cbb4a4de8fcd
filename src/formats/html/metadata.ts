// What a page says of itself outside its article: title, canonical link, the version its menu shows.
import {
  attribute,
  type HtmlElement,
  type HtmlParent,
  isElement,
  isText,
  nodesBelow,
  wordless,
  wordsOf,
} from "./elements.ts";

export interface MetadataRule {
  readonly id: string;
  /** The key in the document's metadata. */
  readonly key: string;
  readonly read: (element: HtmlElement) => string | undefined;
  readonly example: string;
  readonly value: string;
}

const controls = new Set(["button", "select", "summary", "option"]);
const menuRoles = new Set(["button", "combobox", "listbox"]);

export const metadataRules: readonly MetadataRule[] = [
  {
    id: "title",
    key: "title",
    read: (element) =>
      element.tagName === "title" && element.namespaceURI.endsWith("xhtml") ? wordsOf(element) : undefined,
    example: "<title>Events | Vendor</title>",
    value: "Events | Vendor",
  },
  {
    id: "canonical-link",
    key: "canonical",
    read: attributeWhere("link", "href", "rel", /^canonical$/i),
    example: `<link rel="canonical" href="https://vendor.example/docs/v2.1">`,
    value: "https://vendor.example/docs/v2.1",
  },
  {
    id: "graph-url",
    key: "og:url",
    read: attributeWhere("meta", "content", "property", /^og:url$/),
    example: `<meta property="og:url" content="https://vendor.example/docs">`,
    value: "https://vendor.example/docs",
  },
  {
    id: "version-menu",
    key: "versionMenu",
    read: (element) => (isMenu(element) ? versionLabel(chosenWords(element)) : undefined),
    example: "<button><span>API version:</span><span>2.1 (stable)</span></button>",
    value: "API version: 2.1 (stable)",
  },
];

/** Reads one attribute of an element where another one has a value. */
function attributeWhere(tag: string, read: string, name: string, value: RegExp): MetadataRule["read"] {
  return (element) =>
    element.tagName === tag && value.test(attribute(element, name) ?? "") ? attribute(element, read) : undefined;
}

/** The first value of each key in document order. */
export function readMetadata(page: HtmlParent): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const node of nodesBelow(page)) {
    if (!isElement(node)) continue;
    for (const { key, read } of metadataRules) {
      if (found.has(key)) continue;
      const value = read(node)?.trim();
      if (value !== undefined && value !== "") found.set(key, value);
    }
  }
  return Object.fromEntries(found);
}

function isMenu(element: HtmlElement): boolean {
  return (
    controls.has(element.tagName) ||
    menuRoles.has(attribute(element, "role") ?? "") ||
    attribute(element, "aria-haspopup") !== undefined
  );
}

/** A menu's words; of a list of options only the chosen one counts. */
function chosenWords(element: HtmlElement): string {
  if (element.tagName === "option" && attribute(element, "selected") === undefined) return "";
  if (element.tagName === "select") return "";
  const words: string[] = [];
  for (const node of nodesBelow(element, ({ tagName }) => !wordless.has(tagName))) {
    if (isText(node)) words.push(wordsOf(node, 100));
    if (words.length > 20) return "";
  }
  return words.filter((word) => word !== "").join(" ");
}

/** "API version: 2.1 (stable)", "Version 2.1", "v2.1": a label with a dotted number. */
function versionLabel(words: string): string | undefined {
  if (words.length > 60) return undefined;
  return /\bversion\b[^\d]{0,10}\d{1,4}(?:\.\d{1,4}){1,3}/i.test(words) || /^v\d{1,4}(?:\.\d{1,4}){1,3}\b/i.test(words)
    ? words
    : undefined;
}
