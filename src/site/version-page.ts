// All webhooks and structures of one version on one page, under what they have in common.
import {
  codeBox,
  counted,
  fold,
  type KeyHelp,
  linked,
  type Markup,
  markup,
  nothing,
  pageHtml,
  type Siblings,
  some,
  wayBack,
} from "../diff/html/page.ts";
import type { DiffReport } from "../diff/report.ts";
import { placeText } from "../diff/reports/words.ts";
import { safeLink } from "../emit/escape.ts";
import { nameVersion } from "../emit/names.ts";
import { schemaDialect, webhookDefs } from "../emit/schema/webhook-schema.ts";
import { countFields } from "../model/body.ts";
import { groupBy } from "../source/group-by.ts";
import type { Evidence, Model, Place, Structure, Webhook } from "../model/model.ts";
import type { FindingRecord } from "../source/report.ts";
import {
  capitalized,
  type Entry,
  type EntryContext,
  type Fact,
  factList,
  findingOf,
  structureEntry,
  webhookEntry,
} from "./entries.ts";

export interface SiteVersion {
  readonly model: Model;
  /** Its types.ts. */
  readonly types: string;
  readonly findings: readonly FindingRecord[];
}

export interface VersionContext {
  readonly siblings: Siblings;
  /** All that have a page, oldest first. */
  readonly versions: readonly string[];
  readonly reports: readonly DiffReport[];
}

const keys: KeyHelp = [
  ["/", "search names, fields and descriptions"],
  ["j k", "next and previous webhook or structure; the arrow keys too, once one has the focus"],
  ["Enter", "open or close it; from the search, go to the first one found"],
  ["e", "open or close all that are shown"],
  ["Esc", "clear the search, then leave it"],
  ["?", "this help"],
];

export function versionHtml({ model, types, findings }: SiteVersion, context: VersionContext): string {
  const { version, status, webhooks } = model;
  const names = nameVersion(model);
  const { sections, others } = findingsBySection(model, findings);
  const declared = declarations(types);
  const parts: EntryContext = {
    ...context,
    model,
    types: declared,
    schemas: webhookDefs(model, names, schemaDialect(model, names.structures)),
    link: (name) => (names.structures.has(name) ? `#structure=${names.structures.get(name) ?? ""}` : undefined),
    findings: sections,
  };
  const first = new Map(model.structures.map((structure) => [structure.name, structure] as const).reverse());
  const structures = [...names.structures].flatMap(([name, type]) => {
    const structure = first.get(name);
    return structure === undefined ? [] : [structureEntry(structure, type, parts)];
  });
  const entries = [...names.webhooks.map((named) => webhookEntry(named, parts)), ...structures];
  const ungrouped = webhooks.some(({ group }) => group !== undefined) ? "No group" : "Webhooks";
  const groups = [...groupBy(entries, ({ group }) => group || ungrouped)];
  const own = new Set([
    ...names.webhooks.flatMap(({ body, payload }) => [body, payload]),
    ...names.structures.values(),
  ]);
  const rest = [...declared].filter(([name]) => !own.has(name)).map(([, text]) => text);
  return pageHtml({
    title: `v${version} webhooks`,
    nav: wayBack(context.siblings, context.versions, version),
    heading: markup`v${version}`,
    lede: markup`${status}: ${counted(webhooks.length, "webhook")}, ${counted(structures.length, "structure")}, ${counted(countFields(model), "field")}. Every fact has its sources: the words of the pages, and where they are.`,
    skip: { to: "entries", name: "webhooks" },
    main: markup`<section class="panel common" aria-labelledby="common-title"><h2 class="unseen" id="common-title">What all webhooks have in common</h2>${factList(commonFacts(model))}</section>
      <div class="body">
        <div class="side">
          <form id="filters" class="scripted" role="search" aria-label="Search this version" autocomplete="off">
            <label class="field wide"
              >Search<input type="search" id="search" name="text" placeholder="name, field, words" aria-keyshortcuts="/" spellcheck="false"
            /></label>
            <div class="status wide">
              <span id="count" role="status" aria-live="polite" data-noun="section">${counted(entries.length, "section")}</span
              ><button type="button" id="open-all">Open or close all</button>
            </div>
          </form>
          <nav class="index" aria-label="Webhooks and structures">
            <details id="index" open>
              <summary>Contents</summary>
              ${groups.map(contents)}
            </details>
          </nav>
        </div>
        <div id="entries" tabindex="-1">
          <p class="empty" id="none" hidden>Nothing here has these words.</p>
          ${webhooks.length === 0 ? markup`<p class="empty">This version has no webhooks.</p>` : nothing}
          ${groups.map(band)}
          ${some(rest, fold("Other types of this version", codeBox("TypeScript", rest.join("\n\n"))))}
          ${some(
            others,
            markup`<section class="panel" aria-labelledby="findings-title">
              <h2 id="findings-title">${counted(others.length, "finding")} outside of these sections</h2>
              ${others.map(findingOf)}
            </section>`,
          )}
        </div>
      </div>`,
    footer: `${counted(webhooks.length, "webhook")} of version ${version}, written by hooksmith.`,
    keys,
  });
}

