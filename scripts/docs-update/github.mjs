// The GitHub side of the update, over its REST API: one pull request, found by its branch.
import { LABEL_NAMES } from "./labels.mjs";
import { Stop } from "./stop.mjs";

/** Where the pull request goes and by whose right. */
export function githubFrom({ GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN }) {
  const missing = Object.entries({ GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN }).filter(([, value]) => !value);
  if (missing.length > 0) throw new Stop(`${missing.map(([name]) => name).join(", ")} must be set; or use --dry-run`);
  if (!/^[\w.-]+\/[\w.-]+$/.test(GITHUB_REPOSITORY)) throw new Stop("GITHUB_REPOSITORY must be as in owner/name");
  return { api: GITHUB_API_URL.replace(/\/+$/, ""), repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN };
}

export async function openOrUpdate(github, { base, branch, title, body, labels }) {
  const open = await findOpen(github, { base, branch });
  const { number, html_url: address } =
    open === undefined
      ? await call(github, "POST", "/pulls", { title, body, base, head: branch, maintainer_can_modify: true })
      : await call(github, "PATCH", `/pulls/${open.number}`, { title, body });
  for (const label of labels) await call(github, "POST", "/labels", label, [201, 422]);
  const standing = await call(github, "GET", `/issues/${number}/labels?per_page=100`);
  const others = standing.map(({ name }) => name).filter((name) => !LABEL_NAMES.has(name));
  await call(github, "PUT", `/issues/${number}/labels`, { labels: [...others, ...labels.map(({ name }) => name)] });
  console.error(`${open === undefined ? "opened" : "updated"} ${address ?? `pull request ${number}`}`);
}

/** The pages are again as the base branch has them: an open pull request would change nothing, or what is no longer so. */
export async function closeStale(github, { base, branch }) {
  const open = await findOpen(github, { base, branch });
  if (open === undefined) return;
  const body = `The pages are as \`${base}\` has them: there is nothing to review any more.`;
  await call(github, "POST", `/issues/${open.number}/comments`, { body });
  await call(github, "PATCH", `/pulls/${open.number}`, { state: "closed" });
  console.error(`closed ${open.html_url ?? `pull request ${open.number}`}`);
}

async function findOpen(github, { base, branch }) {
  const [owner] = github.repository.split("/");
  const asked = new URLSearchParams({ state: "open", head: `${owner}:${branch}`, base });
  const [first] = await call(github, "GET", `/pulls?${asked}`);
  return first;
}

async function call({ api, repository, token }, method, path, body, accepted = [200, 201]) {
  const answer = await fetch(`${api}/repos/${repository}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "user-agent": "hooksmith-docs-update",
      "x-github-api-version": "2022-11-28",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(60_000),
  }).catch((error) => {
    throw new Stop(`${method} ${path.split("?")[0]} failed: ${error.cause?.message ?? error.message}`);
  });
  if (accepted.includes(answer.status)) return answer.json();
  const said = await answer.text();
  throw new Stop(`${method} ${path.split("?")[0]} was answered ${answer.status}: ${said.slice(0, 500)}`);
}
