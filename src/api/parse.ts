// One page, registered or not, to its model.
import { formats } from "../formats/index.ts";
import type { Model } from "../model/model.ts";
import { findingOf } from "../pipeline/findings.ts";
import { loadSamples } from "../pipeline/load-inputs.ts";
import { registeredPage } from "../pipeline/registered-page.ts";
import { openPool } from "../pipeline/pool.ts";
import type { VersionClaim } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import type { Problem } from "./open-model.ts";
import { readSource } from "./read-bodies.ts";

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
      ...{ bytes: input.bytes, file: name },
      ...(apiVersion === undefined ? {} : { version: apiVersion }),
      ...(registered === undefined ? {} : { registered }),
      ...(pageKind === undefined ? {} : { pageKind }),
      ...(samples === undefined ? {} : { samples: loadSamples(samples, samples) }),
    })
    .finally(pool.close);
  if ("refused" in ran) return { findings: [ran.refused], sources: new Map() };
  const { text, findings, ...page } = ran.result;
  return {
    ...page,
    findings: [...(found !== undefined && "ruleId" in found ? [found] : []), ...findings.map(findingOf)],
    sources: new Map(text === undefined ? [] : [[name, text]]),
  };
}
