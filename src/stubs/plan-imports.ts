// Moves the imports that belong to stubs to the version asked for: of `defineHandlers`, and of handlers still documented.
import type { Draft } from "./draft.ts";
import type { Room } from "./plan-additions.ts";
import { type ImportRead, importsOf, type SourceRead, VERSION_ENTRY } from "./source-file.ts";

export function planImports(room: Room, draft: Draft): void {
  const { target, wiring, wired, sources } = room;
  for (const source of sources.values()) {
    const actions = [
      ...source.exports.flatMap(({ action }) => action ?? []),
      ...wired.filter(({ path }) => path === source.path).map(({ action }) => action),
    ];
    const gone = actions.filter((action) => !target.actions.has(action));
    const live = actions.length > gone.length;
    const owned = new Set<ImportRead>(source === wiring ? importsOf(source, "defineHandlers") : []);
    if (live && gone.length === 0) for (const found of importsOf(source, "WebhookHandler")) owned.add(found);
    for (const found of owned) move(source, found, target.entry, draft);
    if (live && gone.length > 0) tellMixed(room, source, gone, draft);
    if (live || source === wiring) tellOthers(room, source, owned, draft);
  }
}

function move(source: SourceRead, { specifier, inner }: ImportRead, entry: string, draft: Draft): void {
  if (specifier === entry) return;
  draft.change(source.path, { ...inner, text: entry, reason: `imports ${entry} in place of ${specifier}` });
}

function tellMixed({ target }: Room, source: SourceRead, gone: readonly string[], draft: Draft): void {
  if (importsOf(source, "WebhookHandler").every(({ specifier }) => specifier === target.entry)) return;
  draft.tell({
    rule: "stubs/mixed-file",
    severity: "warning",
    message: `the file handles ${gone.map((action) => `"${action}"`).join(", ")}, gone in version ${target.version}, beside webhooks that are not; the version it imports was left`,
    path: source.path,
    fix: "move what is gone to a file of its own",
  });
}

/** Imports that a person wrote may well be meant for another version: they are named, not touched. */
function tellOthers({ target }: Room, source: SourceRead, owned: ReadonlySet<ImportRead>, draft: Draft): void {
  const base = target.entry.replace(/\/[^/]*$/, "");
  for (const found of source.imports) {
    const { specifier, start } = found;
    const entry = specifier.startsWith(`${base}/v`) ? specifier.split("/").slice(0, base.split("/").length + 1) : [];
    if (owned.has(found) || entry.length === 0 || entry.join("/") === target.entry) continue;
    if (!VERSION_ENTRY.test(entry.join("/")) || importsOf(source, "WebhookHandler").includes(found)) continue;
    draft.tell({
      rule: "stubs/other-version",
      severity: "info",
      message: `${specifier} is of another version than ${target.version}; the import was written by hand and was left`,
      path: source.path,
      at: start,
    });
  }
}
