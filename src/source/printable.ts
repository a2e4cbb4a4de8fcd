// Makes text of a page safe to show on a terminal: no control character, escape sequence, direction override or hidden tag gets through.

/** Behind the controls of ASCII: those of eight bits, marks of direction, separators of lines, signs of no width. For a class of a pattern. */
export const UNSEEN = "\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff";
/** Words that nobody sees, one pair of surrogates a letter. */
export const TAGS = "\\udb40[\\udc00-\\udfff]";

const unprintable = new RegExp(`[\\u0000-\\u001f${UNSEEN}]|${TAGS}`, "g");
const unprintableInJson = new RegExp(`[${UNSEEN}]|${TAGS}`, "g");

/** Tabs become one space, any other unprintable character "·": every UTF-16 code unit keeps its column. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => (character === "\t" ? " " : "·".repeat(character.length)));
}

/** Line by line: only line feeds are let through. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** JSON in which what can't be printed is an escape, which reads as the same value. */
export function printableJson(value: unknown, indent?: number): string {
  const escape = (character: string): string => character.split("").map(escapeUnit).join("");
  return JSON.stringify(value, null, indent).replace(unprintableInJson, escape);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

export const SECRET_NAME =
  /secret|password|passwd|api_?key|private_?key|credential|^authorization$|(?:^|_)token(?:$|_)/i;

// Keeps words of a page from being taken for commands by a runner of GitHub, which looks for them in every line of a log.

/** Such a line begins with `::`, or holds `##[`. Elsewhere the text is left as it is. */
export function withoutCommands(text: string, env: Readonly<Record<string, string | undefined>>): string {
  if (env["GITHUB_ACTIONS"] !== "true") return text;
  return text.replace(/^([^\S\n]*):(?=:)/gm, "$1·").replace(/##(?=\[)/g, "#·");
}

/** Joiners and marks of direction mean something in other scripts and between emoji: they go only beside plain letters. */
const INVISIBLE =
  /[\u00ad\u200b\u2060\ufeff]|(?<=[\x21-\x7e])[\u200c-\u200f]|[\u200c-\u200f](?=[\x21-\x7e])|\u200e(?=\s|$)/g;

export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, "");
}
