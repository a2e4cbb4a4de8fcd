// The scheduled update, end to end: pages from a local server, a bare repository as the remote, and a server that plays GitHub.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtBinary, plainEnvironment, project } from "../cli/support/binary.ts";
import { markdownPage, registerOf } from "../fetch/support.ts";

const hooksmith = builtBinary();
const BRANCH = "hooksmith/docs-update";
const firstPage = markdownPage("parcel_moved", "parcel_lost");

interface Call {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: Record<string, unknown>;
}
interface Pull {
  readonly number: number;
  state: string;
  labels: string[];
}

let top = "";
let clone = "";
let page = "";
let calls: Call[] = [];
let pulls: Pull[] = [];
let failing = 0;
let github: Server | undefined;
let api = "";

let start = "";
let pageServer: Server | undefined;

/** A remote with the page and what is generated from it; each test gets a copy. */
beforeAll(async () => {
  page = firstPage;
  start = mkdtempSync(join(tmpdir(), "hooksmith-update-start-"));
  clone = join(start, "clone");
  const [server, pages] = await listen((_method, path) =>
    path === "/page" ? { status: 200, body: page } : { status: 404, body: "" },
  );
  pageServer = server;
  git(start, "init", "--quiet", "--bare", "-b", "main", "remote.git");
  git(start, "clone", "--quiet", "remote.git", "clone");
  git(clone, "remote", "set-url", "origin", "../remote.git");
  git(clone, "checkout", "--quiet", "-b", "main");
  put("docs-input/sources.yaml", registerOf({ file: "page.md", url: `${pages}/page` }));
  put("docs-input/page.md", page);
  expect(hooksmith.run(["generate"], { cwd: clone }).code).toBe(0);
  git(clone, "add", "-A");
  git(clone, "commit", "--quiet", "-m", "start");
  git(clone, "push", "--quiet", "origin", "main");
});
afterAll(() => {
  if (pageServer !== undefined) close(pageServer);
  rmSync(start, { recursive: true, force: true });
});

beforeEach(async () => {
  top = mkdtempSync(join(tmpdir(), "hooksmith-update-test-"));
  clone = join(top, "clone");
  cpSync(start, top, { recursive: true });
  [page, calls, pulls, failing] = [firstPage, [], [], 0];
  [github, api] = await listen(playGithub);
});
afterEach(() => {
  if (github !== undefined) close(github);
  rmSync(top, { recursive: true, force: true });
});

function close(server: Server): void {
  server.closeAllConnections();
  server.close();
}

type Handler = (method: string, path: string, body: string, token: string) => { status: number; body: string };

async function listen(handle: Handler): Promise<readonly [Server, url: string]> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const answer = handle(method, url, Buffer.concat(chunks).toString(), headers.authorization ?? "");
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return [server, `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}`];
}

function playGithub(method: string, url: string, text: string, token: string): { status: number; body: string } {
  const path = url.replace("/repos/owner/name", "");
  const body: Record<string, unknown> = text === "" ? {} : JSON.parse(text);
  calls.push({ method, path, token, body });
  if (failing > 0) return { status: failing, body: '{"message":"no right to do this"}' };
  const answer = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
  const open = pulls.find(({ state }) => state === "open");
  if (method === "GET" && path.startsWith("/pulls?")) {
    const asked = new URLSearchParams(path.split("?")[1]);
    expect(Object.fromEntries(asked)).toEqual({ state: "open", head: `owner:${BRANCH}`, base: "main" });
    return answer(open === undefined ? [] : [open]);
  }
  if (method === "POST" && path === "/pulls") {
    const made = { number: pulls.length + 7, state: "open", labels: [] };
    pulls.push(made);
    return answer(made, 201);
  }
  if (method === "POST" && path === "/labels") return answer({}, 422);
  if (method === "POST" && path.endsWith("/comments")) return answer({}, 201);
  const pull = pulls.find(({ number }) => path.split(/[/?]/).includes(String(number)));
  if (pull === undefined) return answer({ message: "not found" }, 404);
  if (method === "PATCH" && body["state"] === "closed") pull.state = "closed";
  if (method === "PUT" && Array.isArray(body["labels"])) pull.labels = body["labels"].map(String);
  return answer(path.includes("/labels") ? pull.labels.map((name) => ({ name })) : pull);
}

function put(file: string, text: string): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  writeFileSync(join(clone, file), text);
}

