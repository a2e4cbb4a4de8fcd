// Wires what is new: a handler that is somewhere already, or a fresh one. Marks handlers of webhooks that are gone, takes their
// entries out of the wiring, and unmarks what came back.
import { indentAt, newlineOf, wholeLine } from "./draft.ts";
import {
  endingOf,
  handlerPath,
  handlerText,
  localName,
  specifierTo,
  type WiredHandler,
  wiringEntry,
  deprecationComment,
} from "./handlers.ts";
import type { Planning } from "./plan-stubs.ts";
import type { ImportRead, SourceRead, WiringEntry, ExportRead } from "./source.ts";
/** Imports and entries that are taken out in the same run. */
export type Removed = ReadonlySet<ImportRead | WiringEntry>;

interface Found {
  readonly webhook: string;
  readonly path: string;
  readonly exportName: string;
}

export function planAdditions(planning: Planning, removed: Removed): void {
  const { names, only, wiring, wired } = planning;
  const dropped = wired.flatMap((handler) => followOrDrop(planning, handler));
  const known = new Set([...wired.map(({ webhook }) => webhook), ...(wiring?.wiring?.spread ?? [])]);
  const fresh = new Set(["index.ts", wiring?.path.toLowerCase() ?? ""]);
  const additions = [...names]
    .filter((webhook) => !known.has(webhook) && (only?.has(webhook) ?? true))
    .flatMap((webhook) => findOrCreate(planning, webhook, fresh) ?? []);
  if (wiring !== undefined && additions.length > 0)
    wire(planning, wiring, additions, new Set([...removed, ...dropped]));
}

/**
 * Follows a handler that was moved. One whose file was deleted is not brought back: the wiring says `undefined` from then on,
 * and its import, which is returned, is taken out.
 */
function followOrDrop(planning: Planning, handler: WiredHandler): readonly ImportRead[] {
  const { names, wiring, typed, exists, draft } = planning;
  const { webhook, entry, path, import: imported, exportName } = handler;
  if (path === undefined || exists(path) || imported === undefined || wiring === undefined) return [];
  if (!names.has(webhook)) return [];
  const [moved, ...others] = typed.filter((one) => one.webhook === webhook && one.export.name === exportName);
  if (moved !== undefined && others.length === 0 && imported.single) {
    const to = moved.source.path;
    const text = specifierTo(wiring.path, to, endingOf([imported.specifier]));
    draft.change(wiring.path, { ...imported.inner, text, reason: `follows ${path} to ${to}` });
  } else if (moved === undefined && path.endsWith(".ts") && imported.single && isOnlyUse(wiring, entry)) {
    const text = wiringEntry(webhook, "undefined");
    draft.change(wiring.path, {
      ...entry.span,
      text,
      reason: `leaves "${webhook}" without a handler: ${path} is gone`,
    });
    draft.change(wiring.path, { ...wholeLine(wiring.text, imported), text: "" });
    return [imported];
  } else {
    draft.tell({
      rule: "stubs/lost-handler",
      severity: "warning",
      message: `"${webhook}" is wired to ${path}, which is not there; nothing was done about it`,
      path: wiring.path,
      at: imported.start,
      fix: "import the handler from where it is now",
    });
  }
  return [];
}

/** Whether the import and the entry are all that names the handler; one that equals its name is in a long entry twice. */
export function isOnlyUse({ identifiers, text }: SourceRead, { webhook, local = "", span }: WiringEntry): boolean {
  const isLong = text.slice(span.start, span.end).includes(":");
  return identifiers.filter((name) => name === local).length <= (local === webhook && isLong ? 3 : 2);
}

function findOrCreate(
  { entry, typed, sources, exists, draft }: Planning,
  webhook: string,
  fresh: Set<string>,
): Found | undefined {
  const path = handlerPath(webhook);
  const candidates = typed.filter((one) => one.webhook === webhook);
  const own =
    candidates.find(({ source }) => source.path === path) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (own !== undefined) return { webhook, path: own.source.path, exportName: own.export.name };
  if (candidates.length > 1) {
    const paths = candidates.map(({ source }) => source.path);
    draft.tell({
      rule: "stubs/several-handlers",
      severity: "warning",
      message: `"${webhook}" has ${candidates.length} handlers (${paths.join(", ")}); none was wired`,
      path: paths[0] ?? path,
      fix: "wire the right one by hand",
    });
    return undefined;
  }
  if (
    sources.get(path)?.exports.some(({ name, webhook: other }) => name === "handle" && other === undefined) === true
  ) {
    return { webhook, path, exportName: "handle" };
  }
  const free = freePath(path, fresh);
  if (exists(free)) {
    if (sources.has(free)) {
      draft.tell({
        rule: "stubs/name-taken",
        severity: "warning",
        message: `${free} exports no handler for "${webhook}"; it was left as it is and no handler was written`,
        path: free,
        fix: `export a handle: WebhookHandler<"${webhook}"> there, wire one by hand, or set the webhook to undefined`,
      });
    }
    return undefined;
  }
  fresh.add(free.toLowerCase());
  draft.create(free, handlerText(webhook, entry), `"${webhook}" has no handler yet`);
  return { webhook, path: free, exportName: "handle" };
}

/** Two names may be spelt so much alike that their files would be one. */
function freePath(path: string, fresh: ReadonlySet<string>): string {
  let free = path;
  for (let count = 2; fresh.has(free.toLowerCase()); count += 1) free = path.replace(/\.ts$/, `-${count}.ts`);
  return free;
}

