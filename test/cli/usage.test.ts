// The command line as a stranger meets it: help, mistakes, pipes and colours, with the real binary.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { builtBinary, plainEnvironment } from "./support/binary.ts";
import { together } from "./support/together.ts";

const hooksmith = builtBinary();
const commands = together(hooksmith);

describe("help", () => {
  const rows: [string, { given: string[]; want: RegExp[] }][] = [
    [
      "of the program lists the commands and the exit codes",
      { given: ["--help"], want: [/Commands:\n {2}init.*\n {2}generate/, /\n {2}explain/, /3 {2}a page has errors/] },
    ],
    [
      "of generate shows its options and examples",
      {
        given: ["generate", "--help"],
        want: [/--check/, /--keep-going/, /\$ hooksmith generate --check --strict/, /\$ hooksmith generate --site /],
      },
    ],
    [
      "of parse",
      {
        given: ["parse", "-h"],
        want: [/--api-version/, /choices:\s+"webhooks",\s+"structures"/, /\$ hooksmith parse/],
      },
    ],
    [
      "of explain by the help command",
      { given: ["help", "explain"], want: [/\$ hooksmith explain 3\.5 chat_transferred\.queue/] },
    ],
    ["of validate", { given: ["validate", "--help"], want: [/\$ hooksmith validate/] }],
    [
      "of observe",
      { given: ["observe", "--help"], want: [/NDJSON/, /--json/, /\$ hooksmith observe 3\.6 captured\//] },
    ],
    [
      "of stubs",
      { given: ["stubs", "--help"], want: [/--output <dir>/, /--check/, /\$ hooksmith stubs 3\.6 --output /] },
    ],
    [
      "of diff",
      {
        given: ["diff", "--help"],
        want: [/"tolerant",\s+"strict"/, /"breaking",\s+"dangerous",\s+"none"/, /\$ hooksmith diff 3\.5 3\.6\n/],
      },
    ],
    [
      "of send tells that the secret is not printed",
      {
        given: ["send", "--help"],
        want: [
          /--secret <secret>[^-]*never\s+printed/,
          /--set <path=value>/,
          /\$ hooksmith send 3\.6 incoming_chat http/,
        ],
      },
    ],
    [
      "of listen",
      {
        given: ["listen", "--help"],
        want: [/--port <port>/, /--record <dir>/, /--once/, /\$ hooksmith listen 3\.6 --port 3000/],
      },
    ],
    [
      "of fetch tells what becomes of a page that can't be got",
      { given: ["fetch", "--help"], want: [/--allow-localhost/, /\$ hooksmith fetch --check/, /exit code 3/] },
    ],
  ];
  test.each(commands.rows(rows))("%s", (_name, { given, want }) => {
    const { code, out, err } = commands.run(given);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const pattern of want) expect(out).toMatch(pattern);
  });

  test("of the program has a line for every command, and every command has help with two examples", () => {
    const list = /\nCommands:\n([^]*?)\n\n/.exec(hooksmith.run(["--help"]).out)?.[1] ?? "";
    const listed = [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
    expect(listed.toSorted()).toEqual([
      "build",
      "completion",
      "diff",
      "explain",
      "fetch",
      "generate",
      "init",
      "listen",
      "observe",
      "parse",
      "send",
      "stubs",
      "validate",
    ]);
    const runs = hooksmith.runEach(listed.map((command) => [command, "--help"]));
    for (const [index, command] of listed.entries()) {
      const { code, out = "" } = runs[index] ?? {};
      expect({
        command,
        code,
        examples: out.split(new RegExp(`\\$ hooksmith ${command}[ \n]`)).length > 2,
      }).toEqual({ command, code: 0, examples: true });
    }
  });

  test("the version is one line on stdout", () => {
    for (const option of ["-v", "--version"])
      expect(hooksmith.run([option])).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: "" });
  });
});

