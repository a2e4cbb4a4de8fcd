// Loads what emitting takes longest to load, before it is needed.
import { loadTsMorph, loadTypeLibraries } from "./libraries.ts";

export async function prepareEmitting(): Promise<void> {
  await Promise.all([import("./types/print-types.ts"), loadTsMorph(), loadTypeLibraries()]);
}
