// Model and a user's files -> the edits that bring the handlers in step with the version.
import { versionFolder } from "../emit/names.ts";
import type { Model } from "../model/model.ts";
import type { Finding } from "../source/finding.ts";
import { type Draft, newlineOf, startDraft } from "./draft.ts";
import { type Edit, type ExistingFile, isSource } from "./folder.ts";
import {
  handlerPath,
  type TypedHandler,
  typedHandlers,
  type WiredHandler,
  wiredHandlers,
  wiringText,
} from "./handlers.ts";
import { planAdditions, planRemovals } from "./plan-changes.ts";
import { type ImportRead, importsOf, type SourceRead, sourceReader } from "./source.ts";

export interface StubOptions {
  /** The generated package that the handlers import, as `@acme/shop-webhooks`. */
  readonly packageName: string;
  /** Names of the webhooks that get a handler; all by default. */
  readonly only?: readonly string[];
}

export interface StubPlan {
  /** In the order to write them: the wiring file comes last, so that it never imports what is not there yet. */
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** What a plan is made from, and the draft that it is written in. */
export interface Planning {
  readonly version: string;
  /** `@acme/shop-webhooks/v3.6`. */
  readonly entry: string;
  /** As the version's types know them, in the order of the reference. */
  readonly names: ReadonlySet<string>;
  /** Those that get a handler; all where absent. */
  readonly only: ReadonlySet<string> | undefined;
  /** From another spelling that the page shows to the webhook. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Absent where the wiring can't be read. */
  readonly wiring: SourceRead | undefined;
  readonly wired: readonly WiredHandler[];
  readonly typed: readonly TypedHandler[];
  readonly sources: ReadonlyMap<string, SourceRead>;
  /** Whether any file is there, read or not. */
  readonly exists: (path: string) => boolean;
  readonly draft: Draft;
}

const WIRING = "index.ts";

/** The same model and files give the same plan; a plan that was carried out leaves nothing to do. */
export async function planStubs(model: Model, files: readonly ExistingFile[], options: StubOptions): Promise<StubPlan> {
  const { version, webhooks } = model;
  const entry = `${options.packageName}/${versionFolder(version)}`;
  const names = new Set(webhooks.map(({ name }) => name));
  const paths = new Set(files.map(({ path }) => path.toLowerCase()));
  const exists = (path: string): boolean => paths.has(path.toLowerCase());
  const expected = new Set([WIRING, ...[...names].map(handlerPath)]);
  const readable = files.flatMap((file) => ("text" in file && isSource(file.path) ? [file] : []));

  // Only files that mention stubs, are where one would be, or are wired.
  const { sources, findings, read } = await sourceReader();
  const relevant = readable.filter(
    ({ path, text }) => expected.has(path) || /WebhookHandler|defineHandlers/.test(text),
  );
  for (const { path, text } of relevant) read(path, text);
  const found = wiringAmong(sources);
  const wiredPaths = new Set(wiredHandlers(found, exists).map(({ path }) => path));
  const others = readable.filter((file) => wiredPaths.has(file.path) && !relevant.includes(file));
  for (const { path, text } of others) read(path, text);
  if (found === undefined && !exists(WIRING)) read(WIRING, wiringText(entry, version), true);

  const wiring = wiringAmong(sources);
  const draft = startDraft(sources);
  const planning: Planning = {
    ...{ version, entry, names, wiring, sources, exists, draft },
    only: options.only && new Set(options.only),
    aliases: new Map(webhooks.flatMap(({ name, aliases }) => aliases.map(({ value }) => [value, name]))),
    wired: wiredHandlers(wiring, exists),
    typed: typedHandlers(sources.values()),
  };
  for (const { path } of planning.wired) if (path !== undefined) expected.add(path);
  for (const file of files) if ("refused" in file && expected.has(file.path)) tellRefused(file, draft);
  if (wiring === undefined && sources.has(WIRING)) {
    draft.tell({
      rule: "stubs/no-wiring",
      severity: "warning",
      message: `${WIRING} hands no object to defineHandlers of a version's entry; nothing was wired`,
      path: WIRING,
      fix: "call defineHandlers({}) there, or in a file of any other name",
    });
  }
  const removed = planRemovals(planning);
  for (const source of sources.values()) planImports(planning, source);
  planAdditions(planning, removed);
  const edits = draft.edits(wiring?.path, newlineOf(...readable.map(({ text }) => text)));
  return { edits, findings: [...findings, ...draft.findings] };
}

function wiringAmong(sources: ReadonlyMap<string, SourceRead>): SourceRead | undefined {
  const own = sources.get(WIRING);
  if (own?.wiring !== undefined) return own;
  return [...sources.values()].find(({ wiring }) => wiring !== undefined);
}

function tellRefused({ path, refused }: { readonly path: string; readonly refused: string }, draft: Draft): void {
  draft.tell({
    rule: "stubs/unreadable",
    severity: "error",
    message: `${path} ${refused}; it was left as it is`,
    path,
  });
}

function planImports(planning: Planning, source: SourceRead): void {
  const { names, entry, wiring, wired, draft } = planning;
  const handled = [
    ...source.exports.flatMap(({ webhook }) => webhook ?? []),
    ...wired.filter(({ path }) => path === source.path).map(({ webhook }) => webhook),
  ];
  const gone = handled.filter((webhook) => !names.has(webhook));
  const live = handled.length > gone.length;
  const owned = new Set<ImportRead>(source === wiring ? importsOf(source, "defineHandlers") : []);
  if (live && gone.length === 0) for (const found of importsOf(source, "WebhookHandler")) owned.add(found);
  for (const { specifier, inner } of owned) {
    if (specifier === entry) continue;
    draft.change(source.path, { ...inner, text: entry, reason: `imports ${entry} in place of ${specifier}` });
  }
}
