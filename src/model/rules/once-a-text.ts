// Pages and versions repeat their words: what the rules read of a text is read once.

/** Texts that are remembered of one table of rules. */
const MOST = 10_000;

/** `read` must depend on the text alone; runs of blanks, which a comment may hold by the thousand, reach it as one. */
export function onceAText<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (given) => {
    const text = given.replace(/[ \t]{2,}/g, " ");
    const before = known.get(text);
    if (before !== undefined) return before.result;
    if (known.size >= MOST) known.clear();
    const result = read(text);
    known.set(text, { result });
    return result;
  };
}
