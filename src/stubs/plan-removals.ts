// Marks handlers of webhooks that are gone, takes their entries out of the wiring, and unmarks what came back.
import { indentAt, newlineOf, wholeLine } from "./draft.ts";
import { deprecationComment, type WiredHandler } from "./handlers.ts";
import { isOnlyUse, type Removed } from "./plan-additions.ts";
import type { Planning } from "./plan-stubs.ts";
import type { ExportRead, ImportRead, SourceRead, WiringEntry } from "./source.ts";

export function planRemovals(planning: Planning): Removed {
  const { actions, wiring, wired, typed, sources } = planning;
  const fromWiring = wired.flatMap(({ action, path, exportName }) => {
    const source = sources.get(path ?? "");
    const read = source?.exports.find(({ name }) => name === exportName);
    return source === undefined || read === undefined ? [] : [{ action, source, export: read }];
  });
  // What is still documented goes first: a handler of two webhooks stays while one of them does.
  const byPresence = (one: { readonly action: string }): number => (actions.has(one.action) ? 0 : 1);
  const inOrder = [fromWiring, typed].flatMap((some) => some.toSorted((a, b) => byPresence(a) - byPresence(b)));
  const done = new Set<string>();
  for (const { action, source, export: read } of inOrder) {
    const key = `${read.at} ${source.path}`;
    if (done.has(key)) continue;
    done.add(key);
    if (actions.has(action)) reinstate(planning, source, read, action);
    else deprecate(planning, source, read, action);
  }
  if (wiring === undefined) return new Set();
  const gone = wired.filter(({ action }) => !actions.has(action));
  return new Set(gone.flatMap((handler) => unwire(planning, wiring, handler)));
}

function deprecate({ version, aliases, draft }: Planning, source: SourceRead, read: ExportRead, action: string): void {
  if (read.deprecated !== undefined) return;
  const meant = aliases.get(action);
  const line = newlineOf(source.text) + indentAt(source.text, read.at);
  draft.change(source.path, {
    start: read.at,
    end: read.at,
    text: deprecationComment(action, version) + line,
    reason: `marks "${action}" as deprecated: version ${version} has no such webhook${meant === undefined ? "" : `, but "${meant}"`}`,
  });
}

/** Takes the mark away that hooksmith made. */
function reinstate(
  { draft }: Planning,
  { path, text }: SourceRead,
  { deprecated, at }: ExportRead,
  action: string,
): void {
  if (deprecated === undefined || deprecated === "by a person") return;
  const { start, end } = deprecated;
  const blank = text.slice(end, at).trim() === "";
  draft.change(path, {
    start,
    end: blank ? at : end,
    text: "",
    reason: `"${action}" is documented: it is deprecated no more`,
  });
}

/** Only an entry that names an import is taken out; a function written in place is a person's. */
function unwire(
  { version, draft }: Planning,
  source: SourceRead,
  handler: WiredHandler,
): readonly (ImportRead | WiringEntry)[] {
  const { action, entry, import: imported } = handler;
  if (imported === undefined) {
    draft.tell({
      rule: "stubs/gone-in-place",
      severity: "warning",
      message: `"${action}" is no webhook of version ${version}; its entry was written by hand and was left, though defineHandlers refuses it`,
      path: source.path,
      at: entry.span.start,
      fix: "remove the entry",
    });
    return [];
  }
  const span = { start: entry.span.start, end: entry.comma?.end ?? entry.span.end };
  const reason = `takes "${action}" out: version ${version} has no such webhook`;
  draft.change(source.path, { ...wholeLine(source.text, span), text: "", reason });
  if (!imported.single || !isOnlyUse(source, entry)) return [entry];
  draft.change(source.path, { ...wholeLine(source.text, imported), text: "" });
  return [entry, imported];
}
