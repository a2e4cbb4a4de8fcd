// CommonMark with tables and struck-out words, read in a time that grows with the text alone: what micromark does by moving all events of a
// page again and again is done here without.
import remarkGfm from "remark-gfm";
import type { Processor } from "unified";
import * as commonmark from "micromark-core-commonmark";
import { EditMap } from "micromark-util-edit-map";
import type { Construct, Event, TokenizeContext } from "micromark-util-types";

const consume = EditMap.prototype.consume;

/** The same edits, made to the events from the first edit on; those before it stay where they are. */
EditMap.prototype.consume = function (this: EditMap, events: Parameters<EditMap["consume"]>[0]): undefined {
  const first = this.map.reduce((least, [at]) => Math.min(least, at), events.length);
  const tail = events.splice(first);
  for (const change of this.map) change[0] -= first;
  consume.call(this, tail);
  for (const event of tail) events.push(event);
};
/**
 * Joins the words before what was just read. micromark makes an event of each word, and would join those between each two other things by
 * moving all events behind them.
 */
function joinWords(events: Event[]): Event[] {
  const read = events.findLast(([, { type }]) => type !== "linePrefix")?.[1];
  const end = events.findLastIndex(([kind, token]) => kind === "enter" && token === read);
  let first = end;
  while (events[first - 1]?.[1].type === "data") first -= 1;
  const [words, last] = [events[first]?.[1], events[end - 1]?.[1]];
  if (words === undefined || last === undefined || end - first <= 2) return events;
  words.end = last.end;
  events.splice(first + 2, end - first - 2);
  return events;
}
for (const construct of [
  ...[commonmark.autolink, commonmark.characterEscape, commonmark.characterReference, commonmark.codeText],
  ...[commonmark.hardBreakEscape, commonmark.htmlText, commonmark.lineEnding],
])
  construct.resolveTo = joinWords;

/** Addresses that are no links stay text: nothing asks for them, and looking for them takes a sixth of the reading. */
export function gfm(this: Processor): void {
  remarkGfm.call(this, { singleTilde: false });
  const data = this.data();
  for (const { text = {} } of data.micromarkExtensions ?? [])
    for (const [code, constructs] of Object.entries(text))
      text[code] = [constructs ?? []].flat().map(addressAfterBracket);
  const extensions = data.fromMarkdownExtensions ?? [];
  data.fromMarkdownExtensions = extensions.flat().map((extension) => ({ ...extension, transforms: [] }));
}

/**
 * An address is none in an open bracket. The construct asks that at each word of a text, and looks for the bracket in all of the text before
 * the word: it is given the last open one alone.
 */
function addressAfterBracket(construct: Construct): Construct {
  if (!/Autolink$/.test(construct.name ?? "")) return construct;
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      const open = this._labelStarts?.findLast(({ _balanced }) => _balanced !== true);
      const events = open === undefined ? [] : [["enter", open, this]];
      const context: TokenizeContext = Object.create(this, { events: { value: events } });
      return construct.tokenize.call(context, effects, ok, nok);
    },
  };
}
