// Sets a project up for the pages of a vendor: what there is to write is planned, put to whoever decides, and written where
// nothing is in its place.
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "jsonc-parser";
import { CHOSEN_HEADER } from "../emit/package/readme.ts";
import type { Model } from "../model/model.ts";
import { openPool, type Pool } from "../pipeline/pool.ts";
import type { Finding } from "../source/finding.ts";
import { reasonOf } from "../source/thrown.ts";
import { gatherPages, type GatheredPage } from "./init-pages.ts";
import { manifestText, ignoreText, packageNameFor, receiverText, registerText, workflowText } from "./init-texts.ts";
import { PACKAGE_NAME, type Problem } from "./open-model.ts";

export interface InitOptions {
  /** Pages, folders of pages, and addresses; by default what is in `docs-input`. */
  readonly pages?: readonly string[];
  /** The project's folder; the working folder by default. */
  readonly folder?: string;
  /** Name of the generated package; by default made of the project's. */
  readonly package?: string;
  /** The version that the pages describe, where their paths name none; `1` by default. */
  readonly apiVersion?: string;
  /** Write a workflow that looks for changes of the pages. */
  readonly github?: boolean;
  /** Allow http to this machine. */
  readonly allowLocalhost?: boolean;
  /** Called with what is about to be written; what it returns is taken instead, and nothing is written for undefined. */
  readonly decide?: (proposal: InitProposal) => Promise<InitChoice | undefined>;
  readonly signal?: AbortSignal;
}

/** What can be chosen. */
export interface InitChoice {
  readonly package: string;
  readonly github: boolean;
}

export interface InitProposal extends InitChoice {
  readonly versions: readonly InitVersion[];
}

export interface InitVersion {
  readonly version: string;
  /** Below `docs-input`. */
  readonly pages: readonly string[];
  /** Names on the wire, in the order of the pages. */
  readonly webhooks: readonly string[];
}

export interface InitResult {
  readonly problem?: Problem;
  /** Relative to the project's folder. `kept`: it was there, and is as it was; `extended`: lines were added. */
  readonly files: readonly { readonly path: string; readonly state: "written" | "extended" | "kept" }[];
  readonly versions: readonly InitVersion[];
  /** Pages that were left out, and why. */
  readonly leftOut: readonly string[];
  /** Errors of pages. */
  readonly findings: readonly Finding[];
  /** Commands, in the order to run them. */
  readonly next: readonly string[];
}

const NOTHING = { files: [], versions: [], leftOut: [], findings: [], next: [] } as const;
const INPUT = "docs-input";
export async function init(options: InitOptions): Promise<InitResult> {
  const { folder = ".", signal } = options;
  const stop = (message: string, more: Partial<InitResult> = {}): InitResult => ({
    ...NOTHING,
    ...more,
    problem: { message },
  });
  if (existsSync(join(folder, INPUT, "sources.yaml")))
    return stop(`${join(folder, INPUT, "sources.yaml")} is there already: the project is set up; run generate`);
  const gathered = await gatherPages(options.pages ?? [], { ...options, folder, input: INPUT });
  if ("problem" in gathered) return stop(gathered.problem);
  const pool = openPool({ signal });
  const read = await readVersions(gathered.pages, pool).finally(pool.close);
  const { versions, leftOut, findings } = read;
  const all = [...gathered.leftOut, ...leftOut];
  if (versions.length === 0)
    return stop("no page describes a webhook that can be read; nothing was written", { leftOut: all, findings });
  const described = versions.map(({ version, pages, model }) => ({
    version,
    pages: pages.map(({ file }) => file),
    webhooks: model.webhooks.map(({ name }) => name),
  }));
  const proposal: InitProposal = {
    package: options.package ?? packageNameFor(projectName(folder)),
    github: options.github ?? false,
    versions: described,
  };
  const choice = options.decide === undefined ? proposal : await options.decide(proposal);
  if (choice === undefined) return stop("nothing was written", { versions: described });
  if (!PACKAGE_NAME.test(choice.package)) return stop(`${JSON.stringify(choice.package)} is no name of a package`);
  signal?.throwIfAborted();
  const plan: readonly Planned[] = [
    ...versions.flatMap(({ pages }) => pages.flatMap(copyOf)),
    { path: `${INPUT}/sources.yaml`, text: registerText(choice.package, versions) },
    { path: "package.json", text: (there) => manifestText(there, basename(resolve(folder))) },
    { path: ".gitignore", text: ignoreText },
    { path: "receiver.ts", text: receiverText(versions) },
    ...(choice.github ? [{ path: ".github/workflows/webhooks.yml", text: workflowText() }] : []),
  ];
  const files: InitResult["files"][number][] = [];
  for (const planned of plan) {
    try {
      files.push(put(folder, planned));
    } catch (thrown) {
      const message = `${join(folder, planned.path)} can't be written: ${reasonOf(thrown)}`;
      return stop(message, { files, versions: described, leftOut: all, findings });
    }
  }
  return { files, versions: described, leftOut: all, findings, next: nextCommands(versions.at(-1)) };
}

