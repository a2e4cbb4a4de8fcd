// The last look at what a terminal gets: colours of our own and the line that erases itself pass, no other control does.
import { TAGS, UNSEEN } from "../source/printable.ts";

const ERASE = "\\r\\u001b\\[2K";
/** Bold, dim, the colours in use, and their ends. */
const COLOR = "\\u001b\\[(?:1|2|22|3\\d)m";
const guarded = new RegExp(`${ERASE}|${COLOR}|[\\u0000-\\u0008\\u000b-\\u001f${UNSEEN}]|${TAGS}`, "g");

/** Whoever writes words of a page makes them printable first; this is for the place where that was forgotten. */
export function guardOutput(text: string, color: boolean): string {
  return text.replace(guarded, (found) => (found.endsWith("K") || (color && found.endsWith("m")) ? found : "·"));
}
