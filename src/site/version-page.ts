// All webhooks and structures of one version on one page: fields, TypeScript, schema, samples, evidence and findings of each.
import { reportFile, stepOf } from "../diff/html/overview-page.ts";
import {
  codeBox,
  counted,
  evidenceList,
  findingArticle,
  fold,
  type KeyHelp,
  linked,
  type Markup,
  markup,
  nothing,
  pageHtml,
  type Part,
  severityMark,
  type Siblings,
  wayBack,
  webhookFragment,
} from "../diff/html/page.ts";
import type { DiffReport, Severity } from "../diff/report.ts";
import { safeLink } from "../emit/escape.ts";
import { type Json, type JsonObject, printJson } from "../emit/json.ts";
import { nameVersion, type WebhookNames } from "../emit/names.ts";
import { schemaDialect } from "../emit/schema/schema-dialect.ts";
import { webhookDefs } from "../emit/schema/webhooks-schema.ts";
import { unique } from "../model/explain.ts";
import { groupBy } from "../model/group-by.ts";
import type { Evidence, Model, Structure, TypeNode, Webhook } from "../model/model.ts";
import { countFields } from "../model/body.ts";
import type { FindingRecord } from "../source/report-json.ts";
import { declarations } from "./declarations.ts";
import { fieldTable, type StructureLink, typeMarkup } from "./field-table.ts";
import { findingsBySection } from "./section-findings.ts";
import type { SiteVersion } from "./site.ts";

export interface VersionContext {
  readonly siblings: Siblings;
  /** All that have a page, oldest first. */
  readonly versions: readonly string[];
  readonly reports: readonly DiffReport[];
}

const keys: readonly KeyHelp[] = [
  { keys: ["/"], does: "search names, fields and descriptions" },
  { keys: ["j", "k"], does: "next and previous webhook or structure; the arrow keys too, once one has the focus" },
  { keys: ["Enter"], does: "open or close it; from the search, go to the first one found" },
  { keys: ["e"], does: "open or close all that are shown" },
  { keys: ["t"], does: "theme: system, light, dark" },
  { keys: ["Esc"], does: "clear the search, then leave it" },
  { keys: ["?"], does: "this help" },
];

/** What the parts of the page share. */
interface PageParts extends VersionContext {
  readonly model: Model;
  /** By the name of the type. */
  readonly types: ReadonlyMap<string, string>;
  readonly schemas: JsonObject;
  readonly link: StructureLink;
  /** By the section's place. */
  readonly findings: ReadonlyMap<object, readonly FindingRecord[]>;
}

export function versionHtml({ model, types, findings }: SiteVersion, context: VersionContext): string {
  const { version, status, webhooks, structures } = model;
  const names = nameVersion(model);
  const { sections, others } = findingsBySection(model, findings);
  const declared = declarations(types);
  const parts: PageParts = {
    ...context,
    model,
    types: declared,
    schemas: webhookDefs(model, names, schemaDialect(model, names.structures)),
    link: (name) => (names.structures.has(name) ? `#structure=${names.structures.get(name) ?? ""}` : undefined),
    findings: sections,
  };
  const groups = groupBy(names.webhooks, ({ webhook }) => webhook.group ?? "");
  const shown = structures.filter(({ name }, at) => structures.findIndex((one) => one.name === name) === at);
  const own = new Set([
    ...names.webhooks.flatMap(({ body, payload }) => [body, payload]),
    ...names.structures.values(),
  ]);
  const rest = [...declared].filter(([name]) => !own.has(name)).map(([, text]) => text);
  const total = webhooks.length + shown.length;
  const nav = wayBack(context.siblings, context.versions, version);
  return pageHtml({
    title: `v${version} webhooks`,
    ...(nav === undefined ? {} : { nav }),
    heading: markup`v${version}`,
    lede: markup`${status}: ${counted(webhooks.length, "webhook")}, ${counted(shown.length, "structure")}, ${counted(countFields(model), "field")}. Every fact has its sources: the words of the pages, and where they are.`,
    skip: { to: "entries", name: "webhooks" },
    main: markup`${conventionsPanel(model)}
      <div class="body">
        <div class="side">
          <form id="filters" class="scripted" role="search" aria-label="Search this version" autocomplete="off">
            <label class="field wide"
              >Search<input type="search" id="search" name="text" placeholder="name, field, words" aria-keyshortcuts="/" spellcheck="false"
            /></label>
            <div class="status wide">
              <span id="count" role="status" aria-live="polite" data-noun="section">${counted(total, "section")}</span
              ><button type="button" id="open-all">Open or close all</button>
            </div>
          </form>
          ${index(groups, shown, parts.link)}
        </div>
        <div id="entries" tabindex="-1">
          <p class="empty" id="none" hidden>Nothing here has these words.</p>
          ${webhooks.length === 0 ? markup`<p class="empty">This version has no webhooks.</p>` : nothing}
          ${[...groups].map(([title, group], at) =>
            band(
              `group-${String(at)}`,
              title === "" ? (groups.size === 1 ? "Webhooks" : "No group") : title,
              group.map((named) => webhookEntry(named, parts)),
            ),
          )}
          ${
            shown.length === 0
              ? nothing
              : band(
                  "structures",
                  "Structures",
                  shown.map((structure) =>
                    structureEntry(structure, names.structures.get(structure.name) ?? "", parts),
                  ),
                )
          }
          ${rest.length === 0 ? nothing : fold("Other types of this version", codeBox("TypeScript", rest.join("\n\n")))}
          ${findingsPanel(others)}
        </div>
      </div>`,
    footer: `${counted(webhooks.length, "webhook")} of version ${version}, written by hooksmith.`,
    keys,
  });
}

