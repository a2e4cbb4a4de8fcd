// Which webhook a header names: as it is, one of the names that it lists, or one of which the docs leave steps open.

/** The value itself where none is documented. Of several that are, the longest says most: `rooms.*.opened` beside `rooms.*`. */
export function nameInHeader(value: string, names: Iterable<string>): string {
  const all = [...names];
  if (all.includes(value)) return value;
  const parts = value.split(",", MOST).map((part) => part.trim());
  const known = all.filter((name) => parts.some((part) => part === name || isOneOf(part, name)));
  return (
    known.reduce<string | undefined>(
      (best, name) => (best === undefined || length(name) > length(best) ? name : best),
      undefined,
    ) ?? value
  );
}

const MOST = 1000;

/** Of `*` a name says nothing. */
function length(name: string): number {
  return name.replaceAll("*", "").length;
}

/** Whether a name is one of those that a documented one stands for: `rooms.r1.opened` of `rooms.*.opened`. */
function isOneOf(part: string, name: string): boolean {
  if (!name.includes("*")) return false;
  const [steps, wanted] = [part.split(STEP), name.split(STEP)];
  return steps.length === wanted.length && wanted.every((step, index) => step === "*" || step === steps[index]);
}

const STEP = /[._:/]/;
