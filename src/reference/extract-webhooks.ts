// One extractor for every format: the mdast tree of a page of webhooks to what it says.
import type { RootContent, Table } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { type SourceDocument, positionOf } from "../formats/document.ts";
import { type Finding, report } from "../source/finding.ts";
import { actionShown, isSpecifics } from "./action-row.ts";
import { type CoverageKeeper, keepCoverage } from "./keep-coverage.ts";
import { nestRows } from "./flat-rows.ts";
import { headingRole } from "./labels.ts";
import { bodyFormats, formatsDiffer } from "./body-formats.ts";
import { liftBlocks } from "./lift-blocks.ts";
import type { Batch, DeclaredConventions, Discriminator } from "../register/conventions.ts";
import { type AnnouncedSection, announcedWebhooks, batchOf, itemsOf, ownSamples } from "./anatomy/announced.ts";
import { rankAuthentications } from "./anatomy/authentication.ts";
import { numberedBy, onlyWebhook } from "./anatomy/only-webhook.ts";
import { readDelivery } from "./anatomy/delivery.ts";
import { rankDiscriminators } from "./anatomy/rank-discriminators.ts";
import { type PageScan, scanPage } from "./anatomy/scan.ts";
import { asNamed, SAME_BODY } from "./anatomy/webhook-sections.ts";
import { type Outline, type OutlineOther, type OutlineSection, outline, splitLostHeadings } from "./outline.ts";
import { type IndexEntry, checkIndex, readIndex, readIndexList } from "./read-index.ts";
import { readPageStructures } from "./page-structures.ts";
import { readClaims } from "./read-claims.ts";
import { keysShown } from "./read-field-list.ts";
import { readHeading } from "./read-heading.ts";
import { readProse } from "./read-prose.ts";
import { readSamples } from "./read-samples.ts";
import { readSection } from "./read-section.ts";
import type { Reference, SampleBlock, Section, FieldTable, Footnote, Prose } from "./reference.ts";
import { isNoteMarker } from "./read-footnote.ts";
import { defined } from "../source/defined.ts";
import { keysOf, type SampleNode, type SampleObject, valuesIn } from "../samples/sample.ts";

/**
 * Never throws; a page without a webhook section gives a reference without sections and an error that says so.
 *
 * @param hasStructures the register says that the page describes structures too
 * @param elsewhere names of webhooks that other pages of the version are about
 */