/** What all webhooks have in common, and where it was read. */
function conventionsPanel({ conventions, pages, corrections }: Model): Markup {
  const { discriminator, payload, authentication, batch, timeout, delivery } = conventions;
  const code = (text: string): Markup => markup`<code>${text}</code>`;
  const row = (title: string, inside: Part, evidence: readonly Evidence[] = []): Markup =>
    markup`<dt>${title}</dt>
      <dd>${inside}${evidenceFold(evidence)}</dd>`;
  const name = discriminator.in === "body" ? code(discriminator.path) : markup`the header ${code(discriminator.name)}`;
  return markup`<section class="panel common" aria-labelledby="common-title">
    <h2 id="common-title" class="unseen">What all webhooks have in common</h2>
    <dl class="facts">
      ${row("Name on the wire", markup`in ${name}`, discriminator.evidence)}
      ${row("Payload", payloadWords(payload.path), payload.evidence)}
      ${row("Authentication", authenticationWords(authentication), authentication.evidence)}
      ${batch === undefined ? nothing : row("Batch", markup`several webhooks in ${code(batch.path)}`, batch.evidence)}
      ${timeout === undefined ? nothing : row("Answer within", counted(timeout.seconds, "second"), timeout.evidence)}
      ${delivery === undefined ? nothing : row("Repeated delivery", markup`the same ${code(delivery.header)}`, delivery.evidence)}
      ${
        pages.length === 0
          ? nothing
          : row(
              "Read from",
              markup`<ul>
          ${pages.map(({ file, url }) => markup`<li>${linked(url === undefined ? undefined : safeLink(url), code(file))}</li>`)}
        </ul>`,
            )
      }
      ${
        corrections.length === 0
          ? nothing
          : row(
              "Corrected",
              fold(
                counted(corrections.length, "place"),
                markup`<ul class="evidence">
                  ${corrections.map(({ path, reason, at }) => markup`<li><span class="place">${code(path)} · ${code(placeOf(at))}</span>${reason}</li>`)}
                </ul>`,
              ),
            )
      }
    </dl>
  </section>`;
}

function payloadWords(path: string | undefined): Part {
  return path === undefined ? "the whole body" : markup`in <code>${path}</code>`;
}

/** The scheme, then what else is known of it, as the register writes it. */
function authenticationWords({ evidence: _, ...authentication }: Model["conventions"]["authentication"]): Markup {
  if (authentication.scheme === "secret") return markup`a secret in <code>${authentication.path}</code>`;
  const [scheme = "", ...rest] = Object.entries(authentication)
    .sort(([a], [b]) => Number(b === "scheme") - Number(a === "scheme"))
    .map(([name, value]): string => {
      const words = typeof value === "object" ? JSON.stringify(value) : String(value);
      return name === "scheme" ? words : `${name} ${words}`;
    });
  return markup`${scheme}${rest.map((words) => markup`, <code>${words}</code>`)}`;
}

