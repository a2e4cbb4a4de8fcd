// kill -9 of fetch at random moments: every page is the old one or the new one, whole, the lock file tells the truth, and the next run clears up.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LOCK_FILE, readLock } from "../../src/fetch/store-pages.ts";
import { builtBinary } from "../cli/support/binary.ts";
import { fetchInto, markdownPage, registerOf, serve } from "../fetch/support.ts";
import { howManyKills, killAt, numbersFrom } from "./kill.ts";
import { scratch, treeOf } from "./support.ts";

const KILLS = howManyKills(12);
/** Killed runs at a time, each with an input of its own. */
const LANES = 2;
/** A run writes its three files within so many milliseconds, and lasts at least so many. */
const WRITING = 12;
const RUN = 250;

const FILES = ["v1.5/webhooks.md", "v2.0/webhooks.md"] as const;
const names = Array.from({ length: 6 }, (_, index) => `parcel_${String(index)}`);
const revisions = [markdownPage(...names), markdownPage(...names, "parcel_new")] as const;

const binary = builtBinary();
let root = "";
beforeEach(() => {
  root = scratch();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test(`fetch survives ${KILLS} kills`, { timeout: 600_000 }, async () => {
  const shown = Array.from({ length: LANES }, (): 0 | 1 => 1);
  const server = await serve(({ url = "", headers }, response) => {
    const revision = shown[Number(/\d+/.exec(url)?.[0] ?? 0)] ?? 0;
    const etag = `"${String(revision)}"`;
    if (headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag, "content-type": "text/markdown" }).end(revisions[revision]);
  });
  const seen = { killed: 0, finished: 0, states: new Set<string>() };

  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const input = join(root, `lane-${String(lane)}`);
    prepare(input, `http://${server.host}/${String(lane)}`);
    const random = numbersFrom(lane + 1);
    for (let turn = lane; turn < KILLS; turn += LANES) {
      shown[lane] = (turn >> 1) % 2 === 0 ? 1 : 0;
      const writing = (turn >> 1) % 4 !== 3;
      const moment = writing
        ? { writingIn: [input, ...FILES.map((file) => dirname(join(input, file)))], milliseconds: random() * WRITING }
        : { milliseconds: random() * RUN };
      const killed = await killAt([binary.path(), "fetch", "--allow-localhost", "--input", input], moment);
      seen[killed ? "killed" : "finished"] += 1;
      const states = FILES.map((file) => revisionOf(join(input, file)));
      expect(states).not.toContain(-1);
      seen.states.add(states.join());
      expectTrueLock(input);

      const { problem, findings } = await fetchInto({ root: input, read: () => "", files: () => [] });
      expect([problem, findings]).toEqual([undefined, []]);
      expect([...treeOf(input).keys()]).toEqual([LOCK_FILE, "sources.yaml", ...FILES]);
      expect(FILES.map((file) => revisionOf(join(input, file)))).toEqual([shown[lane], shown[lane]]);
      expect(expectTrueLock(input)).toEqual(FILES.length);
    }
  });
  await Promise.all(lanes);
  expect(seen.killed).toBeGreaterThan(KILLS * 0.6);
  expect(seen.states.size).toBeGreaterThan(1);
});

function prepare(input: string, url: string): void {
  const files = { "sources.yaml": registerOf(...FILES.map((file) => ({ file, url, version: file.slice(1, 4) }))) };
  for (const [file, text] of [...Object.entries(files), ...FILES.map((file) => [file, revisions[0]] as const)]) {
    mkdirSync(dirname(join(input, file)), { recursive: true });
    writeFileSync(join(input, file), text);
  }
}

/** -1 where the file is no revision whole. */
function revisionOf(path: string): number {
  const text = readFileSync(path, "utf8");
  return revisions.findIndex((revision) => revision === text);
}

/** How many pages it tells of. */
function expectTrueLock(input: string): number {
  if (!readdirSync(input).includes(LOCK_FILE)) return 0;
  const { pages, problem } = readLock(readFileSync(join(input, LOCK_FILE), "utf8"));
  expect(problem).toBeUndefined();
  for (const { file, sha256 } of pages.values())
    expect(sha256, file).toBe(
      createHash("sha256")
        .update(readFileSync(join(input, file)))
        .digest("hex"),
    );
  return pages.size;
}
