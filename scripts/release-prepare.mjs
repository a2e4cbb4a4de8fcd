// Prepares a release of the generated package: raises the version in its package.json and adds to its CHANGELOG.md, from what
// changed since it was published. What people wrote in the changelog stays.
//
//   npm run release:prepare                      since the newest tag <name>-v<version>, as livechat-v0.1.0
//   npm run release:prepare -- --since REF       since a commit, a branch or another tag
//   npm run release:prepare -- --base DIR        since a published package, unpacked
//
// Exit 0 where the package is ready, 2 where something can't be read or written.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";

const { since, base, input, output, dist } = readArguments();
const { prepareRelease } = await import(pathToFileURL(join(dist, "release.mjs")).href);
const folder = mkdtempSync(join(tmpdir(), "hooksmith-release-"));
try {
  const from = base ?? published(since ?? newestTag());
  if (from === undefined) {
    console.error("nothing is published yet: the package's first release is what stands in it");
  } else {
    const result = await prepareRelease({ base: from, output, input });
    if (result.state === "failed") stop(result.message);
    else console.error(sentence(result));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        since: { type: "string" },
        base: { type: "string" },
        input: { type: "string", default: "docs-input" },
        output: { type: "string", default: "generated" },
        dist: { type: "string", default: "dist" },
      },
    });
    if (values.since !== undefined && values.base !== undefined) throw new Error("either --since or --base, not both");
    return values;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function newestTag() {
  const { name } = JSON.parse(readFileSync(join(output, "package.json"), "utf8"));
  const [tag] = git("tag", "--list", `${name.split("/").at(-1)}-v*`, "--sort=-v:refname", "--merged", "HEAD").split(
    "\n",
  );
  return tag || undefined;
}

/** The package as it was at a commit: what a comparison needs of it. */
function published(ref) {
  if (ref === undefined) return undefined;
  const commit = git("rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`).trim();
  const paths = git("ls-tree", "-r", "-z", "--name-only", commit, "--", `./${output}`)
    .split("\0")
    .filter((path) => /\/(?:package\.json|model\.json)$/.test(path));
  for (const path of paths) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, git("show", `${commit}:./${path}`));
  }
  return join(folder, output);
}

function git(...args) {
  const { status, stdout, stderr, error } = spawnSync("git", args, { encoding: "utf8", maxBuffer: 1e9 });
  if (status === 0) return stdout;
  rmSync(folder, { recursive: true, force: true });
  console.error(error?.message ?? stderr.trim());
  return process.exit(2);
}

function stop(message) {
  console.error(message);
  process.exitCode = 2;
}

function sentence({ state, bump, from, version }) {
  if (bump === "none") return `nothing changed since ${from}; there is nothing to release`;
  const done = state === "prepared" ? "package.json and CHANGELOG.md are ready" : "everything was ready already";
  return `a ${bump} change since ${from} makes it ${version}; ${done}`;
}