function index(
  groups: ReadonlyMap<string, readonly WebhookNames[]>,
  structures: readonly Structure[],
  link: StructureLink,
): Markup {
  const item = (href: string, name: string): Markup => markup`<li><a href="${href}">${name}</a></li> `;
  const list = (title: string, items: readonly Markup[]): Markup =>
    markup`${title === "" ? nothing : markup`<h3 class="small muted">${title}</h3>`}
      <ul>
        ${items}
      </ul>`;
  return markup`<nav class="index" aria-label="Webhooks and structures">
    <details id="index" open>
      <summary>Contents</summary>
      ${[...groups].map(([title, group]) =>
        list(
          title,
          group.map(({ webhook }) => item(`#webhook=${webhook.id}`, webhook.name)),
        ),
      )}
      ${
        structures.length === 0
          ? nothing
          : list(
              "Structures",
              structures.map(({ name }) => item(link(name) ?? "#structures", name)),
            )
      }
    </details>
  </nav>`;
}

function band(id: string, title: string, entries: readonly Markup[]): Markup {
  return markup`<section class="band" aria-labelledby="${id}">
    <header>
      <h2 id="${id}">${title} <span class="number">${entries.length}</span></h2>
    </header>
    ${entries}
  </section> `;
}

interface Entry {
  readonly id: string;
  readonly name: string;
  /** Behind the name. */
  readonly tags: Markup;
  /** Paragraphs are separated by blank lines. */
  readonly description: string;
  readonly facts: readonly (readonly [title: string, inside: Part])[];
  readonly type: TypeNode;
  readonly folds: readonly Markup[];
}

function entry({ id, name, tags, description, facts, type, folds }: Entry, { link }: PageParts): Markup {
  const paragraphs = description.split(/\n\s*\n/).filter((text) => text.trim() !== "");
  const [first = ""] = /^.*?[.!?](?=\s|$)|^.*/s.exec((paragraphs[0] ?? "").replace(/\s+/g, " ")) ?? [];
  const more = paragraphs.length > 1 || (paragraphs[0] ?? "").replace(/\s+/g, " ") !== first;
  const table = fieldTable(type, `Fields of ${name}`, link);
  return markup`<article class="entry" id="${id}" data-marks="" aria-labelledby="title-${id}">
