// Lays tables that are outside of a webhook's section over the object of its body that they describe: the one whose members they
// name, or the one that their heading names.
import { membersOfRole, sameName, wordsOf as nameWords } from "../reference/anatomy/name-rules.ts";
import { type Finding, report } from "../source/finding.ts";
import { isOfBodies } from "../reference/read-section.ts";
import type { FieldTable, Footnote, Reference, FieldRow, Section } from "../reference/reference.ts";
import { bareHeading, wordsOf } from "../reference/structure-heading.ts";
import { applyRows } from "./apply-rows.ts";
import { mayBeMisspelt } from "../source/suggest.ts";
import type { Discriminator } from "../register/conventions.ts";
import { bodyOf, bodyPath, changeAt, withBody } from "./body.ts";
import { literalName } from "./build-envelope.ts";
import type { BuiltWebhook } from "./build-webhooks.ts";
import { fieldsAt, parsePath } from "./types/path.ts";
import { firstOfEach, groupBy } from "../source/group-by.ts";
import type { Envelope, Field, TypeNode } from "./model.ts";
import type { Catalogue } from "./structures/catalogue.ts";
import type { SectionSamples } from "./build-payload.ts";

export interface SharedTable {
  readonly table: FieldTable;
  readonly footnotes: readonly Footnote[];
  /** The heading's name. */
  readonly name?: string;
  /** Known beforehand: a table of the webhook's own section. */
  readonly place?: readonly string[];
}

export function sharedTables(beside: readonly Reference[]): readonly SharedTable[] {
  return beside
    .flatMap(({ sections }) => sections)
    .flatMap(({ name, tables, footnotes }) => tables.map((table): SharedTable => ({ table, footnotes, name })));
}

/** Tables in the sections of webhooks whose words say that they hold for others too, or below a heading that names no webhook. */
export function tablesForOthers(sections: readonly Section[]): readonly SharedTable[] {
  const found = sections.flatMap(({ name, tables, footnotes }) =>
    tables
      .filter(({ ofAll, heading }) => ofAll !== undefined || (heading === undefined && isOfBodies(name)))
      .map((table): SharedTable => ({ table, footnotes, name })),
  );
  // A section that several webhooks share has its tables once.
  return firstOfEach(found, ({ table: { at } }) => `${String(at.line)}:${String(at.column)}`);
}

const ANY_WEBHOOK = /^(?:\w|of|our|the|your|these|those|its|other|different|type|kind|sent)$/;

/** Whether a table speaks of a webhook: one "for all job events" of those whose name has that word. */
export function meantFor(names: readonly string[]): (name: string, { table }: SharedTable) => boolean {
  const known = new Set(names.flatMap(nameWords));
  return (name, { table: { ofAll = "" } }) => {
    const words = nameWords(ofAll).filter((word) => known.has(word) && !ANY_WEBHOOK.test(word));
    return words.length === 0 || words.every((word) => nameWords(name).includes(word));
  };
}

export interface LaidTables {
  readonly webhook: BuiltWebhook;
  readonly findings: readonly Finding[];
  readonly used: readonly SharedTable[];
  /** Of rows of free tables that this webhook does not show; another one may. */
  readonly unshown: readonly Unshown[];
}

interface Unshown {
  readonly table: SharedTable;
  readonly found: Finding;
}

/** Rows that none of the webhooks shows over which their table was laid: misspelt, or of something else. */
export function unshownByAll(all: readonly LaidTables[]): readonly Finding[] {
  const byRow = groupBy(
    all.flatMap(({ unshown }) => unshown),
    ({ found }) => `${found.file}:${String(found.line)}:${String(found.actual)}`,
  );
  return [...byRow.values()].flatMap(([first, ...others]) => {
    // A webhook without a sample shows none of them.
    const laid = all.filter(
      ({ used, webhook }) => first !== undefined && used.includes(first.table) && webhook.samples.length > 0,
    );
    return first === undefined || others.length + 1 < laid.length ? [] : [first.found];
  });
}

/** What a table says of the member that names webhooks, where no sample shows a name of it. */
const NAME_KINDS: ReadonlySet<TypeNode["kind"]> = new Set(["string", "any", "enum"]);

