// The order of webhooks in a list: by what happened (the last word of the name), then by whom it happened to.

/** Sorts names so that all that were created stand together, all that were deleted, and so on. Not the page's order. */
export function orderNames(names: Iterable<string>): readonly string[] {
  return [...names]
    .map((name) => ({ name, key: name.split("_").reverse().join("_") }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ name }) => name);
}
