// The heavy libraries, loaded once and only when something is emitted: together they cost more than half a second.

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

export const loadTsMorph = once(() => import("ts-morph"));
export const loadSchemaCompiler = once(() => import("json-schema-to-typescript"));
export const loadPrettier = once(() => import("prettier"));
