// One page, registered or not, to its model.
import { formats } from "../formats/index.ts";
import type { Model } from "../model/model.ts";
import { loadSamples, type LoadedPage, loadInputs, loadVersion } from "../pipeline/load-inputs.ts";
import { REGISTER_FILE } from "../pipeline/findings.ts";
import { openPool } from "../pipeline/pool.ts";
import type { VersionClaim } from "../reference/reference.ts";
import { type Finding, report } from "../source/finding.ts";
import type { Problem } from "./open-model.ts";
import { readSource } from "./read-bodies.ts";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { RegisteredPage } from "../pipeline/tasks.ts";

export interface ParseOptions {
  /** Path of the page; with `bytes`, the name that findings give. Its ending names the format. */
  readonly file: string;
  /** The page, where it is no file. */
  readonly bytes?: Uint8Array;
  /** The label of a format, for a name without an ending. */
  readonly format?: string;
  /** The version that the page describes. */
  readonly apiVersion?: string;
  readonly kind?: "webhooks" | "structures";
  /** Folder of the JSON files that the page names. */
  readonly samples?: string;
  /** Seconds that the page may take; 30 by default. */
  readonly timeLimit?: number;
  readonly signal?: AbortSignal;
}

export interface ParseResult {
  readonly problem?: Problem;
  /** Undefined where nothing could be read. */
  readonly model?: Model;
  readonly findings: readonly Finding[];
  /** The page's text, by the name that findings give. */
  readonly sources: ReadonlyMap<string, string>;
  /** Which version the page says it describes. */
  readonly claims?: readonly VersionClaim[];
}

export async function parse(options: ParseOptions): Promise<ParseResult> {
  const { file, bytes, apiVersion, samples, format } = options;
  const input = readSource(bytes === undefined ? file : { name: file, bytes });
  if ("problem" in input) return { problem: { message: input.problem }, findings: [], sources: new Map() };
  const [ending = ""] = formats.find(({ label }) => label === format)?.endings ?? [];
  const name = `${file}${ending}`;
  const found = bytes === undefined ? registeredPage(file, apiVersion) : undefined;
  const { registered, kind = undefined } = found !== undefined && "registered" in found ? found : {};
  const pageKind = options.kind ?? kind;
  const pool = openPool(options);
  const ran = await pool
    .run<"page">({
      kind: "page",
      ...{ bytes: input.bytes, file: name, version: apiVersion, registered, pageKind },
      samples: samples === undefined ? undefined : loadSamples(samples, samples),
    })
    .finally(pool.close);
  if ("refused" in ran) return { findings: [ran.refused], sources: new Map() };
  const { text, findings, ...page } = ran.result;
  return {
    ...page,
    findings: [...(found !== undefined && "ruleId" in found ? [found] : []), ...findings],
    sources: new Map(text === undefined ? [] : [[name, text]]),
  };
}

export interface FoundPage {
  readonly registered: RegisteredPage;
  readonly kind: LoadedPage["kind"];
}

/**
 * Undefined where no register upwards from the page lists it; a register that can't be used is a warning.
 *
 * @param version the one whose conventions count, where several have the page; else the newest
 */
export function registeredPage(file: string, version?: string): FoundPage | Finding | undefined {
  const path = resolve(file);
  let root = dirname(path);
  while (!existsSync(join(root, REGISTER_FILE))) {
    if (root === dirname(root)) return undefined;
    root = dirname(root);
  }
  const loaded = loadInputs(root, undefined);
  if ("problem" in loaded) {
    const message = `${loaded.problem.message}; the page was read without it`;
    const at = { file: join(root, REGISTER_FILE), line: 1, column: 1 };
    return report("warning", "register/unusable", message, { at });
  }
  const { inputs } = loaded;
  const wanted = version?.replace(/^v/i, "");
  const listing = inputs.register.versions.filter(({ pages }) => pages.some((page) => join(root, page.file) === path));
  const entry = listing.find((one) => one.version === wanted) ?? listing.at(-1);
  const page = entry?.pages.find((one) => join(root, one.file) === path);
  if (entry === undefined || page === undefined) return undefined;
  const beside = entry.pages.filter((other) => other.kind === "webhooks" && page.kind === "webhooks" && other !== page);
  return {
    kind: page.kind,
    registered: {
      conventions: entry.conventions,
      ...(page.hasStructures === true && { hasStructures: true }),
      // Named as the user would: findings of these pages are shown too.
      beside: loadVersion(inputs, { ...entry, pages: beside }).pages.map((other) => ({
        ...other,
        file: relative(".", join(root, other.file)),
      })),
    },
  };
}
