// Paragraphs with more lines and marks than any author writes: pairing them takes the square of their number, so such a
// paragraph is read in pieces; and lists inside each other deeper than any author nests them.
import { finding, type Finding } from "../findings/finding.ts";
import type { Edit } from "./edit-text.ts";
import type { Line } from "./page-lines.ts";
import type { Survey } from "./survey-lines.ts";

/** The most lines and marks, taken together, of one piece. */
const MOST = 400;
/** The most headings by underline that follow each other without a blank line. */
const MOST_UNDERLINES = 50;
/** List items stand no deeper than this, in columns. */
const DEEPEST_ITEM = 40;

const MARK = /[*_~`[\]<{!\\&:@>]/g;
/** Lines that start a block of their own, whatever stands above them. */
const STARTS = /^[ \t]{0,200}(?:[-+*>|]|#{1,6}[ \t]|\d{1,9}[.)][ \t])/;
const UNDERLINE = /^ {0,3}(?:={1,9999}|-{1,9999})[ \t]{0,99}$/;
const ITEM = /^[ \t]*(?=(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))/;
const ROW = /^[ \t]{0,20}\|/;

/** Edits that part what is crowded, each place with a warning `document/crowded-paragraph`. */
export function crowdedParagraphs(
  { lines, open }: Survey,
  file: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const say = (index: number, message: string): void => {
    const { start, text } = lines[index] ?? { start: 0, text: "" };
    const at = { file, line: index + 1, column: 1, offset: start };
    const quote = text.slice(0, 300);
    findings.push(finding({ rule: "document/crowded-paragraph", severity: "warning", message, at, quote }));
  };
  let weight = 0;
  let underlines = 0;
  let told = false;
  for (const [index, line] of lines.entries()) {
    const isOpen = open[index] === true;
    if (!isOpen || line.text.trim() === "") underlines = 0;
    if (!isOpen || line.text.trim() === "" || STARTS.test(line.text)) {
      weight = 0;
      told = false;
    }
    if (!isOpen || ROW.test(line.text)) continue;
    weight += 1;
    const parts = partsOf(line, weight);
    for (const at of parts.places) edits.push({ start: at, end: at, insert: "\n\n" });
    weight = parts.weight;
    if (parts.places.length > 0 && !told) say(index, "a paragraph crowded with marks or lines; read in pieces");
    told ||= parts.places.length > 0;
    if (UNDERLINE.test(line.text) && (underlines += 1) > MOST_UNDERLINES) {
      edits.push({ start: line.start, end: line.start, insert: "\\" });
      if (underlines === MOST_UNDERLINES + 1) say(index, "underlines below each other; read as text from here on");
    }
    const indent = ITEM.exec(line.text)?.[0].length ?? 0;
    if (indent > DEEPEST_ITEM) {
      edits.push({ start: line.start + indent, end: line.start + indent, insert: "\\" });
      say(index, `a list item ${indent} columns deep; read as text of the item above`);
    }
  }
  return { edits, findings };
}

/** Offsets before which a line is parted, and the weight of what is left behind the last. */
function partsOf(
  { start, text }: Line,
  before: number,
): { readonly places: readonly number[]; readonly weight: number } {
  const places: number[] = [];
  let weight = before;
  if (weight > MOST) {
    places.push(start);
    weight = 1;
  }
  for (const { index } of text.matchAll(MARK)) {
    weight += 1;
    if (weight <= MOST || text[index - 1] === "\\") continue;
    places.push(start + index);
    weight = 1;
  }
  return { places, weight };
}
