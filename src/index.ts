// The programmatic interface: one function a command, each loaded when it is first called. Values in, values out: nothing is
// printed and no process is ended. What could not be done at all is a `problem` of the result; what pages say wrong is in
// `findings`. What waits or takes long takes a `signal`, and rejects with its reason when it aborts.
import type { BuildOptions, BuildResult } from "./api/build.ts";
import type { ExplainOptions, ExplainResult } from "./api/explain.ts";
import type { GenerateOptions, GenerateResult } from "./api/generate.ts";
import type { InitOptions, InitResult } from "./api/init.ts";
import type { ListenOptions, ListenResult } from "./api/listen.ts";
import type { ObserveOptions, ObserveResult } from "./api/observe.ts";
import type { ParseOptions, ParseResult } from "./api/parse.ts";
import type { SendOptions, SendResult } from "./api/send.ts";
import type { StubsOptions, StubsResult } from "./api/stubs.ts";
import type { ValidateOptions, ValidateResult } from "./api/validate.ts";
import { formats } from "./formats/index.ts";
import type { DiffReport } from "./diff/report.ts";
import type { DiffFormat, RenderOptions } from "./diff/reports/render-report.ts";
import type { DiffOptions, DiffResult } from "./pipeline/diff-versions.ts";
import type { FetchOptions, FetchResult } from "./pipeline/fetch-pages.ts";

/**
 * Looks at pages, infers what their webhooks have in common, and sets a project up: `sources.yaml`, the pages below it,
 * `package.json`, `.gitignore`. No file that is there is overwritten.
 *
 * @example
 * ```ts
 * import { init } from "hooksmith";
 * const { files, versions } = await init({ pages: ["webhooks.md"], package: "@acme/shop-webhooks" });
 * console.log(files.map(({ path, state }) => `${state} ${path}`), versions);
 * ```
 */
export async function init(options: InitOptions = {}): Promise<InitResult> {
  return (await import("./api/init.ts")).init(options);
}

/**
 * Reads the registered pages and writes the package.
 *
 * @example
 * ```ts
 * import { generate } from "hooksmith";
 * const { versions, findings, problem } = await generate({ signal: AbortSignal.timeout(60_000) });
 * if (problem !== undefined) throw new Error(problem.message);
 * for (const { version, webhooks, state } of versions) console.log(version, webhooks, state);
 * console.log(findings.filter(({ fatal }) => fatal === true).map(String));
 * ```
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  return (await import("./api/generate.ts")).generate(options);
}

/**
 * Makes what is published of the generated sources: JavaScript, declarations and a tarball.
 *
 * @example
 * ```ts
 * import { build } from "hooksmith";
 * const built = await build();
 * if (built.state === "built") console.log(built.tarball, built.packedBytes);
 * else console.error(built.problem.message);
 * ```
 */
export async function build(options: BuildOptions = {}): Promise<BuildResult> {
  return (await import("./api/build.ts")).build(options);
}

/**
 * Reads one page, registered or not.
 *
 * @example
 * ```ts
 * import { parse } from "hooksmith";
 * const { model, findings } = await parse({ file: "docs-input/webhooks.md" });
 * console.log(model?.webhooks.map(({ name }) => name), findings.length);
 * ```
 */
export async function parse(options: ParseOptions): Promise<ParseResult> {
  return (await import("./api/parse.ts")).parse(options);
}

/**
 * Says why a webhook or a field is as it is, with places in the pages.
 *
 * @example
 * ```ts
 * import { explain } from "hooksmith";
 * const result = await explain({ version: "1", target: "*" });
 * console.log("problem" in result ? result.problem.message : result.explanation);
 * ```
 */
export async function explain(options: ExplainOptions): Promise<ExplainResult> {
  return (await import("./api/explain.ts")).explain(options);
}

