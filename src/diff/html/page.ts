// The frame of a self-contained page: it loads nothing, sends nothing, and runs only the scripts that it was made with. And the
// parts that the report and the overview share.
import { createHash } from "node:crypto";
import type { Evidence } from "../../model/model.ts";
import type { FindingInput } from "../../source/finding.ts";
import type { Severity } from "../report.ts";
import { placeText } from "../reports/words.ts";
import { earlyScript, pageScript } from "./script.ts";
import { pageStyle } from "./style.ts";

// HTML that is safe by construction: whatever is put into a template is text, unless a template made it.

const made: unique symbol = Symbol("markup");

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

export const nothing: Markup = markup``;

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Controls, direction overrides, lone surrogates and what else takes no room; line feed, tab and the look of an emoji may stay. */
const invisible = /(?![\n\t\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Most texts, and quicker to find out than the absence of the others. */
const PLAIN = /^[\n\t -~]*$/;

/** The pages beside a page, as links from it; undefined for those that are not there. */
export interface Siblings {
  readonly overview?: string;
  /** The page of a version, at one of its webhooks where a name is given. */
  readonly versionPage?: (version: string, webhook?: string) => string | undefined;
}

export interface Page {
  readonly title: string;
  /** The way to other pages. */
  readonly nav?: Markup;
  readonly heading: Markup;
  readonly lede: Markup;
  /** What the link that skips the header leads to, and what it calls it. */
  readonly skip: { readonly to: string; readonly name: string };
  readonly main: Markup;
  readonly footer: string;
  readonly keys: KeyHelp;
}

/** Styles and scripts are no templates of markup: a formatter may move the white space of those, and a hash counts every character. */
export function pageHtml({ title, nav, heading, lede, skip, main, footer, keys }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(pageStyle)}`,
    `script-src ${hashOf(earlyScript)} ${hashOf(pageScript)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return textOf(
    markup`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${ownWords(policy)}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="referrer" content="no-referrer" />
          <title>${title}</title>
          ${ownWords(`<style>${pageStyle}</style>`)}
          ${ownWords(`<script>${earlyScript}</script>`)}
        </head>
        <body>
          <a class="skip" href="#${skip.to}">Skip to the ${skip.name}</a>
          <div class="frame">
            <header>
              ${nav}
              <div class="top">
                <h1>${heading}</h1>
                <div class="tools scripted">
                  <button type="button" id="help-open" aria-haspopup="dialog">Keys <kbd aria-hidden="true">?</kbd></button>
                </div>
              </div>
              <p class="lede">${lede}</p>
            </header>
            <main>${main}</main>
            <footer>${footer}</footer>
          </div>
          ${helpDialog(keys)}
          ${ownWords(`<script>${pageScript}</script>`)}
        </body>
      </html> `,
  );
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** Keys with blanks between them, and what each does. */
export type KeyHelp = readonly (readonly [keys: string, does: string])[];

function helpDialog(rows: KeyHelp): Markup {
  const row = ([keys, does]: KeyHelp[number]): Markup =>
    markup`<dt>${keys.split(" ").map((key, at) => markup`${at === 0 ? "" : " "}<kbd>${key}</kbd>`)}</dt>
      <dd>${does}</dd>`;
  return markup`<dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <dl class="keys">${rows.map(row)}</dl>
    <label class="check"><input type="checkbox" id="single-keys" checked /> Single keys do something</label>
    <button type="button" id="help-close">Close</button>
  </dialog>`;
}

/** `1 change`, `2 changes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

export const severityTitles: Readonly<Record<Severity, string>> = {
  breaking: "Breaking",
  dangerous: "Dangerous",
  compatible: "Compatible",
  docs: "Docs only",
};

/** What a severity asks of whoever runs a receiver. */
export const severityMeanings: Readonly<Record<Severity, string>> = {
  breaking: "Receivers or their builds fail until they are changed.",
  dangerous: "Receivers go on, but may meet what they were not written for.",
  compatible: "Receivers and their builds go on as they are.",
  docs: "Words, samples or links: nothing that arrives is different.",
};

/** The mark of a severity: a shape, a colour and the word. */
export function severityMark(severity: Severity): Markup {
  return markup`<span class="sev sev-${severity}">${severity}</span>`;
}

/** The mark where there is no room for the word: shape and colour, the word for who hears the page, and a number. */
export function severityCount(severity: Severity, count: number): Markup {
  return markup`<span class="sev sev-${severity}" title="${severity}"><span class="unseen">${severity}, </span>${count}</span>`;
}

/** The way back to the overview, and to the pages of versions as far as there are any. */
export function wayBack({ overview, versionPage }: Siblings, versions: readonly string[], current?: string): Markup {
  const link = (version: string): Markup => {
    const href = versionPage?.(version);
    if (href === undefined) return nothing;
    return markup` <a href="${href}"${version === current ? markup` aria-current="page"` : nothing}>v${version}</a>`;
  };
  return overview === undefined
    ? nothing
    : markup`<nav class="way" aria-label="Other pages"><a href="${overview}">← All versions</a>${[...new Set(versions)].map(link)}</nav>`;
}

/** Text, as a link where there is something that it leads to. */
export function linked(href: string | undefined, text: Part): Markup {
  return href === undefined ? markup`${text}` : markup`<a href="${href}">${text}</a>`;
}

/** Nothing where the list is empty. */
export function some(list: readonly unknown[], inside: Markup): Markup {
  return list.length === 0 ? nothing : inside;
}

export function fold(title: Part, inside: Markup): Markup {
  return markup`<details class="fold">
    <summary>${title}</summary>
    ${inside}
  </details>`;
}

/** Text that keeps its lines, in a box that scrolls. */
export function codeBox(label: string, code: Part): Markup {
  return markup`<pre tabindex="0" role="group" aria-label="${label}"><code>${code}</code></pre>`;
}

export function evidenceList(evidence: readonly Evidence[]): Markup {
  const item = ({ kind, quote, at }: Evidence): Markup =>
    markup`<li>
    <span class="place">${kind} · <code>${placeText(at)}</code></span><q class="quote">${quote}</q>
  </li>`;
  return some(
    evidence,
    markup`<ul class="evidence">
      ${evidence.map(item)}
    </ul>`,
  );
}

/** `place` as `page.md:1:1`. */
export type ShownFinding = Pick<FindingInput, "severity" | "rule" | "message"> &
  Readonly<Record<"place", string>> &
  Readonly<Record<"quote" | "fix", string | undefined>>;

export function findingArticle({ rule, severity, message, place, quote, fix }: ShownFinding): Markup {
  const mark = severity === "error" ? "breaking" : severity === "warning" ? "dangerous" : "docs";
  return markup`<article class="problem">
    <p><span class="sev sev-${mark}">${severity}</span> ${message}</p>
    ${quote === undefined ? nothing : markup`<q class="quote muted">${quote}</q>`}${fix === undefined ? nothing : markup`<p class="hint small">${fix}</p>`}
    <p class="place"><code>${rule}</code> · <code>${place}</code></p>
  </article> `;
}

/** Fragment that filters a report by a webhook; also the id of the webhook's place in its index. */
export function webhookFragment(name: string): string {
  return `webhook=${encodeURIComponent(visible(name))}`;
}

export function webhookId(name: string): string {
  return `webhook=${visible(name)}`;
}

/** HTML that only `markup` can make: no text of a page, and nothing read from JSON, can pass for it. */
export interface Markup {
  readonly [made]: string;
}

/** Text and numbers are escaped; `undefined` leaves nothing. */
export type Part = string | number | Markup | readonly Markup[] | undefined;

/** Makes markup from a literal with parts in text or in double-quoted attributes. */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const around = unindented(literals);
  let text = around[0] ?? "";
  parts.forEach((part, at) => {
    text += read(part) + (around[at + 1] ?? "");
  });
  return { [made]: text };
}

/** A template's own indentation is for whoever reads the source: it would be a third of a long page. */
function unindented(literals: TemplateStringsArray): readonly string[] {
  const before = known.get(literals);
  if (before !== undefined) return before;
  const made = literals.map((literal) => literal.replace(/\n\s+/g, "\n"));
  known.set(literals, made);
  return made;
}

export function textOf(markup: Markup): string {
  return markup[made];
}

/** Takes the program's own words, as a style sheet, for markup. Never call it with anything read. */
function ownWords(text: string): Markup {
  return { [made]: text };
}

function read(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "object") return made in part ? part[made] : part.map(textOf).join("");
  return visible(String(part)).replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

/** Shows each character that has no look of its own, or turns the reading direction, as `⟨U+202E⟩`. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n/g, "\n")
    .replace(
      invisible,
      (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
    );
}
