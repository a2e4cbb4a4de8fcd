// Finds where each action is handled: what the wiring imports, and exports that are typed for an action.
import type { ExportRead, ImportRead, SourceRead, WiringEntry } from "./source-file.ts";
import { posix } from "node:path";

const ENDINGS: readonly (readonly [string, readonly string[]])[] = [
  [".js", [".ts", ".tsx"]],
  [".mjs", [".mts"]],
  [".cjs", [".cts"]],
];

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

/** Files that a specifier may name, likeliest first; none where it is not relative or leaves the folder. */
function candidatesOf(from: string, specifier: string): readonly string[] {
  if (!/^\.{1,2}\//.test(specifier)) return [];
  const path = posix.join(posix.dirname(from), specifier);
  if (path.startsWith("../") || path.endsWith("/")) return [];
  const rule = ENDINGS.find(([ending]) => path.endsWith(ending));
  if (rule !== undefined) return rule[1].map((ending) => path.slice(0, -rule[0].length) + ending);
  return isSource(path) ? [path] : [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`];
}

/** @param ending what specifiers of the importing file end in: `.js`, `.ts` or nothing */
export function specifierTo(from: string, path: string, ending: string): string {
  const relative = posix.relative(posix.dirname(from), path);
  const dotted = relative.startsWith(".") ? relative : `./${relative}`;
  if (ending === ".ts") return dotted;
  const script = /\.([mc]?)tsx?$/.exec(dotted);
  const stem = dotted.replace(/\.[mc]?tsx?$/, "");
  return ending === "" && script?.[1] === "" ? stem : `${stem}.${script?.[1] ?? ""}js`;
}

/** How the relative imports of a file end; `.js` where there are none. */
export function endingOf(specifiers: readonly string[]): string {
  const relative = specifiers.filter((specifier) => /^\.{1,2}\//.test(specifier));
  if (relative.length === 0 || relative.some((specifier) => specifier.endsWith(".js"))) return ".js";
  return relative.some((specifier) => specifier.endsWith(".ts")) ? ".ts" : "";
}

/** TypeScript that can hold code: declarations alone are none. */
export function isSource(path: string): boolean {
  return /\.[mc]?tsx?$/.test(path) && !/\.d\.[mc]?ts$/.test(path);
}