/** More objects than any body shows. */
const MOST_PLACES = 400;

/** Names of members that samples of a page show: of flat bodies, around payloads, and of payloads. */
export interface ShownMembers {
  readonly flat: ReadonlySet<string>;
  readonly around: ReadonlySet<string>;
  readonly payload: ReadonlySet<string>;
}

export function layShared(
  webhook: BuiltWebhook,
  shared: readonly SharedTable[],
  catalogue: Catalogue,
  discriminator: Discriminator,
  shown: ShownMembers,
): LaidTables {
  const findings: Finding[] = [];
  const unshown: Unshown[] = [];
  const used = new Map<SharedTable, readonly Place[]>();
  const done = new Set<string>();
  const { envelope } = webhook;
  let body = bodyOf(webhook);
  for (const one of shared) {
    if (one.place === undefined) continue;
    const laid = layAt(body, one.place, one, webhook, catalogue);
    body = laid.type;
    findings.push(...laid.findings);
  }
  const free = shared.filter(({ place }) => place === undefined);
  // Of a place of which nothing is shown a heading alone says so: not that of a table of what is around it.
  const tablesFor = (place: Place, all: readonly Place[]): readonly SharedTable[] =>
    free.filter((one) => {
      const { name } = one;
      if (place.names.size === 0) return used.get(one)?.some((outer) => isAround(outer, place)) !== true;
      // What is named after a member beside this one describes that.
      const outer = place.path.slice(0, -1);
      const beside = all.find(({ path }) => path.join("\u0000") === outer.join("\u0000"))?.names ?? [];
      const isOf = (path: readonly string[]): boolean => name !== undefined && namesPlace(name, path, envelope);
      return isOf(place.path) || place.path.length === 0 || ![...beside].some((member) => isOf([...outer, member]));
    });
  // What one table adds, another may describe: each place once, from the outside inwards.
  for (let rounds = 0; free.length > 0 && rounds < 4; rounds++) {
    let changed = false;
    const all = placesIn(body);
    for (const place of all) {
      const key = place.path.join("\u0000");
      const best = done.has(key) ? undefined : bestFor(place, tablesFor(place, all), envelope);
      // What was laid before it may have made it a structure, which is described elsewhere.
      if (best === undefined || !placesIn(body).some(({ path }) => path.join("\u0000") === key)) continue;
      done.add(key);
      used.set(best, [...(used.get(best) ?? []), place]);
      const isWhole = place.path.length === 0;
      const isInner = place.path.join(".") === envelope.payloadPath;
      // It was laid over the body as a whole, and over the payload with it.
      if (isInner && used.get(best)?.some(({ path }) => path.length === 0) === true && best.name !== undefined)
        continue;
      const isDictionary = isWhole && webhook.samples.length > 0 && best.table.ofAll === undefined;
      const own = isDictionary ? withoutOthers(best.table, place, shown.flat) : best.table;
      const table = isWhole ? withPayloadRows(own, place, envelope, shown) : own;
      const laid = layAt(body, place.path, { ...best, table }, webhook, catalogue);
      body = laid.type;
      for (const found of laid.findings) {
        if (found.ruleId === "model/row-without-sample") unshown.push({ table: best, found });
        else findings.push(found);
      }
      changed = true;
    }
    if (!changed) break;
  }
  const left = placesIn(body);
  for (const place of left) {
    const near = done.has(place.path.join("\u0000"))
      ? undefined
      : bestFor(place, tablesFor(place, left), envelope, NEARLY);
    if (near !== undefined) findings.push(notLaid(near, place, webhook.name));
  }
  // A body without what names its webhook would be none of it.
  const steps = discriminator.in === "body" ? bodyPath(discriminator.path) : [];
  steps.forEach((_, index) => {
    body = changeAt(body, steps.slice(0, index + 1), (field) => {
      const [why] = field.evidence;
      const isName = index === steps.length - 1 && NAME_KINDS.has(field.type.kind) && why !== undefined;
      return { ...(isName ? literalName(field, webhook.name, why) : field), presence: "required" };
    });
  });
  const laid = withBody(webhook, body);
  return laid === undefined
    ? { webhook, findings: [], used: [], unshown: [] }
    : { webhook: laid, findings, used: [...used.keys()], unshown };
}

