// The hand-written receiver as files of the generated package.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EmittedFile } from "../emitted-file.ts";

/** Beside the bundled program, or where the sources stand. */
const PLACES = ["./runtime/", "../../runtime/"];
const ENDING = /^((?:import|export|\} from)\b[^\n]*?"\.\/[\w-]+)\.ts";$/gm;

/** Sorted by path. Imports end in `.js`, as in every emitted file. */
export function runtimeFiles(): readonly EmittedFile[] {
  const folder = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (folder === undefined) throw new Error("internal: the receiver's sources are not beside the program");
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  return names.sort().map((name) => ({
    path: `runtime/${name}`,
    content: readFileSync(`${folder}/${name}`, "utf8").replace(ENDING, '$1.js";'),
  }));
}
