// Compares what the user names: versions of the output, model files, pages; with the decisions of the input folder.
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DiffMode, DiffReport, Profile, ReportSide } from "../diff/report.ts";
import { formatOf } from "../formats/choose-format.ts";
import type { Finding } from "../source/finding.ts";
import { didYouMean } from "../source/suggest.ts";
import { displayFindings, REGISTER_FILE } from "./findings.ts";
import { DECISIONS_FILE, type Inputs, loadDecisions, loadInputs, loadVersion } from "./load-inputs.ts";
import { loadModel, normalModel, readModelFile } from "./load-model.ts";
import { type PageSide, readModel, readPageSide } from "./page-side.ts";
import { openPool, type Pool } from "./pool.ts";

export interface DiffOptions {
  /** A version, a model.json or the folder of one, or a page. */
  readonly old: string;
  readonly new: string;
  /** Folder with sources.yaml, corrections.yaml, decisions.yaml and the pages. */
  readonly input: string;
  /** Folder of the generated package. */
  readonly generated: string;
  readonly profile?: Profile;
  /** Upgrade or drift; by default as the versions of the sides say. */
  readonly mode?: DiffMode;
  /** Compare what the pages say, without the corrections. */
  readonly uncorrected?: boolean;
  /** Of pages. */
  readonly kind?: "webhooks" | "structures";
  readonly samples?: string;
  readonly apiVersion?: string;
  /** ISO date that the ends of acceptances are compared with. */
  readonly today: string;
  readonly signal?: AbortSignal;
}

export type DiffResult = {
  /** Of pages that were read for the comparison, and of the decisions. */
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
} & (
  | { readonly state: "compared"; readonly report: DiffReport; readonly notes: readonly string[] }
  /** A page has errors: a comparison would pretend to be whole. */
  | { readonly state: "page-errors" }
  | { readonly state: "unusable"; readonly message: string }
);

/** As the command line says where nobody names another. */
const DEFAULT_INPUT = "docs-input";

export async function diffVersions(options: DiffOptions): Promise<DiffResult> {
  const { input } = options;
  const pool = openPool(options);
  const context: Context = { options, pool, inputs: () => (loading ??= loadRegister(input)) };
  let loading: Promise<LoadedRegister> | undefined;
  const stop = ({ problem, findings = [], sources = new Map() }: Problem): DiffResult => {
    return { state: "unusable", message: problem, ...displayFindings(input, findings, sources) };
  };
  const missing = await missingFolder(input);
  if (missing !== undefined) return stop({ problem: missing });
  const decided = loadDecisions(input);
  if (decided.decisions === undefined) return stop({ ...decided, sources: new Map([[DECISIONS_FILE, decided.text]]) });
  const sides = await loadSides(context).finally(pool.close);
  if ("problem" in sides) return stop(sides);
  const { old, new: now } = sides;
  const found = [...old.findings, ...now.findings];
  const shown = displayFindings(input, found, new Map([...old.sources, ...now.sources]));
  if (old.model === undefined || now.model === undefined || found.some(({ fatal }) => fatal === true))
    return { state: "page-errors", ...shown };
  const { compareModels } = await import("../diff/compare-models.ts");
  const report = compareModels(normalModel(old.model), normalModel(now.model), {
    ...options,
    old: { label: options.old, kind: old.kind },
    new: { label: options.new, kind: now.kind },
    decisions: decided.decisions,
  });
  return { state: "compared", report, notes: [...old.notes, ...now.notes], ...shown };
}

/** Model files and pages can do without the usual folder; one that somebody names is meant to be there. */
async function missingFolder(input: string): Promise<string | undefined> {
  const found = await stat(input).catch(() => undefined);
  if (found?.isDirectory() === true || (found === undefined && input === DEFAULT_INPUT)) return undefined;
  return `the input folder ${input} can't be read: there is no such folder`;
}

interface Context {
  readonly options: DiffOptions;
  readonly pool: Pool;
  readonly inputs: () => Promise<LoadedRegister>;
}

interface Side extends PageSide {
  readonly kind: ReportSide["kind"];
}

interface Problem {
  readonly problem: string;
  readonly findings?: readonly Finding[];
  readonly sources?: ReadonlyMap<string, string>;
}

/** Pages last: what is on the other side may say which version they are a revision of. */
async function loadSides(context: Context): Promise<{ readonly old: Side; readonly new: Side } | Problem> {
  const { options } = context;
  const asked = { old: await whatIs(options.old), new: await whatIs(options.new) };
  const [first, second] = asked.old === "page" ? (["new", "old"] as const) : (["old", "new"] as const);
  const one = await loadSide(options[first], asked[first], context, undefined);
  if ("problem" in one) return one;
  const against = asked[first] === "page" ? undefined : one.model?.version;
  const other = await loadSide(options[second], asked[second], context, against);
  if ("problem" in other) return other;
  return first === "old" ? { old: one, new: other } : { old: other, new: one };
}

