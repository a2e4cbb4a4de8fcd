// What stays in the cache: all that this run used, then what was used last, up to a size.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { cpSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MOST_BYTES, pruneCache } from "../../src/pipeline/cache.ts";
import { builtBinary, project } from "../cli/support/binary.ts";

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.now();

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-prune-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Of so many bytes, without taking their room on the disk. */
function put(name: string, { bytes = 1, age = 0 }: { readonly bytes?: number; readonly age?: number } = {}): void {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, bytes);
  utimesSync(path, (NOW - age) / 1000, (NOW - age) / 1000);
}

const third = Math.ceil(MOST_BYTES / 3);

test.each<[string, { given: Readonly<Record<string, { bytes?: number; age?: number }>>; want: readonly string[] }]>([
  [
    "what is small stays, however old",
    {
      given: { "version-a.json": { age: 400 * DAY }, "run-a.json": { age: DAY } },
      want: ["run-a.json", "version-a.json"],
    },
  ],
  [
    "beyond the size the longest unused go",
    {
      given: Object.fromEntries(
        ["a", "b", "c", "d", "e"].map((name, index) => [
          `version-${name}.json`,
          { bytes: third, age: (5 - index) * DAY },
        ]),
      ),
      want: ["version-d.json", "version-e.json"],
    },
  ],
  [
    "entries of every kind go by the day of their last use",
    {
      given: Object.fromEntries(
        ["version-a.json", "run-a.json", "version-b.json", "run-b.json"].map((name, index) => [
          name,
          { bytes: third, age: (index + 1) * DAY },
        ]),
      ),
      want: ["run-a.json", "version-a.json"],
    },
  ],
  [
    "what this run used stays and does not count",
    {
      given: {
        "version-a.json": { bytes: 2 * MOST_BYTES },
        "version-b.json": { bytes: 2 * MOST_BYTES },
        "version-c.json": { bytes: third, age: DAY },
      },
      want: ["version-a.json", "version-b.json", "version-c.json"],
    },
  ],
  [
    "an entry that is too large by itself goes, the smaller ones before it stay",
    {
      given: { "version-a.json": { bytes: MOST_BYTES + 1, age: 2 * DAY }, "version-b.json": { bytes: 5, age: DAY } },
      want: ["version-b.json"],
    },
  ],
  [
    "a draft that a killed run left goes, one that may be written now stays",
    {
      given: { "version-a.json.123.tmp": { age: DAY }, "run-a.json.9.tmp": { age: DAY }, "version-b.json.124.tmp": {} },
      want: ["version-b.json.124.tmp"],
    },
  ],
  [
    "what is of others stays",
    {
      given: { "notes.txt": { bytes: 2 * MOST_BYTES, age: DAY }, "other-a.json": { bytes: 2 * MOST_BYTES, age: DAY } },
      want: ["notes.txt", "other-a.json"],
    },
  ],
])("%s", (_name, { given, want }) => {
  for (const [name, file] of Object.entries(given)) put(name, file);
  pruneCache(folder, NOW);
  expect(readdirSync(folder).sort()).toEqual(want);
});

test("a folder that is not there, or an entry that is a folder, is no error", () => {
  mkdirSync(join(folder, "version-a.json"));
  pruneCache(folder, NOW);
  pruneCache(join(folder, "none"), NOW);
  expect(readdirSync(folder)).toEqual(["version-a.json"]);
});

describe("generate", () => {
  const binary = builtBinary();
  const generate = () =>
    binary.run(["generate", "--input", "docs-input"], { cwd: folder, env: { HOOKSMITH_CACHE: join(folder, "cache") } });
  const entries = (kind: string): readonly string[] =>
    readdirSync(join(folder, "cache")).filter((name) => name.startsWith(kind));

  test("keeps the versions that it used, and clears away what nobody has used for long", () => {
    cpSync(join(project, "test/cli/fixtures/docs-input"), join(folder, "docs-input"), { recursive: true });
    expect(generate().code).toBe(0);
    const used = entries("version-");
    expect(used).toHaveLength(1);
    put("cache/version-old.json", { bytes: MOST_BYTES, age: 3 * DAY });
    put("cache/version-older.json", { bytes: MOST_BYTES, age: 4 * DAY });
    for (const name of used) utimesSync(join(folder, "cache", name), 1, 1);
    const register = join(folder, "docs-input/sources.yaml");
    writeFileSync(register, `${readFileSync(register, "utf8")}# a comment changes no version\n`);
    expect(generate().code).toBe(0);
    expect(entries("version-").toSorted()).toEqual([...used, "version-old.json"].toSorted());
    expect(existsSync(join(folder, "cache", "version-older.json"))).toBe(false);
  });
});
