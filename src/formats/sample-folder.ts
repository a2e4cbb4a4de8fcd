// The samples folder of a page: finds the JSON file that a component names, below the folder and nowhere else.
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Finding, report } from "../source/finding.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import { LARGEST_FILE, decode } from "./decode.ts";
import type { ReadSample } from "./document.ts";

export interface SampleIndex {
  readonly readSample: ReadSample;
  /** Of all samples that can be read. */
  readonly names: readonly string[];
  /** What is odd about the folder itself; never grows. */
  readonly findings: readonly Finding[];
}

interface SampleFile {
  readonly path: string;
  readonly shown: string;
}

/** Folders below each other, and files, that are looked at. */
const DEEPEST = 16;
const MOST_FILES = 10_000;

type Say = (rule: string, shown: string, message: string) => void;

/**
 * Indexes the `.json` files below `root` by name without ending. `displayRoot` is the folder's path for findings,
 * relative to the input folder. Files are read when first asked for; one that is no text is refused like a missing one.
 */
export function indexSamples(root: string, displayRoot: string): SampleIndex {
  const findings: Finding[] = [];
  const say: Say = (rule, file, message) => {
    findings.push(report("warning", rule, message, { at: { file, line: 1, column: 1 } }));
  };
  const byName = collect(root, displayRoot, say);
  for (const [name, [first, ...others]] of byName) {
    if (first === undefined || others.length === 0) continue;
    const places = [first, ...others].map(({ shown }) => shown).join(", ");
    say("document/sample-ambiguous", first.shown, `several samples are named "${name}" (${places}); none is read`);
    byName.delete(name);
  }
  const texts = new Map<string, ReturnType<ReadSample>>();
  const readSample: ReadSample = (name) => {
    const key = sampleKey(name);
    const [file] = byName.get(key ?? "") ?? [];
    if (key === undefined || file === undefined) return undefined;
    if (!texts.has(key)) texts.set(key, readText(file));
    return texts.get(key);
  };
  return { readSample, names: [...byName.keys()], findings };
}

/** The plain name that a component's name stands for, or undefined where it tries to be a path. */
export function sampleKey(name: string): string | undefined {
  if (name === "" || name.length > 200 || /[/\\\0:]/.test(name) || name.includes("..") || name.startsWith("."))
    return undefined;
  return name.replace(/\.json$/i, "");
}

function readText({ path, shown }: SampleFile): ReturnType<ReadSample> {
  try {
    const status = lstatSync(path);
    if (!status.isFile() || status.size > LARGEST_FILE) return undefined;
    const { text } = decode(readRegularFile(path), shown);
    return text === undefined ? undefined : { file: shown, text };
  } catch {
    return undefined;
  }
}

function collect(root: string, displayRoot: string, say: Say): Map<string, SampleFile[]> {
  const byName = new Map<string, SampleFile[]>();
  const rootKind = kindOf(root);
  if (rootKind !== "folder") {
    const what = rootKind === "link" ? "is a symbolic link and is not followed" : "is no folder that can be read";
    say("document/sample-folder", displayRoot, `the samples folder ${what}`);
    return byName;
  }
  const folders = [{ path: root, shown: displayRoot.replace(/\/+$/, ""), depth: 0 }];
  let looked = 0;
  for (const folder of folders) {
    for (const name of namesIn(folder.path)) {
      looked += 1;
      if (looked > MOST_FILES) {
        const message = `the samples folder holds more than ${MOST_FILES} files; the rest is not read`;
        say("document/sample-folder", displayRoot, message);
        return byName;
      }
      const path = join(folder.path, name);
      const shown = `${folder.shown}/${name}`;
      const kind = kindOf(path);
      if (kind === "link") say("document/sample-link", shown, "a symbolic link among the samples is not followed");
      else if (kind === "folder" && folder.depth < DEEPEST) folders.push({ path, shown, depth: folder.depth + 1 });
      else if (kind === "file" && /\.json$/i.test(name)) {
        const key = name.replace(/\.json$/i, "");
        byName.set(key, [...(byName.get(key) ?? []), { path, shown }]);
      }
    }
  }
  return byName;
}

/** Names in a folder, in the order of their code units on every machine. */
function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  } catch {
    return [];
  }
}

function kindOf(path: string): "file" | "folder" | "link" | "other" {
  try {
    const status = lstatSync(path);
    return status.isSymbolicLink() ? "link" : status.isDirectory() ? "folder" : status.isFile() ? "file" : "other";
  } catch {
    return "other";
  }
}
