// The package and what uses it under the three TypeScripts that users have; of each, one process checks all projects.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { builtBinary } from "../cli/support/binary.ts";
import { type Compiler, typeCheck } from "../support/type-check.ts";
import { type Built, buildPackage, models, root, write } from "./support.ts";

const SLOW = 180_000;
const NAME = "@hooksmith/livechat";
/** The compiler's own libraries are not checked: they are no part of the package, and take longer than all that is. */
const base = { target: "es2022", lib: ["es2023", "dom"], strict: true, skipDefaultLibCheck: true, noEmit: true };
/** What the sources and CommonJS are checked with. */
const wide = { ...base, lib: ["es2023", "dom", "dom.asynciterable"] };

/** The compiler that checks Node's declarations as well where the others read sources. */
const FASTEST = "typescript-7.0";

const node10 = { module: "commonjs", moduleResolution: "node10" };
const nodenext = { module: "nodenext", moduleResolution: "nodenext" };

interface Case {
  readonly compiler: Compiler;
  /** How a module in CommonJS finds the package. */
  readonly required: readonly object[];
}

const cases: readonly Case[] = [
  { compiler: "typescript-5.9", required: [node10, nodenext] },
  { compiler: "typescript", required: [{ ...node10, ignoreDeprecations: "6.0" }] },
  { compiler: FASTEST, required: [nodenext] },
];

describe.runIf(models.some(({ version }) => version === "3.6")).each(cases)("$compiler", ({ compiler, required }) => {
  const hooksmith = builtBinary();
  let built: Built;
  beforeAll(async () => {
    built = await buildPackage(hooksmith);
  }, SLOW);

  test(
    "accepts the package for Node and for bundlers, its sources with the strictest options, and every subpath in CommonJS",
    async () => {
      const configs: string[] = [];
      const project = (name: string, config: object): void => {
        write(join(built.project, name), JSON.stringify(config));
        configs.push(name);
      };

      write(join(built.project, "consumer.ts"), CONSUMER);
      for (const [module, moduleResolution] of [
        ["nodenext", "nodenext"],
        ["esnext", "bundler"],
      ]) {
        const compilerOptions = {
          ...{ ...base, module, moduleResolution, types: [], resolveJsonModule: true, skipLibCheck: false },
          ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true },
        };
        project(`tsconfig.${String(moduleResolution)}.json`, { compilerOptions, files: ["consumer.ts"] });
      }

      write(join(built.project, "strictest.ts"), STRICTEST);
      const strictest = {
        ...{ ...wide, module: "nodenext", types: ["node"], typeRoots: [join(root, "node_modules", "@types")] },
        ...{ declaration: true, isolatedDeclarations: true, isolatedModules: true, verbatimModuleSyntax: true },
        ...{ erasableSyntaxOnly: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
        ...{ noPropertyAccessFromIndexSignature: true, noImplicitOverride: true, noImplicitReturns: true },
        ...{ noUnusedLocals: true, noUnusedParameters: true, rootDir: "/", skipLibCheck: compiler !== FASTEST },
      };
      const include = [join(built.generated, "**", "*.ts"), "strictest.ts"];
      project("tsconfig.strictest.json", { compilerOptions: strictest, include });

      const manifest: unknown = JSON.parse(readFileSync(join(built.package, "package.json"), "utf8"));
      const subpaths = subpathsOf(manifest).filter((subpath) => !/\.json$|\*/.test(subpath));
      expect(subpaths).toEqual(
        expect.arrayContaining([".", "./node", "./lambda", "./testing", "./v3.6", "./v3.6/types"]),
      );
      write(join(built.project, "cjs", "package.json"), `{ "type": "commonjs" }`);
      const lines = subpaths.map((subpath, at) => `export * as all${String(at)} from "${NAME}${subpath.slice(1)}";`);
      write(join(built.project, "cjs", "every.ts"), lines.join("\n"));
      write(join(built.project, "cjs", "use.ts"), COMMON_JS);
      for (const [index, options] of required.entries()) {
        const compilerOptions = { ...wide, types: [], ...options };
        project(`tsconfig.cjs-${String(index)}.json`, { compilerOptions, files: ["cjs/every.ts", "cjs/use.ts"] });
      }

      expect(await typeCheck(compiler, configs, built.project)).toEqual({ output: "", code: 0 });
    },
    SLOW,
  );
});

function subpathsOf(manifest: unknown): readonly string[] {
  if (typeof manifest !== "object" || manifest === null || !("exports" in manifest)) return [];
  return typeof manifest.exports === "object" && manifest.exports !== null ? Object.keys(manifest.exports) : [];
}

const CONSUMER = `
import { createReceiver, defineHandlers, type TagCreatedWebhook } from "@hooksmith/livechat/v3.6";
import { validate, validateTagCreated } from "@hooksmith/livechat/v3.6/validators";
import { schemas } from "@hooksmith/livechat/v3.6/schemas";
import { combineReceivers } from "@hooksmith/livechat";
import { toFetchHandler } from "@hooksmith/livechat/fetch";
import type { WebhookName } from "@hooksmith/livechat/v3.0/types";

const seen: string[] = [];
export const receiver = createReceiver({
  secret: ["old", "new"],
  handlers: defineHandlers({ tag_created: (webhook: TagCreatedWebhook) => void seen.push(webhook.action) }),
  onUnknown: (webhook) => webhook.payload,
});
// @ts-expect-error -- no such webhook
createReceiver({ secret: "s", handlers: { nothing_happened: () => undefined } });
// @ts-expect-error -- the secret is needed
createReceiver({ handlers: {} });
export const handler: (request: Request) => Promise<Response> = toFetchHandler(receiver);
export const errors = [...(validate("tag_created", {}) ?? []), ...(validateTagCreated({}, "strict") ?? [])];
export const path: string | undefined = errors[0]?.path;
export const id: string = schemas.tag_created.$id;
export const early: WebhookName = "thread_closed";
export { combineReceivers };
`;

const STRICTEST = `import { createReceiver, defineHandlers, type Receiver, type WebhookHandlers } from "${NAME}/v3.6";
import { toNodeHandler } from "${NAME}/node";
import { sampleOf } from "${NAME}/v3.6/testing";
import type { EventStructure, IncomingChatPayloadChat } from "${NAME}/v3.6/types";

export const handlers: WebhookHandlers = defineHandlers({
  incoming_chat: ({ payload }, { name }) => console.log(name, idOf(payload.chat)),
  incoming_event: ({ payload }) => console.log(textOf(payload.event)),
});
export const receiver: Receiver = createReceiver({ secret: "s", handlers });
export const listener: ReturnType<typeof toNodeHandler> = toNodeHandler(receiver);
export function idOf(chat: IncomingChatPayloadChat): string {
  return chat.id;
}
export function textOf(event: EventStructure): string | undefined {
  return event.type === "message" ? event.text : undefined;
}
export const message: EventStructure = sampleOf("incoming_event", { event: { type: "message", text: "Hello" } }).payload.event;
export const ids: string[] = sampleOf("incoming_chat", { chat: { id: "A1" } }).payload.chat.users.map(({ id }) => id);
// @ts-expect-error -- a message has no size
sampleOf("incoming_event", { event: { type: "message", size: 1 } });
// @ts-expect-error -- no member of a chat, within the body
sampleOf("incoming_chat", { payload: { chat: { cat: 1 } } });
`;

const COMMON_JS = `import { toNodeHandler } from "${NAME}/node";
import { createReceiver } from "${NAME}/v3.6";
export const h = toNodeHandler(createReceiver({ secret: "x", handlers: {} }));
`;
