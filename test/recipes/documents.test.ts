// docs/queues.md shows the files beside it, and these compile as strictly as anything, with jobs that are typed.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../package/support.ts";
import { recipeFiles, recipes } from "./project.ts";

test("docs/queues.md shows each file, whole and as it is", () => {
  const document = readFileSync(`${recipes}.md`, "utf8");
  const shown = [...document.matchAll(/^```ts from=queues\/(\S+)\n([^]*?)^```$/gm)];
  expect(shown.map(([, name]) => name).sort()).toEqual(recipeFiles.toSorted());
  for (const [, name = "", code] of shown) expect({ name, code }).toEqual({ name, code: textOf(name) });
});

function textOf(name: string): string {
  return readFileSync(join(recipes, name), "utf8");
}

/** What compiles, and what does not: the codes of the compiler's errors. */
const uses: readonly (readonly [string, { code: string; errors: readonly string[] }])[] = [
  [
    "a switch over names narrows the webhook",
    {
      code: `
        export function urlOf(job: Job): string | undefined {
          switch (job.name) {
            case "incoming_event":
              return job.webhook.payload.event.type === "file" ? job.webhook.payload.event.url : undefined;
            case null:
              return JSON.stringify(job.webhook);
            default:
              return undefined;
          }
        }`,
      errors: [],
    },
  ],
  [
    "a case for a wrong name",
    {
      code: `export const is = (job: Job) => { switch (job.name) { case "chat_incoming": return 1; default: return 0; } };`,
      errors: ["TS2678"],
    },
  ],
  [
    "a comparison with a wrong name",
    { code: `export const is = (job: Job): boolean => job.name === "chat_incoming";`, errors: ["TS2367"] },
  ],
  [
    "a handler of a wrong name",
    { code: `export const none = defineHandlers({ chat_incoming: () => undefined });`, errors: ["TS2353"] },
  ],
  [
    "handlers of wrong names in the worker",
    {
      code: `export const done = (job: Job) => workOff(job, { chat_incoming: () => undefined }, () => undefined);`,
      errors: ["TS2353"],
    },
  ],
  [
    "a member that the named webhook does not have",
    {
      code: `export const of = (job: Job) => job.name === "incoming_chat" && job.webhook.payload.event;`,
      errors: ["TS2339"],
    },
  ],
  [
    "a job of one name with another's webhook",
    {
      code: `export const mixed = (job: KnownJob<"tag_created">): Job => ({ ...job, name: "incoming_chat" });`,
      errors: ["TS2322"],
    },
  ],
  [
    "anything else on the queue",
    { code: `export const add = (queue: Queue<Job>) => queue.add("x", { chat: 1 });`, errors: ["TS2353"] },
  ],
];

describe("the files of docs/queues.md", () => {
  const folder = mkdtempSync(join(root, "node_modules", ".queues-"));
  let output = "";
  beforeAll(() => {
    mkdirSync(join(folder, "node_modules/@hooksmith"), { recursive: true });
    symlinkSync(join(root, "generated"), join(folder, "node_modules/@hooksmith/livechat"));
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    cpSync(recipes, folder, { recursive: true });
    for (const [at, [, { code }]] of uses.entries()) writeFileSync(join(folder, fileOf(at)), IMPORTS + code);
    const tsc = join(root, "node_modules", "typescript-7.0", "bin", "tsc");
    output = spawnSync(process.execPath, [tsc, "-p", folder], { cwd: folder, encoding: "utf8" }).stdout;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("compile under the strictest options", () => {
    expect(output.split("\n").filter((line) => !line.startsWith("use-") && /^\S/.test(line))).toEqual([]);
  });

  test.each(uses.map(([name, { errors }], at) => [name, errors, at] as const))("%s: %j", (_, errors, at) => {
    const lines = output.split("\n").filter((line) => line.startsWith(fileOf(at)));
    expect(
      lines.map((line) => /error (TS\d+)/.exec(line)?.[1]),
      lines.join("\n"),
    ).toEqual(errors);
  });
});

const IMPORTS = `
import type { Queue } from "bullmq";
import { defineHandlers } from "@hooksmith/livechat/v3.6";
import { type Job, type KnownJob, workOff } from "./job.js";
export type Imported = [Queue, KnownJob, Job, typeof defineHandlers, typeof workOff];
`;

function fileOf(at: number): string {
  return `use-${String(at)}.ts`;
}

const compilerOptions = {
  ...{ target: "es2023", module: "nodenext", types: ["node"], noEmit: true, skipLibCheck: true, strict: true },
  ...{ exactOptionalPropertyTypes: true, isolatedModules: true, verbatimModuleSyntax: true, erasableSyntaxOnly: true },
  ...{ noImplicitOverride: true, noImplicitReturns: true, noPropertyAccessFromIndexSignature: true },
  ...{ noUncheckedIndexedAccess: true, noUnusedLocals: true, noUnusedParameters: true },
};
