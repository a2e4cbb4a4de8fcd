// Wires what is new: a handler that stands somewhere already, or a fresh one.
import { type Draft, indentAt, newlineOf, wholeLine } from "./draft.ts";
import { type TypedHandler, type WiredHandler, endingOf, specifierTo } from "./locate-handlers.ts";
import { handlerPath, handlerText, localName, wiringEntry } from "./new-files.ts";
import type { ImportRead, SourceRead, WiringEntry } from "./source-file.ts";
import type { StubOptions } from "./stub-file.ts";
import { nameVersion } from "../emit/names.ts";
import type { Model } from "../model/model.ts";

export interface Room {
  readonly target: Target;
  /** Absent where the wiring can't be read. */
  readonly wiring: SourceRead | undefined;
  readonly wired: readonly WiredHandler[];
  readonly typed: ReadonlyMap<string, readonly TypedHandler[]>;
  readonly sources: ReadonlyMap<string, SourceRead>;
  /** Whether any file stands there, read or not. */
  readonly exists: (path: string) => boolean;
}

interface Found {
  readonly action: string;
  readonly path: string;
  readonly exportName: string;
}

/** @param removed imports and entries that are taken out in the same run */
export function planAdditions(room: Room, removed: ReadonlySet<ImportRead | WiringEntry>, draft: Draft): void {
  const { target, wiring, wired } = room;
  const dropped = wired.flatMap((handler) => followOrDrop(room, handler, draft));
  const known = new Set([...wired.map(({ action }) => action), ...(wiring?.wiring?.spread ?? [])]);
  const fresh = new Set(["index.ts", wiring?.path.toLowerCase() ?? ""]);
  const additions = [...target.actions]
    .filter((action) => !known.has(action) && (target.only?.has(action) ?? true))
    .flatMap((action) => findOrCreate(room, action, fresh, draft) ?? []);
  if (wiring?.wiring !== undefined) wire(wiring, additions, new Set([...removed, ...dropped]), draft);
}

/**
 * Follows a handler that was moved. One whose file was deleted is not brought back: the wiring says `undefined` from then on,
 * and its import, which is returned, is taken out.
 */
function followOrDrop({ target, wiring, typed }: Room, handler: WiredHandler, draft: Draft): readonly ImportRead[] {
  const { action, entry, path, import: imported, exportName = "default", missing } = handler;
  if (!missing || path === undefined || imported === undefined || wiring === undefined) return [];
  if (!target.actions.has(action)) return [];
  const [moved, ...others] = (typed.get(action) ?? []).filter((found) => found.export.name === exportName);
  if (moved !== undefined && others.length === 0 && imported.single) {
    const specifier = specifierTo(wiring.path, moved.path, endingOf([imported.specifier]));
    draft.change(wiring.path, { ...imported.inner, text: specifier, reason: `follows ${path} to ${moved.path}` });
  } else if (moved === undefined && path.endsWith(".ts") && imported.single && isOnlyUse(wiring, entry)) {
    const text = wiringEntry(action, "undefined");
    draft.change(wiring.path, { ...entry.span, text, reason: `leaves "${action}" without a handler: ${path} is gone` });
    draft.change(wiring.path, { ...wholeLine(wiring.text, imported), text: "" });
    return [imported];
  } else {
    draft.tell({
      rule: "stubs/lost-handler",
      severity: "warning",
      message: `"${action}" is wired to ${path}, which is not there; nothing was done about it`,
      path: wiring.path,
      at: imported.start,
      fix: "import the handler from where it is now",
    });
  }
  return [];
}

/** Whether the import and the entry are all that names the handler; one that equals its action is in a long entry twice. */
export function isOnlyUse({ identifiers, text }: SourceRead, { action, local = "", span }: WiringEntry): boolean {
  const isLong = text.slice(span.start, span.end).includes(":");
  return (identifiers.get(local) ?? 0) <= (local === action && isLong ? 3 : 2);
}

function findOrCreate(room: Room, action: string, fresh: Set<string>, draft: Draft): Found | undefined {
  const { target, typed, sources, exists } = room;
  const path = handlerPath(action);
  const candidates = typed.get(action) ?? [];
  const own = candidates.find((found) => found.path === path) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (own !== undefined) return { action, path: own.path, exportName: own.export.name };
  if (candidates.length > 1) {
    draft.tell({
      rule: "stubs/several-handlers",
      severity: "warning",
      message: `"${action}" has ${candidates.length} handlers (${candidates.map((found) => found.path).join(", ")}); none was wired`,
      path: candidates[0]?.path ?? path,
      fix: "wire the right one by hand",
    });
    return undefined;
  }
  if (sources.get(path)?.exports.some(({ name, action: other }) => name === "handle" && other === undefined) === true) {
    return { action, path, exportName: "handle" };
  }
  const free = freePath(path, fresh);
  if (exists(free)) {
    if (sources.has(free)) {
      draft.tell({
        rule: "stubs/name-taken",
        severity: "warning",
        message: `${free} exports no handler for "${action}"; it was left as it is and no handler was written`,
        path: free,
        fix: `export a handle: WebhookHandler<"${action}"> there, wire one by hand, or set the action to undefined`,
      });
    }
    return undefined;
  }
  fresh.add(free.toLowerCase());
  draft.create(free, handlerText(action, target.entry), `"${action}" has no handler yet`);
  return { action, path: free, exportName: "handle" };
}