/** A table of the body as a whole that names more members of payloads than of what is around them: all but those are named from there. */
function withPayloadRows(
  table: FieldTable,
  { names }: Place,
  { payloadPath }: Envelope,
  { around, payload }: ShownMembers,
): FieldTable {
  if (payloadPath === undefined) return table;
  const sideOf = (name: string): "around" | "inner" | "unknown" => {
    const [first = name] = parsePath(name);
    if (names.has(first) || around.has(first)) return "around";
    return payload.has(first) ? "inner" : "unknown";
  };
  const sides = table.rows.flatMap((row) => row.names.map(sideOf));
  const count = (wanted: string): number => sides.filter((side) => side === wanted).length;
  if (count("inner") <= count("around")) return table;
  const rows = table.rows.map((row) => ({
    ...row,
    names: row.names.map((name) => (sideOf(name) === "around" ? name : `${payloadPath}.${name}`)),
  }));
  return { ...table, rows };
}

/** A table of the members of all webhooks: without those that samples of others show and this one's do not. */
function withoutOthers(table: FieldTable, { names }: Place, shown: ReadonlySet<string>): FieldTable {
  const isOwn = (name: string): boolean => {
    const [first = name] = parsePath(name);
    return names.has(first) || !shown.has(first);
  };
  return { ...table, rows: table.rows.filter((row) => row.presence !== undefined || row.names.some(isOwn)) };
}

/** The member that holds the payload is what the payload's own type says. */
function layAt(
  body: TypeNode,
  at: readonly string[],
  { table, footnotes }: SharedTable,
  { name: webhook, samples, payload, envelope: { payloadPath, fields } }: BuiltWebhook,
  catalogue: Catalogue,
): { readonly type: TypeNode; readonly findings: readonly Finding[] } {
  // What is around the payload, and not in it, is not meant where one table names both: it has what names the webhook.
  const named = fields.find(({ type }) => type.kind === "literal")?.name;
  const isBoth = at.join(".") === payloadPath && table.rows.some(({ names }) => names.some((name) => name === named));
  const around = new Set(isBoth ? fields.map(({ name }) => name) : []);
  if (payload.kind === "object") for (const { name } of payload.fields) around.delete(name);
  const rows = table.rows.flatMap((row) => {
    if (row.webhooks?.some((name) => sameName(name, webhook)) === false) return [];
    const names = row.names
      .filter((name) => !around.has(name))
      .map((name) => [...at, name].join("."))
      .filter((name) => name !== payloadPath || payload.kind === "any");
    return names.length === 0 ? [] : [{ ...row, names }];
  });
  return applyRows(body, [{ ...table, rows }], footnotes, {
    catalogue,
    sampled: samples.length > 0,
    exact: true,
    ...(payloadPath !== undefined && { payload: payloadPath }),
  });
}

interface Place {
  readonly path: readonly string[];
  /** Of its members. */
  readonly names: ReadonlySet<string>;
}

/** Objects, and members of which nothing is known but that they may be some; those of structures are described there. */
function placesIn(body: TypeNode): readonly Place[] {
  const found = new Map<string, Place>();
  const open: { readonly type: TypeNode; readonly path: readonly string[] }[] = [{ type: body, path: [] }];
  for (const { type, path } of open) {
    if (open.length > MOST_PLACES) break;
    if (type.kind === "array") open.push({ type: type.items, path });
    else if (type.kind === "union") for (const variant of type.variants) open.push({ type: variant, path });
    else if (type.kind === "object" || (type.kind === "any" && path.length > 0)) {
      const fields = type.kind === "object" && type.empty !== true ? type.fields : [];
      const key = path.join("\u0000");
      const names = new Set([...(found.get(key)?.names ?? []), ...fields.map(({ name }) => name)]);
      found.set(key, { path, names });
      for (const field of fields) open.push({ type: field.type, path: [...path, field.name] });
    }
  }
  return [...found.values()];
}

