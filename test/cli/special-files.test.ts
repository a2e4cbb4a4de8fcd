// Pipes, sockets and devices in the place of files: each command says so at once, where reading would never end.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markdownPage, registerOf } from "../fetch/support.ts";
import { builtBinary } from "./support/binary.ts";

const hooksmith = builtBinary();
const root = mkdtempSync(join(tmpdir(), "hooksmith-special-"));
const PAGE = "v1/page.mdx";
const sample = '<CodeSample name="moved" />';
let count = 0;

/** An input folder with a named pipe, or a link to a device, in the place of one file. */
function inputWith(place: string, kind: "pipe" | "device"): string {
  const folder = join(root, `in-${String((count += 1))}`);
  const register = registerOf({ file: PAGE }).replace(`file: ${PAGE}`, `file: ${PAGE}\n        samples: samples`);
  const files = {
    "sources.yaml": register,
    [PAGE]: `${markdownPage("parcel_moved")}\n${sample}\n`,
    "samples/moved.json": "{}",
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    if (file !== place) writeFileSync(join(folder, file), text);
  }
  if (kind === "pipe") execFileSync("mkfifo", [join(folder, place)]);
  else symlinkSync("/dev/zero", join(folder, place));
  return folder;
}

const pipe = join(root, "body.json");
beforeAll(() => {
  execFileSync("mkfifo", [pipe]);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe.each(["pipe", "device"] as const)("a %s", (kind) => {
  test.each<[string, { given: string; code: number; want: RegExp }]>([
    ["as a page", { given: PAGE, code: 3, want: /page\.mdx.*can't be read: it is a/ }],
    ["as the register", { given: "sources.yaml", code: 2, want: /sources\.yaml can't be read: it is a/ }],
    ["as the corrections", { given: "corrections.yaml", code: 2, want: /corrections\.yaml can't be read: it is a/ }],
    ["as the decisions", { given: "decisions.yaml", code: 2, want: /decisions\.yaml can't be read: it is a/ }],
    ["among the samples", { given: "samples/moved.json", code: 0, want: /1 webhook|written|/ }],
  ])("%s ends generate with a message", (_name, { given, code, want }) => {
    const input = inputWith(given, kind);
    const run = hooksmith.run(["generate", "--input", input, "--output", join(input, "out")]);
    expect(run.err + run.out).toMatch(want);
    expect(run.code).toBe(code);
  });
});

test.each<[string, readonly string[]]>([
  ["parse", ["parse", pipe, "--format", "markdown"]],
  ["parse of a device", ["parse", "/dev/zero", "--format", "markdown"]],
  ["validate", ["validate", "3.6", pipe]],
  ["observe", ["observe", "3.6", pipe]],
  ["diff of a page", ["diff", "3.6", pipe]],
])("%s refuses a named pipe as its file", (_name, args) => {
  const run = hooksmith.run(args);
  expect(run.err).toMatch(/it is a (?:named pipe|device), and only regular files are read/);
  expect(run.code).toBeGreaterThan(0);
});
