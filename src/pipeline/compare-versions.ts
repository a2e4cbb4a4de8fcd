// Compares every two neighbouring versions of the register, for the folder `diffs` of the output, and versions with what they replace.
import { reasonOf } from "../source/thrown.ts";
import type { OverviewVersion } from "../diff/html/overview-page.ts";
import type { DiffReport } from "../diff/report.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import { finding, type Finding } from "../source/finding.ts";
import type { Model } from "../model/model.ts";
import type { Decisions } from "../register/read-decisions.ts";
import { realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";

export interface NeighboursInput {
  /** Of the versions of the register, oldest first, as their model.json gives them; those without one are not compared, nor leapt over. */
  readonly models: readonly Promise<Model | undefined>[];
  readonly decisions: Decisions;
  /** ISO date; it decides about findings, never about bytes. */
  readonly today?: string;
}

export interface ComparedNeighbours {
  readonly models: readonly Model[];
  readonly files: readonly OutputFile[];
  readonly reports: readonly DiffReport[];
  /** Decisions that are stale, or that have expired by `today`. */
  readonly findings: readonly Finding[];
  readonly failed: readonly (FailedComparison & {
    /** Of the files that the comparison would have given, without their endings. */
    readonly path: string;
  })[];
}

export interface FailedComparison {
  /** The newer one. */
  readonly version: string;
  readonly thrown: unknown;
}

/** Each two as soon as both are there. */
export async function compareNeighbours({ models, decisions, today }: NeighboursInput): Promise<ComparedNeighbours> {
  const [{ compareModels }, { reportJson }, { reportMarkdown }, { overviewHtml }, { reportHtml }, { default: schema }] =
    await Promise.all([
      import("../diff/compare-models.ts"),
      import("../diff/reports/render-report.ts"),
      import("../diff/reports/report-markdown.ts"),
      import("../diff/html/overview-page.ts"),
      import("../diff/html/report-page.ts"),
      import("../diff/diff-report.schema.json", { with: { type: "json" } }),
    ]);
  const compare = (old: Model, now: Model): Compared => {
    const path = `diffs/v${old.version}...v${now.version}`;
    try {
      const report = compareModels(old, now, { decisions });
      const files = [
        { path: `${path}.html`, content: reportHtml(report, { overview: "./index.html" }) },
        { path: `${path}.json`, content: reportJson(report) },
        { path: `${path}.md`, content: reportMarkdown(report) },
      ];
      return { reports: [report], files, failed: [] };
    } catch (thrown) {
      return { reports: [], files: [], failed: [{ version: now.version, path, thrown }] };
    }
  };
  const compared = await Promise.all(
    models.map(async (model, index) => {
      const [old, now] = await Promise.all([models[index - 1], model]);
      return old === undefined || now === undefined ? [] : [compare(old, now)];
    }),
  );
  const known = (await Promise.all(models)).filter((model) => model !== undefined);
  if (known.length === 0) return { models: [], files: [], reports: [], findings: [], failed: [] };
  const pairs = compared.flat();
  const reports = pairs.flatMap((pair) => pair.reports);
  const files = [
    ...pairs.flatMap((pair) => pair.files),
    { path: "diffs/diff-report.schema.json", content: `${JSON.stringify(schema, null, 2)}\n` },
    { path: "diffs/index.html", content: overviewHtml({ versions: known.map(overviewOf), reports }) },
  ];
  const findings = [...reports.flatMap(({ problems }) => problems), ...expired(reports, decisions, today)];
  const failed = pairs.flatMap((pair) => pair.failed);
  return { models: known, files, reports, findings: findings.map(finding), failed };
}

type Compared = Pick<ComparedNeighbours, "files" | "reports" | "failed">;

function overviewOf({ version, status, webhooks }: Model): OverviewVersion {
  return {
    version,
    status,
    webhooks: webhooks.map(({ name, group }) => ({ name, ...(group === undefined ? {} : { group }) })),
  };
}

/** Committed reports know no day: what has expired stays accepted in them, and is said beside them. */
function expired(
  reports: readonly DiffReport[],
  { acceptances }: Decisions,
  today: string | undefined,
): readonly Parameters<typeof finding>[0][] {
  if (today === undefined) return [];
  return acceptances
    .filter(({ until }) => until !== undefined && until < today)
    .filter(({ between, fingerprint }) =>
      reports.some(
        ({ old, new: now, changes }) =>
          between.old === old.version &&
          between.new === now.version &&
          changes.some((change) => change.fingerprint === fingerprint),
      ),
    )
    .map(({ fingerprint, until = "", at }) => ({
      rule: "decision/expired",
      severity: "error",
      message: `the acceptance of ${fingerprint} ended on ${until}`,
      at,
      fix: "look at the change again",
    }));
}

export interface Drift {
  readonly reports: readonly DiffReport[];
  readonly failed: readonly FailedComparison[];
}

/** One report a version that is not as it was; what only moved to another line is as it was. Both sides as a model.json gives them. */
export async function findDrift(
  before: (version: string) => Model | undefined,
  fresh: readonly Model[],
  decisions: Decisions,
): Promise<Drift> {
  const reports: DiffReport[] = [];
  const failed: FailedComparison[] = [];
  for (const now of fresh) {
    const { version } = now;
    const old = before(version);
    if (old === undefined) continue;
    const { compareModels } = await import("../diff/compare-models.ts");
    try {
      const compared = compareModels(old, now, {
        mode: "drift",
        old: { label: `${version} before`, kind: "model" },
        new: { label: `${version} now`, kind: "version" },
        decisions,
      });
      if (compared.changes.length > 0) reports.push({ ...compared, problems: [] });
    } catch (thrown) {
      failed.push({ version, thrown });
    }
  }
  return { reports, failed };
}

/** Why the file can't be the drift report; undefined where it can. */
export async function refuseDriftReport(file: string, output: string): Promise<string | undefined> {
  const folder = dirname(resolve(file));
  const found = await stat(folder).catch(() => undefined);
  if (await isInside(file, output)) {
    return `the drift report ${file} would stand inside the output ${output}, which holds nothing but what the pages give`;
  }
  if (found?.isDirectory() !== true) return `the drift report ${file} can't be written: its folder does not exist`;
  const target = await stat(join(await real(folder), basename(file))).catch(() => undefined);
  return target?.isDirectory() === true ? `the drift report ${file} can't be written: it is a folder` : undefined;
}

/** Undefined where all went well, else why not. */
export async function writeDriftReport(
  file: string,
  drift: readonly DiffReport[],
  root: string,
): Promise<string | undefined> {
  const { reviewMarkdown } = await import("../diff/reports/report-markdown.ts");
  try {
    await writeFile(file, reviewMarkdown(drift, { title: "Drift of the webhook reference", places: { root } }));
    return undefined;
  } catch (error) {
    return `the drift report ${file} can't be written: ${reasonOf(error)}`;
  }
}

/** Whether a path is a folder, or below it, with links followed on the way there. */
export async function isInside(path: string, folder: string): Promise<boolean> {
  const outer = await real(resolve(folder));
  const inner = join(await real(dirname(resolve(path))), basename(resolve(path)));
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/** With links followed, as far as the path exists. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await real(parent), basename(path));
  }
}
