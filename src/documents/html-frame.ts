// Parts a saved page from the lines a scraper wrote around it: text before the doctype and after the last `</html>`.

/** A line of text outside the page. */
export interface OutsideLine {
  readonly start: number;
  readonly end: number;
}

export interface PageFrame {
  /** The page at its own offsets: what stood before it is blanked out, what stood behind it is cut. */
  readonly html: string;
  readonly outside: readonly OutsideLine[];
}

/** Lines beyond this count are told as one. */
const MOST_LINES = 40;

export function framePage(text: string): PageFrame {
  const start = startOf(text);
  const end = endOf(text);
  const html = text.slice(0, start).replace(/[^\r\n]/g, " ") + text.slice(start, end);
  return { html, outside: [...linesBetween(text, 0, start), ...linesBetween(text, end, text.length)] };
}

function startOf(text: string): number {
  const opening = /<!doctype\s|<html[\s>]/i.exec(text);
  return opening !== null && !hasTag(text.slice(0, opening.index)) ? opening.index : 0;
}

function endOf(text: string): number {
  let end = text.length;
  for (const closing of text.matchAll(/<\/html\s{0,9}>/gi)) end = closing.index + closing[0].length;
  return hasTag(text.slice(end)) ? text.length : end;
}

const hasTag = (text: string): boolean => /<[a-z]/i.test(text);

function linesBetween(text: string, from: number, to: number): readonly OutsideLine[] {
  const lines: { start: number; end: number }[] = [];
  for (const { index, 0: line } of text.slice(from, to).matchAll(/[^\r\n]+/g)) {
    const words = line.trim();
    if (words === "" || /^<!--[^>]*-->$/.test(words)) continue;
    const start = from + index + line.indexOf(words);
    const last = lines.at(-1);
    if (lines.length >= MOST_LINES && last !== undefined) last.end = start + words.length;
    else lines.push({ start, end: start + words.length });
  }
  return lines;
}
