// Pages and versions repeat their words: what the rules read of a text is read once.

/** Texts that are remembered of one table of rules. */
const MOST = 10_000;

/** `read` must depend on the text alone; white space, which a comment may hold by the thousand, reaches it as one blank or line end. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (given) => {
    const text = given.replace(/\s{2,}|[^\S \n]/g, (space) => (space.includes("\n") ? "\n" : " "));
    const before = known.get(text);
    if (before !== undefined) return before.result;
    if (known.size >= MOST) known.clear();
    const result = read(text);
    known.set(text, { result });
    return result;
  };
}
