// A project that has the generated package and the files of docs/queues/, for a vendor with delivery ids or one without.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { inject } from "vitest";
import type { VersionInfo } from "../../src/runtime/version-info.ts";
import type { Binary } from "../cli/support/binary.ts";
import { buildPackage, node, root } from "../package/support.ts";
import { docsInput } from "../support/pages.ts";
import { onceARun } from "../support/once-a-run.ts";

export const recipes = join(root, "docs", "queues");
export const recipeFiles = readdirSync(recipes);

/** Conventions of the vendor, laid over what its pages say; the docs at hand have a secret in the body and no delivery id. */
export const vendors = {
  "without delivery ids": { secret: "s3cret", hasIds: false },
  "with delivery ids": { secret: `whsec_${Buffer.from("0123456789abcdef01234567").toString("base64")}`, hasIds: true },
} as const;
export type Vendor = (typeof vendors)[keyof typeof vendors];

const SIGNED = `package: "@hooksmith/livechat"
conventions:
  authentication: { scheme: standard-webhooks }
  delivery: { header: webhook-id }
versions:
  - version: "3.6"
    status: stable
    pages:
      - { kind: webhooks, file: v3.6/webhooks.mdx }
      - { kind: structures, file: v3.6/structures.mdx, samples: v3.6/samples }
`;

/** The folder of a package that Node can import. */
async function packageOf({ hasIds }: Vendor, binary: Binary): Promise<string> {
  if (!hasIds) return (await buildPackage(binary)).package;
  const folder = await onceARun("far", "signed-package", (place) => {
    cpSync(join(docsInput, "v3.6"), join(place, "docs", "v3.6"), { recursive: true });
    writeFileSync(join(place, "docs", "sources.yaml"), SIGNED);
    for (const args of [
      ["generate", "--no-cache", "--input", join(place, "docs"), "--output", join(place, "generated")],
      ["build", "--generated", join(place, "generated"), "--output", join(place, "build", "package")],
    ]) {
      const { code, output } = node([binary.path(), ...args], root);
      if (code !== 0) throw new Error(`${args.join(" ")} ended with ${String(code)}:\n${output.slice(-3000)}`);
    }
  });
  return join(folder, "build", "package");
}

export interface Project {
  readonly folder: string;
  readonly versionInfo: VersionInfo;
  /** A documented body. */
  readonly sampleOf: (name: string) => Readonly<Record<string, unknown>>;
}

/** The recipes as they are, in TypeScript. */
export async function makeProject(vendor: Vendor, binary: Binary): Promise<Project> {
  const built = await packageOf(vendor, binary);
  const folder = mkdtempSync(join(inject("far"), "queues-"));
  const link = (name: string, target: string): void => {
    const path = join(folder, "node_modules", name);
    mkdirSync(join(path, ".."), { recursive: true });
    symlinkSync(target, path);
  };
  for (const name of ["bullmq", "ioredis", "pg-boss", "@types/node", "undici-types"])
    link(name, join(root, "node_modules", name));
  link("@hooksmith/livechat", built);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  cpSync(recipes, folder, { recursive: true });
  const load = (path: string) => import(pathToFileURL(join(built, "v3.6", path)).href);
  const { versionInfo }: Pick<Project, "versionInfo"> = await load("index.js");
  const { sampleOf }: Pick<Project, "sampleOf"> = await load("testing.js");
  return { folder, versionInfo, sampleOf };
}

/** The same as JavaScript beside it, with handlers that write down what they are given. */
export function makeRunnable({ folder }: Project): void {
  const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, verbatimModuleSyntax: true };
  for (const name of recipeFiles) {
    const { outputText } = transpileModule(readFileSync(join(folder, name), "utf8"), { compilerOptions });
    writeFileSync(join(folder, name.replace(/ts$/, "js")), outputText);
  }
  writeFileSync(join(folder, "handlers.js"), RECORDING);
}

/** Every tenth webhook fails at the first try of a process. */
const RECORDING = `
import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { webhookNames } from "@hooksmith/livechat/v3.6";

const failed = new Set();
async function handle({ webhook_id }) {
  await wait(Math.random() * 60);
  if (webhook_id.endsWith("7") && !failed.has(webhook_id)) {
    failed.add(webhook_id);
    throw new Error("fails at first");
  }
  appendFileSync(process.env.WORKED_OFF, webhook_id + "\\n");
}
export const handlers = Object.fromEntries(webhookNames.map((name) => [name, handle]));
export const onUnknown = ({ webhook }) => handle(webhook);
`;
