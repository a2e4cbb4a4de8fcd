// The heavy libraries, loaded once and only when something is emitted: together they cost more than half a second.

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

export const loadTsMorph = once(() => import("ts-morph"));
export const loadSchemaCompiler = once(() => import("json-schema-to-typescript"));
export const loadPrettier = once(() => import("prettier"));

/** Loads all of them before they are needed. */
export async function prepareEmitting(): Promise<void> {
  await Promise.all([import("./types/print-types.ts"), loadTsMorph(), loadSchemaCompiler(), loadPrettier()]);
}
