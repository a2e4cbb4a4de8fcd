// The four reference pages: the vendor's own, read in place, and those written for this project.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Model } from "../../src/model/model.ts";
import { parsePage, type ParsedPage } from "../../src/pipeline/read-page.ts";
import { shared } from "./shared.ts";

export interface Page {
  readonly version: string;
  /** First digits of the vendor's page in ../shared/seeds. */
  readonly seed: string;
  /** Name with the ending of its format. */
  readonly file: string;
}

export const pages: readonly Page[] = [
  { version: "3.0", seed: "003", file: "webhooks.md" },
  { version: "3.4-preview", seed: "000", file: "webhooks.txt" },
  { version: "3.4", seed: "002", file: "webhooks.html" },
  { version: "3.5", seed: "001", file: "webhooks.txt" },
];

export const docsInput = fileURLToPath(new URL("../../docs-input/", import.meta.url));

export function seedText({ seed }: Page): string {
  const name = readdirSync(shared("seeds")).find((file) => file.startsWith(seed)) ?? seed;
  return readFileSync(shared("seeds", name), "utf8");
}

export function ownText({ version, file }: Page): string {
  return readFileSync(`${docsInput}v${version}/${file}`, "utf8");
}

export async function parseText(text: string, { file }: Pick<Page, "file">): Promise<ParsedPage> {
  return parsePage(new TextEncoder().encode(text), { file });
}

export async function modelOf(text: string, page: Pick<Page, "file">): Promise<Model> {
  const { model, findings } = await parseText(text, page);
  if (model === undefined) throw new Error(`no model: ${findings.map(({ reason }) => reason).join("; ")}`);
  return model;
}
