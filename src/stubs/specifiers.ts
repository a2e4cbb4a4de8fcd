// Turns relative module specifiers into paths below the folder, and paths into specifiers.
import { posix } from "node:path";

const ENDINGS: readonly (readonly [string, readonly string[]])[] = [
  [".js", [".ts", ".tsx"]],
  [".mjs", [".mts"]],
  [".cjs", [".cts"]],
];

/** Files that a specifier may name, likeliest first; none where it is not relative or leaves the folder. */
export function candidatesOf(from: string, specifier: string): readonly string[] {
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
