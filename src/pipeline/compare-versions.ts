// Compares two neighbouring versions, as the folder `diffs` of the output shows it.
import type { DiffReport } from "../diff/report.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { Model } from "../model/model.ts";
import type { Decisions } from "../register/read-decisions.ts";

export interface ComparedVersions {
  readonly report: DiffReport;
  /** The report as a page, as JSON and as text. */
  readonly files: readonly OutputFile[];
}

/** Both sides as a model.json gives them. */
export async function compareVersions(old: Model, now: Model, decisions: Decisions): Promise<ComparedVersions> {
  const [{ compareModels }, { reportJson }, { reportMarkdown }, { reportHtml }] = await Promise.all([
    import("../diff/compare-models.ts"),
    import("../diff/reports/report-json.ts"),
    import("../diff/reports/report-markdown.ts"),
    import("../diff/html/report-page.ts"),
  ]);
  const report = compareModels(old, now, { decisions });
  const path = `diffs/v${old.version}...v${now.version}`;
  return {
    report,
    files: [
      { path: `${path}.html`, content: reportHtml(report) },
      { path: `${path}.json`, content: reportJson(report) },
      { path: `${path}.md`, content: reportMarkdown(report) },
    ],
  };
}
