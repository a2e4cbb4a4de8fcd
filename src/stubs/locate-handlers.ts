// Finds where each action is handled: what the wiring imports, and exports that are typed for an action.
import type { ExportRead, ImportRead, SourceRead, WiringEntry } from "./source-file.ts";
import { candidatesOf } from "./specifiers.ts";

/** An entry of the wiring, with the import and the file that it leads to as far as they can be told. */
export interface WiredHandler {
  readonly action: string;
  readonly entry: WiringEntry;
  readonly import?: ImportRead;
  /** The name that the import binds in the handler's file; `undefined` for a default import. */
  readonly exportName?: string;
  /** Below the folder; where the file should be if it is not there. */
  readonly path?: string;
  readonly missing: boolean;
}

export interface TypedHandler {
  readonly path: string;
  readonly export: ExportRead;
}

export function wiredHandlers(wiring: SourceRead, exists: (path: string) => boolean): readonly WiredHandler[] {
  return (wiring.wiring?.entries ?? []).map((entry): WiredHandler => {
    const bound = entry.local === undefined ? undefined : importOf(wiring, entry.local);
    if (bound === undefined) return { action: entry.action, entry, missing: false };
    const candidates = candidatesOf(wiring.path, bound.import.specifier);
    const path = candidates.find(exists) ?? candidates[0];
    return {
      action: entry.action,
      entry,
      ...bound,
      ...(path !== undefined && { path }),
      missing: path !== undefined && !exists(path),
    };
  });
}

function importOf(
  { imports }: SourceRead,
  local: string,
): { readonly import: ImportRead; readonly exportName: string } | undefined {
  for (const found of imports) {
    const name = found.named.find((named) => named.local === local)?.imported;
    if (name !== undefined) return { import: found, exportName: name };
  }
  return undefined;
}

/** Exports typed `WebhookHandler<"…">`, by action. */
export function typedHandlers(sources: Iterable<SourceRead>): ReadonlyMap<string, readonly TypedHandler[]> {
  const found = new Map<string, TypedHandler[]>();
  for (const { path, exports } of sources) {
    for (const read of exports) {
      if (read.action === undefined) continue;
      const of = found.get(read.action) ?? [];
      if (!of.some((other) => other.path === path && other.export.at === read.at)) of.push({ path, export: read });
      found.set(read.action, of);
    }
  }
  return found;
}
