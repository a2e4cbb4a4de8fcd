// Pipes, sockets and devices in the place of files: each command says so at once, where reading would never end.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { markdownPage, registerOf } from "../fetch/support.ts";
import { builtBinary } from "./support/binary.ts";
import { together } from "./support/together.ts";

const commands = together(builtBinary());
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
execFileSync("mkfifo", [pipe]);
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

type Row = [string, { given: string[]; code: number; want: RegExp }];
const generate = (name: string, place: string, kind: "pipe" | "device", code: number, want: RegExp): Row => {
  const input = inputWith(place, kind);
  return [name, { given: ["generate", "--input", input, "--output", join(input, "out")], code, want }];
};
const refused = /it is a (?:named pipe|device), and only regular files are read/;

const rows = (["pipe", "device"] as const).flatMap((kind): Row[] => [
  generate(`a ${kind} as a page`, PAGE, kind, 3, /page\.mdx.*can't be read: it is a/),
  generate(`a ${kind} as the register`, "sources.yaml", kind, 2, /sources\.yaml can't be read: it is a/),
  generate(`a ${kind} as the corrections`, "corrections.yaml", kind, 2, /corrections\.yaml can't be read: it is a/),
  generate(`a ${kind} as the decisions`, "decisions.yaml", kind, 2, /decisions\.yaml can't be read: it is a/),
  generate(`a ${kind} among the samples`, "samples/moved.json", kind, 0, /written/),
]);

test.each(
  commands.rows<Row>([
    ...rows,
    ["parse of a pipe", { given: ["parse", pipe, "--format", "markdown"], code: 2, want: refused }],
    ["parse of a device", { given: ["parse", "/dev/zero", "--format", "markdown"], code: 2, want: refused }],
    ["validate of a pipe", { given: ["validate", "3.6", pipe], code: 2, want: refused }],
    ["observe of a pipe", { given: ["observe", "3.6", pipe], code: 2, want: refused }],
    ["diff of a pipe", { given: ["diff", "3.6", pipe], code: 2, want: refused }],
  ]),
)("%s ends with a message", (_name, { given, code, want }) => {
  const run = commands.run(given);
  expect(run.err).toMatch(want);
  expect(run.code).toBe(code);
});
