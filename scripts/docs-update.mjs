// Brings the pages and the package up to date, and opens or updates one pull request with the review. What the scheduled workflow
// runs, and what runs as well by hand in a checkout without changes of its own:
//
//   npm run build && node scripts/docs-update.mjs --dry-run
//
//   --dry-run           print the pull request instead of opening it; what was fetched and generated stays in the folder
//   --base BRANCH       the branch that the pull request is for; main by default
//   --branch BRANCH     the branch of the pull request; hooksmith/docs-update by default
//   --input, --output   folders of the pages and of the package
//   --dist DIR          where the built command line is
//   --allow-localhost   as for fetch
//
// GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN say where the pull request goes; git pushes to the remote "origin".
// Exit 0 where all is well, 2 where something can't be used, 3 where a page was refused or has errors.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { changedFiles, commitOf, git, pushCommit } from "./docs-update/git.mjs";
import { githubFrom, openOrUpdate, closeStale } from "./docs-update/github.mjs";
import { pullRequestOf } from "./docs-update/pull-request.mjs";
import { Stop } from "./docs-update/stop.mjs";

const scripts = dirname(fileURLToPath(import.meta.url));

try {
  process.exitCode = await update(readOptions());
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        "dry-run": { type: "boolean", default: false },
        base: { type: "string", default: "main" },
        branch: { type: "string", default: "hooksmith/docs-update" },
        input: { type: "string", default: "docs-input" },
        output: { type: "string", default: "generated" },
        dist: { type: "string", default: join(scripts, "..", "dist") },
        "allow-localhost": { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(error.message);
  }
}

async function update(options) {
  const { base, branch, input, output, "dry-run": dryRun } = options;
  const github = dryRun ? undefined : githubFrom(process.env);
  const folders = [input, output];
  const edited = changedFiles(folders);
  if (edited.length > 0) throw new Stop(`${edited.join(", ")}: commit or undo what was edited by hand first`);

  const fetched = fetchPages(options);
  const refused = fetched.pages.some(({ state }) => state === "refused");
  const lock = `${input}/sources.lock.json`;
  if (changedFiles([input]).every((file) => file === lock)) {
    undo(lock);
    console.error("no page has changed");
    if (github !== undefined && !refused) await closeStale(github, { base, branch });
    return refused ? 3 : 0;
  }
  const { generated, review } = generate(options);
  const release = prepareRelease(options);
  const request = pullRequestOf({ fetched, generated, review, release });
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, request.body);
  if (github === undefined) {
    console.log(
      `title: ${request.title}\nlabels: ${request.labels.map(({ name }) => name).join(", ")}\n\n${request.body}`,
    );
  } else {
    const pushed = pushCommit(commitOf(folders, request.title), { branch });
    console.error(pushed ? `pushed ${branch}` : `${branch} is up to date`);
    await openOrUpdate(github, { base, branch, ...request });
  }
  return refused || generated.versions.some(({ errors }) => errors > 0) ? 3 : 0;
}

function fetchPages({ input, dist, "allow-localhost": allowLocalhost }) {
  const flags = allowLocalhost ? ["--allow-localhost"] : [];
  return hooksmith(dist, ["fetch", "--input", input, "--json", ...flags], [0, 3]);
}

function generate({ input, output, dist }) {
  const folder = mkdtempSync(join(tmpdir(), "hooksmith-update-"));
  const file = join(folder, "review.md");
  try {
    const args = ["generate", "--input", input, "--output", output, "--json", "--drift-report", file];
    return { generated: hooksmith(dist, args, [0, 1, 3]), review: readFileSync(file, "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What release-prepare says in its one sentence. */
function prepareRelease({ input, output, dist }) {
  const script = join(scripts, "release-prepare.mjs");
  return run([script, "--input", input, "--output", output, "--dist", dist], [0]).stderr.trim();
}

function hooksmith(dist, args, codes) {
  return JSON.parse(run([join(dist, "hooksmith.js"), ...args], codes).stdout);
}

function run(args, codes) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1e9 });
  if (error !== undefined) throw new Stop(error.message);
  if (!codes.includes(status))
    throw new Stop(`${args.slice(0, 2).join(" ")} ended with ${status}:\n${stderr || stdout}`);
  return { stdout, stderr };
}

/** A lock that alone has changed tells of new validators, which nobody needs to review. */
function undo(lock) {
  if (git("ls-files", "--", lock) === "") rmSync(lock, { force: true });
  else git("checkout", "--quiet", "--", lock);
}
