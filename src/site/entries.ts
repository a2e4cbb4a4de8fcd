// A webhook or a structure of a version: folded to its name and first sentence, and under it all that is known of it.
import { reportFile, stepOf } from "../diff/html/overview-page.ts";
import {
  codeBox,
  counted,
  evidenceList,
  findingArticle,
  fold,
  linked,
  type Markup,
  markup,
  nothing,
  type Part,
  severityMark,
  type Siblings,
  some,
  webhookFragment,
} from "../diff/html/page.ts";
import type { DiffReport } from "../diff/report.ts";
import { placeText } from "../diff/reports/words.ts";
import { safeLink } from "../emit/escape.ts";
import { type Json, type JsonObject, printJson } from "../emit/json.ts";
import type { WebhookNames } from "../emit/names.ts";
import { unique } from "../model/explain.ts";
import type { Evidence, Model, Structure, TypeNode, Webhook } from "../model/model.ts";
import type { FindingRecord } from "../source/report.ts";
import { fieldTable, type StructureLink, typeMarkup } from "./field-table.ts";

/** What the entries of a page share. */
export interface EntryContext {
  readonly model: Model;
  readonly siblings: Siblings;
  readonly reports: readonly DiffReport[];
  /** Declarations by the name of the type. */
  readonly types: ReadonlyMap<string, string>;
  readonly schemas: JsonObject;
  readonly link: StructureLink;
  readonly findings: ReadonlyMap<Webhook | Structure, readonly FindingRecord[]>;
}

export interface Entry {
  readonly id: string;
  readonly name: string;
  /** Title of the group that it is listed in. */
  readonly group: string;
  readonly markup: Markup;
}

export type Fact = readonly [title: string, inside: Part, evidence?: readonly Evidence[]];

export function factList(facts: readonly Fact[]): Markup {
  const row = ([title, inside, evidence = []]: Fact): Markup =>
    markup`<dt>${title}</dt>
      <dd>${inside} ${evidenceFold(evidence)}</dd>`;
  return some(facts, markup`<dl class="facts">${facts.map(row)}</dl>`);
}

export function webhookEntry({ webhook, body, payload }: WebhookNames, context: EntryContext): Entry {
  const { name, title, aliases, group = "", envelope, partial, pushEquivalents = [] } = webhook;
  const { model, siblings, link } = context;
  const spellings = [...new Set([title, ...aliases.map(({ value }) => value)])].filter((one) => one !== name);
  const steps = stepsOf(name, context);
  const around = envelope.payloadPath === undefined ? [] : envelope.fields;
  const full = linked(siblings.versionPage?.(model.version, partial?.of), markup`<code>${partial?.of}</code>`);
  const facts: readonly (Fact | undefined)[] = [
    ...steps.map(({ fact }) => fact),
    vendorsPage(model, webhook.sections[0]?.file, webhook.anchor),
    spellings.length === 0 ? undefined : ["Also written", markup`<code>${spellings.join(", ")}</code>`],
    pushEquivalents.length === 0 ? undefined : ["Equivalents", pushEquivalents.map(({ label }) => label).join(", ")],
    partial && [
      "Partial",
      markup`only what changed is sent${partial.of && markup`; the full state is that of ${full}`}`,
    ],
    envelope.payloadPath === model.conventions.payload.path
      ? undefined
      : ["Payload", markup`${envelope.payloadPath ?? "the whole body"}`],
  ];
  return entry(
    {
      ...{ about: webhook, id: `webhook=${webhook.id}`, type: webhook.payload, group, facts },
      tags: markup`${steps.map(({ tag }) => tag)}`,
      folds: [
        some(
          around,
          fold(
            `Around the payload: ${counted(around.length, "field")}, ${envelope.origin}`,
            fieldTable({ kind: "object", fields: around }, `Fields around the payload of ${name}`, link),
          ),
        ),
        ...codeFolds([body, payload], context),
        ...webhook.samples.map((sample, at) =>
          sampleFold(sample, webhook.samples.length === 1 ? "" : ` ${String(at + 1)}`),
        ),
      ],
      evidence: [webhook, { evidence: aliases.map((alias) => alias.evidence) }, envelope, partial].flatMap(
        (one) => one?.evidence ?? [],
      ),
    },
    context,
  );
}

export function structureEntry(structure: Structure, typeName: string, context: EntryContext): Entry {
  const { type, documented, anchor, sample, evidence } = structure;
  return entry(
    {
      ...{ about: structure, id: `structure=${typeName}`, type, group: "Structures" },
      tags: documented ? nothing : markup` <span class="tag tag-strong">not described</span>`,
      facts: [vendorsPage(context.model, evidence[0]?.at.file, anchor)],
      folds: [
        ...codeFolds([typeName], context),
        sample === undefined ? nothing : fold("Sample", codeBox("sample", printJson(sample).trimEnd())),
      ],
      evidence: [...evidence, ...(type.evidence ?? [])],
    },
    context,
  );
}

