// A server that answers as each test says, and an input folder whose register points at it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { fetchPages, type FetchOptions, type FetchResult } from "../../src/pipeline/fetch-pages.ts";

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestServer {
  /** As `127.0.0.1:1234`. */
  readonly host: string;
  readonly requests: IncomingMessage[];
  behave: Behaviour;
}

/** Closed, with all its connections, when the test is over. */
export async function serve(behave: Behaviour): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    state.behave(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const state: TestServer = { host: `127.0.0.1:${String(port)}`, requests, behave };
  return state;
}

/** A page of webhooks in Markdown; each name is a webhook. */
export function markdownPage(...names: readonly string[]): string {
  const section = (name: string) =>
    [
      `### \`${name}\``,
      `Tells about ${name}.`,
      "#### Specifics",
      `| | |\n| --- | --- |\n| **Action** | \`${name}\` |`,
      "**Sample webhook payload**",
      `\`\`\`json\n{ "webhook_id": "x", "secret_key": "y", "action": "${name}", "payload": { "id": "1" } }\n\`\`\``,
    ].join("\n\n");
  return `# Webhooks\n\n## Parcels\n\n${names.map(section).join("\n\n")}\n`;
}

/** The same in HTML, whole unless a test cuts it. */
export function htmlPage(...names: readonly string[]): string {
  const section = (name: string) =>
    `<h3>${name}</h3><p>Tells about ${name}.</p><h4>Specifics</h4><table><tbody><tr><td><strong>Action</strong></td>` +
    `<td><code>${name}</code></td></tr></tbody></table><pre><code>{ "webhook_id": "x", "secret_key": "y", ` +
    `"action": "${name}", "payload": { "id": "1" } }</code></pre>`;
  return `<!DOCTYPE html><html><head><title>Webhooks</title></head><body><article><h1>Webhooks</h1><h2>Parcels</h2>${names.map(section).join("")}</article></body></html>\n`;
}

export interface Folder {
  readonly root: string;
  read(file: string): string;
  /** Names of all files, sorted. */
  files(): readonly string[];
}

/** Removed when the test is over. */
export function inputFolder(files: Readonly<Record<string, string>>): Folder {
  const root = mkdtempSync(join(tmpdir(), "hooksmith-fetch-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return {
    root,
    read: (file) => readFileSync(join(root, file), "utf8"),
    files: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
        .sort(),
  };
}

export function registerOf(
  ...pages: readonly { readonly file: string; readonly url?: string; readonly version?: string }[]
): string {
  const lines = pages.flatMap(({ file, url, version = "1.5" }) => [
    `  - version: "${version}"`,
    "    status: stable",
    "    pages:",
    "      - kind: webhooks",
    `        file: ${file}`,
    ...(url === undefined ? [] : [`        url: ${url}`]),
  ]);
  return ['package: "@example/parcels"', "versions:", ...lines, ""].join("\n");
}

/** One page, `page.md` or another, at `/page` of the server. */
export function folderFor({ host }: TestServer, file = "page.md", standing = markdownPage("parcel_moved")): Folder {
  return inputFolder({ "sources.yaml": registerOf({ file, url: `http://${host}/page` }), [file]: standing });
}

export interface Fetched extends FetchResult {
  /** Pauses that were made, in milliseconds; none took its time. */
  readonly pauses: readonly number[];
}

export async function fetchInto({ root }: Folder, options: Partial<FetchOptions> = {}): Promise<Fetched> {
  const pauses: number[] = [];
  const result = await fetchPages({
    input: root,
    allowLocalhost: true,
    userAgent: "hooksmith/test",
    today: "2030-01-02",
    now: () => Date.UTC(2030, 0, 2),
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    ...options,
  });
  return { ...result, pauses };
}
