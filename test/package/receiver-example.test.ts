// The receivers that docs/receiver.md and the package's README.md show, run as they are there against the real `hooksmith send`.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { builtBinary } from "../cli/support/binary.ts";
import { type Built, buildPackage, models, root, write } from "./support.ts";
import { freePort } from "../support/free-port.ts";

const SLOW = 180_000;
const SECRET = "s3cret of the example";

describe.runIf(models.some(({ version }) => version === "3.6"))("the receiver shown in", () => {
  const hooksmith = builtBinary();
  let built: Built;
  let project: string;
  beforeAll(async () => {
    built = await buildPackage(hooksmith);
    ({ project } = built);
  }, SLOW);

  test.each<[string, { readme: () => string; prints: (sample: string) => string }]>([
    [
      "docs/receiver.md",
      {
        readme: () => join(root, "docs/receiver.md"),
        prints: (sample) => `chat ${/"id": ?"([^"]+)"/.exec(sample)?.[1] ?? ""}\n`,
      },
    ],
    [
      "the package's README.md",
      {
        readme: () => join(built.package, "README.md"),
        prints: (sample) => `${/"action": ?"([^"]+)"/.exec(sample)?.[1] ?? ""}\n`,
      },
    ],
  ])(
    "%s handles what hooksmith sends, and refuses another secret",
    async (_, { readme, prints }) => {
      const { code, version, action } = exampleOf(readFileSync(readme(), "utf8"));
      const { generated } = built;
      const sample = readFileSync(join(generated, `v${version}`, "samples", `${action}.json`), "utf8");
      write(join(project, "example.js"), javaScript(code));
      const port = await freePort();
      const receiver = start(port);
      try {
        await listening(port, receiver.child);
        const send = (secret: string) =>
          hooksmith.run([
            ...["send", version, action, `http://127.0.0.1:${String(port)}/webhooks`],
            ...["--secret", secret, "--generated", generated],
          ]);
        expect(send("another")).toMatchObject({ code: 1, out: expect.stringContaining(`${action}: 401 in `) });
        const logged =
          /^a webhook was answered with 401 \(unauthorized, version [\d.]+\): .*; pass onResult to see the next ones\n$/;
        await expect.poll(receiver.output, { timeout: 10_000 }).toMatch(logged);
        const before = receiver.output();
        expect(send(SECRET)).toMatchObject({ code: 0, out: expect.stringContaining(`${action}: 200 in `) });
        await expect.poll(receiver.output, { timeout: 10_000 }).toBe(before + prints(sample));
      } finally {
        receiver.child.kill();
      }
    },
    SLOW,
  );

  test("docs/receiver.md does not start without a secret", () => {
    const { code } = exampleOf(readFileSync(join(root, "docs/receiver.md"), "utf8"));
    write(join(project, "example.js"), javaScript(code));
    const { status, stderr } = spawnSync(process.execPath, ["example.js"], {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, WEBHOOK_SECRET: "", PORT: "0" },
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("a secret must not be empty") });
  });

  function start(port: number): { readonly child: ChildProcess; readonly output: () => string } {
    const env = { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) };
    const child = spawn(process.execPath, ["example.js"], { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return { child, output: () => output };
  }
});

/** The first block that makes a receiver, with the version it imports and the webhook it handles. */
function exampleOf(readme: string): { readonly code: string; readonly version: string; readonly action: string } {
  const blocks = [...readme.matchAll(/^```ts[^\n]*\n([^]*?)^```$/gm)].map(([, code = ""]) => code);
  const code = blocks.find((block) => block.includes("createReceiver(")) ?? "";
  const version = /"@hooksmith\/livechat\/v([^"]+)"/.exec(code)?.[1];
  const action = /handlers: \{\s*(\w+):/.exec(code)?.[1];
  if (version === undefined || action === undefined) throw new Error("there is no receiver");
  return { code, version, action };
}

function javaScript(code: string): string {
  const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, verbatimModuleSyntax: true };
  return transpileModule(code, { compilerOptions }).outputText;
}

/** Waits until the port answers; rejects where the program ends before. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the receiver ended with ${String(child.exitCode)}`);
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1")
        .on("connect", () => {
          socket.destroy();
          resolve(true);
        })
        .on("error", () => {
          resolve(false);
        });
    });
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the receiver does not listen");
}
