// Where each webhook is handled: what the wiring imports, and exports that are typed for one. And the texts of handlers and wiring
// that are not there yet.
import { posix } from "node:path";
import { escapeComment, propertyName, stringLiteral } from "../emit/escape.ts";
import { pascalCase } from "../emit/names.ts";
import { firstOfEach } from "../source/group-by.ts";
import { safeName } from "../model/safe-name.ts";
import { isSource } from "./folder.ts";
import type { ExportRead, ImportRead, SourceRead, WiringEntry } from "./source.ts";

const ENDINGS: readonly (readonly [string, readonly string[]])[] = [
  [".js", [".ts", ".tsx"]],
  [".mjs", [".mts"]],
  [".cjs", [".cts"]],
];

/** An entry of the wiring, with the import and the file that it leads to as far as the code says. */
export interface WiredHandler {
  readonly webhook: string;
  readonly entry: WiringEntry;
  readonly import?: ImportRead;
  /** The name that the import binds in the handler's file. */
  readonly exportName?: string;
  /** Below the folder; where the file should be if it is not there. */
  readonly path?: string;
}

export function wiredHandlers(
  wiring: SourceRead | undefined,
  exists: (path: string) => boolean,
): readonly WiredHandler[] {
  return (wiring?.wiring?.entries ?? []).map((entry): WiredHandler => {
    const { webhook, local } = entry;
    const [bound] = (wiring?.imports ?? []).flatMap((found) =>
      found.named
        .filter((named) => named.local === local)
        .map(({ imported }) => ({ import: found, exportName: imported })),
    );
    if (wiring === undefined || bound === undefined) return { webhook, entry };
    const candidates = candidatesOf(wiring.path, bound.import.specifier);
    const path = candidates.find(exists) ?? candidates[0];
    return { webhook, entry, ...bound, ...(path !== undefined && { path }) };
  });
}

export interface TypedHandler {
  readonly webhook: string;
  readonly source: SourceRead;
  readonly export: ExportRead;
}

/** Exports typed `WebhookHandler<"…">`, each declaration once. */
export function typedHandlers(sources: Iterable<SourceRead>): readonly TypedHandler[] {
  return [...sources].flatMap((source) =>
    firstOfEach(
      source.exports.filter(({ webhook }) => webhook !== undefined),
      ({ webhook, at }) => `${String(at)} ${webhook ?? ""}`,
    ).map((read): TypedHandler => ({ webhook: read.webhook ?? "", source, export: read })),
  );
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

/** `incoming-chat.ts` for `incoming_chat`. */
export function handlerPath(webhook: string): string {
  return `${safeName(webhook.replaceAll("_", "-"))}.ts`;
}

/** @param entry specifier of the version's entry, as `@acme/shop-webhooks/v3.6` */
export function handlerText(webhook: string, entry: string): string {
  return `import type { WebhookHandler } from ${stringLiteral(entry)};

export const handle: WebhookHandler<${stringLiteral(webhook)}> = async (webhook) => {
  void webhook;
};
`;
}

export function wiringText(entry: string, version: string): string {
  return `// The handlers of version ${escapeComment(version)}; a webhook set to undefined stays without one.
import { defineHandlers } from ${stringLiteral(entry)};

export const handlers = defineHandlers({
});
`;
}

/** A property of the wiring's object; `__proto__` would set its prototype. */
export function wiringEntry(webhook: string, local: string): string {
  const name = webhook === "__proto__" ? `["__proto__"]` : propertyName(webhook);
  return name === local ? local : `${name}: ${local}`;
}

/** A name in camelCase that is nowhere in the file yet; `taken` learns it. */
export function localName(webhook: string, taken: Set<string>): string {
  const pascal = pascalCase(webhook);
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  const wanted = RESERVED.has(camel) ? `${camel}Handler` : camel;
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments async await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function if implements import in instanceof interface let new null package private " +
    "protected public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** One line, without indentation. */
export function deprecationComment(webhook: string, version: string): string {
  return `/** @deprecated since version ${escapeComment(version)}, which has no webhook "${escapeComment(webhook).replace(/\s+/g, " ")}" */`;
}

/** Only the very text that `deprecationComment` writes; one that a person changed is theirs. */
export function isOwnDeprecation(comment: string): boolean {
  return /^\/\*\* @deprecated since version \S+, which has no webhook "[^\r\n]*" \*\/$/.test(comment);
}
