// The same pages give the same bytes wherever, whenever and with whichever Node; and generate reads and writes what a cache of
// others is told of, nothing else.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtBinary, plainEnvironment, project } from "../cli/support/binary.ts";
import { generatedOnce } from "../support/generated.ts";
import { docsInput } from "../support/pages.ts";

const binary = builtBinary();
const [CURRENT = ""] = process.versions.node.split(".");
const NEWEST = "24";
let root = "";
let usual: ReadonlyMap<string, string>;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "hooksmith-same-")));
  usual = filesBelow(await generatedOnce(binary));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

interface Place {
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  /** Versions; all by default. */
  readonly only?: readonly string[];
}

function generated(name: string, { env = {}, node = process.execPath, only = [] }: Place): ReadonlyMap<string, string> {
  const output = join(root, name, "generated");
  mkdirSync(dirname(output), { recursive: true });
  const args = [binary.path(), "generate", "--no-cache", "--input", docsInput, "--output", output];
  if (only.length > 0) args.push("--only", only.join(","));
  const { status, stderr } = spawnSync(node, args, {
    cwd: project,
    encoding: "utf8",
    env: { ...plainEnvironment(), ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${name} ended with ${String(status)}:\n${stderr.slice(-3000)}`);
  return filesBelow(output);
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Names first: a difference of contents is told by the files that differ, not by megabytes. */
function expectSame(now: ReadonlyMap<string, string>, only: readonly string[] = []): void {
  const compared = (path: string): boolean =>
    only.length === 0 || only.some((version) => path.startsWith(join(`v${version}`, "/")));
  expect([...now.keys()].filter(compared)).toEqual([...usual.keys()].filter(compared));
  const differs = [...now].filter(([path, text]) => compared(path) && usual.get(path) !== text);
  expect(differs.map(([path]) => path)).toEqual([]);
}

describe("the same bytes", () => {
  test("there are some to compare", () => {
    expect(usual.size).toBeGreaterThan(100);
  });

  /** Of text copied from a page and of Markdown with structures: enough for each Node but the newest, which makes all below. */
  const only = ["3.4-preview", "3.6"];
  const majors = [...new Set(["20", "22", CURRENT])].filter((major) => major !== NEWEST);
  test.for(majors)("with Node %s, in no locale, west of everyone", { timeout: 300_000 }, (major, { skip }) => {
    const node = installedNode(major);
    if (node === undefined) skip(`Node ${major} can't be installed here`);
    const env = { LC_ALL: "C", LANG: "C", TZ: "Etc/GMT+12" };
    expectSame(generated(`node-${major}`, node === undefined ? { env, only } : { node, env, only }), only);
  });
});

describe("the caching of others, as CONTRIBUTING.md shows it", () => {
  const text = readFileSync(join(project, "CONTRIBUTING.md"), "utf8");
  const [, example = "{}"] = /```json turbo\n([^]*?)```/.exec(text) ?? [];
  const task: { inputs: readonly string[]; outputs: readonly string[]; env: readonly string[] } =
    JSON.parse(example).tasks.generate;

  test("generate needs nothing but the inputs and leaves nothing but the outputs, with the newest Node, at another path and in another locale", ({
    skip,
  }) => {
    const node = installedNode(NEWEST);
    const workspace = join(root, "another path, ünd längër");
    const folders = (globs: readonly string[]): readonly string[] => globs.map((glob) => glob.replace(/\/\*\*$/, ""));
    const source = new Map([
      ["dist", dirname(binary.path())],
      ["docs-input", docsInput],
    ]);
    for (const path of folders(task.inputs)) {
      cpSync(source.get(path) ?? join(project, path), join(workspace, path), { recursive: true });
    }
    const before = new Map([...filesBelow(workspace)]);
    symlinkSync(join(project, "node_modules"), join(workspace, "node_modules"));
    const args = [join(workspace, "dist", "hooksmith.js"), "generate", "--no-cache"];
    const eastOfEveryone = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
    const { status } = spawnSync(node ?? process.execPath, args, {
      cwd: workspace,
      env: { ...plainEnvironment(), ...eastOfEveryone },
    });
    expect(status).toBe(0);
    expectSame(filesBelow(join(workspace, "generated")));
    const left = [...filesBelow(workspace)].filter(([path, text]) => before.get(path) !== text);
    const declared = folders(task.outputs).map((path) => `${path}/`);
    expect(left.filter(([path]) => !declared.some((folder) => path.startsWith(folder)))).toEqual([]);
    expect(left.length).toBeGreaterThan(100);
    if (node === undefined) skip(`Node ${NEWEST} can't be installed here: all of this was true of Node ${CURRENT}`);
  }, 300_000);

  test("no environment is declared, since none shapes the output", () => {
    expect(task.env).toEqual([]);
  });
});

/** Undefined where the registry has none. */
function installedNode(major: string): string | undefined {
  if (major === CURRENT) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(root, `install-${major}`);
  mkdirSync(folder);
  // Of more than a hundred megabytes one file is needed.
  const pack = ["pack", "--silent", `${name}@${major}`];
  const { stdout } = spawnSync("npm", pack, { cwd: folder, encoding: "utf8", timeout: 240_000 });
  spawnSync("tar", ["-xzf", stdout.trim(), "package/bin/node"], { cwd: folder });
  const path = join(folder, "package", "bin", "node");
  return existsSync(path) ? path : undefined;
}
