// Model and a user's files -> the edits that bring the handlers in step with the version.
import type { Model } from "../model/model.ts";
import { commonNewline, startDraft, type Draft } from "./draft.ts";
import { typedHandlers, wiredHandlers, isSource } from "./locate-handlers.ts";
import { handlerPath, wiringText } from "./new-files.ts";
import { planAdditions, type Room, type Target, targetOf } from "./plan-additions.ts";
import { planRemovals } from "./plan-removals.ts";
import { type SourceRead, type ImportRead, importsOf, VERSION_ENTRY } from "./source-file.ts";
import type { ExistingFile, StubOptions, StubPlan } from "./stub-file.ts";
import type { Project as MorphProject, SourceFile } from "ts-morph";
import { loadTsMorph } from "../emit/libraries.ts";
import { type Finding, finding } from "../source/finding.ts";
import { readSource } from "./read-source.ts";

const LARGEST = 4 * 1024 * 1024;

const START = { line: 1, column: 1, offset: 0 };
const WIRING = "index.ts";

/** The same model and files give the same plan; a plan that was carried out leaves nothing to do. */
export async function planStubs(model: Model, files: readonly ExistingFile[], options: StubOptions): Promise<StubPlan> {
  const target = targetOf(model, options);
  const paths = new Set(files.map(({ path }) => path.toLowerCase()));
  const exists = (path: string): boolean => paths.has(path.toLowerCase());
  const parsed = await parseRelevant(files, target, exists);
  const { wiring, fresh } = await chooseWiring(parsed, target, exists);
  const sources = new Map(parsed.sources);
  if (wiring !== undefined) sources.set(wiring.path, wiring);
  const wired = wiring === undefined ? [] : wiredHandlers(wiring, exists);
  const room: Room = { target, wiring, wired, typed: typedHandlers(sources.values()), sources, exists };

  const { draft, finish } = startDraft(sources, fresh ? wiring?.path : undefined);
  tellRefused(files, room, draft.tell);
  if (wiring === undefined && parsed.sources.has(WIRING)) {
    draft.tell({
      rule: "stubs/no-wiring",
      severity: "warning",
      message: `${WIRING} hands no object to defineHandlers of a version's entry; nothing was wired`,
      path: WIRING,
      fix: "call defineHandlers({}) there, or in a file of any other name",
    });
  }
  const removed = planRemovals(room, draft);
  planImports(room, draft);
  planAdditions(room, removed, draft);
  const texts = files.flatMap((file) => ("text" in file && isSource(file.path) ? [file.text] : []));
  const plan = finish(wiring?.path, commonNewline(texts));
  return { edits: plan.edits, findings: [...parsed.findings, ...plan.findings] };
}

/** Only files that mention stubs, stand where one would, or are wired. */
async function parseRelevant(
  files: readonly ExistingFile[],
  { actions }: Target,
  exists: (path: string) => boolean,
): Promise<ParsedFiles> {
  const expected = new Set([WIRING, ...[...actions].map(handlerPath)]);
  const readable = files.flatMap((file) => ("text" in file && isSource(file.path) ? [file] : []));
  const relevant = readable.filter(
    ({ path, text }) => expected.has(path) || text.includes("WebhookHandler") || text.includes("defineHandlers"),
  );
  const first = await parseFiles(relevant);
  const wiring = wiringAmong(first.sources);
  const wiredPaths = new Set(wiring === undefined ? [] : wiredHandlers(wiring, exists).map(({ path }) => path));
  const rest = readable.filter((file) => !relevant.includes(file) && wiredPaths.has(file.path));
  const second = await parseFiles(rest);
  return {
    sources: new Map([...first.sources, ...second.sources]),
    findings: [...first.findings, ...second.findings],
  };
}

function wiringAmong(sources: ReadonlyMap<string, SourceRead>): SourceRead | undefined {
  const own = sources.get(WIRING);
  if (own?.wiring !== undefined) return own;
  return [...sources.values()].find(({ wiring }) => wiring !== undefined);
}

