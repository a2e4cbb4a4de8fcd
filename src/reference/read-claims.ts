// Collects the versions that a page names of itself: front matter, canonical link, version menu, paths of its links.
import { type SourceDocument, positionOf, eachNode } from "../formats/document.ts";
import type { Position } from "../source/finding.ts";
import { pointAt } from "../source/line-index.ts";
import type { VersionClaim } from "./reference.ts";

interface MetadataRule {
  readonly key: string;
  readonly source: VersionClaim["source"];
  readonly pattern: RegExp;
  readonly example: string;
}

/** What the readers' metadata may say of the version; the first group is the version. */
export const metadataRules: readonly MetadataRule[] = [
  { key: "apiVersion", source: "front matter", pattern: /^v?(\d+(?:\.\d+)+)/i, example: "3.6" },
  {
    key: "canonical",
    source: "canonical link",
    pattern: /\/v(\d+(?:\.\d+)+)(?:[/#?]|$)/i,
    example: "https://example.com/webhooks/v3.4",
  },
  { key: "versionMenu", source: "version menu", pattern: /(?<!\d)(\d+(?:\.\d+)+)/, example: "3.5 (stable)" },
];

const PATH_VERSION = /\/v(\d+(?:\.\d+)+)(?:[/#?]|$)/i;

/** One claim a source and version; of links only the version that most of them name. */
export function readClaims({ file, metadata, text, tree }: SourceDocument): readonly VersionClaim[] {
  const claims = metadataRules.flatMap(({ key, source, pattern }): readonly VersionClaim[] => {
    const quote = metadata[key];
    const version = quote === undefined ? undefined : pattern.exec(quote)?.[1];
    return quote === undefined || version === undefined
      ? []
      : [{ source, version, quote, at: placeIn(file, text, quote) }];
  });
  const links = new Map<string, { readonly claim: VersionClaim; count: number }>();
  eachNode(tree, (node) => {
    if (node.type !== "link") return;
    const version = PATH_VERSION.exec(node.url)?.[1];
    if (version === undefined) return;
    const known = links.get(version);
    if (known !== undefined) known.count += 1;
    else
      links.set(version, {
        claim: { source: "links", version, quote: node.url, at: positionOf(file, node) },
        count: 1,
      });
  });
  const [most] = [...links.values()].sort((a, b) => b.count - a.count);
  return most === undefined ? claims : [...claims, most.claim];
}

function placeIn(file: string, text: string, quote: string): Position {
  const offset = Math.max(0, text.indexOf(quote));
  return { file, ...pointAt(text, offset), offset };
}