/** Two actions may be spelt so much alike that their files would be one. */
function freePath(path: string, fresh: ReadonlySet<string>): string {
  let free = path;
  for (let count = 2; fresh.has(free.toLowerCase()); count += 1) free = path.replace(/\.ts$/, `-${count}.ts`);
  return free;
}

function wire(
  source: SourceRead,
  additions: readonly Found[],
  removed: ReadonlySet<ImportRead | WiringEntry>,
  draft: Draft,
): void {
  const { wiring, text, imports } = source;
  if (wiring === undefined || additions.length === 0) return;
  const newline = newlineOf(text);
  const taken = new Set(source.identifiers.keys());
  const ending = endingOf(imports.map(({ specifier }) => specifier));
  const last = imports.findLast((found) => !removed.has(found));
  const quote = last === undefined ? '"' : text.charAt(last.inner.end);
  const semicolon = last === undefined || text.slice(0, last.end).endsWith(";") ? ";" : "";
  const lines = additions.map(({ action, path, exportName }) => {
    const local = localName(action, taken);
    const specifier = quote + specifierTo(source.path, path, ending) + quote;
    const binding = exportName === "default" ? local : `{ ${named(exportName, local)} }`;
    return { entry: wiringEntry(action, local), line: `import ${binding} from ${specifier}${semicolon}` };
  });
  draft.change(source.path, {
    start: last?.after ?? 0,
    end: last?.after ?? 0,
    text: lines.map(({ line }) => newline + line).join(""),
    reason: `wires ${additions.map(({ action }) => `"${action}"`).join(", ")}`,
  });
  addEntries(
    source,
    lines.map(({ entry }) => entry),
    removed,
    draft,
  );
}

function named(exportName: string, local: string): string {
  return exportName === local ? local : `${exportName} as ${local}`;
}

/** Behind the other entries; before a spread that can't be read, so that what it brings wins. */
function addEntries(
  { wiring, text, path }: SourceRead,
  entries: readonly string[],
  removed: ReadonlySet<ImportRead | WiringEntry>,
  draft: Draft,
): void {
  if (wiring === undefined) return;
  const newline = newlineOf(text);
  const insert = (at: number, added: string): void => {
    draft.change(path, { start: at, end: at, text: added });
  };
  const { close, afterOpen, commaAt, opaque } = wiring;
  const lineStart = text.lastIndexOf("\n", close - 1) + 1;
  const ownLine = lineStart >= afterOpen && text.slice(lineStart, close).trim() === "";
  const first = wiring.entries[0];
  const outer = indentAt(text, close);
  const indent = first !== undefined && ownLine ? indentAt(text, first.span.start) : `${outer}  `;
  if (opaque) {
    insert(afterOpen, entries.map((entry) => `${newline}${indent}${entry},`).join(""));
    return;
  }
  const bare = wiring.entries.find(({ span }) => span.end === commaAt);
  if (commaAt !== undefined && !(bare !== undefined && removed.has(bare))) insert(commaAt, ",");
  const added = entries.map((entry) => `${indent}${entry},${newline}`).join("");
  if (ownLine) insert(lineStart, added);
  else insert(close, newline + added + outer);
}

export interface Target {
  readonly version: string;
  /** `@acme/shop-webhooks/v3.6`. */
  readonly entry: string;
  /** As the version's types know them, in the order of the reference. */
  readonly actions: ReadonlySet<string>;
  /** Those that get a handler; all where absent. */
  readonly only?: ReadonlySet<string>;
  /** From another spelling that the page shows to the action. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function targetOf(model: Model, { packageName, only }: StubOptions): Target {
  const { folder, webhooks } = nameVersion(model);
  return {
    version: model.version,
    entry: `${packageName}/${folder}`,
    ...(only === undefined ? {} : { only: new Set(only) }),
    actions: new Set(webhooks.map(({ webhook }) => webhook.name)),
    aliases: new Map(
      webhooks.flatMap(({ webhook: { name, aliases } }) => aliases.map(({ value }) => [value, name] as const)),
    ),
  };
}