/**
 * Validates request bodies.
 *
 * @example
 * ```ts
 * import { validate } from "hooksmith";
 * const bytes = Buffer.from('{ "event": "order.paid" }');
 * const { files } = await validate({ version: "1", files: [{ name: "body", bytes }] });
 * console.log(files[0]?.valid, files[0]?.mismatches);
 * ```
 */
export async function validate(options: ValidateOptions): Promise<ValidateResult> {
  return (await import("./api/validate.ts")).validate(options);
}

/**
 * Compares captured bodies with what the docs say, and proposes corrections.
 *
 * @example
 * ```ts
 * import { observe } from "hooksmith";
 * const bytes = Buffer.from('[{ "event": "order.paid" }]');
 * const { bodies, differences } = await observe({ version: "1", files: [{ name: "captured", bytes }] });
 * console.log(bodies, differences.map(({ path, kind }) => `${path} ${kind}`));
 * ```
 */
export async function observe(options: ObserveOptions): Promise<ObserveResult> {
  return (await import("./api/observe.ts")).observe(options);
}

/** What `diff` is given. */
export interface DiffArguments extends Partial<Omit<DiffOptions, "old" | "new">>, Pick<DiffOptions, "old" | "new"> {}

/**
 * Compares two versions, models or pages, and judges what the changes do to receivers.
 *
 * @example
 * ```ts
 * import { diff, reviewText } from "hooksmith";
 * const result = await diff({ old: "1", new: "docs-input/webhooks.md" });
 * if (result.state === "compared") console.log(await reviewText(result.report, "markdown"));
 * ```
 */
export async function diff(options: DiffArguments): Promise<DiffResult> {
  const { diffVersions } = await import("./pipeline/diff-versions.ts");
  return diffVersions({ input: "docs-input", generated: "generated", today: today(), ...options });
}

/** A review as `diff` writes it, every change shown unless `min` says otherwise. */
export async function reviewText(
  report: DiffReport,
  format: DiffFormat = "text",
  options: Partial<RenderOptions> = {},
): Promise<string> {
  const { renderReport } = await import("./diff/reports/render-report.ts");
  return renderReport(report, format, { color: false, min: "docs", details: true, ...options });
}

/**
 * Writes handler files into a project, and keeps them in step with a version.
 *
 * @example
 * ```ts
 * import { stubs } from "hooksmith";
 * const { edits } = await stubs({ version: "1", output: "src/webhooks", check: true });
 * console.log(edits.map(({ path }) => path));
 * ```
 */
export async function stubs(options: StubsOptions): Promise<StubsResult> {
  return (await import("./api/stubs.ts")).stubs(options);
}

/**
 * Posts a documented sample to a receiver.
 *
 * @example
 * ```ts
 * import { send } from "hooksmith";
 * const sent = await send({ version: "1", sampleOf: "order.paid", url: "http://localhost:3000" });
 * console.log(sent.state === "answered" ? sent.status : sent.problem.message);
 * ```
 */
export async function send(options: SendOptions): Promise<SendResult> {
  return (await import("./api/send.ts")).send(options);
}

/**
 * Receives webhooks on this machine, validates and records them, until it is closed.
 *
 * @example
 * ```ts
 * import { listen } from "hooksmith";
 * const listening = await listen({ version: "1", onReceipt: ({ name, outcome }) => console.log(name, outcome) });
 * if ("url" in listening) await listening.close();
 * ```
 */
export async function listen(options: ListenOptions): Promise<ListenResult> {
  return (await import("./api/listen.ts")).listen(options);
}

/** What `fetchPages` is given. */
export type FetchArguments = Partial<Omit<FetchOptions, "today" | "now" | "sleep">>;

/**
 * Gets the pages that have a url in the register, and says what their changes would do.
 *
 * @example
 * ```ts
 * import { fetchPages } from "hooksmith";
 * const { pages, problem } = await fetchPages({ check: true });
 * console.log(problem?.message ?? pages.map(({ file, state }) => `${state} ${file}`));
 * ```
 */