/** A receiver of the newest version, and a webhook for it, with the same secret where one proves a webhook. */
function nextCommands(newest: ReadVersion | undefined): readonly string[] {
  if (newest === undefined) return [];
  const { version, model } = newest;
  const { authentication } = model.conventions;
  const { scheme } = authentication;
  const isProved = scheme !== "none" && scheme !== "undocumented";
  const isKeyPair = scheme === "ed25519" || scheme === "rsa-sha256";
  const receives = isProved ? `WEBHOOK_SECRET=${isKeyPair ? '"$PUBLIC_KEY"' : "s3cret"} ` : "";
  const sends = isProved ? ` --secret ${isKeyPair ? '"$PRIVATE_KEY"' : "s3cret"}` : "";
  const chosen = scheme === "token" && authentication.header === undefined ? ` --header ${CHOSEN_HEADER}` : "";
  const webhook = shellWord(model.webhooks[0]?.name ?? "");
  return [
    "npx hooksmith generate",
    `${receives}npx tsx receiver.ts`,
    `npx hooksmith send ${version} ${webhook} http://localhost:3000${sends}${chosen}`,
  ];
}

function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function copyOf({ file, bytes, isThere }: GatheredPage): readonly Planned[] {
  return isThere ? [] : [{ path: `${INPUT}/${file}`, text: bytes }];
}

function projectName(folder: string): string {
  const read: unknown = parse(textOf(join(folder, "package.json")));
  const name = typeof read === "object" && read !== null && "name" in read ? read.name : undefined;
  return typeof name === "string" && PACKAGE_NAME.test(name) ? name : basename(resolve(folder));
}

/** Empty where it can't be read: whoever writes there says why. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

interface Planned {
  readonly path: string;
  /** What is there already can be extended; undefined leaves it. */
  readonly text: string | Uint8Array | ((there: string | undefined) => string | undefined);
}

function put(folder: string, { path, text }: Planned): InitResult["files"][number] {
  const place = join(folder, path);
  const isThere = lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  if (typeof text === "function") {
    const made = text(isThere ? readFileSync(place, "utf8") : undefined);
    if (made === undefined) return { path, state: "kept" };
    writeFileSync(place, made);
    return { path, state: isThere ? "extended" : "written" };
  }
  if (isThere) return { path, state: "kept" };
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text, { flag: "wx" });
  return { path, state: "written" };
}

interface ReadVersion {
  readonly version: string;
  readonly pages: readonly RegisteredPage[];
  readonly model: Model;
}

interface RegisteredPage extends GatheredPage {
  readonly kind: "webhooks" | "structures";
}

interface ReadVersions extends Pick<InitResult, "leftOut" | "findings"> {
  readonly versions: readonly ReadVersion[];
}

/** A page without webhooks describes structures, or is left out; a version is read as generate reads it. */
async function readVersions(pages: readonly GatheredPage[], pool: Pool): Promise<ReadVersions> {
  const leftOut: string[] = [];
  const findings: Finding[] = [];
  const byVersion = new Map<string, RegisteredPage[]>();
  for (const [page, kind] of await Promise.all(pages.map(async (page) => [page, await kindOf(page, pool)] as const))) {
    if (typeof kind === "string")
      byVersion.set(page.version, [...(byVersion.get(page.version) ?? []), { ...page, kind }]);
    else {
      leftOut.push(`${page.file}: no webhook and no data structure was found on it`);
      findings.push(...kind.errors);
    }
  }
  const versions = await Promise.all(
    [...byVersion].map(async ([version, own]) => ({ version, pages: own, model: await modelOf(version, own, pool) })),
  );
  const usable: ReadVersion[] = [];
  for (const { version, pages: own, model } of versions) {
    if (model !== undefined) usable.push({ version, pages: own, model });
    else leftOut.push(...own.map(({ file }) => `${file}: version ${version} has no page of webhooks that can be read`));
  }
  return { versions: usable.sort((one, other) => compareVersions(one.version, other.version)), leftOut, findings };
}

async function kindOf(
  { file, bytes }: GatheredPage,
  pool: Pool,
): Promise<RegisteredPage["kind"] | { readonly errors: readonly Finding[] }> {
  const asWebhooks = await pool.run<"page">({ kind: "page", bytes, file });
  if ("refused" in asWebhooks) return { errors: [asWebhooks.refused] };
  if ((asWebhooks.result.model?.webhooks.length ?? 0) > 0) return "webhooks";
  const asStructures = await pool.run<"page">({ kind: "page", bytes, file, pageKind: "structures" });
  if ("result" in asStructures && (asStructures.result.model?.structures.length ?? 0) > 0) return "structures";
  return { errors: asWebhooks.result.findings.filter(({ fatal }) => fatal === true) };
}

async function modelOf(version: string, pages: readonly RegisteredPage[], pool: Pool): Promise<Model | undefined> {
  const at = { file: "sources.yaml", line: 1, column: 1, offset: 0 };
  const ran = await pool.run<"model">({
    kind: "model",
    loaded: {
      entry: {
        ...{ version, status: "stable", conventions: {}, at },
        pages: pages.map(({ file, kind }) => ({ file, kind, at })),
      },
      corrections: [],
      pages: pages.map(({ file, kind, bytes }) => ({ file, kind, bytes })),
    },
  });
  return "result" in ran ? ran.result.model : undefined;
}

/** 3.9 before 3.10, and 3.4-preview before 3.4. */
function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => (version.split("-")[0] ?? "").split(/[.-]/).map(Number));
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index += 1) {
    const difference = (a?.[index] ?? -1) - (b?.[index] ?? -1);
    if (difference !== 0) return difference;
  }
  if (/^\d{4}-\d{2}/.test(one)) return one < other ? -1 : 1;
  const [hasTag, otherHasTag] = [one.includes("-"), other.includes("-")];
  return hasTag === otherHasTag ? (one < other ? -1 : 1) : hasTag ? -1 : 1;
}
