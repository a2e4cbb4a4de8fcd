// What init makes of pages: versions by their paths, what is left out, and what is never overwritten.
import { createServer, type Server } from "node:http";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { init } from "../../src/index.ts";
import { versionIn } from "../../src/api/init-pages.ts";

const pages = join(import.meta.dirname, "../vendors/pages");
let folder = "";
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-init-"));
});
afterEach(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (path: string) => join(folder, path);
const put = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const read = (path: string) => readFileSync(at(path), "utf8");
const register = () => parse(read("project/docs-input/sources.yaml"));
const run = (given: readonly string[]) => {
  mkdirSync(at("project"), { recursive: true });
  return init({ pages: given, folder: at("project") });
};

test.each([
  ["docs/v1/webhooks.md", "1"],
  ["3.6/webhooks.mdx", "3.6"],
  ["v3.4-preview/webhooks.mdx", "3.4-preview"],
  ["api/2024-06/events.html", "2024-06"],
  ["webhooks-v2.md", "2"],
  ["v1/webhooks-v2.md", "2"],
  ["v2-webhooks.md", "2"],
  ["page-12.md", undefined],
  ["webhooks.md", undefined],
  ["ipv6/notes.md", undefined],
])("%s describes version %s", (path, want) => {
  expect(versionIn(path)).toBe(want);
});

describe("pages", () => {
  test("of several folders are several versions, oldest first, and a page about something else is left out", async () => {
    for (const version of ["v3.10", "v3.9"]) cpSync(join(pages, "bullets.md"), at(`ref/${version}/webhooks.md`));
    put("ref/v3.9/changes.md", "# Changes\n\nNothing here.\n");
    put("ref/README.md", "# Read me\n");
    const { problem, versions, leftOut } = await run([at("ref")]);
    expect({ problem, leftOut }).toEqual({
      problem: undefined,
      leftOut: ["v3.9/changes.md: no webhook and no data structure was found on it"],
    });
    expect(versions.map(({ version, webhooks }) => [version, webhooks])).toEqual([
      ["3.9", ["ride.started", "ride.ended"]],
      ["3.10", ["ride.started", "ride.ended"]],
    ]);
    expect(register().versions.map(({ pages: [page] }: { pages: { file: string }[] }) => page?.file)).toEqual([
      "v3.9/webhooks.md",
      "v3.10/webhooks.md",
    ]);
  });

  test("that are in docs-input already are registered where they are", async () => {
    cpSync(join(pages, "bullets.md"), at("project/docs-input/Rides v2.md"));
    const { files } = await run([]);
    expect(files.map(({ path }) => path)).not.toContain("docs-input/Rides v2.md");
    expect(register().versions[0]).toMatchObject({ version: "2", pages: [{ file: "Rides v2.md" }] });
  });

  test("are got from an address, which the register keeps", async () => {
    const text = readFileSync(join(pages, "bullets.md"));
    server = createServer((_, response) => response.setHeader("content-type", "text/markdown").end(text));
    await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const url = `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}/docs/webhooks`;
    expect((await run([url])).problem?.message).toContain("--allow-localhost");
    expect((await init({ pages: [url], folder: at("project"), allowLocalhost: true })).problem).toBeUndefined();
    expect(register().versions[0].pages).toEqual([{ kind: "webhooks", file: "webhooks.md", url }]);
    expect(read("project/docs-input/webhooks.md")).toBe(text.toString());
  });

  test.each<[string, { given: () => string[]; want: RegExp }]>([
    ["none at all", { given: () => [], want: /no page was found in .*docs-input; give init a page/ }],
    ["one that is not there", { given: () => [at("no.md")], want: /there is no such file or folder/ }],
    ["one of no format", { given: () => (put("a.pdf", "%PDF"), [at("a.pdf")]), want: /a\.pdf names no format/ }],
    ["without a webhook", { given: () => (put("a.md", "# Hello\n"), [at("a.md")]), want: /nothing was written/ }],
  ])("%s: nothing is written", async (_name, { given, want }) => {
    const { problem, files } = await run(given());
    expect(problem?.message).toMatch(want);
    expect(files).toEqual([]);
  });
});

test.each<[string, { given: string; receiver: string; next: readonly [string, string] }]>([
  [
    "nothing is said of a proof",
    {
      given: "",
      receiver: 'authentication: "none", // the reference',
      next: ["npx tsx receiver.ts", "localhost:3000"],
    },
  ],
  [
    "a header is signed",
    {
      given: "The header `X-Shop-Signature` holds the HMAC SHA-256 of the body in hex, keyed with your secret.",
      receiver: 'secret: process.env["WEBHOOK_SECRET"]',
      next: ["WEBHOOK_SECRET=s3cret npx tsx receiver.ts", "localhost:3000 --secret s3cret"],
    },
  ],
  [
    "the address is signed too",
    {
      given: "The header `X-Shop-Signature` holds a Base64 HMAC SHA-256 of the notification URL and the request body.",
      receiver: 'url: process.env["WEBHOOK_URL"] ?? "http://localhost:3000/",\n  secret: process.env["WEBHOOK_SECRET"]',
      next: ["WEBHOOK_SECRET=s3cret npx tsx receiver.ts", "localhost:3000 --secret s3cret"],
    },
  ],
  [
    "a header of your choice holds a token",
    {
      given: "You can add a custom header of your choice with a secret token to every webhook.",
      receiver: 'header: "x-secret", secret: process.env["WEBHOOK_SECRET"]',
      next: ["WEBHOOK_SECRET=s3cret npx tsx receiver.ts", "localhost:3000 --secret s3cret --header x-secret"],
    },
  ],
  [
    "a private key signs",
    {
      given: "The header `X-Shop-Signature` holds an Ed25519 signature of the body; verify it with our public key.",
      receiver: "// the sender's public key",
      next: ['WEBHOOK_SECRET="$PUBLIC_KEY" npx tsx receiver.ts', 'localhost:3000 --secret "$PRIVATE_KEY"'],
    },
  ],
])("where %s, the receiver and the next commands go together", async (_name, { given, receiver, next }) => {
  put("shop.md", `# Webhooks\n\n${given}\n\n${readFileSync(join(pages, "bullets.md"), "utf8").replace(/^# .*\n/, "")}`);
  const result = await run([at("shop.md")]);
  expect(read("project/receiver.ts")).toContain(receiver);
  expect(read("project/receiver.ts").includes('"127.0.0.1"')).toBe(given === "");
  expect(result.next).toEqual([
    "npx hooksmith generate",
    next[0],
    `npx hooksmith send 1 ride.started http://${next[1]}`,
  ]);
});

test("what is there is kept, or extended by what is missing", async () => {
  cpSync(join(pages, "bullets.md"), at("bullets.md"));
  put("project/package.json", '{\n\t"name": "@acme/shop",\n\t"scripts": { "generate": "other" }\n}\n');
  put("project/.gitignore", "/node_modules\n*.log");
  put("project/receiver.ts", "mine");
  const { files } = await run([at("bullets.md")]);
  expect(files.map(({ path, state }) => `${state} ${path}`)).toEqual([
    "written docs-input/bullets.md",
    "written docs-input/sources.yaml",
    "extended package.json",
    "extended .gitignore",
    "kept receiver.ts",
  ]);
  expect(JSON.parse(read("project/package.json")).scripts).toEqual({
    generate: "other",
    "generate:check": "hooksmith generate --check",
    "generate:build": "hooksmith generate --build",
  });
  expect(read("project/.gitignore")).toBe("/node_modules\n*.log\nbuild/\n");
  expect(read("project/receiver.ts")).toBe("mine");
  expect(register().package).toBe("@acme/shop-webhooks");
});

test("whoever decides can change what is proposed, or stop it", async () => {
  const given = { pages: [join(pages, "bullets.md")], folder: folder };
  expect(await init({ ...given, decide: () => Promise.resolve(undefined) })).toMatchObject({ files: [] });
  const decide = () => Promise.resolve({ package: "rides", github: true });
  const { files } = await init({ ...given, decide });
  expect(files.at(-1)?.path).toBe(".github/workflows/webhooks.yml");
  expect(parse(read("docs-input/sources.yaml")).package).toBe("rides");
});

test("it ends when its signal aborts", async () => {
  const given = { pages: [join(pages, "bullets.md")], folder, signal: AbortSignal.abort(new Error("enough")) };
  await expect(init(given)).rejects.toThrow("enough");
});

describe("what is in the way", () => {
  const given = () => run([join(pages, "bullets.md")]);

  test("a package.json that is no JSON is kept, and gives the package no name", async () => {
    put("project/package.json", "{ broken");
    const { problem, files } = await given();
    expect({ problem, files: files.filter(({ state }) => state === "kept") }).toEqual({
      problem: undefined,
      files: [{ path: "package.json", state: "kept" }],
    });
    expect(read("project/package.json")).toBe("{ broken");
    expect(register()).toMatchObject({ package: "project-webhooks" });
  });

  test.each([
    ["a folder in place of package.json", "project/package.json/x", "package.json"],
    ["a file in place of docs-input", "project/docs-input", "docs-input/bullets.md"],
  ])("%s is a problem that names the file", async (_, path, named) => {
    put(path, "");
    const { problem } = await given();
    expect(problem?.message).toMatch(`${at(join("project", named))} can't be written: `);
  });
});
