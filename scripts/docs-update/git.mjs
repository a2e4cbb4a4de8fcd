// The git side of the update: a commit of its own, made and pushed without touching the branch, the index or the folder at hand.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stop } from "./stop.mjs";

const AUTHOR = { name: "github-actions[bot]", email: "41898282+github-actions[bot]@users.noreply.github.com" };

/** What git prints, without the line feed at its end. */
export function git(...args) {
  return gitWith({}, ...args);
}

function gitWith(env, ...args) {
  const options = { encoding: "utf8", maxBuffer: 1e9, env: { ...process.env, ...env } };
  const { status, stdout, stderr, error } = spawnSync("git", args, options);
  if (status !== 0) throw new Stop(`git ${args[0]} failed: ${error?.message ?? stderr.trim()}`);
  return stdout.trimEnd();
}

/** Paths, from the folder at hand, that are not as the commit has them; new ones among them. */
export function changedFiles(folders) {
  const listed = git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ...folders);
  const { length } = git("rev-parse", "--show-prefix");
  return listed
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => line.slice(3 + length));
}

/** A commit of the folders as they are now, on top of the one that is checked out. */
export function commitOf(folders, message) {
  const temporary = mkdtempSync(join(tmpdir(), "hooksmith-index-"));
  try {
    const index = { GIT_INDEX_FILE: join(temporary, "index") };
    gitWith(index, "read-tree", "HEAD");
    gitWith(index, "add", "--all", "--", ...folders);
    const tree = gitWith(index, "write-tree");
    const who = {
      ...{ GIT_AUTHOR_NAME: AUTHOR.name, GIT_AUTHOR_EMAIL: AUTHOR.email },
      ...{ GIT_COMMITTER_NAME: AUTHOR.name, GIT_COMMITTER_EMAIL: AUTHOR.email },
    };
    return gitWith(who, "commit-tree", tree, "-p", "HEAD", "-m", message);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Whether anything was pushed: the branch may be as wanted already. What people have added to the branch is never overwritten. */
export function pushCommit(commit, { branch }) {
  const ref = `refs/heads/${branch}`;
  const remotely = (...args) => gitWith(credentials(process.env), ...args);
  const [there = ""] = remotely("ls-remote", "origin", ref).split(/\s/);
  if (there !== "") {
    remotely("fetch", "--quiet", "origin", ref);
    if (git("rev-parse", `${there}^{tree}`, `${there}^`) === git("rev-parse", `${commit}^{tree}`, `${commit}^`))
      return false;
    const others = git("log", "--format=%ce", `HEAD..${there}`).split("\n");
    if (others.some((email) => email !== "" && email !== AUTHOR.email)) {
      throw new Stop(`${branch} holds commits of others; merge or delete it first`);
    }
  }
  remotely("push", "--quiet", `--force-with-lease=${ref}:${there}`, "origin", `${commit}:${ref}`);
  return true;
}

/** The token as git reads it, for that server only: a checkout that keeps none can push, and no process list shows it. */
function credentials({ GITHUB_TOKEN: token, GITHUB_SERVER_URL: server = "https://github.com" }) {
  if (!token) return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