<details><summary><h3 id="title-${id}"><code>${name}</code>${tags}</h3><span class="line"><span class="says">${first}</span><span class="hits mono"></span></span></summary>
<div class="inside">${!more ? nothing : markup`<div class="about says">${paragraphs.map((text) => markup`<p>${text}</p>`)}</div>`}
${facts.length === 0 ? nothing : markup`<dl class="facts">${facts.map(([title, inside]) => markup`<dt>${title}</dt><dd>${inside}</dd>`)}</dl>`}
${table === nothing ? markup`<p><code>${typeMarkup(type, link)}</code></p>` : table}
<div class="parts">${folds}</div></div></details>
<a class="perma" href="#${id}" aria-label="Link to it" aria-describedby="title-${id}">#</a>
</article>
`;
}

function webhookEntry({ webhook, body, payload }: WebhookNames, parts: PageParts): Markup {
  const { name, id, title, aliases, envelope, samples, partial, anchor, pushEquivalents = [] } = webhook;
  const { model, siblings, reports, link } = parts;
  const spellings = [...new Set([title, ...aliases.map(({ value }) => value)])].filter((one) => one !== name);
  const steps = stepsOf(webhook, model.version, reports);
  const facts: Entry["facts"] = [
    ...steps.map(({ title: when, report, words, severity }): readonly [string, Part] => [
      `${when.charAt(0).toUpperCase()}${when.slice(1)}`,
      markup`<a href="${reportFile(report)}#${webhookFragment(name)}">${words}</a> ${severityMark(severity)}`,
    ]),
    ...pageFacts(model, webhook.sections[0]?.file, anchor),
    ...(spellings.length === 0 ? [] : [["Also written", markup`<code>${spellings.join(", ")}</code>`] as const]),
    ...(pushEquivalents.length === 0
      ? []
      : [["Equivalents", pushEquivalents.map(({ label }) => label).join(", ")] as const]),
    ...(partial === undefined ? [] : [["Partial", partialWords(partial.of, model, siblings)] as const]),
    ...(envelope.payloadPath === model.conventions.payload.path
      ? []
      : [["Payload", payloadWords(envelope.payloadPath)] as const]),
  ];
  const around: TypeNode = { kind: "object", fields: envelope.fields };
  return entry(
    {
      ...{ id: `webhook=${id}`, name, facts, type: webhook.payload },
      description: webhook.description,
      tags: markup`${steps.filter(({ severity }) => severity !== "docs").map(({ title: when, severity }) => markup` ${severityMark(severity)}<small>${when}</small>`)}`,
      folds: [
        ...(envelope.payloadPath === undefined || envelope.fields.length === 0
          ? []
          : [
              fold(
                `Around the payload: ${counted(envelope.fields.length, "field")}, ${envelope.origin}`,
                fieldTable(around, `Fields around the payload of ${name}`, link),
              ),
            ]),
        ...codeFolds([body, payload], parts),
        ...samples.map(({ title: called, body: sample, digits, at, repairs }, number) =>
          fold(
            `Sample${samples.length === 1 ? "" : ` ${String(number + 1)}`}${called === undefined ? "" : `: ${called}`}`,
            markup`<div>
              ${codeBox("sample", printJson(sample, digits).trimEnd())}
              <p class="place">
                <code>${placeOf(at)}</code>${repairs.length === 0 ? nothing : markup` · repaired: ${repairs.join(", ")}`}
              </p>
            </div>`,
          ),
        ),
        evidenceFold(
          unique([
            ...webhook.evidence,
            ...aliases.map((alias) => alias.evidence),
            ...envelope.evidence,
            ...(partial?.evidence ?? []),
          ]),
          "Evidence: ",
        ),
        findingsFold(parts.findings.get(webhook) ?? []),
      ],
    },
    parts,
  );
}

function structureEntry(structure: Structure, type: string, parts: PageParts): Markup {
  const { name, documented, description, anchor = "", sample, evidence } = structure;
  return entry(
    {
      ...{ id: `structure=${type}`, name, description, type: structure.type },
      tags: documented ? nothing : markup` <span class="tag tag-strong">not described</span>`,
      facts: pageFacts(parts.model, evidence[0]?.at.file, anchor),
      folds: [
        ...codeFolds([type], parts),
        sample === undefined ? nothing : fold("Sample", codeBox("sample", printJson(sample).trimEnd())),
        evidenceFold(unique([...evidence, ...(structure.type.evidence ?? [])]), "Evidence: "),
        findingsFold(parts.findings.get(structure) ?? []),
      ],
    },
    parts,
  );
}

function codeFolds(names: readonly string[], { types, schemas }: PageParts): readonly Markup[] {
  const code = names.flatMap((name) => types.get(name) ?? []);
  const defs = names.flatMap((name): readonly (readonly [string, Json])[] => {
    const schema = schemas[name];
    return schema === undefined ? [] : [[name, schema]];
  });
  return [
    code.length === 0 ? nothing : fold("TypeScript", codeBox("TypeScript", code.join("\n\n"))),
    defs.length === 0
      ? nothing
      : fold("JSON Schema", codeBox("JSON Schema", printJson({ $defs: Object.fromEntries(defs) }).trimEnd())),
  ];
}

interface ShownStep {
  readonly title: string;
  readonly report: DiffReport;
  readonly words: string;
  readonly severity: Severity;
}

/** The step that led here, and the one that leads on. */
function stepsOf({ name }: Webhook, version: string, reports: readonly DiffReport[]): readonly ShownStep[] {
  return reports.flatMap((report): readonly ShownStep[] => {
    const { added, removed } = report.summary.webhooks;
    const isInto = report.new.version === version;
    if (!isInto && report.old.version !== version) return [];
    const step = stepOf(name, isInto || !removed.includes(name), !isInto || !added.includes(name), report);
    if (!("severity" in step)) return [];
    const title = isInto ? `since v${report.old.version}` : `in v${report.new.version}`;
    return [
      {
        title,
        report,
        severity: step.severity,
        words: `${step.kind}, ${counted(step.open + step.accepted, "change")}`,
      },
    ];
  });
}

function partialWords(of: string | undefined, { version }: Model, { versionPage }: Siblings): Markup {
  const full =
    of === undefined
      ? nothing
      : markup`; the full state is that of ${linked(versionPage?.(version, of), markup`<code>${of}</code>`)}`;
  return markup`only what changed is sent${full}`;
}

function pageFacts({ pages }: Model, file: string | undefined, anchor: string): Entry["facts"] {
  const url = pages.find((page) => page.file === file)?.url;
  const href = url === undefined ? undefined : safeLink(url, anchor);
  return href === undefined ? [] : [["Vendor's page", markup`<a href="${href}">${href}</a>`]];
}

function placeOf({ file, line, column }: Evidence["at"]): string {
  return `${file}:${String(line)}:${String(column)}`;
}

function evidenceFold(evidence: readonly Evidence[], title = ""): Markup {
  return evidence.length === 0
    ? nothing
    : fold(`${title}${counted(evidence.length, "source")}`, evidenceList(evidence));
}

function findingsFold(findings: readonly FindingRecord[]): Markup {
  return findings.length === 0
    ? nothing
    : fold(counted(findings.length, "finding"), markup`<div>${findings.map(findingOf)}</div>`);
}

function findingsPanel(findings: readonly FindingRecord[]): Markup {
  return findings.length === 0
    ? nothing
    : markup`<section class="panel" aria-labelledby="findings-title">
        <h2 id="findings-title">${counted(findings.length, "finding")} outside of these sections</h2>
        ${findings.map(findingOf)}
      </section>`;
}

function findingOf({ file, line, column, quote, fix, ...rest }: FindingRecord): Markup {
  const place = [file, line, column].filter((part) => part !== null).join(":");
  return findingArticle({ ...rest, place, quote: quote ?? undefined, fix: fix ?? undefined });
}
