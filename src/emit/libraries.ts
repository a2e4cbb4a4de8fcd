// The heavy libraries, loaded once and only when something is emitted: together they cost more than half a second.
import type { Project } from "ts-morph";

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

export const loadTsMorph = once(() => import("ts-morph"));
export const loadTypeLibraries = once(() => import("./type-libraries.ts"));

export type TsMorph = Awaited<ReturnType<typeof loadTsMorph>>;

/** ts-morph, and a project of it without files. */
export async function openProject(): Promise<{ readonly morph: TsMorph; readonly project: Project }> {
  const morph = await loadTsMorph();
  return { morph, project: new morph.Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true }) };
}
