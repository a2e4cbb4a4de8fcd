// Compares an output folder with what was generated: what would change, and what is in the way. Writes nothing.
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../emitted-file.ts";
import { digestOf, MANIFEST_FILE, printManifest, readManifest, type Recorded, sameContent } from "./manifest.ts";
import { OutputFailure } from "./output-error.ts";

/** Paths relative to the output folder, each list sorted. */
export interface OutputChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Something in the place of a generated file that this program did not write. */
export interface Conflict {
  readonly path: string;
  /** What was found there, fit to follow the path. */
  readonly problem: string;
  /** Where even `--force` does not overwrite it. */
  readonly lasts?: true;
}

/** A file or folder that is put in its place, or taken away, by one rename. */
export interface Unit {
  /** Empty for the output folder itself. */
  readonly path: string;
  /** False where it is taken away. */
  readonly placed: boolean;
}

export interface Plan {
  readonly changes: OutputChanges;
  readonly conflicts: readonly Conflict[];
  /** In the order in which they are to be swapped: index.ts and the manifest are the last. */
  readonly units: readonly Unit[];
  /** Generated files, the manifest among them, whose content is to be written. */
  readonly fresh: readonly OutputFile[];
  /** Paths of files that stay as they are, some of them within folders that are swapped. */
  readonly same: readonly string[];
}

/** Paths of the manifest that stay as they are although nothing generated them now. */
export type Keep = (path: string) => boolean;

/** Throws an OutputFailure where the output is no folder. */
export function planOutput(output: string, files: readonly OutputFile[], keep: Keep): Plan {
  checkFolder(output);
  const at = lookup(output);
  const recorded = readRecorded(output, at);
  const generated = files.filter(({ path, once }) => once !== true || at(path).state === "absent");
  const next = new Map([...(recorded ?? [])].filter(([path]) => keep(path)));
  for (const { path, content, once } of files) if (once !== true) next.set(path, digestOf(path, content));
  const manifest = { path: MANIFEST_FILE, content: printManifest(next) };

  const added: string[] = [];
  const changed: string[] = [];
  const same: string[] = [];
  for (const { path, content } of [...generated, manifest]) {
    const { state } = at(path);
    if (state === "absent") added.push(path);
    else if (state === "file" && sameContent(readFileSync(join(output, path)), content)) same.push(path);
    else changed.push(path);
  }
  const wanted = new Set(files.map(({ path }) => path));
  const gone = [...(recorded?.keys() ?? [])].filter((path) => !wanted.has(path) && !keep(path));
  // Where something else has taken a file's place, the file itself is gone already.
  const removed = gone.filter((path) => at(path).state === "file");
  const conflicts = [...changed, ...removed].flatMap((path) => conflictAt(output, path, at(path), recorded));
  const written = new Set([...added, ...changed, MANIFEST_FILE]);
  return {
    changes: { added: added.sort(), changed: changed.sort(), removed: removed.sort() },
    conflicts: [...new Map(conflicts.map((one) => [one.path, one])).values()].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
    units: unitsOf(output, { written, removed, same }),
    fresh: [...generated, manifest].filter(({ path }) => written.has(path)),
    same: same.filter((path) => path !== MANIFEST_FILE),
  };
}

function checkFolder(output: string): void {
  const stats = statsOf(output);
  if (stats === undefined || stats.isDirectory()) return;
  const [kind, why] = stats.isSymbolicLink()
    ? (["symbolic-link", "a symbolic link; name the folder that it leads to"] as const)
    : (["not-a-folder", "no folder; remove it or choose another output"] as const);
  throw new OutputFailure({ kind, path: output, message: `${output} is ${why}` });
}

/** `at` is the path itself, or a folder above it that is none. */
type Found =
  | { readonly state: "absent" | "file" | "folder" }
  | { readonly state: "blocked"; readonly at: string; readonly link: boolean };

/** What is at a path below the output; links are never followed. Remembers folders. */
function lookup(output: string): (path: string) => Found {
  const folders = new Map<string, Found>();
  const look = (path: string): Found => {
    const slash = path.lastIndexOf("/");
    const above = slash < 0 ? undefined : (folders.get(path.slice(0, slash)) ?? look(path.slice(0, slash)));
    if (above?.state === "file") return { state: "blocked", at: path.slice(0, slash), link: false };
    if (above !== undefined && above.state !== "folder") return above;
    const stats = statsOf(join(output, path));
    if (stats === undefined) return { state: "absent" };
    if (stats.isFile()) return { state: "file" };
    if (!stats.isDirectory()) return { state: "blocked", at: path, link: stats.isSymbolicLink() };
    folders.set(path, { state: "folder" });
    return { state: "folder" };
  };
  return look;
}

function readRecorded(output: string, at: (path: string) => Found): Recorded | undefined {
  return at(MANIFEST_FILE).state === "file"
    ? readManifest(readFileSync(join(output, MANIFEST_FILE), "utf8"))
    : undefined;
}

/** None at a file that is as this program wrote it. */
function conflictAt(output: string, path: string, found: Found, recorded: Recorded | undefined): readonly Conflict[] {
  if (found.state === "folder") return [{ path, problem: "is a folder, where a file is generated", lasts: true }];
  if (found.state === "blocked") {
    return [{ path: found.at, problem: found.link ? "is a symbolic link" : "is in the way of generated files" }];
  }
  if (path === MANIFEST_FILE) return recorded === undefined ? [{ path, problem: "can't be read as a manifest" }] : [];
  const digest = recorded?.get(path);
  if (digest === undefined) return [{ path, problem: "was not written by hooksmith" }];
  if (digestOf(path, readFileSync(join(output, path))) === digest) return [];
  return [{ path, problem: "was edited since hooksmith wrote it" }];
}

interface Paths {
  readonly written: ReadonlySet<string>;
  readonly removed: readonly string[];
  readonly same: readonly string[];
}

/** The largest parts that hold nothing foreign: a folder where all in it is ours, else what is in it one by one. */
function unitsOf(output: string, { written, removed, same }: Paths): readonly Unit[] {
  if (statsOf(output) === undefined) return [{ path: "", placed: true }];
  const staying = [...written, ...same];
  const placed = new Set(staying.flatMap(withFolders));
  const owned = new Set([...staying, ...removed]);
  const swappable = new Map<string, boolean>();
  const isSwappable = (path: string): boolean => {
    const known = swappable.get(path) ?? (!isFolder(join(output, path)) || holdsOnly(output, path, owned));
    swappable.set(path, known);
    return known;
  };
  const units = new Set([...written, ...removed].map((path) => withFolders(path).find(isSwappable) ?? path));
  const last = ["index.ts", MANIFEST_FILE];
  return [...units]
    .sort((a, b) => last.indexOf(a) - last.indexOf(b) || (a < b ? -1 : 1))
    .map((path) => ({ path, placed: placed.has(path) }));
}

/** `a/b/c` as `a`, `a/b`, `a/b/c`. */
export function withFolders(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** An empty folder is somebody's own. */
function holdsOnly(output: string, folder: string, owned: ReadonlySet<string>): boolean {
  const entries = readdirSync(join(output, folder), { withFileTypes: true });
  return (
    entries.length > 0 &&
    entries.every((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? holdsOnly(output, path, owned) : entry.isFile() && owned.has(path);
    })
  );
}

export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() === true;
}

export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
