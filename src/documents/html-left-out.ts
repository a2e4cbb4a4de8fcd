// Records what of a page did not become content: the pieces around the article, and the noise inside it.
import type { Finding } from "../findings/finding.ts";
import { finding, shorten } from "../findings/finding.ts";
import type { Ignored } from "./document.ts";
import type { HtmlElement, HtmlNode } from "./html-nodes.ts";
import { holds, isElement, isText, lineageOf, parentOf, wordsOf } from "./html-nodes.ts";
import { noiseOf } from "./html-noise.ts";
import type { Places } from "./html-places.ts";
import { rangeOf } from "./html-places.ts";

export interface LeftOut {
  readonly ignored: readonly Ignored[];
  readonly findings: readonly Finding[];
}

const exhibits = new Set(["pre", "table"]);

export function recordLeftOut(article: HtmlElement, noise: readonly HtmlElement[], places: Places): LeftOut {
  const ignored: Ignored[] = [];
  const findings: Finding[] = [];
  const machinery = new Set<string>();
  for (const piece of [...beside(article), ...noise]) {
    const rule = isElement(piece) ? noiseOf(piece) : undefined;
    const [start, end] = rangeOf(piece);
    const at = places.place(start, end);
    if (rule?.effect === "machinery") {
      if (!machinery.has(rule.id))
        ignored.push({ rule: rule.id, quote: shorten(places.text.slice(start, start + 400)), at });
      machinery.add(rule.id);
      continue;
    }
    const quote = shorten(wordsOf(piece, 400));
    if (quote === "") continue;
    ignored.push({ rule: rule?.id ?? "outside-article", quote, at });
    if (!isElement(piece) || !holds(piece, exhibits)) continue;
    findings.push(
      finding({
        rule: "document/left-out",
        severity: "warning",
        message: `a part of the page that is no article (${rule?.id ?? "outside-article"}) holds code or a table; left out`,
        at,
        quote,
      }),
    );
  }
  return { ignored, findings };
}

/** The pieces that stand beside the article and beside each element around it, in page order. */
function beside(article: HtmlElement): readonly HtmlNode[] {
  const within = new Set(lineageOf(article));
  const pieces: HtmlNode[] = [];
  for (const above of within) {
    for (const node of parentOf(above)?.childNodes ?? [])
      if (isText(node) || (isElement(node) && !within.has(node) && node.tagName !== "head")) pieces.push(node);
  }
  return pieces.sort((a, b) => rangeOf(a)[0] - rangeOf(b)[0]);
}
