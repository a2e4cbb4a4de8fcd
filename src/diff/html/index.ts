// The HTML pages of a diff review.
export { type OverviewInput, type OverviewVersion, overviewHtml } from "./overview-html.ts";
export { reportHtml } from "./report-html.ts";
