// parse: one page to model JSON.
import { formats } from "../formats/index.ts";
import { printable, printableJson } from "../source/printable.ts";
import { reportText } from "../source/report-text.ts";
import { loadSamples } from "../pipeline/load-inputs.ts";
import { findingOf } from "../pipeline/findings.ts";
import { openPool } from "../pipeline/pool.ts";
import type { ParsedPage } from "../pipeline/read-page.ts";
import type { PageTask } from "../pipeline/tasks.ts";
import { countFindings } from "../source/finding.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { readInput } from "./inputs.ts";

export interface ParseArguments {
  readonly file: string;
  readonly apiVersion?: string;
  readonly kind?: "webhooks" | "structures";
  readonly samples?: string;
  /** The label of a format, for a page from standard input, which has no ending. */
  readonly format?: string;
  /** Seconds that the page may take. */
  readonly timeLimit?: number;
}

export async function runParse(given: ParseArguments, console: Console): Promise<ExitCode> {
  const { file, apiVersion, kind, samples, format } = given;
  if (file === "-" && format === undefined) {
    console.err.write("a page from standard input has no ending that names its format; say it with --format\n");
    return EXIT.unusable;
  }
  const input = await readInput(file, console);
  if ("problem" in input) {
    console.err.write(`${printable(input.problem)}\n`);
    return EXIT.unusable;
  }
  const [ending = ""] = formats.find(({ label }) => label === format)?.endings ?? [];
  const name = `${file === "-" ? "stdin" : file}${ending}`;
  const { model, findings, text } = await parse(
    {
      kind: "page",
      ...{ bytes: input.bytes, file: name },
      ...(apiVersion === undefined ? {} : { version: apiVersion }),
      ...(kind === undefined ? {} : { pageKind: kind }),
      ...(samples === undefined ? {} : { samples: loadSamples(samples, samples) }),
    },
    given,
  );
  const sources = new Map(text === undefined ? [] : [[name, text]]);
  console.err.write(reportText(findings, { color: console.err.color, sources }));
  if (model !== undefined) console.out.write(`${printableJson(model, 2)}\n`);
  return model === undefined || countFindings(findings).errors > 0 ? EXIT.pageErrors : EXIT.fine;
}

async function parse(
  task: PageTask,
  limits: Pick<ParseArguments, "timeLimit">,
): Promise<Pick<ParsedPage, "model" | "findings" | "text">> {
  const pool = openPool(limits);
  const ran = await pool.run<"page">(task).finally(pool.close);
  if ("refused" in ran) return { findings: [ran.refused] };
  return { ...ran.result, findings: ran.result.findings.map(findingOf) };
}
