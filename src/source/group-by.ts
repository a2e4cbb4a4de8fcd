// Groups items by what they share.

/** Groups in order of first appearance. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Those whose key no earlier one has. */
export function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly T[] {
  return [...groupBy(items, keyOf).values()].map(([first]) => first);
}