export function extractWebhooks(
  document: SourceDocument,
  declared: DeclaredConventions = {},
  hasStructures?: true,
  elsewhere: ReadonlySet<string> = new Set(),
): Reference {
  const { file, tree } = document;
  const coverage = keepCoverage();
  const lifted = withoutIgnored(file, liftBlocks(tree.children), declared.ignore?.value ?? [], coverage);
  const { children, left, titles } = bodyFormats(lifted, declared.format?.value);
  for (const node of left) coverage.ignore("code", "other-format", { text: node.value, at: positionOf(file, node) });
  const page = scanPage(document, children);
  const isLabelled = children.some(isSpecifics);
  const discriminators = rankDiscriminators([page]);
  const only = isLabelled || discriminators.length > 0 ? undefined : onlyWebhook(page);
  const discriminator = declared.discriminator?.value ?? (discriminators[0] ?? only)?.discriminator;
  const scan = discriminator === undefined ? page : asNamed(page, discriminator);
  const shownBatch = discriminator === undefined ? undefined : batchOf(scan, discriminator);
  const batch = declared.batch ?? shownBatch;
  const announced =
    isLabelled || discriminator === undefined
      ? undefined
      : announcedWebhooks(scan, discriminator, declared.names?.value === "heading", elsewhere);
  coverage.add(announced?.findings ?? []);
  for (const { rule, quote, at } of document.ignored) coverage.ignore("page", rule, { text: quote, at });
  const parts: Outline = announced ?? divide(outline(file, children), hasStructures === true);
  const outlined: readonly (OutlineSection & Partial<AnnouncedSection>)[] =
    announced?.sections ?? splitLostHeadings(file, parts.sections);
  outlined.forEach((section) => {
    coverage.consume("heading");
    reportOddity(section, coverage);
  });
  if (announced !== undefined) reportRepeated(announced.sections, file, coverage);
  const beside =
    announced === undefined && hasStructures === undefined
      ? undefined
      : readPageStructures(file, parts.others, coverage, keysShown(children));
  const names = new Set(announced?.sections.map(({ wire }) => wire.value));
  const read = new Set([
    ...scan.headerNodes,
    ...scan.listed.flatMap(({ name, node }) => (names.has(name) ? [node] : [])),
  ]);
  const index = (beside?.rest ?? parts.others).flatMap((other) => readOther(file, other, read, coverage));
  const strays = parts.others.flatMap(({ nodes }) => nodes);
  const readSections = outlined.map((section) => readSection(file, section, coverage, titles, read));
  const samples = readSamples(readSections, coverage);
  const anchors = new Map(index.flatMap(({ name, anchor }) => (anchor === undefined ? [] : [[name, anchor] as const])));
  const sections = shareNotes(readSections.map(({ section }) => section)).map((section, at): Section => {
    const { heading, oddity } = outlined[at] ?? {};
    const own = heading?.id;
    const stated = oddity === "form" ? (section.specifics?.action?.value ?? heading?.names) : undefined;
    const name = stated ?? section.name;
    const anchor = own ?? anchors.get(name) ?? (announced === undefined ? name : section.anchor);
    const { wire, object } = outlined[at] ?? {};
    const all = samples[at] ?? [];
    if (wire === undefined || discriminator === undefined) return { ...section, name, anchor, samples: all };
    const items = batch === undefined ? all : all.flatMap((sample) => itemsOf(sample, batch.value));
    const shown = ownSamples(items, wire, discriminator);
    const chosen = withoutSkeletons(shown.own);
    coverage.add([...shown.findings, ...chosen.findings]);
    const left = items.filter((item) => !shown.own.includes(item));
    const sent = section.tables.filter((table) => !isOfAnswer(table, section.tables, shown.own));
    const answer = `the words around this table speak of an answer, and samples of "${wire.value}" show hardly any of its members; it was left out`;
    for (const { at } of section.tables.filter((table) => !sent.includes(table)))
      coverage.report("info", "reference/table-of-answer", answer, { at });
    const about = sent.filter((table) => !isAboutOther(table, left, shown.own, discriminator));
    const message = `this table names members of a sample that was left out, and none of "${wire.value}"; it was left out too`;
    for (const { at } of sent.filter((table) => !about.includes(table)))
      coverage.report("info", "reference/table-of-other-sample", message, { at });
    const nested = nestRows(about, batch === undefined ? chosen.samples : all, coverage);
    const tables = batch === undefined ? nested : nested.map((table) => ofItems(table, all, items, batch.value));
    const words = outlined[at] === undefined ? undefined : wordsAbout(file, outlined[at], section);
    const described = defined({ words, object });
    return { ...section, name, wire, anchor, ...described, tables, samples: withFormats(chosen.samples) };
  });
  reportFormats(sections, coverage);
  checkIndex(index, sections, coverage);
  if (announced === undefined) reportStrays(file, strays, sections, coverage);
  reportFootnotes(sections, coverage);
  const missing = kindError(scan, sections);
  const closed = coverage.close();
  return {
    file,
    kind: "webhooks",
    ...(hasStructures === true && { hasStructures }),
    claims: readClaims(document),
    discriminators,
    ...(only !== undefined && { only }),
    authentications: rankAuthentications([scan]),
    delivery: readDelivery(scan),
    formats: [...new Set(titles.values())],
    listed: scan.listed.flatMap(({ name, isEvent }) => (isEvent && !names.has(name) ? [name] : [])),
    ...(shownBatch !== undefined && { batch: shownBatch }),
    sections: missing === undefined ? sections : [],
    ...(missing !== undefined || beside === undefined || beside.structures.length === 0
      ? {}
      : { structures: beside.structures }),
    groups: [],
    // Of a page that is about none of the version's webhooks only what it may lack of them counts.
    findings:
      missing === undefined
        ? closed.findings
        : [
            missing,
            ...(elsewhere.size === 0 ? [] : [...(announced?.findings ?? []).filter(isNotTaken), ...unnamed(scan)]),
          ],
    coverage: closed.coverage,
  };
}

