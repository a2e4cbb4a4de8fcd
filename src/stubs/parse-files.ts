// Reads TypeScript files with ts-morph; what can't be parsed is a finding and left alone.
import type { Project as MorphProject, SourceFile } from "ts-morph";
import { loadTsMorph } from "../emit/libraries.ts";
import { type Finding, finding } from "../source/finding.ts";
import { readSource } from "./read-source.ts";
import type { SourceRead } from "./source-file.ts";

export interface ParsedFiles {
  readonly sources: ReadonlyMap<string, SourceRead>;
  readonly findings: readonly Finding[];
}

const LARGEST = 4 * 1024 * 1024;

export async function parseFiles(
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<ParsedFiles> {
  if (files.length === 0) return { sources: new Map(), findings: [] };
  const morph = await loadTsMorph();
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, noResolve: true, types: [], allowJs: false },
  });
  const sources = new Map<string, SourceRead>();
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    const parsed = parse(project, path, text.slice(mark.length));
    if ("problem" in parsed) findings.push(refusal(path, parsed));
    else {
      const source = guarded(() => readSource(morph, parsed.file, { path, mark }));
      if (source === undefined) findings.push(refusal(path, { problem: "its code is nested too deeply", ...START }));
      else sources.set(path, source);
    }
  }
  return { sources, findings };
}

interface Problem {
  readonly problem: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

const START = { line: 1, column: 1, offset: 0 };

function parse(project: MorphProject, path: string, text: string): { readonly file: SourceFile } | Problem {
  if (text.length > LARGEST) return { problem: "it is larger than a file of handlers can be", ...START };
  if (text.includes("\u0000")) return { problem: "it holds binary data", ...START };
  // A flat name: what a path means to the compiler's file system is of no concern.
  const name = `/${project.getSourceFiles().length}${/\.[mc]?tsx?$/.exec(path)?.[0] ?? ".ts"}`;
  const file = guarded(() => project.createSourceFile(name, text));
  if (file === undefined) return { problem: "its code is nested too deeply", ...START };
  const [first] = project.getProgram().getSyntacticDiagnostics(file);
  if (first === undefined) return { file };
  const offset = first.getStart();
  const { line, column } = file.getLineAndColumnAtPos(offset);
  const message = first.getMessageText();
  return { problem: typeof message === "string" ? message : message.getMessageText(), line, column, offset };
}

function refusal(path: string, { problem, line, column, offset }: Problem): Finding {
  return finding({
    rule: "stubs/not-typescript",
    severity: "error",
    message: `the file can't be read as TypeScript (${problem}); it was left as it is`,
    at: { file: path, line, column, offset },
    fix: "mend the file, or move it out of the folder, and run again",
  });
}

/** Undefined where the stack did not suffice. */
function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
