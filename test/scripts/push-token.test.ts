// How the update shows its token to git: by the environment of git's own requests, to the server that it is for.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { plainEnvironment, project } from "../cli/support/binary.ts";

test.each<[string, { server: (here: string) => string; want: string | undefined }]>([
  ["the server that the token is for", { server: (here) => here, want: "x-access-token:a-token" }],
  ["another server", { server: () => "https://github.com", want: undefined }],
])("%s is asked with what it may know", async (_name, { server, want }) => {
  const seen: (string | undefined)[] = [];
  const origin = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.writeHead(404).end();
  });
  await once(origin.listen(0, "127.0.0.1"), "listening");
  const folder = mkdtempSync(join(tmpdir(), "hooksmith-token-"));
  onTestFinished(() => {
    origin.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const address = origin.address();
  const here = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`;
  execFileSync("git", ["init", "--quiet", folder]);
  execFileSync("git", ["-C", folder, "remote", "add", "origin", `${here}/a/b.git`]);
  const code = `import(${JSON.stringify(join(project, "scripts/docs-update/git.mjs"))}).then(({ pushCommit }) => pushCommit("HEAD", { branch: "x" }))`;
  const child = spawn(process.execPath, ["-e", code], {
    cwd: folder,
    env: {
      ...plainEnvironment(),
      GITHUB_TOKEN: "a-token",
      GITHUB_SERVER_URL: server(here),
      GIT_TERMINAL_PROMPT: "0",
      GIT_CONFIG_GLOBAL: "/dev/null",
    },
  });
  await once(child, "close");
  const shown = seen.map((header) => Buffer.from(header?.replace(/^basic /i, "") ?? "", "base64").toString());
  expect(shown.length).toBeGreaterThan(0);
  expect(new Set(shown)).toEqual(new Set([want ?? ""]));
});
