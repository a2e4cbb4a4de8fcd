// The whole of fetch: registered pages are asked for, judged by being read, compared with the current ones, and put in their place.
import { createHash } from "node:crypto";
import type { DiffReport } from "../diff/report.ts";
import { LARGEST_FILE } from "../formats/decode.ts";
import {
  problemOf,
  readUrl,
  requestPage,
  type Refusal,
  type UrlPolicy,
  type Validators,
} from "../fetch/request-page.ts";
import { storePages, existingFile, LOCK_FILE, type LockedPage, readLock } from "../fetch/store-pages.ts";
import { formatOf } from "../formats/choose-format.ts";
import type { Model } from "../model/model.ts";
import { type Finding, report } from "../source/finding.ts";
import { findDrift } from "./compare-versions.ts";
import { crashFinding, displayFindings, mainPage, REGISTER_FILE } from "./findings.ts";
import { type Inputs, loadInputs, loadVersion } from "./load-inputs.ts";
import { type Pool, openPool } from "./pool.ts";
import type { JudgeTask } from "./tasks.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import type { PageEntry, Register, VersionEntry } from "../register/read-register.ts";
import { defined } from "../source/defined.ts";

export interface FetchOptions {
  /** Folder with sources.yaml and the pages. */
  readonly input: string;
  readonly only?: readonly string[];
  /** Write nothing. */
  readonly check?: boolean;
  /** Overwrite pages that were edited since they were fetched. */
  readonly force?: boolean;
  /** Allow http to this machine. */
  readonly allowLocalhost?: boolean;
  /** Milliseconds that one try at a page may take; 30,000 by default. */
  readonly timeout?: number;
  readonly userAgent: string;
  /** ISO date. */
  readonly today: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onProgress?: (file: string) => void;
  /** Nothing is written once it aborts. */
  readonly signal?: AbortSignal | undefined;
}

export interface FetchedPage {
  readonly file: string;
  readonly url: string;
  readonly versions: readonly string[];
  /** `new`: no file was there; `refused`: the current file was kept. */
  readonly state: "unchanged" | "changed" | "new" | "refused";
  /** Of the page as it is at the url; absent where it was refused. */
  readonly sha256?: string;
}

export interface FetchResult {
  readonly pages: readonly FetchedPage[];
  /** With files as the user would name them. */
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  /** What the changed pages change, one report a version. */
  readonly drift: readonly DiffReport[];
  readonly problem?: { readonly message: string };
}

const DEFAULT_TIMEOUT = 30_000;
const ANSWER_TIMEOUT = 10_000;
const AT_ONCE = 4;

export async function fetchPages(options: FetchOptions): Promise<FetchResult> {
  const { input, only, check = false, allowLocalhost = false } = options;
  const loaded = loadInputs(input, only);
  if ("problem" in loaded) {
    return { ...NOTHING, ...displayFindings(input, loaded.findings, loaded.sources), problem: loaded.problem };
  }
  const { inputs } = loaded;
  const { register, chosen: versions } = inputs;
  const chosen = choosePages(register, versions, { allowLocalhost });
  const unusable =
    chosen.findings.length > 0 ? "a url of the register can't be used" : "no page has a url in the register";
  if (chosen.findings.length > 0 || chosen.pages.length === 0) {
    const message = `${unusable}; nothing was asked for`;
    return { ...NOTHING, ...displayFindings(input, chosen.findings, inputs.sources), problem: { message } };
  }
  const lock = await loadLock(input);
  const pool = openPool({ signal: options.signal });
  const getting = { chosen, lock: lock.pages, options, pool };
  const { got, arrived, drift } = await getAll(inputs, getting).finally(pool.close);
  options.signal?.throwIfAborted();
  const problem = check ? undefined : await store(input, { got, arrived, lock: lock.pages, inputs });
  return {
    pages: got.map(toPage),
    ...displayFindings(input, [...lock.findings, ...got.flatMap(toFindings), ...drift.findings], inputs.sources),
    drift: drift.reports,
    ...(problem === undefined ? {} : { problem: { message: problem } }),
  };
}

const NOTHING = { pages: [], drift: [] } as const;

interface Got {
  readonly page: FetchablePage;
  readonly state: FetchedPage["state"];
  readonly refusal?: Refusal;
  /** Only of a page that is to be written. */
  readonly bytes?: Uint8Array;
  readonly locked?: LockedPage;
}

interface All {
  readonly got: readonly Got[];
  /** Pages that are to be written, by file. */
  readonly arrived: ReadonlyMap<string, Uint8Array>;
  readonly drift: { readonly reports: readonly DiffReport[]; readonly findings: readonly Finding[] };
}

async function getAll(inputs: Inputs, getting: Getting): Promise<All> {
  const got = await inTurns(getting.chosen.pages, (page) => getPage(page, getting));
  const arrived = new Map(got.flatMap(({ page, bytes }) => (bytes === undefined ? [] : [[page.entry.file, bytes]])));
  return { got, arrived, drift: await driftOf(inputs, got, arrived, getting.pool) };
}

