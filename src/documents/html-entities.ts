// Ties each character of a decoded text node to the place in the page it was decoded from.
import { DecodingMode, HtmlEntityDecoder } from "entities/decode";
import type { SourceRun } from "./document.ts";

/**
 * The runs of `value`, decoded by an HTML parser from `source.slice(start, end)`: a character reference, a folded line
 * break and markup that the parser skipped each start a new run. Runs are relative to the start of `value`.
 */
export function runsOf(value: string, source: string, start: number, end: number): readonly SourceRun[] {
  if (end - start === value.length && source.startsWith(value, start)) return [{ value: 0, source: start }];
  const runs: SourceRun[] = [];
  const stand = (at: number, from: number): void => {
    const last = runs.at(-1);
    if (last === undefined || last.source - last.value !== from - at) runs.push({ value: at, source: from });
  };
  let at = 0;
  let from = start;
  while (at < value.length && from < end) {
    const char = source.charAt(from);
    if (char === "&") {
      const [decoded, length] = decodeAt(source, from);
      if (length > 0 && value.startsWith(decoded, at)) {
        stand(at, from);
        for (let unit = 1; unit < decoded.length; unit++) runs.push({ value: at + unit, source: from });
        at += decoded.length;
        from += length;
        continue;
      }
    }
    if (char === "\r") {
      stand(at++, from);
      from += source.charAt(from + 1) === "\n" ? 2 : 1;
    } else if (char === "<" && isMarkup(source.charAt(from + 1))) {
      const close = source.indexOf(">", from);
      from = close < 0 ? end : close + 1;
    } else if (char === value.charAt(at)) {
      stand(at++, from++);
    } else {
      from++;
    }
  }
  return runs.length > 0 ? runs : [{ value: 0, source: start }];
}

const isMarkup = (next: string): boolean => /[a-z/!?]/i.test(next);

const units: number[] = [];
const decoder = new HtmlEntityDecoder((unit) => units.push(unit));

/** Longer than any named reference; longer numeric ones are not told apart. */
const LONGEST = 64;

function decodeAt(source: string, offset: number): readonly [decoded: string, length: number] {
  units.length = 0;
  const rest = source.slice(offset + 1, offset + LONGEST);
  decoder.startEntity(DecodingMode.Legacy);
  let length = decoder.write(rest, 0);
  if (length < 0) length = decoder.end();
  return [String.fromCodePoint(...units), length];
}