export async function fetchPages(options: FetchArguments = {}): Promise<FetchResult> {
  const [pages, { setTimeout: pause }] = await Promise.all([
    import("./pipeline/fetch-pages.ts"),
    import("node:timers/promises"),
  ]);
  return pages.fetchPages({
    ...{ input: "docs-input", userAgent: "hooksmith", ...options },
    ...{
      today: today(),
      now: Date.now,
      sleep: (milliseconds) => pause(milliseconds, undefined, { signal: options.signal }),
    },
  });
}

/**
 * Throws where the generated package is not what the pages give, with a line for each file that differs. For a test of a
 * project's own, in any runner.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { expectUpToDate } from "hooksmith";
 * test("the generated package is what the pages give", () => expectUpToDate());
 * ```
 */
export async function expectUpToDate(options: GenerateOptions = {}): Promise<void> {
  const { changes, findings, conflicts = [], problem } = await generate({ ...options, check: true });
  const lines = [
    ...(problem === undefined ? [] : [problem.message]),
    ...findings.filter(({ fatal }) => fatal === true).map((found) => `${found.file ?? ""}:${String(found)}`),
    ...conflicts.map((conflict) => `${conflict.path} ${conflict.problem}`),
    ...changes.map(({ path, change }) => `${change} ${path}`),
  ];
  if (lines.length > 0) throw new Error(`the generated package is out of date; run generate:\n${lines.join("\n")}`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export type * from "./api/build.ts";
export type * from "./api/explain.ts";
export type * from "./api/generate.ts";

export type * from "./api/init.ts";
export type { Listening, ListenOptions, ListenResult } from "./api/listen.ts";
export type * from "./api/observe.ts";
export type { ModelOptions, Problem } from "./api/open-model.ts";
export type { ParseOptions, ParseResult } from "./api/parse.ts";
export type * from "./api/send.ts";
export type * from "./api/stubs.ts";
export type * from "./api/validate.ts";
export type { BodySource } from "./api/read-bodies.ts";
export type { DiffOptions, DiffResult } from "./pipeline/diff-versions.ts";
export type { FetchedPage, FetchOptions, FetchResult } from "./pipeline/fetch-pages.ts";
export type { DiffReport, FailLevel, Severity } from "./diff/report.ts";
export type { Evidence, Model } from "./model/model.ts";
export type { Finding } from "./source/finding.ts";
export type { DiffFormat } from "./diff/reports/render-report.ts";
export type { Conflict } from "./emit/output/plan.ts";
export type { Receipt } from "./local/take-webhook.ts";
export type { Explanation, StructureExplanation, WebhookList } from "./model/explain-target.ts";
export type { ExplainedField, MemberLine, WebhookExplanation } from "./model/explain.ts";
export type { VersionSummary } from "./pipeline.ts";
export type { Edit } from "./stubs/folder.ts";

// How results are shown; the command line does it so.
export { findingRecords, reportText as findingsText } from "./source/report.ts";
export { observationText } from "./check/observation-text.ts";
export { driftText } from "./diff/reports/report-text.ts";
export { printable, printableJson, printableLines } from "./source/printable.ts";

/** @internal What only the command line needs. */
export { watch } from "./pipeline/watch-inputs.ts";
/** @internal */
export { findProject } from "./api/find-project.ts";
/** @internal */
export { failsOn } from "./diff/report.ts";
/** @internal */
export { isEmpty } from "./diff/reports/words.ts";
/** @internal */
export const formatLabels: readonly string[] = formats.map(({ label }) => label);
/** @internal */
export { DEFAULT_TIME_LIMIT } from "./pipeline/limits.ts";
/** @internal */
export { damageText } from "./pipeline/cache.ts";
/** @internal */
export { withoutColors } from "./pipeline/unchanged.ts";
/** @internal */
export { countFindings, finding } from "./source/finding.ts";