type Asked = "version" | "model" | "folder" | "page" | "unknown" | "no-model" | "missing";

async function whatIs(name: string): Promise<Asked> {
  const isPage = formatOf(name) !== undefined;
  const found = await stat(name).catch(() => undefined);
  if (found?.isDirectory() === false) return isPage ? "page" : /\.json$/i.test(name) ? "model" : "unknown";
  if (found?.isDirectory() === true && (await stat(join(name, "model.json")).catch(() => undefined)) !== undefined) {
    return "folder";
  }
  if (!isPage && !/\.json$|[/\\]/i.test(name)) return "version";
  return found?.isDirectory() === true ? "no-model" : "missing";
}

async function loadSide(
  name: string,
  asked: Asked,
  context: Context,
  against: string | undefined,
): Promise<Side | Problem> {
  switch (asked) {
    case "version":
      return context.options.uncorrected === true
        ? readUncorrected(name, context)
        : loadGenerated(name, context.options);
    case "model":
      return loadFile(name, context.options);
    case "folder":
      return loadFile(join(name, "model.json"), context.options);
    case "page":
      return loadPage(name, context, against);
    case "no-model":
      return { problem: `${name} is a folder without a model.json` };
    case "missing":
      return { problem: `${name} can't be read: there is no such file` };
    case "unknown":
      return {
        problem: `the ending of ${basename(name)} does not say what it is; a model ends in .json, a page in .md, .mdx, .html or .txt`,
      };
  }
}

async function loadGenerated(name: string, { generated }: DiffOptions): Promise<Side | Problem> {
  const { model, problem, known } = await loadModel(generated, name);
  if (model !== undefined) return { ...NO_FINDINGS, kind: "version", model };
  if (known.length === 0 || known.includes(plain(name))) return { problem: problem ?? `"${name}" can't be read` };
  return { problem: `version "${name}" is not generated in ${generated}${hint(name, known, "generated versions")}` };
}

async function readUncorrected(name: string, { inputs, pool }: Context): Promise<Side | Problem> {
  const loaded = await inputs();
  if ("problem" in loaded) return loaded;
  if (loaded.inputs === undefined) return { problem: "there is no register that says which pages describe a version" };
  const { versions } = loaded.inputs.register;
  const entry = versions.find(({ version }) => version === plain(name));
  if (entry === undefined) {
    const known = versions.map(({ version }) => version);
    return { problem: `the register has no version "${name}"${hint(name, known, "versions")}` };
  }
  return { kind: "version", notes: [], ...(await readModel(loadVersion(loaded.inputs, entry), pool, true)) };
}

async function loadFile(path: string, { uncorrected }: DiffOptions): Promise<Side | Problem> {
  const { model, problem } = await readModelFile(path);
  if (model === undefined) return { problem: problem ?? `${path} can't be read` };
  if (uncorrected === true && model.corrections.length > 0) {
    return { problem: `${path} holds a corrected model; --uncorrected compares versions and pages` };
  }
  return { ...NO_FINDINGS, kind: "model", model };
}

async function loadPage(
  path: string,
  { options, inputs, pool }: Context,
  against: string | undefined,
): Promise<Side | Problem> {
  const loaded = await inputs();
  if ("problem" in loaded) return loaded;
  const { uncorrected = false, input: root } = options;
  const read = await readPageSide({ ...options, ...loaded, path, root, uncorrected, pool, against });
  return "problem" in read ? read : { kind: "page", ...read };
}

const NO_FINDINGS = { findings: [], sources: new Map<string, string>(), notes: [] } as const;

type LoadedRegister = { readonly inputs?: Inputs } | Problem;

/** No register is no problem by itself: model files and pages can do without. */
async function loadRegister(root: string): Promise<LoadedRegister> {
  if ((await stat(join(root, REGISTER_FILE)).catch(() => undefined)) === undefined) return {};
  const loaded = loadInputs(root, undefined);
  if ("inputs" in loaded) return loaded;
  return { problem: loaded.problem.message, findings: loaded.findings, sources: loaded.sources };
}

function plain(version: string): string {
  return version.replace(/^v/i, "");
}

function hint(name: string, known: readonly string[], what: string): string {
  return didYouMean(plain(name), known) || `; ${what} are ${known.join(", ")}`;
}
