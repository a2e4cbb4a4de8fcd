// The package in the projects of others: older and stricter compilers, CommonJS, jest, Deno and Bun.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { builtBinary } from "../cli/support/binary.ts";
import { freePort } from "../support/free-port.ts";
import { type Built, buildPackage, models, node, root, write } from "./support.ts";

const SLOW = 180_000;
const NAME = "@hooksmith/livechat";
/** The compiler's own libraries are not checked: they are no part of the package, and take longer than all that is. */
const checked = { strict: true, skipDefaultLibCheck: true, noEmit: true };
const base = { target: "es2022", lib: ["es2023", "dom", "dom.asynciterable"], ...checked };

/** The compiler that checks Node's declarations as well where the others read sources. */
const FASTEST = "typescript-7.0";

describe.runIf(models.some(({ version }) => version === "3.6"))("a project", () => {
  const hooksmith = builtBinary();
  let built: Built;
  let project: string;
  beforeAll(async () => {
    built = await buildPackage(hooksmith);
    ({ project } = built);
  }, SLOW);

  const compile = (compiler: string, name: string, config: object) => {
    write(join(project, name), JSON.stringify(config));
    return node([join(root, "node_modules", compiler, "bin", "tsc"), "-p", name], project);
  };

  test("in CommonJS gets the package by require", () => {
    const code = `const { sampleOf } = require("${NAME}/v3.6/testing"); console.log(sampleOf("tag_created").action);`;
    write(join(project, "cjs", "package.json"), `{ "type": "commonjs" }`);
    write(join(project, "cjs", "run.js"), code);
    expect(node(["--no-warnings", "cjs/run.js"], project)).toEqual({ output: "tag_created\n", code: 0 });
  });

  test(
    "with the two lines of the README runs its tests in jest",
    () => {
      const [, json = "{}"] = /```json\n([^]*?)```/.exec(readFileSync(join(built.package, "README.md"), "utf8")) ?? [];
      const folder = join(project, "jest");
      write(join(folder, "package.json"), `{ "type": "commonjs" }`);
      write(join(folder, "jest.config.json"), json);
      write(join(folder, "a.test.js"), JEST);
      for (const name of ["babel-jest", "@babel/plugin-transform-modules-commonjs"]) link(name, folder);
      const jest = join(root, "node_modules", "jest", "bin", "jest.js");
      const { output, code } = node([jest, "--rootDir", folder, "--config", "jest.config.json"], folder);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("Tests:       2 passed, 2 total") });
    },
    SLOW,
  );

  describe.each(["deno", "bun"] as const)("of %s", (engine) => {
    const binary = join(root, "node_modules", ".bin", engine);
    const isThere = existsSync(binary) && spawnSync(binary, ["--version"]).status === 0;

    test.runIf(isThere && engine === "deno")(
      "type-checks the README's receiver",
      () => {
        const folder = example(engine);
        const { status, stdout, stderr } = spawnSync(binary, ["check", "--node-modules-dir=manual", "example.ts"], {
          ...{ cwd: folder, encoding: "utf8" },
          env: { ...process.env, NO_COLOR: "1" },
        });
        expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.not.stringContaining("error") });
      },
      SLOW,
    );

    test.runIf(isThere && engine === "bun")(
      "type-checks the README's receiver, as its configuration advises",
      () => {
        example(engine);
        const compilerOptions = {
          ...{ ...base, module: "preserve", moduleResolution: "bundler", allowImportingTsExtensions: true },
          ...{ moduleDetection: "force", verbatimModuleSyntax: true, types: ["node"] },
          typeRoots: [join(root, "node_modules", "@types")],
        };
        expect(compile(FASTEST, "tsconfig.bun.json", { compilerOptions, files: ["bun/example.ts"] })).toEqual({
          output: "",
          code: 0,
        });
      },
      SLOW,
    );

    test.runIf(isThere)(
      "runs the README's receiver",
      async () => {
        const folder = example(engine);
        const port = await freePort();
        const args =
          engine === "deno" ? ["run", "--node-modules-dir=manual", "-A", "example.ts"] : ["run", "example.ts"];
        const env = { ...process.env, WEBHOOK_SECRET: "s3cret", PORT: String(port) };
        const child = spawn(binary, args, { cwd: folder, env, stdio: "ignore" });
        try {
          const post = (secret: string) => send(port, secret);
          await expect.poll(async () => await post("s3cret"), { timeout: 30_000 }).toBe(200);
          expect(await post("another")).toBe(401);
        } finally {
          await ended(child);
        }
      },
      SLOW,
    );

    test.skipIf(isThere)("is not tested: its package has no binary here", () => {
      expect(isThere).toBe(true);
    });
  });

  /** A folder with the receiver of the package's README, and the packages that it needs. */
  function example(engine: string): string {
    const folder = join(project, engine);
    const [, code = ""] = /```ts\n([^]*?)```/.exec(readFileSync(join(built.package, "README.md"), "utf8")) ?? [];
    write(join(folder, "example.ts"), code);
    const dependencies = { [NAME]: "*", "@types/node": "*" };
    write(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
    for (const name of ["@types/node", "undici-types"]) link(name, folder);
    link(NAME, folder, join(project, "..", "node_modules", NAME));
    return folder;
  }

  async function send(port: number, secret: string): Promise<number | undefined> {
    const sample: unknown = JSON.parse(
      readFileSync(join(built.generated, "v3.6", "samples", "incoming_chat.json"), "utf8"),
    );
    const body = JSON.stringify({ ...(typeof sample === "object" ? sample : {}), secret_key: secret });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`http://127.0.0.1:${String(port)}`, { method: "POST", headers, body }).catch(
      () => undefined,
    );
    return answer?.status;
  }
});

function link(name: string, folder: string, target = join(root, "node_modules", name)): void {
  const path = join(folder, "node_modules", name);
  if (existsSync(path)) return;
  mkdirSync(join(path, ".."), { recursive: true });
  symlinkSync(target, path, "junction");
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => {
      resolve();
    });
    child.kill("SIGKILL");
  });
}

const JEST = `const { createReceiver } = require("${NAME}/v3.6");
const { sampleOf } = require("${NAME}/v3.6/testing");

test("a sample", () => expect(sampleOf("incoming_chat").action).toBe("incoming_chat"));
test("a receiver", async () => {
  const receiver = createReceiver({ secret: "s", handlers: { tag_created: () => {} } });
  const { outcome } = await receiver.receive(JSON.stringify(sampleOf("tag_created", { secret_key: "s" })));
  expect(outcome).toBe("handled");
});
`;
