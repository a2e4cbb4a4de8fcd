// Compiles an emitted package as its users' strictest settings would, all versions in one program.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { type EmittedFile } from "../../src/emit/emitted-file.ts";
import { emitPackage } from "../../src/emit/emit-package.ts";
import { emitVersion } from "../../src/emit/emit-version.ts";
import type { Model } from "../../src/model/model.ts";

const modules = join(import.meta.dirname, "..", "..", "node_modules");
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.NodeNext,
  types: ["node"],
  typeRoots: [join(modules, "@types")],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};

/** What every program reads, the compiler's libraries and Node's types, is parsed once in a process. */
const parsed = new Map<string, ts.SourceFile | undefined>();
const host = ts.createCompilerHost(options);
const parse = host.getSourceFile.bind(host);
host.getSourceFile = (path, ...rest) => {
  if (!path.startsWith(`${modules}/`)) return parse(path, ...rest);
  if (!parsed.has(path)) parsed.set(path, parse(path, ...rest));
  return parsed.get(path);
};

/**
 * What the compiler says of the package of these models, with the file and line; the models' versions must differ.
 * @param uses code beside the package that uses it
 */
export async function compileErrors(
  models: readonly Model[],
  uses: readonly EmittedFile[] = [],
): Promise<readonly string[]> {
  const name = "@example/compiled";
  const versions = await Promise.all(models.map((model) => emitVersion(model, { packageName: name })));
  const files = [...versions.flat(), ...emitPackage(models, { name }), ...uses];
  const root = mkdtempSync(join(tmpdir(), "hooksmith-compile-"));
  try {
    return compile(root, files);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The receiver's modules are the same in all packages and import nothing of theirs: each is checked once in a process. */
const checked = new Map<string, string>();
function isChecked(root: string, { fileName, text }: ts.SourceFile): boolean {
  const path = relative(root, fileName);
  if (!path.startsWith("runtime/")) return false;
  const isKnown = checked.get(path) === text;
  checked.set(path, text);
  return isKnown;
}

function compile(root: string, files: readonly EmittedFile[]): readonly string[] {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const code = files.filter(({ path }) => path.endsWith(".ts") && !path.startsWith("runtime/"));
  const program = ts.createProgram(
    code.map(({ path }) => join(root, path)),
    options,
    host,
  );
  // Of the package alone: what it reads of others is no different from program to program, nor is the receiver's code.
  const own = program
    .getSourceFiles()
    .filter((file) => !file.fileName.startsWith(`${modules}/`) && !isChecked(root, file));
  const said = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ];
  return said.map(({ file, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    if (file === undefined) return text;
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${relative(root, file.fileName)}:${String(line)} ${text}`;
  });
}
