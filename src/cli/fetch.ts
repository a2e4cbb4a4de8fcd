// fetch: the pages of the register by their addresses, put in place of those that stand.
import { setTimeout as pause } from "node:timers/promises";
import { driftText } from "../diff/reports/report-text.ts";
import { printable, printableJson } from "../source/printable.ts";
import { findingRecords } from "../source/report-json.ts";
import { reportText } from "../source/report-text.ts";
import { type FetchResult, fetchPages } from "../pipeline/fetch-pages.ts";
import { type Console, EXIT, type ExitCode, progressOn } from "./console.ts";

export interface FetchArguments {
  readonly input: string;
  readonly only?: readonly string[];
  readonly check?: boolean;
  /** Overwrite pages that were edited since they were fetched. */
  readonly force?: boolean;
  readonly allowLocalhost?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly json?: boolean;
}

/** @param programVersion tells servers who asks */
export async function runFetch(given: FetchArguments, programVersion: string, console: Console): Promise<ExitCode> {
  const { json = false, ...options } = given;
  const { out, err } = console;
  const progress = progressOn(err);
  const result = await fetchPages({
    ...options,
    userAgent: `hooksmith/${programVersion}`,
    today: new Date().toISOString().slice(0, 10),
    now: Date.now,
    sleep: (milliseconds) => pause(milliseconds),
    onProgress: (file) => {
      progress.show(printable(file));
    },
  }).finally(progress.done);
  if (json) out.write(`${printableJson(jsonDocument(result), 2)}\n`);
  else {
    err.write(reportText(result.findings, { color: err.color, sources: result.sources }));
    for (const { state, file, url } of result.pages) {
      out.write(`${state.padEnd(9)}  ${printable(file)}  ${printable(url)}\n`);
    }
    const drift = driftText(result.drift);
    out.write(drift === "" ? "" : `\n${drift}`);
    err.write(advice(result, given));
  }
  if (result.problem !== undefined) err.write(`${printable(result.problem.message)}\n`);
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
