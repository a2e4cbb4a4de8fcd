import { codeOf, reasonOf } from "../../source/thrown.ts";
import type { OutputFile } from "../emitted-file.ts";

const PART = /^(?!\.)[A-Za-z0-9_.-]{1,200}$/;

// What can keep an output folder from being written, as a value.

export type OutputErrorKind =
  "not-a-folder" | "symbolic-link" | "unsafe-path" | "locked" | "disk-full" | "read-only" | "not-swappable" | "failed";

export interface OutputError {
  readonly kind: OutputErrorKind;
  /** The file or folder in question. */
  readonly path: string;
  /** One sentence: what was found, and what helps. */
  readonly message: string;
}

/** Carries an OutputError to the one place that turns it into a value. */
export class OutputFailure extends Error {
  readonly problem: OutputError;

  constructor(problem: OutputError) {
    super(problem.message);
    this.problem = problem;
  }
}

interface SystemRule {
  readonly kind: OutputErrorKind;
  readonly codes: readonly string[];
  readonly message: string;
}

/** What the system's error codes mean for an output folder. */
export const systemRules: readonly SystemRule[] = [
  { kind: "disk-full", codes: ["ENOSPC", "EDQUOT"], message: "no space is left on the disk; the old output stays" },
  {
    kind: "read-only",
    codes: ["EACCES", "EPERM", "EROFS"],
    message: "writing is not permitted here; the old output stays",
  },
  {
    kind: "not-swappable",
    codes: ["EXDEV", "EBUSY"],
    message: "the output can't be renamed: it is in use, or a file system of its own; choose a folder inside it",
  },
  { kind: "not-a-folder", codes: ["ENOTDIR"], message: "a part of the path is a file, where a folder is needed" },
];

/** Any thrown value as an OutputError. */
export function toOutputError(thrown: unknown, path: string): OutputError {
  if (thrown instanceof OutputFailure) return thrown.problem;
  const code = codeOf(thrown);
  const where = thrown instanceof Error && "path" in thrown && typeof thrown.path === "string" ? thrown.path : path;
  const rule = systemRules.find(({ codes }) => code !== undefined && codes.includes(code));
  if (rule !== undefined) return { kind: rule.kind, path: where, message: `${where}: ${rule.message}` };
  return { kind: "failed", path: where, message: `${where}: ${reasonOf(thrown)}` };
}

/** Whether it is relative, climbs nowhere, holds no odd character, and no part of it begins with a dot or is `node_modules`. */
export function isSafePath(path: string): boolean {
  return path.split("/").every((part) => PART.test(part) && part !== "node_modules");
}

/** Throws an OutputFailure at the first path that is unsafe, or the same as another but for the case of letters. */
export function checkPaths(files: readonly OutputFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    const folded = path.toLowerCase();
    if (isSafePath(path) && !seen.has(folded)) seen.add(folded);
    else {
      const message = `${JSON.stringify(path)} is no path for a generated file, or is generated twice; nothing was written`;
      throw new OutputFailure({ kind: "unsafe-path", path, message });
    }
  }
}
