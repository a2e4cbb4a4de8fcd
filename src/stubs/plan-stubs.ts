// Model and a user's files -> the edits that bring the handlers in step with the version.
import type { Model } from "../model/model.ts";
import { commonNewline, startDraft } from "./draft.ts";
import { typedHandlers, wiredHandlers } from "./locate-handlers.ts";
import { handlerPath, wiringText } from "./new-files.ts";
import { type ParsedFiles, parseFiles } from "./parse-files.ts";
import { planAdditions, type Room } from "./plan-additions.ts";
import { planImports } from "./plan-imports.ts";
import { planRemovals } from "./plan-removals.ts";
import type { SourceRead } from "./source-file.ts";
import { isSource } from "./specifiers.ts";
import type { ExistingFile, StubOptions, StubPlan } from "./stub-file.ts";
import { type Target, targetOf } from "./target.ts";

const WIRING = "index.ts";

/** The same model and files give the same plan; a plan that was carried out leaves nothing to do. */
export async function planStubs(
  model: Model,
  files: readonly ExistingFile[],
  { packageName }: StubOptions,
): Promise<StubPlan> {
  const target = targetOf(model, packageName);
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
