// The package as people get it: packed, installed far from the repository, run, type-checked, linted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { build } from "esbuild";
import { publint } from "publint";
import { builtBinary } from "../cli/support/binary.ts";
import { type Built, buildPackage, models, node, root, write } from "./support.ts";

const SLOW = 180_000;

describe.runIf(models.some(({ version }) => version === "3.6"))("the package", () => {
  const hooksmith = builtBinary();
  let built: Built;
  let project: string;
  beforeAll(async () => {
    built = await buildPackage(hooksmith);
    ({ project } = built);
  }, SLOW);

  test("tells its packed and unpacked size", () => {
    expect(built.printed).toMatch(/: \d+ files, \d+ kB packed, \d+ kB unpacked\n/);
  });

  test("needs no other package and ships no model", () => {
    const manifest: unknown = JSON.parse(readFileSync(join(built.package, "package.json"), "utf8"));
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest).toMatchObject({ type: "module", sideEffects: false, license: "MIT" });
    expect(JSON.stringify(manifest)).not.toContain("model.json");
  });

  test("receives a webhook, also one that differs, and refuses what is not genuine", () => {
    write(
      join(project, "receive.js"),
      `import { createReceiver } from "@hooksmith/livechat/v3.6";
import { toNodeHandler } from "@hooksmith/livechat/node";
import sample from "@hooksmith/livechat/v3.6/samples/tag_created.json" with { type: "json" };
const seen = [];
const handlers = { tag_created: (webhook, { mismatches }) => { seen.push(webhook.action, mismatches.length); } };
const receiver = createReceiver({ secret: "s", handlers, onResult() {}, onMismatch() {} });
const answers = [];
for (const body of [{ ...sample, secret_key: "s" }, sample, { ...sample, secret_key: "s", payload: 1 }])
  answers.push((await receiver.receive(JSON.stringify(body))).outcome);
console.log(JSON.stringify([seen, answers, typeof toNodeHandler(receiver)]));`,
    );
    const { output, code } = node(["--no-warnings", "receive.js"], project);
    expect({ output: output.trim(), code }).toEqual({
      output: JSON.stringify([
        ["tag_created", 0, "tag_created", 1],
        ["handled", "unauthorized", "handled"],
        "function",
      ]),
      code: 0,
    });
  });

  test("loads one file of the runtime, whichever of its entries are imported", () => {
    const loaded = (specifiers: readonly string[]): readonly string[] => {
      write(join(project, "load.js"), specifiers.map((one) => `import "@hooksmith/livechat${one}";`).join("\n"));
      const { output } = node(["--no-warnings", "--import", "./trace.js", "load.js"], project);
      return output
        .split("\n")
        .filter((path) => path.includes("/runtime/"))
        .toSorted();
    };
    write(
      join(project, "hooks.js"),
      `import { writeSync } from "node:fs";
export const load = (url, context, next) => (writeSync(1, url + "\\n"), next(url, context));`,
    );
    write(
      join(project, "trace.js"),
      'import { register } from "node:module"; register("./hooks.js", import.meta.url);',
    );
    const ofVersion = loaded(["/v3.6"]);
    expect(ofVersion).toEqual([expect.stringMatching(/\/runtime\/receiver\.js$/)]);
    const entries = ["express", "fastify", "fetch", "lambda", "node"].map((name) => `/${name}`);
    const handsOn = entries.map((name) => expect.stringMatching(new RegExp(`/runtime${name}\\.js$`)));
    expect(loaded(["/v3.6", ...entries])).toEqual([...handsOn, ...ofVersion]);
  });

  test("builds bodies for tests from the documented samples", () => {
    write(
      join(project, "sample.js"),
      `import { sampleOf } from "@hooksmith/livechat/v3.6/testing";
import { validateIncomingChat } from "@hooksmith/livechat/v3.6/validators";

const body = sampleOf("incoming_chat", { secret_key: "s", payload: { chat: { id: "X1" } } });
console.log(JSON.stringify([body.secret_key, body.payload.chat.id, validateIncomingChat(body) ?? "fits"]));`,
    );
    const { output, code } = node(["sample.js"], project);
    expect({ output: output.trim(), code }).toEqual({ output: '["s","X1","fits"]', code: 0 });
  });

  test("has nothing that publint would change", async () => {
    const { messages } = await publint({ pkgDir: built.package, strict: true });
    expect(messages).toEqual([]);
  });

  test(
    "resolves the same types that it runs",
    () => {
      const attw = join(root, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
      const { output, code } = node([attw, built.tarball, "--profile", "esm-only", "--quiet"], project);
      expect({ output, code }).toEqual({ output: "", code: 0 });
    },
    SLOW,
  );

  test(
    "exports what the reports under test/package/api say",
    () => {
      const { output, code } = node(
        [join(root, "scripts", "api-report.mjs"), "--package", built.package, "--check"],
        root,
      );
      expect({ output: output.trim(), code }).toEqual({ output: `${models.length} reports, none changed`, code: 0 });
    },
    SLOW,
  );

  test("leaves the validators of other webhooks out of a bundle", async () => {
    const bundle = async (code: string): Promise<string> => {
      const stdin = { contents: code, resolveDir: project };
      const { outputFiles } = await build({ stdin, bundle: true, format: "esm", minify: true, write: false });
      return outputFiles.map(({ text }) => text).join("");
    };
    const one = await bundle(`export { validateTagCreated } from "@hooksmith/livechat/v3.6/validators";`);
    const all = await bundle(`export * from "@hooksmith/livechat/v3.6/validators";`);
    expect(one).not.toContain("incoming_chat");
    expect(one.length).toBeLessThan(all.length / 10);
  });
});