interface Getting {
  readonly pool: Pool;
  readonly chosen: ChosenPages;
  readonly lock: ReadonlyMap<string, LockedPage>;
  readonly options: FetchOptions;
}

async function getPage(page: FetchablePage, { chosen, lock, options, pool }: Getting): Promise<Got> {
  const { entry, url, versions } = page;
  const { file, kind } = entry;
  options.onProgress?.(file);
  const { bytes: existing, problem } = existingFile(options.input, file);
  if (problem !== undefined) return { page, state: "refused", refusal: { rule: "fetch/place", why: problem } };
  const digest = existing === undefined ? undefined : sha256(existing);
  const last = lock.get(file);
  const known = last !== undefined && last.url === entry.url && last.sha256 === digest ? last : undefined;
  const lockedAs = (hash: string, { etag, lastModified }: Validators): LockedPage => ({
    ...{ file, url: entry.url ?? url.href, sha256: hash },
    fetched: last?.sha256 === hash ? last.fetched : options.today,
    ...defined({ etag, lastModified }),
  });
  const answer = await requestPage(url, {
    hosts: chosen.hosts,
    known: known === undefined ? {} : validatorsOf(known),
    accept: acceptOf(file),
    allowLocalhost: options.allowLocalhost ?? false,
    timeout: options.timeout ?? DEFAULT_TIMEOUT,
    answerTimeout: ANSWER_TIMEOUT,
    limit: LARGEST_FILE,
    ...{ userAgent: options.userAgent, now: options.now, sleep: options.sleep },
    ...defined({ signal: options.signal }),
  });
  if (answer.state === "refused") return { page, state: "refused", refusal: answer.refusal };
  if (answer.state === "unchanged") {
    const locked = digest === undefined ? undefined : lockedAs(digest, answer.validators);
    return { page, state: "unchanged", ...defined({ locked }) };
  }
  const { bytes, mediaType, validators } = answer;
  const hash = sha256(bytes);
  const { conventions, isBeside } = page;
  const refusal = await judge(pool, {
    ...{ kind: "judge", bytes, file, pageKind: kind, mediaType, versions, conventions, isBeside },
    ...(entry.hasStructures === true && { hasStructures: true }),
  });
  if (refusal !== undefined) return { page, state: "refused", refusal };
  const locked = lockedAs(hash, validators);
  if (hash === digest) return { page, state: "unchanged", locked };
  if (options.force !== true && last !== undefined && existing !== undefined && !isAsFetched(existing, last)) {
    return { page, state: "refused", refusal: EDITED };
  }
  return { page, state: digest === undefined ? "new" : "changed", bytes, locked };
}

const EDITED: Refusal = {
  rule: "fetch/edited",
  why: "the file was edited since it was fetched, and the page is another now",
  fix: "move what was edited into corrections.yaml, or take the page with --force",
};

/** Whatever a checkout has made of its line ends. */
function isAsFetched(bytes: Buffer, { sha256: known }: LockedPage): boolean {
  const plain = bytes.toString("latin1").replaceAll("\r\n", "\n");
  const variants = [bytes, Buffer.from(plain, "latin1"), Buffer.from(plain.replaceAll("\n", "\r\n"), "latin1")];
  return variants.some((variant) => sha256(variant) === known);
}

/** A page that can't be read within its limits is refused too. */
async function judge(pool: Pool, task: JudgeTask): Promise<Refusal | undefined> {
  const ran = await pool.run<"judge">(task);
  if ("result" in ran) return ran.result.refusal;
  const { ruleId = "limit/time", reason, expected = [] } = ran.refused;
  return { rule: ruleId, why: reason, ...defined({ fix: expected[0] }) };
}

function validatorsOf({ etag, lastModified }: Validators): Validators {
  return defined({ etag, lastModified });
}

function acceptOf(file: string): string {
  return formatOf(file) === "html" ? "text/html, */*;q=0.1" : "text/markdown, text/plain, */*;q=0.1";
}

/** By what the pages say before and after, with the corrections of today; a version that could not be read has none. */
async function driftOf(
  inputs: Inputs,
  got: readonly Got[],
  arrived: ReadonlyMap<string, Uint8Array>,
  pool: Pool,
): Promise<All["drift"]> {
  const touched = new Set(got.filter(({ bytes }) => bytes !== undefined).flatMap(({ page }) => page.versions));
  const before = new Map<string, Model>();
  const after = new Map<string, Model>();
  for (const entry of inputs.register.versions.filter(({ version }) => touched.has(version))) {
    const [old, now] = await Promise.all([
      pool.run<"model">({ kind: "model", loaded: loadVersion(inputs, entry) }),
      pool.run<"model">({ kind: "model", loaded: loadVersion({ ...inputs, arrived }, entry) }),
    ]);
    if ("result" in old && old.result.model !== undefined) before.set(entry.version, old.result.model);
    if ("result" in now && now.result.model !== undefined) after.set(entry.version, now.result.model);
  }
  const { reports, failed } = await findDrift((version) => before.get(version), [...after.values()], inputs.decisions);
  const failures = failed.map(({ version, thrown }) => {
    const entry = inputs.register.versions.find((one) => one.version === version);
    return crashFinding("comparison", entry === undefined ? REGISTER_FILE : mainPage(entry), thrown);
  });
  return { reports, findings: failures };
}

