// The reports of a diff review, as the pipeline and the command line use them.
export { reportGithub } from "./report-github.ts";
export { reportJson } from "./report-json.ts";
export { MARKDOWN_LIMIT, reportMarkdown, reviewMarkdown, type ReviewOptions } from "./report-markdown.ts";
export { reportText, type TextOptions } from "./report-text.ts";
export type { PlaceOptions } from "./places.ts";
export { countsText, isEmpty } from "./words.ts";