type Group = readonly [title: string, entries: readonly Entry[]];

function contents([title, entries]: Group): Markup {
  return markup`<h3 class="small muted">${title}</h3>
    <ul>
      ${entries.map(({ id, name }) => markup`<li><a href="#${id}">${name}</a></li> `)}
    </ul>`;
}

function band([title, entries]: Group, at: number): Markup {
  return markup`<section class="band" aria-labelledby="group-${at}">
    <header>
      <h2 id="group-${at}">${title} <span class="number">${entries.length}</span></h2>
    </header>
    ${entries.map((entry) => entry.markup)}
  </section> `;
}

const LEADING: ReadonlySet<string> = new Set(["scheme", "in"]);

/** The conventions in the words of the register, the pages, and what was put right. */
function commonFacts({ conventions, pages, corrections }: Model): readonly Fact[] {
  const given: readonly (readonly [string, { readonly evidence: readonly Evidence[] }])[] = Object.entries(conventions);
  const page = ({ file, url }: Model["pages"][number]): Markup =>
    markup`<li>${linked(url === undefined ? undefined : safeLink(url), markup`<code>${file}</code>`)}</li>`;
  const correction = ({ path, reason, at }: Model["corrections"][number]): Markup =>
    markup`<li><span class="place"><code>${path}</code> · <code>${placeText(at)}</code></span>${reason}</li>`;
  const corrected = markup`<ul class="evidence">${corrections.map(correction)}</ul>`;
  return [
    ...given.map(([title, { evidence, ...value }]): Fact => {
      const members = Object.entries(value).sort(([a], [b]) => Number(LEADING.has(b)) - Number(LEADING.has(a)));
      const words = members.map(([name, part], at) => {
        const text = typeof part === "object" ? JSON.stringify(part) : String(part);
        return markup`${at === 0 ? "" : ", "}${name} <code>${text}</code>`;
      });
      return [capitalized(title), words.length === 0 ? "the whole body" : words, evidence];
    }),
    ...(pages.length === 0 ? [] : [["Read from", markup`<ul>${pages.map(page)}</ul>`] as const]),
    ...(corrections.length === 0
      ? []
      : [["Corrected", fold(counted(corrections.length, "place"), corrected)] as const]),
  ];
}

/**
 * The declarations of a types.ts by their names, each with its comment. hooksmith wrote it, so that each begins at the margin
 * and no line of a comment does.
 */
export function declarations(types: string): ReadonlyMap<string, string> {
  const blocks = types.split(/^(?=\/\*\*(?:$| ))/m).slice(1);
  return new Map(
    blocks.flatMap((text) => {
      const name = /^export (?:interface|type) (\w+)/m.exec(text)?.[1];
      return name === undefined ? [] : [[name, text.trim()] as const];
    }),
  );
}

export interface SectionFindings {
  readonly sections: ReadonlyMap<Webhook | Structure, readonly FindingRecord[]>;
  /** In no section of a webhook or structure. */
  readonly others: readonly FindingRecord[];
}

/** A finding is about the webhook or structure whose heading is the last one above it, of headings of any kind. */
export function findingsBySection(model: Model, findings: readonly FindingRecord[]): SectionFindings {
  const headings: readonly { readonly at: Place; readonly about?: Webhook | Structure }[] = [
    ...model.webhooks.flatMap((about) => about.sections.map((at) => ({ at, about }))),
    ...model.structures.flatMap((about) => about.evidence.slice(0, 1).map(({ at }) => ({ at, about }))),
    ...model.coverage.entries.filter(({ kind }) => kind === "heading"),
  ].sort((a, b) => a.at.line - b.at.line);
  const sections = groupBy(findings, ({ file, line }) => {
    return headings.findLast(({ at }) => at.file === file && at.line <= (line ?? 0))?.about;
  });
  const known = [...sections].flatMap(([about, inside]) => (about === undefined ? [] : [[about, inside] as const]));
  return { sections: new Map(known), others: sections.get(undefined) ?? [] };
}