describe("wrong usage ends with 2, a word on stderr and nothing on stdout:", () => {
  const rows: [string, { given: string[]; want: RegExp }][] = [
    ["no command", { given: [], want: /Usage: hooksmith/ }],
    ["a misspelt command", { given: ["explan"], want: /unknown command 'explan'\n\(Did you mean explain\?\)/ }],
    [
      "a misspelt option",
      { given: ["generate", "--chek"], want: /unknown option '--chek'\n\(Did you mean --check\?\)/ },
    ],
    ["an option without its value", { given: ["generate", "--input"], want: /argument missing/ }],
    ["an argument too many", { given: ["generate", "3.5"], want: /too many arguments/ }],
    ["an argument too few", { given: ["explain", "3.5"], want: /missing required argument 'webhook\[\.path\]'/ }],
    ["stubs without a folder", { given: ["stubs", "3.6"], want: /required option '--output <dir>' not specified/ }],
    [
      "an address that is none",
      { given: ["send", "3.6", "x", "ftp://x"], want: /"ftp:\/\/x" is no http or https address/ },
    ],
    [
      "a port that is none",
      { given: ["listen", "3.6", "--port", "70000"], want: /A whole number from 0 to 65535 is needed/ },
    ],
    ["one version to compare", { given: ["diff", "3.5"], want: /missing required argument/ }],
    ["no file to validate", { given: ["validate", "3.5"], want: /missing required argument 'file'/ }],
    [
      "a kind of page that is not known",
      { given: ["parse", "x.md", "--kind", "page"], want: /Allowed choices are webhooks, structures/ },
    ],
    ["no version in --only", { given: ["generate", "--only", ","], want: /At least one version is needed/ }],
    [
      "a file that is not there",
      { given: ["parse", "no-such-page.md"], want: /^no-such-page\.md can't be read: there is no such file\n$/ },
    ],
    ["a folder for a page", { given: ["parse", "src"], want: /^src can't be read: it is a folder\n$/ }],
    ["standard input of an unknown format", { given: ["parse", "-"], want: /say it with --format/ }],
    [
      "an output folder that is not there",
      { given: ["explain", "3.5", "x", "--generated", "no-such-folder"], want: /no-such-folder/ },
    ],
  ];
  test.each(commands.rows(rows))("%s", (_name, { given, want }) => {
    const { code, out, err } = commands.run(given);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(want);
    expect(err).not.toMatch(/\n {4}at /);
  });
});

describe("streams", () => {
  test("a reader that closes the pipe ends the program without a word", () => {
    const script = `set -o pipefail; "$NODE" "$HOOKSMITH" generate --help | head -c 10; echo " \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script], {
      encoding: "utf8",
      env: { ...plainEnvironment(), NODE: process.execPath, HOOKSMITH: hooksmith.path() },
    });
    expect({ stdout, stderr }).toEqual({ stdout: "Usage: hoo 0\n", stderr: "" });
  });

  test("a stdout closed from the start is no crash", () => {
    const script = `("$NODE" "$HOOKSMITH" --help; echo "code $?" >&2) | true`;
    const { stderr } = spawnSync("bash", ["-c", script], {
      encoding: "utf8",
      env: { ...plainEnvironment(), NODE: process.execPath, HOOKSMITH: hooksmith.path() },
    });
    expect(stderr).toBe("code 0\n");
  });

  test.each<[string, { given: Record<string, string>; want: boolean }]>([
    ["without a terminal there are no colours", { given: {}, want: false }],
    ["NO_COLOR keeps them away", { given: { NO_COLOR: "1", FORCE_COLOR: "1" }, want: false }],
  ])("%s", (_name, { given, want }) => {
    const lines = [["--help"], ["explan"], ["generate", "--input", "no-such-folder"]];
    const runs = hooksmith.runEach(lines, { env: given });
    expect(runs.some(({ out, err }) => /\u001b/.test(out + err))).toBe(want);
  });
});
