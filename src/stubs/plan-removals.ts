// Marks handlers of webhooks that are gone, takes their entries out of the wiring, and unmarks what came back.
import { deprecationComment } from "./new-files.ts";
import { type Draft, indentAt, newlineOf, wholeLine } from "./draft.ts";
import type { WiredHandler } from "./locate-handlers.ts";
import { isOnlyUse, type Room } from "./plan-additions.ts";
import { type ExportRead, type ImportRead, importsOf, type SourceRead, type WiringEntry } from "./source-file.ts";
const GONE_TYPE = "stubs/gone-type";
const GONE_IN_PLACE = "stubs/gone-in-place";

/** What only a person can bring in step: until then the folder does not compile. */
export const unsettled: ReadonlySet<string> = new Set([GONE_TYPE, GONE_IN_PLACE]);

/** Returns the imports and entries that it takes out. */
export function planRemovals(room: Room, draft: Draft): ReadonlySet<ImportRead | WiringEntry> {
  const { target, wiring, wired, typed, sources } = room;
  const seen = new Set<string>();
  const settle = (source: SourceRead, read: ExportRead, action: string): void => {
    const key = `${read.at} ${source.path}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (target.actions.has(action)) {
      if (read.deprecation.by === "hooksmith") reinstate(source, read, action, draft);
      return;
    }
    deprecate(room, source, read, action, draft);
    tellUncompilable(room, source, read, action, draft);
  };
  // What is still documented goes first: a handler of two webhooks stays while one of them does.
  const byPresence = (action: string): number => (target.actions.has(action) ? 0 : 1);
  for (const handler of wired.toSorted((a, b) => byPresence(a.action) - byPresence(b.action))) {
    const source = handler.path === undefined ? undefined : sources.get(handler.path);
    const read = source?.exports.find(({ name }) => name === handler.exportName);
    if (source !== undefined && read !== undefined) settle(source, read, handler.action);
  }
  for (const [action, handlers] of [...typed].sort(([a], [b]) => byPresence(a) - byPresence(b))) {
    for (const { path, export: read } of handlers) {
      const source = sources.get(path);
      if (source !== undefined) settle(source, read, action);
    }
  }
  if (wiring === undefined) return new Set();
  const gone = wired.filter(({ action }) => !target.actions.has(action));
  return new Set(gone.flatMap((handler) => unwire(room, wiring, handler, draft)));
}

function deprecate({ target }: Room, source: SourceRead, read: ExportRead, action: string, draft: Draft): void {
  if (read.deprecation.by !== "nobody") return;
  const meant = target.aliases.get(action);
  const line = newlineOf(source.text) + indentAt(source.text, read.at);
  draft.change(source.path, {
    start: read.at,
    end: read.at,
    text: deprecationComment(action, target.version) + line,
    reason: `marks "${action}" as deprecated: version ${target.version} has no such webhook${meant === undefined ? "" : `, but "${meant}"`}`,
  });
}

/** A handler of an older version goes on importing that one; where it is this version that lost the webhook, its type is gone. */
function tellUncompilable({ target }: Room, source: SourceRead, read: ExportRead, action: string, draft: Draft): void {
  const from = importsOf(source, "WebhookHandler");
  if (read.action !== action || from.every(({ specifier }) => specifier !== target.entry)) return;
  draft.tell({
    rule: GONE_TYPE,
    severity: "warning",
    message: `"${action}" is no webhook of version ${target.version} any more, and the types of its handler went with it: the file does not compile until the handler is gone`,
    path: source.path,
    at: read.at,
    fix: "move what is still of use elsewhere, and delete the handler",
  });
}

function reinstate(source: SourceRead, { deprecation, at }: ExportRead, action: string, draft: Draft): void {
  if (deprecation.by !== "hooksmith") return;
  const { start, end } = deprecation.span;
  const blank = source.text.slice(end, at).trim() === "";
  draft.change(source.path, {
    start,
    end: blank ? at : end,
    text: "",
    reason: `"${action}" is documented: it is deprecated no more`,
  });
}

/** Only an entry that names an import is taken out; a function written in place is a person's. */
function unwire(
  { target }: Room,
  source: SourceRead,
  handler: WiredHandler,
  draft: Draft,
): readonly (ImportRead | WiringEntry)[] {
  const { action, entry, import: imported } = handler;
  if (imported === undefined) {
    draft.tell({
      rule: GONE_IN_PLACE,
      severity: "warning",
      message: `"${action}" is no webhook of version ${target.version}; its entry was written by hand and was left, though defineHandlers refuses it`,
      path: source.path,
      at: entry.span.start,
      fix: "remove the entry",
    });
    return [];
  }
  const span = { start: entry.span.start, end: entry.comma?.end ?? entry.span.end };
  const reason = `takes "${action}" out: version ${target.version} has no such webhook`;
  draft.change(source.path, { ...wholeLine(source.text, span), text: "", reason });
  if (!imported.single || !isOnlyUse(source, entry)) return [entry];
  draft.change(source.path, { ...wholeLine(source.text, imported), text: "" });
  return [entry, imported];
}