function isAround(outer: Place, { path }: Place): boolean {
  return outer.path.length < path.length && outer.path.every((step, index) => path[index] === step);
}

function notLaid({ table, name = "" }: SharedTable, { path }: Place, webhook: string): Finding {
  const object = path.length === 0 ? "the body" : `"${path.join(".")}"`;
  const message = `this table names some members of ${object} of "${webhook}", and too few to be read as a table of it; where it is one, its heading should name that`;
  return report("info", "model/table-not-laid", message, { at: table.at, quote: name });
}

function bestFor(
  place: Place,
  shared: readonly SharedTable[],
  envelope: Envelope,
  most = MOST,
): SharedTable | undefined {
  const scored = shared.map((one) => ({ one, score: fitOf(place, one, envelope, most) }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)[0]?.one;
}

/** Share of an object's members that a table has to name. */
const MOST = 0.7;
/** From here on it nearly does. */
const NEARLY = 0.5;
const FEWEST = 3;

/** 0 where the table does not describe the place. */
function fitOf({ path, names }: Place, { table, name }: SharedTable, envelope: Envelope, most: number): number {
  const documented = new Set(table.rows.flatMap((row) => row.names.map((one) => parsePath(one)[0] ?? one)));
  const undocumented = [...names].filter((one) => !documented.has(one));
  const isShown = (one: string): boolean => names.has(one) || undocumented.some((other) => mayBeMisspelt(one, other));
  const common = [...documented].filter(isShown).length;
  // An object that holds what is named so, as a list of contacts in `contacts`, is none.
  const isNamed =
    name !== undefined &&
    namesPlace(name, path, envelope) &&
    ![...names].some((member) => path.length > 0 && namesPlace(name, [...path, member], envelope));
  if (names.size === 0) return isNamed ? 1 : 0;
  const covered = common / names.size;
  if (isNamed && (covered >= 0.5 || common >= FEWEST)) return 2 + covered;
  // Members of the payload, not of what is around it, where that shows none of them.
  const isOfBody = table.ofAll !== undefined && path.length === 0 && (common > 0 || envelope.payloadPath === undefined);
  if (isOfBody) return 1 + covered;
  // Rows that name members of members say where those are.
  const deep = table.rows.filter((row) => row.names.every((one) => parsePath(one).length > 1)).length;
  const isOfPaths = deep >= FEWEST && deep === table.rows.length;
  if (isOfPaths && path.length === 0 && common === documented.size) return covered;
  return covered >= most && common >= Math.min(FEWEST, documented.size) && common * 4 >= documented.size ? covered : 0;
}

/** Words by which headings name the body as a whole, and the payload. */
const BODY_WORDS = /^(?:top|level|body|bodies|envelope|common|outer|(?:request|event|webhook|message|notification)s?)$/;
const PAYLOAD_WORDS = new Set([...membersOfRole("payload"), "inner"]);

function namesPlace(heading: string, path: readonly string[], { payloadPath }: Envelope): boolean {
  const words = wordsOf(bareHeading(heading) ?? heading).filter(
    (word) => !/^(?:fields?|keys?|structure|objects?|properties|attributes)$/.test(word),
  );
  if (words.length === 0) return false;
  if (path.length === 0)
    return words.every((word) => {
      const isPayload = PAYLOAD_WORDS.has(word) || PAYLOAD_WORDS.has(word.replace(/s$/, ""));
      return BODY_WORDS.test(word) || (payloadPath === undefined && isPayload);
    });
  if (path.join(".") === payloadPath && words.every((word) => PAYLOAD_WORDS.has(word))) return true;
  const last = wordsOf(path.at(-1) ?? "");
  return last.length === words.length && last.every((word, index) => isAlike(word, words[index] ?? ""));
}

/** Whether one is the other, or short for it: "org" and "organization". */
function isAlike(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].sort((a, b) => a.length - b.length);
  return long === short || (long.startsWith(short) && short.length >= 3);
}

interface DividedTables {
  /** With the rows about the payload, named from there. */
  readonly part: SectionSamples;
  readonly envelopeTables: readonly FieldTable[];
}

