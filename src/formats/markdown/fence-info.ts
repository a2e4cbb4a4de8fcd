// What the words behind an opening fence say: the language of the code, and its title where there is one.

export interface FenceInfo {
  readonly lang?: string;
  readonly title?: string;
}

/** Longer words are no title; patterns look no further. */
const LONGEST = 400;
/** `{.json #id}`, `{ .json title="x" }` and `{json}`. */
const BRACED = /^\{[ \t]*\.?([A-Za-z][\w+#-]*)(?![\w=.,-])([^{}]*)\}/;
/** What follows the language on its word is no part of it: `json: UPI`, `json,title=x`, `json[UPI]`. */
const LANGUAGE = /^[.:]?([A-Za-z][\w+#.-]*)(?!\s*=)(?=$|[\s:,[{])[:,]*/;
const TITLE_NAMES = ["title", "label", "tab", "caption", "name", "filename", "file"];
const ATTRIBUTE = /([A-Za-z][\w-]*)=(?:\{?"([^"]*)"\}?|\{?'([^']*)'\}?|\{[^{}]*\}|([^\s,{}"']+)),?/g;
const BRACKETED = /(?:^|\s)\[([^[\]]+)\](?=\s|$)/;
/** Lines to mark, classes and anchors, words to mark, and switches of how the block looks. */
const LOOKS =
  /\{[^{}]*\}|(?<!\S)(?:[.#][A-Za-z][\w-]*|\/[^/\s]+\/|(?:show)?line-?numbers|number-?lines|no-?line-?numbers|linenos|copy|no-?copy|(?:no-?)?wrap|expandable|collapsed|collapsible)(?!\S)/gi;

export function readFenceInfo(info: string): FenceInfo {
  const words = info.trim().slice(0, LONGEST);
  const [opening, lang, inside = ""] = BRACED.exec(words) ?? LANGUAGE.exec(words) ?? [];
  const title = titleIn(`${inside} ${words.slice(opening?.length ?? 0)}`);
  return { ...(lang === undefined ? {} : { lang }), ...(title === undefined ? {} : { title }) };
}

function titleIn(words: string): string | undefined {
  const named = new Map<string, string>();
  const rest = words.replace(ATTRIBUTE, (_, name: string, ...values: readonly (string | undefined)[]) => {
    const value = values.slice(0, 3).find((one) => one !== undefined);
    if (value !== undefined && value.trim() !== "") named.set(name.toLowerCase(), value.trim());
    return " ";
  });
  const name = TITLE_NAMES.find((one) => named.has(one));
  if (name !== undefined) return named.get(name);
  const title = BRACKETED.exec(rest)?.[1] ?? rest.replace(LOOKS, " ").replace(/\s+/g, " ");
  return title.trim() === "" ? undefined : title.trim();
}
