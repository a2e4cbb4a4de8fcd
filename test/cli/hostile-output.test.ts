// Pages, models, bodies, file names and answers that are full of controls: none of them reaches a terminal, in colour or without.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { printPage, type SectionText } from "../hostile/print-page.ts";
import { builtBinary, type Run } from "./support/binary.ts";
import { start } from "./support/start.ts";

const hooksmith = builtBinary();

/** Colour, title and clearing by seven bits and by eight, turned direction, line separators, signs that can't be seen. */
const EVIL = "zzq\u001b[45m \u001b]0;t\u0007 \u009b2J \u007f \u202ex\u2066y\u061c \u2028z\u2029 \u200b\ufeff\u{e0041}";
/** The same as JSON escapes, which a careless writer of JSON lets out as characters. */
const ESCAPED = JSON.stringify(EVIL).slice(1, -1);
/** As far as a file name may hold it. */
const FILE = `zzq\u001b[45m\u009b2J\u202e.json`;

const section = (name: string, sample: object, rows: SectionText["rows"] = []): SectionText => ({
  name,
  description: `Tells ${EVIL}.`,
  rows,
  sample: JSON.stringify(sample),
});

function page(revision: number): string {
  const payload = {
    id: "a",
    [`key_${EVIL}`]: EVIL,
    [`own_${String(revision)}${EVIL}`]: { deep: [EVIL] },
    state: `${EVIL}${String(revision)}`,
  };
  const rows: SectionText["rows"] = [
    ["id", `Missing if ${EVIL} ${String(revision)}`],
    ["state", `Possible values: \`a\`, \`${EVIL}${String(revision)}\``],
    [`none_${EVIL}`, "A row of no field."],
  ];
  return printPage(
    {
      sections: [
        section("parcel_moved", { action: "parcel_moved", payload }, rows),
        section(`parcel_${EVIL}`, { action: EVIL, payload: { id: revision === 1 ? "a" : 1 } }),
        { name: "parcel_lost", sample: `{ "action": "${EVIL}", "payload": { "${EVIL}": 1 "b": 2 } }` },
      ],
    },
    "html",
  );
}

