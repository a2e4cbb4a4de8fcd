// Names of files and folders made of names from pages: safe on every system, and no two alike.

const LONGEST = 100;
/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|conin|conout|clock)(?=\.|$)/;

/** Lower case, made of `a-z 0-9 _ . -` only, no dot at either end, never a device, at most 100 characters. */
export function safeName(name: string): string {
  const plain = name
    .slice(0, LONGEST * 4)
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .slice(0, LONGEST)
    .replace(/^[.-]+|[.-]+$/g, "");
  if (plain === "") return "unnamed";
  return DEVICE.test(plain) ? `_${plain}` : plain;
}

/** The name itself, or with the first free number behind it; `taken` learns it. Compares without regard to case. */
export function claimName(wanted: string, taken: Set<string>, joint = "-"): string {
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}${joint}${count}`;
  taken.add(name.toLowerCase());
  return name;
}

/** One safe name for each; names that are safe as they are come first, so that a newcomer never takes theirs. */
export function safeNames(names: readonly string[], reserved: readonly string[] = []): readonly string[] {
  const taken = new Set(reserved);
  const claimed = new Map<number, string>();
  const claim = (ready: boolean): void => {
    names.forEach((name, index) => {
      if ((safeName(name) === name) === ready) claimed.set(index, claimName(safeName(name), taken));
    });
  };
  claim(true);
  claim(false);
  return names.map((_, index) => claimed.get(index) ?? "unnamed");
}