/** A row that the payload's samples show speaks of the payload, whatever is around it, unless other rows of its table say by paths what is in it. */
export function divideTables(part: SectionSamples, { payloadPath, fields }: Envelope): DividedTables {
  const { section, samples } = part;
  if (payloadPath === undefined || section.tables.length === 0) return { part, envelopeTables: [] };
  const path = bodyPath(payloadPath);
  const around = new Set(fields.map(({ name }) => name));
  const shown = new Set(
    samples.flatMap(({ payload }) => {
      const nodes = payload.kind === "array" ? payload.items.map(({ value }) => value) : [payload];
      return nodes.flatMap((node) => (node.kind === "object" ? node.members.map(({ key }) => key) : []));
    }),
  );
  const isWithin = (steps: readonly string[]): boolean => path.every((step, index) => steps[index] === step);
  const sideOf = (name: string, hasPaths: boolean): "payload" | "envelope" | "within" | "unknown" => {
    const steps = parsePath(name);
    const [first = ""] = steps;
    if (shown.has(first) && !(hasPaths && around.has(first))) return "payload";
    if (first === path[0]) return isWithin(steps) ? "within" : "envelope";
    return around.has(first) ? "envelope" : "unknown";
  };
  const payloadTables: FieldTable[] = [];
  const envelopeTables: FieldTable[] = [];
  for (const table of section.tables.map((one) => fromRoot(one, path, fields, shown))) {
    // Where rows lead through the payload, those that don't are not in it.
    const hasPaths = table.rows.some(({ names: [name = ""] }) => {
      const steps = parsePath(name);
      return steps.length > path.length && isWithin(steps);
    });
    // Where a table has a row for the payload, others are for what is around that, and a second one of the same name is not.
    const isAround = table.rows.some(({ names: [name = ""] }) => name === path[0] && !shown.has(name));
    const seen = new Set<string>();
    const sides = table.rows.map(({ names: [name = ""] }) => {
      const isFirst = seen.size < seen.add(name).size;
      return isAround && isFirst && around.has(parsePath(name)[0] ?? name) ? "envelope" : sideOf(name, hasPaths);
    });
    // A table that names what is around the payload, and nothing of it, speaks of the body as a whole.
    const isWhole = sides.includes("envelope") && !sides.includes("payload");
    const own: FieldRow[] = [];
    const outer: FieldRow[] = [];
    table.rows.forEach((row, index) => {
      const side = sides[index];
      if (side === "envelope" || (side === "unknown" && isWhole)) outer.push(row);
      else if (side === "within") {
        const inner = row.names
          .map((name) => parsePath(name).slice(path.length).join("."))
          .filter((name) => name !== "");
        if (inner.length > 0) own.push({ ...row, names: inner });
        else outer.push(row);
      } else own.push(row);
    });
    if (own.length > 0) payloadTables.push({ ...table, rows: own });
    if (outer.length > 0) envelopeTables.push({ ...table, rows: outer });
  }
  return { part: { ...part, section: { ...section, tables: payloadTables } }, envelopeTables };
}

/** Rows of what is around a payload deeper than the body's own members, `data` beside `id` of `{ event: { id, data } }`: named from the body. */
function fromRoot(
  table: FieldTable,
  path: readonly string[],
  fields: readonly Field[],
  shown: ReadonlySet<string>,
): FieldTable {
  const holder = path.slice(0, -1);
  const last = path.at(-1) ?? "";
  const beside = new Set([...fieldsAt({ kind: "object", fields }, holder), last]);
  const firsts = table.rows.map(({ names: [name = ""] }) => parsePath(name)[0] ?? name);
  if (holder.length === 0 || !firsts.includes(last) || shown.has(last)) return table;
  const seen = new Set<string>();
  const rows = table.rows.map((row, index): FieldRow => {
    const isBeside = beside.has(firsts[index] ?? "") && row.names.every((name) => !seen.has(name));
    for (const name of row.names) seen.add(name);
    return isBeside ? { ...row, names: row.names.map((name) => [...holder, name].join(".")) } : row;
  });
  return { ...table, rows };
}