/** None where the place of the wiring is taken by a file without one. */
async function chooseWiring(
  { sources }: ParsedFiles,
  { entry, version }: Target,
  exists: (path: string) => boolean,
): Promise<{ readonly wiring: SourceRead | undefined; readonly fresh: boolean }> {
  const found = wiringAmong(sources);
  if (found !== undefined || exists(WIRING)) return { wiring: found, fresh: false };
  const made = await parseFiles([{ path: WIRING, text: wiringText(entry, version) }]);
  return { wiring: made.sources.get(WIRING), fresh: true };
}

function tellRefused(
  files: readonly ExistingFile[],
  { target, wired }: Room,
  tell: (note: { rule: string; severity: "error"; message: string; path: string }) => void,
): void {
  const needed = new Set([WIRING, ...[...target.actions].map(handlerPath), ...wired.map(({ path }) => path)]);
  for (const file of files) {
    if (!("refused" in file) || !needed.has(file.path)) continue;
    tell({
      rule: "stubs/unreadable",
      severity: "error",
      message: `${file.path} ${file.refused}; it was left as it is`,
      path: file.path,
    });
  }
}

function planImports(room: Room, draft: Draft): void {
  const { target, wiring, wired, sources } = room;
  for (const source of sources.values()) {
    const actions = [
      ...source.exports.flatMap(({ action }) => action ?? []),
      ...wired.filter(({ path }) => path === source.path).map(({ action }) => action),
    ];
    const gone = actions.filter((action) => !target.actions.has(action));
    const live = actions.length > gone.length;
    const owned = new Set<ImportRead>(source === wiring ? importsOf(source, "defineHandlers") : []);
    if (live && gone.length === 0) for (const found of importsOf(source, "WebhookHandler")) owned.add(found);
    for (const found of owned) move(source, found, target.entry, draft);
    if (live && gone.length > 0) tellMixed(room, source, gone, draft);
    if (live || source === wiring) tellOthers(room, source, owned, draft);
  }
}

function move(source: SourceRead, { specifier, inner }: ImportRead, entry: string, draft: Draft): void {
  if (specifier === entry) return;
  draft.change(source.path, { ...inner, text: entry, reason: `imports ${entry} in place of ${specifier}` });
}

function tellMixed({ target }: Room, source: SourceRead, gone: readonly string[], draft: Draft): void {
  if (importsOf(source, "WebhookHandler").every(({ specifier }) => specifier === target.entry)) return;
  draft.tell({
    rule: "stubs/mixed-file",
    severity: "warning",
    message: `the file handles ${gone.map((action) => `"${action}"`).join(", ")}, gone in version ${target.version}, beside webhooks that are not; the version it imports was left`,
    path: source.path,
    fix: "move what is gone to a file of its own",
  });
}

/** Imports that a person wrote may well be meant for another version: they are named, not touched. */
function tellOthers({ target }: Room, source: SourceRead, owned: ReadonlySet<ImportRead>, draft: Draft): void {
  const base = target.entry.replace(/\/[^/]*$/, "");
  for (const found of source.imports) {
    const { specifier, start } = found;
    const entry = specifier.startsWith(`${base}/v`) ? specifier.split("/").slice(0, base.split("/").length + 1) : [];
    if (owned.has(found) || entry.length === 0 || entry.join("/") === target.entry) continue;
    if (!VERSION_ENTRY.test(entry.join("/")) || importsOf(source, "WebhookHandler").includes(found)) continue;
    draft.tell({
      rule: "stubs/other-version",
      severity: "info",
      message: `${specifier} is of another version than ${target.version}; the import was written by hand and was left`,
      path: source.path,
      at: start,
    });
  }
}

interface ParsedFiles {
  readonly sources: ReadonlyMap<string, SourceRead>;
  readonly findings: readonly Finding[];
}

async function parseFiles(files: readonly { readonly path: string; readonly text: string }[]): Promise<ParsedFiles> {
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