function git(cwd: string, ...args: readonly string[]): string {
  const who = {
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.com",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.com",
  };
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8", env: { ...process.env, ...who } });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function update(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const script = join(project, "scripts/docs-update.mjs");
  const child = spawn(process.execPath, [script, "--dist", dirname(hooksmith.path()), "--allow-localhost", ...args], {
    cwd: clone,
    env: {
      ...plainEnvironment(),
      ...{ GITHUB_API_URL: api, GITHUB_REPOSITORY: "owner/name", GITHUB_TOKEN: "t0ken", GITHUB_STEP_SUMMARY: "" },
      ...env,
    },
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  return new Promise((ended) => {
    child.on("close", (code) => {
      ended({ code, ...said });
    });
  });
}

const asked = () => calls.map(({ method, path }) => `${method} ${path.split("?")[0] ?? ""}`);
const remote = (...args: readonly string[]) => git(join(top, "remote.git"), ...args);
const undo = () => {
  git(clone, "checkout", "--quiet", "--", ".");
  git(clone, "clean", "-fdq");
};

describe("a page that changed", () => {
  test("is taken over by one commit on a branch of its own, and reviewed in one pull request", async () => {
    page = markdownPage("parcel_moved", "parcel_found");
    const { code, err } = await update();
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("opened pull request 7") });
    expect(asked()).toEqual([
      "GET /pulls",
      "POST /pulls",
      "POST /labels",
      "POST /labels",
      "GET /issues/7/labels",
      "PUT /issues/7/labels",
    ]);
    expect(calls.map(({ token }) => token)).toEqual(calls.map(() => "Bearer t0ken"));
    const { title, body, head, base } = calls[1]?.body ?? {};
    expect({ title, head, base }).toEqual({
      title: "Docs update: 1.5 (1 breaking, 1 compatible)",
      head: BRANCH,
      base: "main",
    });
    expect(body).toMatch(/changed: `page\.md` from `http.*\/page`/);
    expect(body).toMatch(/<b>breaking<\/b>.*parcel_lost/);
    expect(pulls[0]?.labels).toEqual(["webhooks: breaking", "webhooks: compatible"]);
    expect(remote("log", "--format=%s", `main..${BRANCH}`)).toBe(String(title));
    const files = remote("diff", "--name-only", "main", BRANCH).split("\n");
    expect(files).toEqual(
      expect.arrayContaining(["docs-input/page.md", "docs-input/sources.lock.json", "generated/v1.5/types.ts"]),
    );
    expect(git(clone, "rev-parse", "--abbrev-ref", "HEAD")).toBe("main");
  });

  test("updates the pull request that is open, keeps the labels of people, and pushes nothing that stands", async () => {
    page = markdownPage("parcel_moved", "parcel_found");
    await update();
    pulls[0]?.labels.push("good first review");
    undo();
    calls = [];
    const again = await update();
    expect(again).toMatchObject({ code: 0, err: expect.stringMatching(/up to date[^]*updated pull request 7/) });
    expect(asked()).toContain("PATCH /pulls/7");
    undo();
    page = markdownPage("parcel_moved", "parcel_lost", "parcel_found");
    expect((await update()).err).toContain(`pushed ${BRANCH}`);
    expect(pulls).toMatchObject([{ labels: ["good first review", "webhooks: compatible"] }]);
    expect(remote("rev-list", "--count", `main..${BRANCH}`)).toBe("1");
  });

  test("raises the version of the package where one is published", async () => {
    git(clone, "tag", "parcels-v0.1.0");
    page = markdownPage("parcel_moved");
    await update();
    expect(JSON.parse(remote("show", `${BRANCH}:generated/package.json`))).toMatchObject({ version: "0.2.0" });
    expect(remote("show", `${BRANCH}:generated/CHANGELOG.md`)).toMatch(/Breaking.*parcel\\?_lost/);
    expect(calls[1]?.body["body"]).toMatch(/Release: a major change since 0\.1\.0 makes it 0\.2\.0/);
  });

  test("does not overwrite what people pushed to the branch", async () => {
    page = markdownPage("parcel_moved", "parcel_found");
    await update();
    undo();
    git(clone, "fetch", "--quiet", "origin", BRANCH);
    git(clone, "checkout", "--quiet", "--detach", "FETCH_HEAD");
    git(clone, "commit", "--quiet", "--allow-empty", "-m", "mine");
    git(clone, "push", "--quiet", "origin", `HEAD:refs/heads/${BRANCH}`);
    git(clone, "checkout", "--quiet", "main");
    page = markdownPage("parcel_moved");
    expect(await update()).toMatchObject({ code: 2, err: expect.stringContaining("commits of others") });
    expect(remote("log", "-1", "--format=%s", BRANCH)).toBe("mine");
  });

  test("is only told of in a dry run, which needs no GitHub", async () => {
    page = markdownPage("parcel_moved", "parcel_found");
    const { code, out } = await update(["--dry-run"], { GITHUB_TOKEN: "" });
    expect(code).toBe(0);
    expect(out).toMatch(/^title: Docs update: 1\.5 .*\nlabels: webhooks: breaking, webhooks: compatible\n\n/);
    expect(calls).toEqual([]);
    expect(remote("branch", "--list")).toBe("* main");
    expect(readFileSync(join(clone, "docs-input/page.md"), "utf8")).toBe(page);
  });
});

describe("nothing is pushed", () => {
  test("where no page has changed, and a lock alone is no change", async () => {
    expect(await update()).toMatchObject({ code: 0, err: expect.stringContaining("no page has changed") });
    expect(asked()).toEqual(["GET /pulls"]);
    expect(git(clone, "status", "--porcelain")).toBe("");
  });

  test("where the pages are again as they were; the open pull request is closed with a word", async () => {
    page = markdownPage("parcel_moved");
    await update();
    undo();
    page = markdownPage("parcel_moved", "parcel_lost");
    expect((await update()).err).toContain("closed pull request 7");
    expect(pulls).toMatchObject([{ state: "closed" }]);
  });

  test("where a page was refused: the run ends with 3", async () => {
    page = "# Page not found\n";
    expect(await update()).toMatchObject({ code: 3 });
    expect(calls).toEqual([]);
  });

  test("where files were edited by hand", async () => {
    put("docs-input/page.md", "mine");
    expect(await update()).toMatchObject({ code: 2, err: expect.stringContaining("docs-input/page.md") });
    expect(readFileSync(join(clone, "docs-input/page.md"), "utf8")).toBe("mine");
  });

  test("where it is not said to which repository", async () => {
    expect(await update([], { GITHUB_REPOSITORY: "" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("GITHUB_REPOSITORY"),
    });
  });
});

test("a refusal by GitHub is told without the token", async () => {
  failing = 403;
  page = markdownPage("parcel_moved");
  const { code, err } = await update();
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("was answered 403") });
  expect(err).not.toContain("t0ken");
});