/** What describes a webhook beside its section: a list of events, where the section says nothing of it alone. */
function wordsAbout(
  file: string,
  { heading, listed, isOfSeveral, about }: OutlineSection & Partial<AnnouncedSection>,
  { description }: Pick<Section, "description">,
): readonly Prose[] | undefined {
  const own =
    about === undefined
      ? description
      : readSection(file, { heading, nodes: about }, keepCoverage()).section.description;
  if (listed !== undefined && (isOfSeveral === true || !own.some(describes))) return [listed, ...own];
  return about === undefined ? undefined : own;
}

/** More than what leads to a sample, or says which other webhook has the same one. */
function describes({ text }: Prose): boolean {
  return text.split(/(?<=[.!?]) /).some((one) => /\s\S+\s/.test(one) && !/:$|^\{:/.test(one) && !SAME_BODY.test(one));
}

/** On a page of structures too, a section is a structure whose heading is no identifier and below which nothing shows an action. */
function divide({ sections, others }: Outline, hasStructures: boolean): Outline {
  const isStructure = ({ oddity, nodes }: OutlineSection): boolean =>
    hasStructures && oddity === "form" && !nodes.some((node) => isSpecifics(node) || actionShown(node) !== undefined);
  const structures = sections.filter(isStructure).map(({ heading, nodes }) => ({ heading, nodes, isGroup: false }));
  return {
    sections: sections.filter((section) => !isStructure(section)),
    others: [...others, ...structures].toSorted(
      (one, other) => (one.heading?.at.offset ?? -1) - (other.heading?.at.offset ?? -1),
    ),
  };
}

/** Sections of headings that the register calls something else are left out, with all that is below them. */
function withoutIgnored(
  file: string,
  children: readonly RootContent[],
  headings: readonly string[],
  coverage: CoverageKeeper,
): readonly RootContent[] {
  const ignored = new Set(headings.map((heading) => heading.trim().toLowerCase()));
  let depth: number | undefined;
  return children.filter((node) => {
    if (node.type === "heading" && (depth === undefined || node.depth <= depth)) {
      const heading = readHeading(file, node);
      depth = ignored.has(heading.text.trim().toLowerCase()) ? node.depth : undefined;
      if (depth !== undefined) coverage.ignore("heading", "ignored-by-register", heading);
    }
    return depth === undefined;
  });
}

function reportOddity({ heading, oddity }: OutlineSection, coverage: CoverageKeeper): void {
  if (oddity === undefined) return;
  const messages = {
    level: `the heading "${heading.text}" is not on the level of the other webhooks' headings; it was read as a section all the same`,
    form: `the heading "${heading.text}" is not an identifier; it was read as a webhook's section, since an action or a sample stands under it, and named by its action`,
    lost: `a webhook begins here without a heading of its own; it was named by its action, "${heading.text}"`,
  };
  const { at, text: quote } = heading;
  coverage.report("warning", `reference/heading-${oddity}`, messages[oddity], { at, quote });
}

/** Where sections hold each heading once, one that holds the same twice may be two whose heading between them is lost. */
function reportRepeated(sections: readonly OutlineSection[], file: string, coverage: CoverageKeeper): void {
  const repeated = sections.flatMap(({ heading, nodes }) => {
    const inner = nodes.flatMap((node) => (node.type === "heading" ? [readHeading(file, node)] : []));
    const known = new Set<string>();
    const again = inner.find(({ text }) => known.size === known.add(text).size);
    return again === undefined ? [] : [{ name: heading.text, again }];
  });
  if (repeated.length * 2 >= sections.length) return;
  for (const { name, again } of repeated) {
    const { at, text: quote } = again;
    const message = `"${quote}" is a heading of "${name}" already; is the heading of another webhook lost between them?`;
    coverage.report("info", "reference/repeated-heading", message, { at, quote });
  }
}

/** A sample outside of all sections, of an action that none of them is about: a whole webhook would be missing. */
function reportStrays(
  file: string,
  nodes: readonly RootContent[],
  sections: readonly Section[],
  coverage: CoverageKeeper,
): void {
  const known = new Set(sections.flatMap(({ name, specifics }) => [name, specifics?.action?.value]));
  for (const node of nodes) {
    const action = actionShown(node);
    if (action === undefined || known.has(action)) continue;
    const message = `this sample shows the action "${action}", but no section of the page is about it, so the webhook is not in the model; put a heading that names it above`;
    const at = positionOf(file, node);
    coverage.report("error", "reference/webhook-without-section", message, { at, quote: action });
  }
}

/** Groups, the page's title and introduction, the index: what is outside of the sections; `read` are nodes that the scan understood. */
function readOther(
  file: string,
  { heading, isGroup, nodes }: OutlineOther,
  read: ReadonlySet<RootContent>,
  coverage: CoverageKeeper,
): readonly IndexEntry[] {
  const entries: IndexEntry[] = [];
  let understood = false;
  const isIndex = heading !== undefined && headingRole(heading.text) === "index";
  for (const node of nodes) {
    if (read.has(node) && (node.type === "table" || node.type === "code")) {
      if (node.type === "code") coverage.consume("code");
      else coverage.consume("row", node.children.length);
    } else if (node.type === "table") {
      const found = isSpecifics(node) ? undefined : readIndex(file, node, coverage);
      if (found !== undefined) {
        entries.push(...found);
        understood = true;
      } else if (isAboutDelivery(node)) {
        for (const row of node.children)
          coverage.ignore("row", "table-of-deliveries", { text: textOf(row), at: positionOf(file, row) });
      } else {
        const why = "no meaning is known for this table outside of a section";
        coverage.unread("row", "reference/unread-table", readProse(file, node), why);
      }
    } else if (node.type === "code") {
      const code = { text: node.value, at: positionOf(file, node) };
      coverage.unread("code", "reference/unread-sample", code, "this code block belongs to no section");
    } else if (node.type === "list") {
      const found = readIndexList(file, node, isIndex, coverage);
      entries.push(...(found ?? []));
      understood ||= found !== undefined;
      for (const item of found === undefined ? node.children : [])
        coverage.ignore("item", "prose-outside-sections", readProse(file, item));
    } else if (node.type === "paragraph" || node.type === "blockquote") {
      coverage.ignore("paragraph", "prose-outside-sections", readProse(file, node));
    }
  }
  if (heading !== undefined) {
    if (isGroup || (isIndex && understood)) coverage.consume("heading");
    else coverage.ignore("heading", "heading-outside-sections", heading);
  }
  return entries;
}

/** When a delivery is tried again, and from which addresses: labels of a first column. */
function isAboutDelivery({ children: [head] }: Table): boolean {
  const [label] = head?.children ?? [];
  return (
    label !== undefined &&
    /^(?:(?:delivery |retry )?attempts?|retry|retries|ip(?: address(?:es)?|s|v[46])?|cidr)\b/i.test(textOf(label))
  );
}

/** Titles of formats count where what they show differs. */
function withFormats(samples: readonly SampleBlock[]): readonly SampleBlock[] {
  if (formatsDiffer(samples)) return samples;
  return samples.map((sample) => {
    const { format, ...rest } = sample;
    return format === undefined ? sample : rest;
  });
}

/** Bodies of which the page says that there are several formats, and not which one is sent. */
function reportFormats(sections: readonly Section[], coverage: CoverageKeeper): void {
  const several = sections.filter(({ samples }) => samples.some(({ format }) => format !== undefined));
  const [first] = several.flatMap(({ samples }) => samples);
  if (first === undefined) return;
  const formats = [...new Set(several.flatMap(({ samples }) => samples.flatMap(({ format }) => format ?? [])))];
  const named = formats.map((format) => JSON.stringify(format));
  const message = `bodies of ${String(several.length)} webhooks are shown in several formats, ${named.join(" and ")}; each format was read as a variant of the body`;
  const fix = `where you receive one of them alone, name it in the register's conventions: format: ${named.at(-1) ?? ""}`;
  const { at, value: quote } = first;
  coverage.report("warning", "reference/several-formats", message, { at, quote }, fix);
}

function reportFootnotes(sections: readonly Section[], coverage: CoverageKeeper): void {
  for (const { tables, footnotes } of sections) {
    const marked = tables.flatMap(({ rows }) => rows).filter(({ marker }) => marker !== undefined);
    for (const { marker: quote = "", at, names } of marked) {
      if (footnotes.some(({ marker }) => marker === quote)) continue;
      const message = `"${names.join(", ")}" is marked ${quote}, but the section has no such footnote`;
      coverage.report("warning", "reference/marker-without-footnote", message, { at, quote });
    }
    for (const { marker, body } of footnotes) {
      if (marked.some((row) => row.marker === marker)) continue;
      const why = `no row of the section is marked ${marker}, so this footnote belongs to no field`;
      coverage.unread("paragraph", "reference/footnote-without-marker", body, why);
    }
  }
}

/** The only finding of a page without webhooks: what else its reading found has no meaning then. */
function kindError(scan: PageScan, sections: readonly Section[]): Finding | undefined {
  if (
    sections.some(
      ({ wire, specifics, samples }) =>
        wire !== undefined || specifics?.action !== undefined || samples.some(showsAction),
    )
  )
    return undefined;
  const { document } = scan;
  const numbered = numberedBy(scan);
  if (numbered !== undefined) {
    const message = `webhooks of this page seem to be named by a number, as in ${numbered.quote}; a name has to be a text, so none was read`;
    const fix =
      "to receive them all the same, as one webhook whose handler looks at that number, say in the register's conventions: discriminator: { only: notice }, by a name of your choice";
    return report("error", "reference/number-names", message, numbered, fix);
  }
  const headings = document.tree.children.filter(({ type }) => type === "heading").length;
  const message =
    headings === 0
      ? "no webhook was found: this page has no heading, and no body that shows a webhook's name"
      : `no webhook was found under the ${headings === 1 ? "only heading" : `${String(headings)} headings`} of this page: looked for were bodies with a member, or requests with a header, that names its heading or an entry of a list of events, and tables with an "Action" row`;
  const fix =
    "if it is a page of webhooks, say in the register's conventions what names them: discriminator: event, or discriminator: { header: X-Acme-Event } with names: heading; of one whose bodies are all those of one webhook, which nothing names: discriminator: { only: alert }, by a name of your choice";
  return report("error", "reference/no-webhooks", message, { at: { file: document.file, line: 1, column: 1 } }, fix);
}

/** The first body of a page that names none of its bodies, where other pages do. */
function unnamed({ bodies }: PageScan): readonly Finding[] {
  const [first] = bodies;
  if (first === undefined) return [];
  const { offset, length } = first.root;
  const message = `bodies on this page, ${String(bodies.length)} in all, were taken for none of a webhook: nothing here names one as the other pages do`;
  return [report("info", "reference/unnamed-bodies", message, { at: first.at(offset, offset + length), quote: "{" })];
}

function isNotTaken({ ruleId }: Finding): boolean {
  return ruleId === "reference/webhook-not-taken";
}

function showsAction({ root }: SampleBlock): boolean {
  return root?.kind === "object" && root.members.some(({ key }) => key === "action");
}

/** Without the rows of what is around a list of webhooks in its request; the others named from the item. */
function ofItems(
  table: FieldTable,
  requests: readonly SampleBlock[],
  items: readonly SampleBlock[],
  { path }: Batch,
): FieldTable {
  const inner = new Set(items.flatMap(keysOf));
  const outer = new Set(requests.flatMap(keysOf).filter((key) => !inner.has(key)));
  const rows = table.rows.flatMap((row) => {
    const names = row.names
      .map((name) => (name.startsWith(`${path}[].`) ? name.slice(path.length + 3) : name))
      .filter((name) => !outer.has(/^[^.[]*/.exec(name)?.[0] ?? name));
    return names.length === 0 ? [] : [{ ...row, names }];
  });
  return { ...table, rows };
}

/** Whether a table names members of a sample that was left out, which no object of the webhook's own has but what is around its payload. */
function isAboutOther(
  { rows }: FieldTable,
  left: readonly SampleBlock[],
  own: readonly SampleBlock[],
  discriminator: Discriminator,
): boolean {
  const names = [...new Set(rows.flatMap((row) => row.names.map((name) => /^[^.[]*/.exec(name)?.[0] ?? name)))];
  const holds = ({ members }: SampleObject): boolean => names.every((name) => members.some(({ key }) => key === name));
  const isLeft = left.some(({ root }) => root?.kind === "object" && holds(root));
  if (names.length < 2 || own.length === 0 || !isLeft) return false;
  const [around, ...inner] = discriminator.in === "body" ? discriminator.path.split(".") : [];
  return own.every(
    ({ root }) =>
      root?.kind === "object" &&
      !root.members.some(({ key }) => names.includes(key)) &&
      !root.members.some(
        ({ key, value }) => value.kind === "object" && holds(value) && (key !== around || inner.length === 0),
      ),
  );
}

/** Whether a table that may be of what is answered is: the webhook's own samples show few of its members, or another table is of what arrives. */
function isOfAnswer(table: FieldTable, all: readonly FieldTable[], own: readonly SampleBlock[]): boolean {
  if (table.mayBeOfAnswer !== true) return false;
  const keys = new Set(
    own
      .flatMap(({ root }) => (root === undefined ? [] : [...valuesIn(root)]))
      .flatMap((node) => (node.kind === "object" ? node.members.map(({ key }) => key) : [])),
  );
  if (keys.size === 0) return all.some((other) => other.mayBeOfAnswer !== true);
  const names = table.rows.flatMap((row) =>
    row.names.map((name) => name.split(".").at(-1)?.replace(/\[\]$/, "") ?? name),
  );
  return names.filter((name) => keys.has(name)).length * 2 < names.length;
}

type Noted = Pick<Section, "tables" | "footnotes">;

/** Each section with the notes that its own rows name; a note that no row of the page names stays where it is. */
function shareNotes<Read extends Noted>(sections: readonly Read[]): readonly Read[] {
  const defined = new Map<string, Footnote>();
  for (const { footnotes } of sections)
    for (const note of footnotes) if (isNoteMarker(note.marker)) defined.set(note.marker, note);
  if (defined.size === 0) return sections;
  const markers = sections.map(
    ({ tables }) => new Set(tables.flatMap(({ rows }) => rows.flatMap((row) => row.marker ?? []))),
  );
  const used = new Set(markers.flatMap((own) => [...own]));
  return sections.map((section, index): Read => {
    const own = markers[index] ?? new Set();
    const known = section.footnotes.filter(
      ({ marker }) => own.has(marker) || !isNoteMarker(marker) || !used.has(marker),
    );
    const more = [...own].filter((marker) => !known.some((note) => note.marker === marker));
    return { ...section, footnotes: [...known, ...more.flatMap((marker) => defined.get(marker) ?? [])] };
  });
}

function withoutSkeletons(samples: readonly SampleBlock[]): {
  readonly samples: readonly SampleBlock[];
  readonly findings: readonly Finding[];
} {
  const whole = samples.filter(({ root, repairs }) => root !== undefined && !isSkeleton(root, repairs));
  const left = samples.filter(
    ({ root, repairs }) =>
      root !== undefined && isSkeleton(root, repairs) && whole.some((other) => sharesMembers(root, other.root)),
  );
  const message = "this sample leaves out what another one beside it shows; only that one was read";
  return {
    samples: samples.filter((sample) => !left.includes(sample)),
    findings: left.map(({ at, value: quote }) => report("info", "reference/skeleton-sample", message, { at, quote })),
  };
}

function isSkeleton(root: SampleNode, repairs: SampleBlock["repairs"]): boolean {
  return repairs.some(({ rule }) => rule === "missing-value") || holdsNothing(root);
}

/** Whether an object or a list says `...` and nothing else. */
function holdsNothing(root: SampleNode): boolean {
  for (const node of valuesIn(root)) {
    if (node.kind === "scalar" || !node.elided || node === root) continue;
    if ((node.kind === "object" ? node.members : node.items).length === 0) return true;
  }
  return false;
}

function sharesMembers(one: SampleNode, other: SampleNode | undefined): boolean {
  if (one.kind !== "object" || other?.kind !== "object") return false;
  const keys = new Set(other.members.map(({ key }) => key));
  return one.members.filter(({ key }) => keys.has(key)).length >= Math.min(2, one.members.length);
}
