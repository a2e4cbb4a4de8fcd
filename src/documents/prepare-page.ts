// Everything that is mended or set aside in a Markdown or MDX page before it is parsed, once.
import type { Finding } from "../findings/finding.ts";
import { crowdedParagraphs } from "./crowded-paragraphs.ts";
import type { Edit } from "./edit-text.ts";
import { frontMatter } from "./front-matter.ts";
import { headingIds } from "./heading-ids.ts";
import { htmlHeadingLines } from "./html-heading-lines.ts";
import { mendTables } from "./mend-tables.ts";
import { overlongLines } from "./overlong-lines.ts";
import { overlongRuns } from "./overlong-runs.ts";
import { type ReadIslands, readIslands } from "./read-islands.ts";
import { surveyLines, type Survey, type SurveyOptions } from "./survey-lines.ts";

export interface PreparedPage {
  readonly file: string;
  readonly text: string;
  /** Of the page without its islands. */
  readonly survey: Survey;
  readonly islands: ReadIslands;
  readonly edits: readonly Edit[];
  readonly headingIds: ReadonlyMap<number, string>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

export function preparePage(text: string, options: SurveyOptions): PreparedPage {
  const { file } = options;
  const front = frontMatter(text, file);
  const whole = surveyLines(text, options);
  const islands = readIslands(text, whole, options);
  const survey = islands.text === text ? whole : surveyLines(islands.text, options);
  const tables = mendTables(survey, file);
  const ids = headingIds(text, survey);
  const html = htmlHeadingLines(survey);
  const long = overlongLines(survey, file);
  const runs = overlongRuns(survey, file);
  const crowds = crowdedParagraphs(survey, file);
  return {
    file,
    text,
    survey,
    islands,
    edits: [
      ...front.edits,
      ...survey.edits,
      ...tables.edits,
      ...ids.edits,
      ...html.edits,
      ...long.edits,
      ...crowds.edits,
      ...runs.edits,
    ],
    headingIds: new Map([...ids.byLine, ...html.byLine]),
    metadata: front.metadata,
    findings: [
      ...front.findings,
      ...islands.findings,
      ...survey.findings,
      ...tables.findings,
      ...long.findings,
      ...crowds.findings,
      ...runs.findings,
    ],
  };
}