function wire({ draft }: Planning, source: SourceRead, additions: readonly Found[], removed: Removed): void {
  const { text, imports } = source;
  const newline = newlineOf(text);
  const taken = new Set(source.identifiers);
  const ending = endingOf(imports.map(({ specifier }) => specifier));
  const last = imports.findLast((found) => !removed.has(found));
  const quote = last === undefined ? '"' : text.charAt(last.inner.end);
  const semicolon = last === undefined || text.slice(0, last.end).endsWith(";") ? ";" : "";
  const lines = additions.map(({ webhook, path, exportName }) => {
    const local = localName(webhook, taken);
    const named = exportName === local ? local : `${exportName} as ${local}`;
    const binding = exportName === "default" ? local : `{ ${named} }`;
    const specifier = quote + specifierTo(source.path, path, ending) + quote;
    return { entry: wiringEntry(webhook, local), line: `import ${binding} from ${specifier}${semicolon}` };
  });
  draft.change(source.path, {
    start: last?.after ?? 0,
    end: last?.after ?? 0,
    text: lines.map(({ line }) => newline + line).join(""),
    reason: `wires ${additions.map(({ webhook }) => `"${webhook}"`).join(", ")}`,
  });
  const entries = lines.map(({ entry }) => entry);
  for (const [at, added] of entryInsertions(source, entries, removed)) {
    draft.change(source.path, { start: at, end: at, text: added });
  }
}

/** Behind the other entries; before a spread that can't be read, so that what it brings wins. */
function entryInsertions(
  { wiring, text }: SourceRead,
  entries: readonly string[],
  removed: Removed,
): readonly (readonly [at: number, text: string])[] {
  if (wiring === undefined) return [];
  const newline = newlineOf(text);
  const { close, afterOpen, commaAt, opaque } = wiring;
  const lineStart = text.lastIndexOf("\n", close - 1) + 1;
  const ownLine = lineStart >= afterOpen && text.slice(lineStart, close).trim() === "";
  const first = wiring.entries[0];
  const outer = indentAt(text, close);
  const indent = first !== undefined && ownLine ? indentAt(text, first.span.start) : `${outer}  `;
  if (opaque) return [[afterOpen, entries.map((entry) => `${newline}${indent}${entry},`).join("")]];
  const bare = wiring.entries.find(({ span }) => span.end === commaAt);
  const needsComma = commaAt !== undefined && !(bare !== undefined && removed.has(bare));
  const added = entries.map((entry) => `${indent}${entry},${newline}`).join("");
  return [
    ...(needsComma ? [[commaAt, ","] as const] : []),
    ownLine ? [lineStart, added] : [close, newline + added + outer],
  ];
}

export function planRemovals(planning: Planning): Removed {
  const { names, wiring, wired, typed, sources } = planning;
  const fromWiring = wired.flatMap(({ webhook, path, exportName }) => {
    const source = sources.get(path ?? "");
    const read = source?.exports.find(({ name }) => name === exportName);
    return source === undefined || read === undefined ? [] : [{ webhook, source, export: read }];
  });
  // What is still documented goes first: a handler of two webhooks stays while one of them does.
  const byPresence = (one: { readonly webhook: string }): number => (names.has(one.webhook) ? 0 : 1);
  const inOrder = [fromWiring, typed].flatMap((some) => some.toSorted((a, b) => byPresence(a) - byPresence(b)));
  const done = new Set<string>();
  for (const { webhook, source, export: read } of inOrder) {
    const key = `${read.at} ${source.path}`;
    if (done.has(key)) continue;
    done.add(key);
    if (names.has(webhook)) reinstate(planning, source, read, webhook);
    else deprecate(planning, source, read, webhook);
  }
  if (wiring === undefined) return new Set();
  const gone = wired.filter(({ webhook }) => !names.has(webhook));
  return new Set(gone.flatMap((handler) => unwire(planning, wiring, handler)));
}

function deprecate({ version, aliases, draft }: Planning, source: SourceRead, read: ExportRead, webhook: string): void {
  if (read.deprecated !== undefined) return;
  const meant = aliases.get(webhook);
  const line = newlineOf(source.text) + indentAt(source.text, read.at);
  draft.change(source.path, {
    start: read.at,
    end: read.at,
    text: deprecationComment(webhook, version) + line,
    reason: `marks "${webhook}" as deprecated: version ${version} has no such webhook${meant === undefined ? "" : `, but "${meant}"`}`,
  });
}

/** Takes the mark away that hooksmith made. */
function reinstate(
  { draft }: Planning,
  { path, text }: SourceRead,
  { deprecated, at }: ExportRead,
  webhook: string,
): void {
  if (deprecated === undefined || deprecated === "by a person") return;
  const { start, end } = deprecated;
  const blank = text.slice(end, at).trim() === "";
  draft.change(path, {
    start,
    end: blank ? at : end,
    text: "",
    reason: `"${webhook}" is documented: it is deprecated no more`,
  });
}

/** Only an entry that names an import is taken out; a function written in place is a person's. */
function unwire(
  { version, draft }: Planning,
  source: SourceRead,
  handler: WiredHandler,
): readonly (ImportRead | WiringEntry)[] {
  const { webhook, entry, import: imported } = handler;
  if (imported === undefined) {
    draft.tell({
      rule: "stubs/gone-in-place",
      severity: "warning",
      message: `"${webhook}" is no webhook of version ${version}; its entry was written by hand and was left, though defineHandlers refuses it`,
      path: source.path,
      at: entry.span.start,
      fix: "remove the entry",
    });
    return [];
  }
  const span = { start: entry.span.start, end: entry.comma?.end ?? entry.span.end };
  const reason = `takes "${webhook}" out: version ${version} has no such webhook`;
  draft.change(source.path, { ...wholeLine(source.text, span), text: "", reason });
  if (!imported.single || !isOnlyUse(source, entry)) return [entry];
  draft.change(source.path, { ...wholeLine(source.text, imported), text: "" });
  return [entry, imported];
}
