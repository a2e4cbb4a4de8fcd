// How a command ends where what it says can't be taken, where nothing can be written, and where its folder is none.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtBinary, plainEnvironment, project } from "./support/binary.ts";

const hooksmith = builtBinary();
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-endings-"));
  cpSync(join(import.meta.dirname, "fixtures"), folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** By a shell, from the project's folder; `$H` is the program. */
function shell(command: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", command], {
    cwd: project,
    encoding: "utf8",
    timeout: 50_000,
    env: { ...plainEnvironment(), H: `${process.execPath} ${hooksmith.path()}`, IN: folder },
  });
  return { code: status, out: stdout, err: stderr };
}

const DIFF = "$H diff 3.5 3.6 --input docs-input --generated generated";

test.each<[string, { given: string; want: number }]>([
  ["a gate that is read to its end", { given: `${DIFF} --format json --fail-on breaking > /dev/null`, want: 1 }],
  ["a gate whose reader has gone", { given: `${DIFF} --format json --fail-on breaking | head -c 10`, want: 1 }],
  ["a long page whose reader has gone", { given: `${DIFF} --format html --fail-on breaking | head -c 10`, want: 1 }],
  ["a gate that holds, whose reader has gone", { given: `${DIFF} --format html | head -c 10`, want: 0 }],
  ["a help that nobody reads", { given: "$H --help | true", want: 0 }],
])("the exit code is the command's own: %s", (_, { given, want }) => {
  expect(shell(`${given} | cat > /dev/null; exit \${PIPESTATUS[0]}`).code).toBe(want);
});

test
  .runIf(existsSync("/dev/full"))
  .each([
    "explain 3.6 incoming_chat",
    "--help",
    "generate --check --json --input $IN/docs-input --output $IN/full",
    "generate --check --json --only 3.6",
  ])("a result that finds no room ends with 2 and a reason: %s", (given) => {
  for (let run = 0; run < 2; run += 1) {
    const { code, err } = shell(`$H ${given} > /dev/full`);
    expect([code, err.split("\n").at(-2)]).toEqual([2, "standard output can't be written: ENOSPC"]);
  }
});

describe("generate", () => {
  test("ends where nothing can be written into a new output", () => {
    const input = join(folder, "docs-input");
    const broken = join(folder, "broken");
    cpSync(input, broken, { recursive: true });
    for (const name of readdirSync(broken).filter((one) => one.startsWith("v"))) {
      rmSync(join(broken, name), { recursive: true });
    }
    expect(shell("$H generate --input $IN/broken --output $IN/none > /dev/null").code).toBe(3);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("refuses the root of a file system", () => {
    const { code, err } = shell("$H generate --input $IN/docs-input --output / > /dev/null");
    expect(code).toBe(2);
    expect(err).toContain("/ is the root of a file system, no folder for a package");
  });
});

test("listen refuses a folder in which no body can be recorded, before it listens", () => {
  writeFileSync(join(folder, "file"), "");
  const { code, out, err } = shell("$H listen 3.6 --port 0 --secret s --record $IN/file");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^no body can be recorded in .*file: /);
});

test("send tells no password of an address that it refuses", () => {
  const { code, err } = shell("$H send 3.6 incoming_chat 'http://user:pa55word@localhost:1/hook?token=abc'");
  expect([code, err]).toEqual([2, '"http://localhost:1/hook" is no http or https address without a password\n']);
});
