// Reads tables that list the values of one member: the column of values is named after it, or the heading above is.
import type { FieldRow, Prose } from "./reference.ts";
import { bareHeading, wordsOf } from "./structure-heading.ts";
import { columnRole } from "./labels.ts";

/** Labels that any such table may have: by themselves they name no member. */
const GENERIC = new Set([
  ...["type", "name", "value", "values", "code", "key", "id", "message", "field", "event"],
  ...["payload", "data", "object", "body", "attribute", "property", "parameter"],
]);
const VALUE_LABEL = /^(?:values?|codes?)$/i;
const VALUE = /^[\w.:+-]{1,80}$/;

/**
 * @param rows cells, the header first
 * @param keys names of members that the section shows or tells of
 */
export function readValueTable(
  rows: readonly (readonly Prose[])[],
  heading: string | undefined,
  keys: ReadonlySet<string>,
): FieldRow | undefined {
  const [head, ...body] = rows;
  if (head === undefined || head.length < 2 || body.length < 2) return undefined;
  const labelled = head.findIndex(({ text }) => VALUE_LABEL.test(text));
  const column = Math.max(0, labelled);
  const label = head[column]?.text ?? "";
  const member =
    memberNamed(wordsOf(label), keys) ?? memberNamed(wordsOf(bareHeading(heading ?? "") ?? heading ?? ""), keys);
  if (
    member === undefined ||
    head.some(({ text }, index) => index !== column && columnRole(text) === "name" && labelled < 0)
  )
    return undefined;
  const values = body.flatMap((cells) => {
    const cell = cells[column];
    const text = cell?.codes[0] ?? cell?.text ?? "";
    return VALUE.test(text) && (cell?.codes.length ?? 0) < 2 ? [text] : [];
  });
  // Where the first column names members, its label is misspelt or missing: a table of fields.
  if (labelled < 0 && values.some((value) => keys.has(value.split(".").at(-1) ?? value))) return undefined;
  const [first] = body;
  const at = first?.[0]?.at;
  if (values.length < body.length || at === undefined) return undefined;
  const text = `enum: ${values.join(", ")}`;
  return { names: [member], at, dataType: { text, codes: [], links: [], at } };
}

/** The longest name whose words the given ones end with: "Message delivery states" names `deliveryState`. */
function memberNamed(words: readonly string[], keys: ReadonlySet<string>): string | undefined {
  const wanted = words.map(singular);
  if (wanted.length === 0 || (wanted.length === 1 && GENERIC.has(wanted[0] ?? ""))) return undefined;
  let best: string | undefined;
  let length = 0;
  for (const key of keys) {
    const own = wordsOf(key).map(singular);
    if (own.length <= length || (own.length === 1 && GENERIC.has(own[0] ?? ""))) continue;
    if (
      own.length <= wanted.length &&
      own.every((word, index) => wanted[wanted.length - own.length + index] === word)
    ) {
      best = key;
      length = own.length;
    }
  }
  return best;
}

function singular(word: string): string {
  return word.replace(/(?<=\w{2})s$/, "").replace(/e$/, "");
}
