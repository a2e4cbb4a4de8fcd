// Makes text of a page safe to show on a terminal: no control character, escape sequence or direction override gets through.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Tabs become one space, any other unprintable character "·": every UTF-16 code unit keeps its column. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => (character === "\t" ? " " : "·"));
}