interface Stored {
  readonly got: readonly Got[];
  readonly arrived: ReadonlyMap<string, Uint8Array>;
  readonly lock: ReadonlyMap<string, LockedPage>;
  readonly inputs: Inputs;
}

function store(input: string, { got, arrived, lock, inputs }: Stored): Promise<string | undefined> {
  const files = [...new Set(inputs.register.versions.flatMap(({ pages }) => pages.map(({ file }) => file)))];
  return storePages(input, {
    arrived,
    before: [...lock.values()].filter(({ file }) => files.includes(file)),
    after: got.flatMap(({ locked }) => (locked === undefined ? [] : [locked])),
    files,
  });
}

function loadLock(input: string): {
  readonly pages: ReadonlyMap<string, LockedPage>;
  readonly findings: readonly Finding[];
} {
  const existing = existingFile(input, LOCK_FILE);
  if (existing.bytes === undefined && existing.problem === undefined) return { pages: new Map(), findings: [] };
  const { pages, problem } =
    existing.bytes === undefined ? { pages: new Map(), ...existing } : readLock(existing.bytes.toString("utf8"));
  if (problem === undefined) return { pages, findings: [] };
  const message = `the lock file was not used (${problem}); every page is asked for anew`;
  const at = { file: LOCK_FILE, line: 1, column: 1, offset: 0 };
  return { pages, findings: [report("warning", "fetch/lock", message, { at })] };
}

function toPage({ page: { entry, url, versions }, state, locked }: Got): FetchedPage {
  return { file: entry.file, url: entry.url ?? url.href, versions, state, ...defined({ sha256: locked?.sha256 }) };
}

function toFindings({ page: { entry }, refusal }: Got): readonly Finding[] {
  if (refusal === undefined) return [];
  const { rule, why, fix } = refusal;
  const { at, file, url = "" } = entry;
  const message = `"${file}" was not taken: ${why}`;
  return [report("error", rule, message, { at, quote: url }, fix)];
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    done.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  }
  return done;
}

interface FetchablePage {
  readonly entry: PageEntry;
  readonly url: URL;
  /** Versions of the register that the file describes, not only chosen ones. */
  readonly versions: readonly string[];
  /** Of the newest of them. */
  readonly conventions: DeclaredConventions;
  /** That one has other pages of webhooks. */
  readonly isBeside: boolean;
}

interface ChosenPages {
  readonly pages: readonly FetchablePage[];
  /** Hosts, with ports, of all addresses of the register. */
  readonly hosts: ReadonlySet<string>;
  /** Addresses that may not be asked; each is an error. */
  readonly findings: readonly Finding[];
}

function choosePages(
  { versions }: Pick<Register, "versions">,
  chosen: readonly VersionEntry[],
  policy: UrlPolicy,
): ChosenPages {
  const findings: Finding[] = [];
  const pages = new Map<string, FetchablePage>();
  for (const entry of chosen.flatMap((version) => version.pages)) {
    if (entry.url === undefined) continue;
    const read = readUrl(entry.url, policy);
    if ("problem" in read) {
      findings.push(addressError("fetch/url", entry, `the url of "${entry.file}" can't be asked: ${read.problem}`));
      continue;
    }
    const other = pages.get(entry.file);
    if (other !== undefined && other.url.href !== read.url.href) {
      findings.push(
        addressError("fetch/two-urls", entry, `"${entry.file}" has another url on line ${String(other.entry.at.line)}`),
      );
      continue;
    }
    const described = versions.filter(({ pages: own }) => own.some(({ file }) => file === entry.file));
    const { conventions = {}, pages: beside = [] } = described.at(-1) ?? {};
    pages.set(entry.file, {
      ...{ entry, url: read.url, conventions, versions: described.map(({ version }) => version) },
      isBeside: beside.some(({ kind, file }) => kind === "webhooks" && file !== entry.file),
      ...other,
    });
  }
  const hosts = versions
    .flatMap((version) => version.pages)
    .flatMap(({ url }) => (url !== undefined && URL.canParse(url) ? [new URL(url)] : []))
    .filter((url) => problemOf(url, policy) === undefined)
    .map(({ host }) => host);
  return { pages: [...pages.values()], hosts: new Set(hosts), findings };
}

function addressError(rule: string, { at, url = "" }: PageEntry, message: string): Finding {
  return report("error", rule, message, { at, quote: url });
}
