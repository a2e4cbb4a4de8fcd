// fetch: the pages of the register by their addresses, put in place of those that are there.
import {
  driftText,
  type FetchArguments as Options,
  fetchPages,
  type FetchResult,
  findingRecords,
  findingsText,
  printable,
  printableJson,
} from "../index.ts";
import { type Console, EXIT, type ExitCode, progressOn, unusable, type WithJson } from "./console.ts";

export type FetchArguments = WithJson<Options>;

export async function runFetch({ json = false, ...given }: FetchArguments, console: Console): Promise<ExitCode> {
  const { out, err, note } = console;
  const progress = progressOn(err);
  const result = await fetchPages({
    ...given,
    onProgress: (file) => {
      progress.show(printable(file));
    },
  }).finally(progress.done);
  if (json) out.write(`${printableJson(jsonDocument(result), 2)}\n`);
  else {
    err.write(findingsText(result.findings, { color: err.color, sources: result.sources }));
    for (const { state, file, url } of result.pages) {
      out.write(`${state.padEnd(9)}  ${printable(file)}  ${printable(url)}\n`);
    }
    const drift = driftText(result.drift);
    out.write(drift === "" ? "" : `\n${drift}`);
    note(advice(result, given));
  }
  if (result.problem !== undefined) unusable(result.problem, console);
  return exitCode(result, given);
}

function advice({ pages, drift }: FetchResult, { check = false }: FetchArguments): string {
  const changed = pages.filter(isChanged).length;
  if (changed === 0) return "";
  const what = changed === 1 ? "1 page" : `${String(changed)} pages`;
  const meaning = drift.length === 0 ? ", with nothing that a model shows" : "";
  return check
    ? `${what} changed upstream${meaning}; run fetch to take what is there\n`
    : `${what} changed${meaning}; run generate, then review and commit\n`;
}

function jsonDocument({ pages, findings, drift, problem }: FetchResult): object {
  return {
    pages,
    findings: findingRecords(findings),
    drift: drift.map(({ new: { version }, summary, semver }) => ({ version, summary, bump: semver.bump })),
    problem: problem?.message ?? null,
  };
}

function exitCode({ problem, pages }: FetchResult, { check = false }: FetchArguments): ExitCode {
  if (problem !== undefined) return EXIT.unusable;
  if (pages.some(({ state }) => state === "refused")) return EXIT.pageErrors;
  return check && pages.some(isChanged) ? EXIT.found : EXIT.fine;
}

function isChanged({ state }: FetchResult["pages"][number]): boolean {
  return state === "changed" || state === "new";
}