interface EntryParts extends Pick<Entry, "id" | "group"> {
  readonly about: Webhook | Structure;
  readonly type: TypeNode;
  /** Behind the name. */
  readonly tags: Markup;
  readonly facts: readonly (Fact | undefined)[];
  readonly folds: readonly Markup[];
  readonly evidence: readonly Evidence[];
}

function entry({ about, id, type, group, tags, facts, folds, evidence }: EntryParts, context: EntryContext): Entry {
  const { name, description } = about;
  const paragraphs = description.split(/\n\s*\n/).map((text) => text.replace(/\s+/g, " ").trim());
  const [first = ""] = /^.*?[.!?](?= |$)|^.*/.exec(paragraphs[0] ?? "") ?? [];
  const more = paragraphs.join(" ") === first ? [] : paragraphs.map((text) => markup`<p>${text}</p>`);
  const table = fieldTable(type, `Fields of ${name}`, context.link);
  const findings = context.findings.get(about) ?? [];
  const inside = markup`<article class="entry" id="${id}" data-marks="" aria-labelledby="title-${id}">
<details><summary><h3 id="title-${id}"><code>${name}</code>${tags}</h3><span class="line"><span class="says">${first}</span><span class="hits mono"></span></span></summary>
<div class="inside">${some(more, markup`<div class="about says">${more}</div>`)}
${factList(facts.filter((fact) => fact !== undefined))}
${table === nothing ? markup`<p><code>${typeMarkup(type, context.link)}</code></p>` : table}
<div class="parts">${folds}${evidenceFold(unique(evidence), "Evidence: ")}${some(findings, fold(counted(findings.length, "finding"), markup`<div>${findings.map(findingOf)}</div>`))}</div></div></details>
<a class="perma" href="#${id}" aria-label="Link to it" aria-describedby="title-${id}">#</a>
</article>
`;
  return { id, name, group, markup: inside };
}

export function findingOf({ file, line, column, quote, fix, ...rest }: FindingRecord): Markup {
  const place = [file, line, column].filter((part) => part !== null).join(":");
  return findingArticle({ ...rest, place, quote: quote ?? undefined, fix: fix ?? undefined });
}

function codeFolds(names: readonly string[], { types, schemas }: EntryContext): readonly Markup[] {
  const code = names.flatMap((name) => types.get(name) ?? []);
  const defs = names.flatMap((name): readonly (readonly [string, Json])[] => {
    const schema = schemas[name];
    return schema === undefined ? [] : [[name, schema]];
  });
  const schema = printJson({ $defs: Object.fromEntries(defs) }).trimEnd();
  return [
    some(code, fold("TypeScript", codeBox("TypeScript", code.join("\n\n")))),
    some(defs, fold("JSON Schema", codeBox("JSON Schema", schema))),
  ];
}

function sampleFold({ title = "", body, digits, at, repairs }: Webhook["samples"][number], number: string): Markup {
  const repaired = some(repairs, markup` · repaired: ${repairs.join(", ")}`);
  return fold(
    `Sample${number}${title === "" ? "" : `: ${title}`}`,
    markup`<div>
      ${codeBox("sample", printJson(body, digits).trimEnd())}
      <p class="place"><code>${placeText(at)}</code>${repaired}</p>
    </div>`,
  );
}

/** The step that led here, and the one that leads on; a step of words alone has no tag. */
function stepsOf(
  name: string,
  { model: { version }, reports }: EntryContext,
): readonly { readonly fact: Fact; readonly tag: Markup }[] {
  return reports.flatMap((report) => {
    const { added, removed } = report.summary.webhooks;
    const isInto = report.new.version === version;
    if (!isInto && report.old.version !== version) return [];
    const step = stepOf(name, isInto || !removed.includes(name), !isInto || !added.includes(name), report);
    if (!("severity" in step)) return [];
    const when = isInto ? `since v${report.old.version}` : `in v${report.new.version}`;
    const mark = severityMark(step.severity);
    const words = `${step.kind}, ${counted(step.open + step.accepted, "change")}`;
    const link = markup`<a href="${reportFile(report)}#${webhookFragment(name)}">${words}</a> ${mark}`;
    return [
      {
        fact: [capitalized(when), link],
        tag: step.severity === "docs" ? nothing : markup` ${mark}<small>${when}</small>`,
      },
    ];
  });
}

function vendorsPage({ pages }: Model, file: string | undefined, anchor = ""): Fact | undefined {
  const url = pages.find((page) => page.file === file)?.url;
  const href = url === undefined ? undefined : safeLink(url, anchor);
  return href === undefined ? undefined : ["Vendor's page", markup`<a href="${href}">${href}</a>`];
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function evidenceFold(evidence: readonly Evidence[], title = ""): Markup {
  return some(evidence, fold(`${title}${counted(evidence.length, "source")}`, evidenceList(evidence)));
}
