// A report in the format that was asked for; the page's code is loaded only for the page.
import { atLeast, type DiffReport, type Severity } from "../report.ts";
import { reportGithub } from "./report-github.ts";
import { reportJson } from "./report-json.ts";
import { reportMarkdown } from "./report-markdown.ts";
import { reportText, type TextOptions } from "./report-text.ts";

export const diffFormats = ["text", "markdown", "json", "html", "github"] as const;
export type DiffFormat = (typeof diffFormats)[number];

export interface RenderOptions extends TextOptions {
  /** Changes less severe than that are left out of the list, and counted. */
  readonly min: Severity;
}

export async function renderReport(
  whole: DiffReport,
  format: DiffFormat,
  { min, ...options }: RenderOptions,
): Promise<string> {
  const report = atLeast(whole, min);
  switch (format) {
    case "text":
      return reportText(report, options);
    case "markdown":
      return reportMarkdown(report, options);
    case "json":
      return reportJson(report);
    case "html":
      return (await import("../html/report-page.ts")).reportHtml(report);
    case "github":
      return reportGithub(report, options);
  }
}