const register = (url = "") => `package: "@example/parcels"
versions:
  - version: "1.5"
    status: stable
    pages:
      - kind: webhooks
        file: v1.5/page.html
${url === "" ? "" : `        url: ${url}\n`}`;

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "hooksmith-terminal-"));
  mkdirSync(join(root, "docs-input/v1.5"), { recursive: true });
  const files = {
    "docs-input/sources.yaml": register(),
    "docs-input/v1.5/page.html": page(1),
    "two.html": page(2),
    "empty.html": `<title>${EVIL}</title>`,
    "body.json": `{ "action": "parcel_moved", "payload": { "id": 1, "${ESCAPED}": "${ESCAPED}", "state": "${ESCAPED}" } }`,
    "unknown.json": `{ "action": "${ESCAPED}", "payload": {} }`,
    [FILE]: `{ "action": "parcel_moved", "payload": ${EVIL} }`,
    "corrections.yaml": `corrections:\n  - id: "${EVIL.replaceAll(/[\u001b\u0007]/g, "")}"\n    ${EVIL.replaceAll(/[\u001b\u0007]/g, "")}: 1\n`,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  for (const [name, file] of [
    ["bad-register", "sources.yaml"],
    ["bad-corrections", "corrections.yaml"],
  ] as const) {
    cpSync(join(root, "docs-input"), join(root, name), { recursive: true });
    cpSync(join(root, "corrections.yaml"), join(root, name, file));
  }
  expect(hooksmith.run(["generate"], { cwd: root })).toMatchObject({ code: 0 });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Colours that are ours: the page's own is none of them. */
const COLOURS = /\u001b\[(?:0|1|2|22|3[0-9])m/g;
const CONTROL =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\u{e0041}/u;

function expectSafe({ out, err }: Run, where = ""): void {
  for (const text of [out, err]) {
    const line = text
      .replace(COLOURS, "")
      .split("\n")
      .find((one) => CONTROL.test(one));
    expect(line === undefined ? undefined : JSON.stringify(line), where).toBeUndefined();
  }
}

type Row = readonly [
  name: string,
  given: { readonly args: readonly string[]; readonly code: number; readonly json?: true },
];

const rows: readonly Row[] = [
  ["generate", { args: ["generate", "--no-cache", "--check"], code: 0 }],
  ["generate --json", { args: ["generate", "--no-cache", "--check", "--json"], code: 0, json: true }],
  ["generate of an output that would change", { args: ["generate", "--check", "--output", `new${FILE}`], code: 1 }],
  ["generate of an unknown version", { args: ["generate", "--only", EVIL], code: 2 }],
  ["generate with a broken register", { args: ["generate", "--input", "bad-register"], code: 2 }],
  ["generate with broken corrections", { args: ["generate", "--input", "bad-corrections"], code: 2 }],
  ["generate of a folder that is not there", { args: ["generate", "--input", EVIL], code: 2 }],
  ["parse", { args: ["parse", "two.html", "--api-version", "1.5"], code: 0, json: true }],
  ["parse of a page that is none", { args: ["parse", "empty.html"], code: 3 }],
  ["parse of a file that is not there", { args: ["parse", EVIL], code: 2 }],
  ["explain of a webhook", { args: ["explain", "1.5", "parcel_moved"], code: 0 }],
  ["explain --json", { args: ["explain", "1.5", "parcel_moved", "--json"], code: 0, json: true }],
  ["explain of a field", { args: ["explain", "1.5", "parcel_moved.state"], code: 0 }],
  ["explain of an unknown webhook", { args: ["explain", "1.5", `parcel_${EVIL.slice(0, 60)}`], code: 2 }],
  ["explain of an unknown field", { args: ["explain", "1.5", `parcel_moved.${EVIL}`], code: 2 }],
  ["explain of an unknown version", { args: ["explain", EVIL, "parcel_moved"], code: 2 }],
  ["validate", { args: ["validate", "1.5", "body.json"], code: 1 }],
  ["validate of an unknown action", { args: ["validate", "1.5", "unknown.json"], code: 1 }],
  ["validate of a file that is no JSON", { args: ["validate", "1.5", FILE], code: 1 }],
  ["validate of a file that is not there", { args: ["validate", "1.5", EVIL], code: 2 }],
  ["observe", { args: ["observe", "1.5", "body.json", "unknown.json"], code: 1 }],
  ["observe --json", { args: ["observe", "1.5", "body.json", "unknown.json", "--json"], code: 1, json: true }],
  ["observe of a file that is no JSON", { args: ["observe", "1.5", FILE], code: 2 }],
  ["diff", { args: ["diff", "1.5", "two.html"], code: 0 }],
  ["diff --format markdown", { args: ["diff", "1.5", "two.html", "--format", "markdown"], code: 0 }],
  ["diff --format github", { args: ["diff", "1.5", "two.html", "--format", "github"], code: 0 }],
  ["diff --format json", { args: ["diff", "1.5", "two.html", "--format", "json"], code: 0, json: true }],
  ["diff --format html", { args: ["diff", "1.5", "two.html", "--format", "html"], code: 0 }],
  ["diff of a file that is not there", { args: ["diff", "1.5", `${EVIL}.html`], code: 2 }],
  ["stubs --check", { args: ["stubs", "1.5", "--output", "handlers", "--check"], code: 1 }],
  ["stubs", { args: ["stubs", "1.5", "--output", `handlers${FILE}`], code: 0 }],
  ["stubs of another package", { args: ["stubs", "1.5", "--output", "x", "--package", EVIL], code: 2 }],
  ["send", { args: ["send", "1.5", EVIL, "http://127.0.0.1:1"], code: 2 }],
  ["send to no address", { args: ["send", "1.5", "parcel_moved", EVIL], code: 2 }],
  [
    "send of a path that is none",
    { args: ["send", "1.5", "parcel_moved", "http://127.0.0.1:1", "--set", EVIL], code: 2 },
  ],
  ["an unknown command", { args: [EVIL], code: 2 }],
  ["an unknown option", { args: ["generate", `--${EVIL}`], code: 2 }],
];

/** JSON is asked for in colour alone: without any it is no other. */
describe.each<[string, { readonly env: Record<string, string>; readonly formats: readonly (readonly string[])[] }]>([
  ["in colour", { env: { FORCE_COLOR: "1" }, formats: [[], ["--json"]] }],
  ["without colour", { env: { NO_COLOR: "1" }, formats: [[]] }],
])("%s, no control of its input is printed by", (_name, { env, formats }) => {
  const own = rows.filter(([, { json }]) => json !== true || formats.length > 1);
  let runs: readonly Run[] = [];
  beforeAll(() => {
    const lines = own.map(([, { args }]) => args);
    runs = hooksmith.runEach(lines, { cwd: root, env });
  });

  test.each(own.map(([command, given], index) => [command, given, index] as const))(
    "%s",
    (_command, { code, json }, index) => {
      const run = runs[index] ?? { code: null, out: "", err: "it did not run" };
      expectSafe(run);
      expect(run.code, run.err).toBe(code);
      if (json === true) expect(run.out).toBe(sameJson(run.out));
    },
  );

  test("a second generate, which is told from the cache", () => {
    const cache = join(root, `cache-${_name}`);
    const again = (...more: readonly string[]) =>
      hooksmith.run(["generate", "--output", "cached", ...more], {
        cwd: root,
        env: { ...env, HOOKSMITH_CACHE: cache },
      });
    for (const format of formats) again(...format);
    const [text, json] = formats.map((format) => again(...format));
    if (text === undefined) throw new Error("there is no text");
    for (const one of [text, json ?? text]) expectSafe(one);
    expect(text.err).toContain("known findings in cached");
    if (json !== undefined) expect(json.out).toContain("zzq");
  });

  test("fetch, whatever the server answers", async () => {
    const lines: (readonly string[])[] = [];
    for (const answer of answers) {
      const server = createServer((_request, response) => {
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
      onTestFinished(() => void server.close());
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const folder = mkdtempSync(join(root, "fetch-"));
      cpSync(join(root, "docs-input"), folder, { recursive: true });
      writeFileSync(join(folder, "sources.yaml"), register(`http://127.0.0.1:${String(port)}/p`));
      const line = ["fetch", "--check", "--allow-localhost", "--input", folder];
      lines.push(...formats.map((format) => [...line, ...format]));
    }
    const runs = await hooksmith.runEachBeside(lines, { cwd: root, env });
    for (const [index, run] of runs.entries()) {
      const at = Math.floor(index / formats.length);
      expectSafe(run, `answer ${String(at)}`);
      expect(run.code, run.err).toBe(answers[at]?.code);
    }
  });

  test("listen, whatever it is sent", async () => {
    for (const more of formats) {
      const listen = start(hooksmith.path(), ["listen", "1.5", ...more], root, env);
      try {
        const [line = ""] = await listen.lines(1);
        const url = line.startsWith("{") ? String(Object(JSON.parse(line)).url) : line;
        const headers = { "content-type": "application/json" };
        for (const body of [EVIL, readFileSync(join(root, "body.json")), readFileSync(join(root, "unknown.json"))])
          await fetch(url, { method: "POST", body, headers });
      } finally {
        listen.kill("SIGTERM");
      }
      const ended = await listen.ended;
      expectSafe(ended);
      expect(ended.out).toContain("zzq");
    }
  });
});

const answers: readonly {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly code: number;
}[] = [
  { status: 200, headers: { "content-type": "text/html", etag: '"\u009b2J"' }, body: page(2), code: 1 },
  { status: 200, headers: { "content-type": "image/\u009b2J" }, body: EVIL, code: 3 },
  { status: 302, headers: { location: "http://\u009b2J.example/" }, body: "", code: 3 },
  { status: 302, headers: { location: "x\u009b2J:/" }, body: "", code: 3 },
  { status: 200, headers: { "content-type": "text/html" }, body: `<h1>${EVIL}</h1>`, code: 3 },
  { status: 200, headers: { "content-type": "text/plain" }, body: EVIL, code: 3 },
];

/** The text of the same value, its signs escaped. */
function sameJson(text: string): string {
  const value: unknown = JSON.parse(text);
  return `${JSON.stringify(value, null, 2)}\n`.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu,
    (sign) =>
      [...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );
}
