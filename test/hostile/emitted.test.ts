// Hostile words through whole pages into emitted files: the code is that of harmless words, and every file stays in its place.
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import type { EmittedFile } from "../../src/emit/emitted-file.ts";
import { emitVersion } from "../../src/emit/emit-version.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { endings, formats, printPage, type SectionText } from "./print-page.ts";
import { hostileNames, hostileTexts, MARK } from "./words.ts";

async function emitted(
  sections: readonly SectionText[],
  format: (typeof formats)[number],
): Promise<readonly EmittedFile[]> {
  const bytes = new TextEncoder().encode(printPage({ sections }, format));
  const { model, findings } = await parsePage(bytes, { file: `page.${endings[format]}`, version: "1.0" });
  if (model === undefined) throw new Error(findings.map(({ reason }) => reason).join("; "));
  return emitVersion(model, { packageName: "@example/hostile" });
}

const contentOf = (files: readonly EmittedFile[], path: string): string =>
  files.find((file) => file.path.endsWith(path))?.content ?? "";

describe.each(formats)("a description or note in %s", (format) => {
  const told = (texts: readonly string[]): readonly SectionText[] =>
    texts.map((text, index) => ({
      name: `thing_${index}`,
      description: text,
      rows: [["id", text]],
      sample: `{ "action": "thing_${index}", "payload": { "id": "a" } }`,
    }));

  test("leaves the tokens of the code as harmless words do", async () => {
    const hostile = await emitted(told(hostileTexts), format);
    const harmless = await emitted(told(hostileTexts.map((_, index) => `Words number ${index}.`)), format);
    for (const path of ["/types.ts", "/handlers.ts", "/validators.js", "/validators.d.ts"])
      expect(tokensOf(contentOf(hostile, path)), path).toEqual(tokensOf(contentOf(harmless, path)));
  });
});

describe("names", () => {
  let files: readonly EmittedFile[] = [];
  beforeAll(async () => {
    const sections = hostileNames.map((name) => ({
      name,
      description: "Tells it.",
      sample: JSON.stringify({ action: name, payload: Object.fromEntries(hostileNames.map((key) => [key, 1])) }),
    }));
    files = await emitted(sections, "html");
  });

  test("make no path that leaves the output or that a system can't hold", () => {
    const paths = files.map(({ path }) => path);
    for (const path of paths) {
      expect(path).toMatch(/^v1\.0\/(?:[a-z0-9]+\/)?[a-z0-9_](?:[a-z0-9_.-]{0,150}[a-z0-9_])?$/);
      expect(path).not.toMatch(/\.\.|(?:^|\/)(?:con|nul|aux|prn)(?:\.|$)/);
    }
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
  });

  test("leave code that parses and JSON that is sound", () => {
    for (const { path, content } of files) {
      if (path.endsWith(".json")) expect(() => void JSON.parse(content), path).not.toThrow();
      else expect(syntaxErrors(path, content), path).toEqual([]);
    }
  });

  test("stand in strings alone where validators run", () => {
    const identifiers = tokensOf(contentOf(files, "/validators.js")).filter((token) => token.startsWith("Identifier "));
    expect(identifiers.filter((token) => /[^\w$ ]/.test(token))).toEqual([]);
    expect(identifiers.filter((token) => token === `Identifier ${MARK}`)).toEqual([]);
  });
});

/** Kinds and texts of all tokens; comments are none. */
function tokensOf(code: string): readonly string[] {
  const scanned = ts.createSourceFile("a.ts", code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(scanned);
    if (children.length === 0) found.push(`${ts.SyntaxKind[node.kind]} ${node.getText(scanned)}`);
    for (const child of children) visit(child);
  };
  visit(scanned);
  return found;
}

function syntaxErrors(path: string, content: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(content, {
    fileName: path.replace(".d.ts", ".ts"),
    reportDiagnostics: true,
  });
  return diagnostics.map(({ messageText }) => String(messageText));
}
