// The pages that a project starts with: files, all pages of folders, and what addresses answer.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { readUrl, requestPage } from "../fetch/request-page.ts";
import { formatOf, sniffFormat } from "../formats/choose-format.ts";
import { formats } from "../formats/index.ts";
import { LARGEST_FILE } from "../formats/decode.ts";
import { safeName } from "../model/safe-name.ts";

export interface GatheredPage {
  /** Below the input folder, with forward slashes. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** It lies in the input folder already. */
  readonly isThere: boolean;
  readonly url?: string;
  readonly version: string;
}

interface GatherOptions {
  readonly folder: string;
  readonly input: string;
  readonly apiVersion?: string;
  readonly allowLocalhost?: boolean;
  readonly signal?: AbortSignal;
}

type Gathered =
  { readonly pages: readonly GatheredPage[]; readonly leftOut: readonly string[] } | { readonly problem: string };

/** `names` empty: the input folder. */
export async function gatherPages(names: readonly string[], options: GatherOptions): Promise<Gathered> {
  const root = join(options.folder, options.input);
  const asked = names.length > 0 ? names : existsSync(root) ? [root] : [];
  const pages: GatheredPage[] = [];
  for (const name of asked) {
    const got = /^https?:\/\//i.test(name) ? await fromAddress(name, options) : fromPath(name, root, options);
    if ("problem" in got) return got;
    pages.push(...got.pages);
  }
  const byFile = new Map(pages.map((page) => [page.file, page]));
  if (byFile.size > 0) {
    const leftOut = pages.filter((page) => byFile.get(page.file) !== page);
    return { pages: [...byFile.values()], leftOut: leftOut.map(({ file }) => `${file}: another page has this name`) };
  }
  const where = names.length > 0 ? names.join(", ") : root;
  const problem = `no page was found in ${where}; give init a page, a folder of pages or an address`;
  return { problem };
}

function fromPath(name: string, root: string, options: GatherOptions): Gathered {
  const stats = statSync(name, { throwIfNoEntry: false });
  if (stats === undefined) return { problem: `${name} can't be read: there is no such file or folder` };
  const isFolder = stats.isDirectory();
  const paths = isFolder ? pagesIn(name) : [name];
  if (!isFolder && formatOf(name) === undefined)
    return { problem: `the ending of ${basename(name)} names no format; a page ends in .md, .mdx, .html or .txt` };
  const pages = paths.map((path): GatheredPage => {
    const within = relative(resolve(root), resolve(path));
    const isThere = !within.startsWith("..") && !isAbsolute(within);
    const below = isFolder ? relative(name, path) : basename(path);
    const file = (isThere ? within.split(sep) : below.split(sep).map(safeName)).join("/");
    const place = isThere ? within : join(basename(dirname(resolve(name))), basename(name), isFolder ? below : "");
    return { file, bytes: readFileSync(path), isThere, version: versionIn(place) ?? options.apiVersion ?? "1" };
  });
  return { pages: pages.map(inFolder), leftOut: [] };
}

/** Pages of several versions may have one name, so a copy keeps the folder that named its version. */
function inFolder(page: GatheredPage): GatheredPage {
  if (page.isThere || versionIn(page.file) !== undefined || page.version === "1") return page;
  return { ...page, file: `v${page.version}/${page.file}` };
}

/** In the order of their paths, without what describes the folder itself. */
function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && formatOf(entry.name) !== undefined && !/^readme\./i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes("node_modules"))
    .sort();
}

const VERSION =
  /(?:^|[^A-Za-z0-9.])(?:[vV](\d+(?:\.\d+){0,3})|(\d{4}-\d{2}(?:-\d{2})?)|(\d+(?:\.\d+){1,3}))(-(?:alpha|beta|preview|rc|next)\d*)?(?![A-Za-z0-9.])/;

/**
 * The version in the innermost part of a path that names one: `v1`, `3.6`, `v3.4-preview`, `2024-06`, `webhooks-v2`. A number
 * alone is none without its `v`.
 */
export function versionIn(path: string): string | undefined {
  for (const part of path.split(/[\\/]/).reverse()) {
    const found = VERSION.exec(formatOf(part) === undefined ? part : part.slice(0, part.lastIndexOf(".")));
    if (found !== null) return `${found[1] ?? found[2] ?? found[3] ?? ""}${found[4] ?? ""}`;
  }
  return undefined;
}

async function fromAddress(text: string, options: GatherOptions): Promise<Gathered> {
  const read = readUrl(text, { allowLocalhost: options.allowLocalhost ?? false });
  if ("problem" in read) return { problem: `${text} can't be asked: ${read.problem}` };
  const { url } = read;
  const answer = await requestPage(url, {
    hosts: new Set([url.host]),
    known: {},
    accept: "text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.1",
    userAgent: "hooksmith",
    allowLocalhost: options.allowLocalhost ?? false,
    ...{ timeout: 30_000, answerTimeout: 10_000, limit: LARGEST_FILE, now: Date.now },
    sleep: (milliseconds) => pause(milliseconds),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (answer.state === "refused") {
    const { why, fix } = answer.refusal;
    return { problem: `${text} was not taken: ${why}${fix === undefined ? "" : `; ${fix}`}` };
  }
  if (answer.state === "unchanged") return { problem: `${text} was not taken: nothing came` };
  const { bytes, mediaType } = answer;
  const file = nameOf(url, mediaType, bytes);
  const version = versionIn(url.pathname.replace(/\/$/, "")) ?? options.apiVersion ?? "1";
  return { pages: [inFolder({ file, bytes, isThere: false, url: text, version })], leftOut: [] };
}

/** What the address ends in, with the ending of what it answered. */
function nameOf(url: URL, mediaType: string, bytes: Uint8Array): string {
  const last =
    decodeURI(url.pathname)
      .split("/")
      .findLast((part) => part !== "") ?? url.hostname;
  const kept = formatOf(last) === undefined ? undefined : last;
  const sniffed = sniffFormat(new TextDecoder().decode(bytes.subarray(0, 65_536)));
  const label = /html/i.test(mediaType) ? "html" : /markdown/i.test(mediaType) ? "markdown" : (sniffed ?? "text");
  const [ending = ".txt"] = formats.find((format) => format.label === label)?.endings ?? [];
  return safeName(kept ?? `${last}${ending}`);
}
