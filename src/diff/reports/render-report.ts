// A report in the format that was asked for; the page's code is loaded only for the page.
import type { DiffReport } from "../report.ts";
import { reportGithub } from "./report-github.ts";
import { reportJson } from "./report-json.ts";
import { reportMarkdown } from "./report-markdown.ts";
import { reportText, type TextOptions } from "./report-text.ts";

export const diffFormats = ["text", "markdown", "json", "html", "github"] as const;
export type DiffFormat = (typeof diffFormats)[number];

export async function renderReport(report: DiffReport, format: DiffFormat, options: TextOptions): Promise<string> {
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
