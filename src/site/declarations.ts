// The declarations of a types.ts, each with its comment: hooksmith wrote it, so that each begins at the margin and no line of a comment does.

/** By the name of the type, in the order of the file. */
export function declarations(types: string): ReadonlyMap<string, string> {
  const blocks = types.split(/^(?=\/\*\*(?:$| ))/m).slice(1);
  return new Map(
    blocks.flatMap((text) => {
      const name = /^export (?:interface|type) (\w+)/m.exec(text)?.[1];
      return name === undefined ? [] : [[name, text.trim()] as const];
    }),
  );
}
