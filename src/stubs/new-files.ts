// The texts of files that are not there yet: a handler, and the wiring of all handlers.
import { escapeComment, propertyName, stringLiteral } from "../emit/escape.ts";
import { pascalCase } from "../emit/names.ts";
import { safeName } from "../model/safe-name.ts";

/** `incoming-chat.ts` for `incoming_chat`. */
export function handlerPath(action: string): string {
  return `${safeName(action.replaceAll("_", "-"))}.ts`;
}

/** @param entry specifier of the version's entry, as `@acme/shop-webhooks/v3.6` */
export function handlerText(action: string, entry: string, exportName = "handle"): string {
  const declared = exportName === "default" ? "const handle" : `export const ${exportName}`;
  return [
    `import type { WebhookHandler } from ${stringLiteral(entry)};`,
    ``,
    `${declared}: WebhookHandler<${stringLiteral(action)}> = async (webhook) => {`,
    `  void webhook;`,
    `};`,
    ...(exportName === "default" ? [``, `export default handle;`] : []),
    ``,
  ].join("\n");
}

export function wiringText(entry: string, version: string): string {
  return [
    `// The handlers of version ${escapeComment(version)}; an action set to undefined stays without one.`,
    `import { defineHandlers } from ${stringLiteral(entry)};`,
    ``,
    `export const handlers = defineHandlers({`,
    `});`,
    ``,
  ].join("\n");
}

/** A property of the wiring's object; `__proto__` would set its prototype. */
export function wiringEntry(action: string, local: string): string {
  const name = action === "__proto__" ? `["__proto__"]` : propertyName(action);
  return name === local ? local : `${name}: ${local}`;
}

/** A name in camelCase that stands nowhere in the file yet; `taken` learns it. */
export function localName(action: string, taken: Set<string>): string {
  const pascal = pascalCase(action);
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
export function deprecationComment(action: string, version: string): string {
  return `/** @deprecated since version ${escapeComment(version)}, which has no webhook "${escapeComment(action).replace(/\s+/g, " ")}" */`;
}

/** Only the very text that `deprecationComment` writes; one that a person changed is theirs. */
export function isOwnDeprecation(comment: string): boolean {
  return /^\/\*\* @deprecated since version \S+, which has no webhook "[^\r\n]*" \*\/$/.test(comment);
}
